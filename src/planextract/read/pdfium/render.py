"""Render a page with and without some of its paints, to find out what a reader of the printed page sees."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from planextract import limits
from planextract.model.geometry import Box
from planextract.model.page import PaintKind
from planextract.read.pdfium.calls import Handle, get_fill_colour, lib
from planextract.read.pdfium.objects import PageObjects

_LETTERS_SCALE = 3.0
"""Pixels per point at which letters are compared: strokes of small type are then some pixels wide."""

_MIN_LETTER_SPREAD = 8.0
"""Smallest standard deviation of the lightness around a letter, of 255."""

_MIN_LETTER_LIKENESS = 0.6
"""Smallest correlation of the page with the shape of a letter; other letters have less than 0.5."""


def compare_renders(
    page: pdfium.PdfPage,
    whole: Box,
    objects: PageObjects,
    paints: Collection[int],
    boxes: Collection[Box],
) -> list[bool]:
    """Return for each box whether the page differs in it when rendered with and without the paints."""
    scale = _limit_scale(limits.RENDER_CHECK_SCALE, whole)
    with_them = _render_print(page, scale)
    with _inactive(objects, paints):
        without = _render_print(page, scale)
    change = ImageChops.difference(with_them, without)
    return [_has_difference(change, box.intersect_with(whole), scale) for box in boxes]


def _render_print(page: pdfium.PdfPage, scale: float) -> Image.Image:
    """Render a page as it is printed: with its layers for print and without those for the screen."""
    picture: Image.Image = page.render(scale=scale, optimize_mode="print").to_pil()
    return picture.convert("RGB")


def _has_difference(change: Image.Image, box: Box, scale: float) -> bool:
    if box.width <= 0 or box.height <= 0:
        return False
    area = change.crop(
        (round(box.x0 * scale), round(box.top * scale), round(box.x1 * scale), round(box.bottom * scale))
    )
    channels = area.getextrema()
    return any(
        isinstance(high, int) and high > limits.RENDER_CHECK_CONTRAST
        for _, high in _list_channel_extrema(channels)
    )


def _list_channel_extrema(extrema: object) -> list[tuple[object, object]]:
    """Return the lowest and highest value of each channel, as Pillow gives them for a colour picture."""
    assert isinstance(extrema, tuple)
    return [(pair[0], pair[1]) for pair in extrema]


def _limit_scale(scale: float, whole: Box) -> float:
    return min(scale, math.sqrt(limits.RENDER_CHECK_PIXELS / (whole.width * whole.height)))


def find_printed_letters(
    page: pdfium.PdfPage, whole: Box, objects: PageObjects, paints: Sequence[int], boxes: Sequence[Box]
) -> list[bool]:
    """Return for each glyph of a text that leaves no ink whether the page shows its letter all the same.

    Words may be a clip or a mask for a gradient, or lie over a scan that shows them. The text alone, painted
    black, gives the shape of its letters; a letter shows where the lightness of the page follows that shape.
    """
    scale = _limit_scale(_LETTERS_SCALE, whole)
    printed = _render_print(page, scale).convert("L")
    shown = set(paints)
    others = [
        index for index, handle in enumerate(objects.handles) if handle is not None and index not in shown
    ]
    handles = [handle for index in sorted(shown) if (handle := objects.handles[index]) is not None]
    with _inactive(objects, others), _painted_black(handles):
        shapes = _render_print(page, scale).convert("L")
    return [_shows_letter(printed, shapes, box.intersect_with(whole), scale) for box in boxes]


@contextmanager
def _inactive(objects: PageObjects, paints: Collection[int]) -> Iterator[None]:
    """Leave paints out of renderings for a while."""
    for index in paints:
        lib.FPDFPageObj_SetIsActive(objects.handles[index], False)
    try:
        yield
    finally:
        for index in paints:
            lib.FPDFPageObj_SetIsActive(objects.handles[index], True)


@contextmanager
def _painted_black(handles: Collection[Handle]) -> Iterator[None]:
    """Fill text objects with black for a while, whatever their render mode."""
    before = [
        (handle, lib.FPDFTextObj_GetTextRenderMode(handle), get_fill_colour(handle)) for handle in handles
    ]
    for handle in handles:
        lib.FPDFTextObj_SetTextRenderMode(handle, raw.FPDF_TEXTRENDERMODE_FILL)
        lib.FPDFPageObj_SetFillColor(handle, 0, 0, 0, 255)
    try:
        yield
    finally:
        for handle, mode, colour in before:
            lib.FPDFTextObj_SetTextRenderMode(handle, mode)
            lib.FPDFPageObj_SetFillColor(handle, *(colour or (0, 0, 0, 255)))


def _shows_letter(printed: Image.Image, shapes: Image.Image, box: Box, scale: float) -> bool:
    if box.width <= 0 or box.height <= 0:
        return False
    place = (
        math.floor(box.x0 * scale),
        math.floor(box.top * scale),
        math.ceil(box.x1 * scale),
        math.ceil(box.bottom * scale),
    )
    page, letter = printed.crop(place), shapes.crop(place)
    lightness, ink = ImageStat.Stat(page), ImageStat.Stat(letter)
    spread = lightness.stddev[0] * ink.stddev[0]
    if lightness.stddev[0] < _MIN_LETTER_SPREAD or not spread:
        return False
    product = ImageStat.Stat(ImageChops.multiply(page, letter)).mean[0] * 255
    likeness = (product - lightness.mean[0] * ink.mean[0]) / spread
    return abs(likeness) >= _MIN_LETTER_LIKENESS


_INK_SCALE = 1.0
"""Pixels per point at which pictures are searched for fine ink."""

_MIN_EDGE = 60
"""Smallest difference of lightness between neighbouring pixels, of 255, that is an edge."""

_MIN_EDGE_SHARE = 0.01
"""Smallest share of the pixels of a picture beside the text that are edges, unless it is a plain ground."""


_MIN_EDGES = 150
"""Number of such pixels that is enough in a picture of any size: some words."""


def find_fine_ink(
    page: pdfium.PdfPage, whole: Box, objects: PageObjects, areas: Sequence[Box], glyphs: Sequence[Box]
) -> list[bool]:
    """Return for each area whether it shows fine ink beside the glyphs: words in a picture, a photograph.

    A picture that is a plain ground, a gradient or a frame has hardly any edges.
    """
    scale = _limit_scale(_INK_SCALE, whole)
    texts = [
        index
        for index, paint in enumerate(objects.paints)
        if paint.kind is PaintKind.TEXT and objects.handles[index] is not None
    ]
    with _inactive(objects, texts):
        picture = _render_print(page, scale).convert("L")
    edges = picture.filter(_EDGE_FILTER).point([255 if level >= _MIN_EDGE else 0 for level in range(256)])
    covered = ImageDraw.Draw(edges)
    for box in glyphs:
        covered.rectangle(
            (box.x0 * scale - 1, box.top * scale - 1, box.x1 * scale + 1, box.bottom * scale + 1), fill=0
        )
    return [_has_edges(edges, area.intersect_with(whole), scale) for area in areas]


def _has_edges(edges: Image.Image, area: Box, scale: float) -> bool:
    x0, top = math.ceil(area.x0 * scale) + 1, math.ceil(area.top * scale) + 1
    x1, bottom = int(area.x1 * scale) - 1, int(area.bottom * scale) - 1
    if x1 - x0 < 2 or bottom - top < 2:
        return False
    part = edges.crop((x0, top, x1, bottom))
    return part.histogram()[255] >= min(_MIN_EDGE_SHARE * part.width * part.height, _MIN_EDGES)


_EDGE_FILTER = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 4, -1, 0, -1, 0), 1)
"""The difference of a pixel's lightness from its neighbours."""
