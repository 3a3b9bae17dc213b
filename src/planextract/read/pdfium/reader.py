"""Read PDF files with PDFium, the default engine, through its C interface.

PDFium is called directly rather than through pypdfium2's helpers, which cost more than PDFium itself for
this many small calls. It is not thread-safe; use processes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from planextract import limits
from planextract.errors import EncryptedError, PageError, UnreadableError
from planextract.model.geometry import Box
from planextract.model.page import Glyph, PageContent, UnreadablePage
from planextract.model.recognition import GreyPicture
from planextract.read import unmapped_fonts as fonts
from planextract.read.page_geometry import build_visible_matrix, clamp_points
from planextract.read.pdfium.calls import cast_to_handle, lib
from planextract.read.pdfium.glyphs import list_glyphs
from planextract.read.pdfium.objects import PageObjects, list_objects
from planextract.read.stream_sizes import check_stream_sizes


class PagePicture(NamedTuple):
    """A rendered page; `width` and `height` are in points."""

    page: int
    width: float
    height: float
    image: Image.Image


class PdfiumReader:
    name = "pdfium"

    @contextmanager
    def open(self, data: bytes, password: str | None) -> Iterator[PdfiumDocument]:
        check_stream_sizes(data)
        document, data = _replace_unmapped_fonts(_load_document(data, password), data)
        try:
            if len(document) > limits.PAGES:
                raise UnreadableError(
                    f"The file has {len(document):,} pages, where {limits.PAGES:,} are read.",
                    "Cut it into volumes; check what the file really is.",
                )
            yield PdfiumDocument(document, data)
        finally:
            document.close()


def _load_document(data: bytes, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError(
                "The file is encrypted and needs a password."
                if password is None
                else "The password does not open the file.",
                "Give the right one with --password.",
            ) from error
        raise UnreadableError(
            f"This is not a PDF that can be read ({error}).",
            "Check that the file is a PDF and downloaded whole.",
        ) from error


def _replace_unmapped_fonts(document: pdfium.PdfDocument, data: bytes) -> tuple[pdfium.PdfDocument, bytes]:
    """Return the document and its bytes, reopened with U+FFFD maps where a font lacks a character map."""
    encrypted = lib.FPDF_GetSecurityHandlerRevision(cast_to_handle(document.raw)) >= 0
    if not fonts.can_have_unmapped_font(data, encrypted=encrypted):
        return document, data
    copy = io.BytesIO()
    # PDFium also writes a repaired file where it had to search for the objects.
    document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    told = fonts.add_replacement_maps(copy.getvalue())
    if told is None:
        return document, data
    document.close()
    return pdfium.PdfDocument(told), told


class PdfiumDocument:
    """A file opened by PDFium."""

    def __init__(self, document: pdfium.PdfDocument, data: bytes) -> None:
        self._document = document
        self.data = data
        """Bytes of the file as PDFium reads it."""
        self.page_count = len(document)

    def pages(self, first: int, last: int) -> Iterator[PageContent | UnreadablePage]:
        for number in range(first, last + 1):
            try:
                page = self._document[number - 1]
            except pdfium.PdfiumError as error:
                yield UnreadablePage(number, f"PDFium can't load it ({error})")
                continue
            try:
                yield _read_content(page, number, self._has_layers, self._has_transparency)
            except PageError as error:
                yield UnreadablePage(number, str(error))
            finally:
                page.close()

    def render_page(self, number: int, scale: float) -> PagePicture | None:
        """Render a page, counted from 1, at `scale` pixels per point; None for a page that PDFium can't load.

        A page as large as a poster is rendered at a lower scale, lest its picture take gigabytes.
        """
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError:
            return None
        try:
            width, height = page.get_size()
            scale = min(scale, limits.PICTURE_SIZE / max(width, height, 1.0))
            image: Image.Image = page.render(scale=scale).to_pil()
            return PagePicture(number, width, height, image.convert("RGB"))
        finally:
            page.close()

    @cached_property
    def _has_layers(self) -> bool:
        return self._can_contain_key(b"/OCProperties")

    @cached_property
    def _has_transparency(self) -> bool:
        """Report whether objects may have a blend mode, a soft mask or an opacity.

        For a single page PDFium reports only whether it blends with its backdrop.
        """
        return self._can_contain_key(b"/ExtGState")

    def _can_contain_key(self, key: bytes) -> bool:
        """Return True where the file may contain a dictionary key.

        PDFium has no call for that, so the bytes are searched; a file with object streams always may.
        """
        return key in self.data or b"/ObjStm" in self.data


def _read_content(page: pdfium.PdfPage, number: int, has_layers: bool, has_transparency: bool) -> PageContent:
    left, bottom, right, top = page.get_bbox()
    rotate = page.get_rotation()
    width, height = right - left, top - bottom
    if rotate % 180:
        width, height = height, width
    if not (0 < width <= limits.PAGE_SIZE and 0 < height <= limits.PAGE_SIZE):
        raise PageError(
            f"it measures {width:,.0f} by {height:,.0f} points, where {limits.PAGE_SIZE:,} a side are read"
        )
    visible = build_visible_matrix(left, bottom, right, top, rotate)
    objects = list_objects(cast_to_handle(page.raw), visible, has_layers, has_transparency)
    controls = list_glyphs(cast_to_handle(page.raw), visible, objects.runs)

    whole = Box(0, 0, width, height)

    def compare_page_renders(paints: Collection[int], boxes: Collection[Box]) -> list[bool]:
        return _compare_renders(page, whole, objects, paints, boxes)

    glyphs = tuple(chain.from_iterable([run.glyphs for run in objects.runs.values()]))
    # A sum is the cheapest way to detect a glyph that is out of reach.
    if (
        not abs(sum([x0 + top + x1 + bottom + size for _, x0, top, x1, bottom, size, _, _ in glyphs]))
        < _MAX_COORDINATE_SUM
    ):
        glyphs = tuple(map(_clamp_glyph, glyphs))
    return PageContent(
        number,
        width,
        height,
        glyphs,
        tuple(objects.shapes),
        tuple(objects.paints),
        compare_page_renders,
        visible,
        controls,
        sum(
            whole.intersect_with(box).width > 0 < whole.intersect_with(box).height
            for box in objects.annotated
        ),
        lambda scale: _render_grey(page, width, height, scale),
    )


_MAX_COORDINATE_SUM = 1e15


def _clamp_glyph(glyph: Glyph) -> Glyph:
    (x0, top), (x1, bottom), (size, _) = clamp_points(
        ((glyph.x0, glyph.top), (glyph.x1, glyph.bottom), (glyph.size, 0.0))
    )
    return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom, size=size)


def _compare_renders(
    page: pdfium.PdfPage,
    whole: Box,
    objects: PageObjects,
    paints: Collection[int],
    boxes: Collection[Box],
) -> list[bool]:
    """Return for each box whether the page differs in it when rendered with and without the paints."""
    scale = min(
        limits.RENDER_CHECK_SCALE, math.sqrt(limits.RENDER_CHECK_PIXELS / (whole.width * whole.height))
    )
    with_them = _render_rgb(page, scale)
    for index in paints:
        lib.FPDFPageObj_SetIsActive(objects.handles[index], False)
    try:
        without = _render_rgb(page, scale)
    finally:
        for index in paints:
            lib.FPDFPageObj_SetIsActive(objects.handles[index], True)
    change = ImageChops.difference(with_them, without)
    return [_has_difference(change, box.intersect_with(whole), scale) for box in boxes]


def _render_grey(page: pdfium.PdfPage, width: float, height: float, scale: float) -> GreyPicture:
    """Render a page in grey, with its annotations; a page as large as a poster at a lower scale."""
    scale = min(scale, math.sqrt(limits.RECOGNITION_PIXELS / (width * height)))
    picture: Image.Image = page.render(scale=scale).to_pil().convert("L")
    return GreyPicture(picture.width, picture.height, picture.tobytes())


def _render_rgb(page: pdfium.PdfPage, scale: float) -> Image.Image:
    picture: Image.Image = page.render(scale=scale).to_pil()
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
