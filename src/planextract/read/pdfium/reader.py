"""Read PDF files with PDFium, the default engine, through its C interface.

PDFium is called directly rather than through pypdfium2's helpers, which cost more than PDFium itself for
this many small calls. It is not thread-safe; use processes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from planextract import limits
from planextract.errors import EncryptedError, PageError, UnreadableError
from planextract.model.geometry import IDENTITY, Box
from planextract.model.page import Glyph, PageContent, PaintKind, UnreadablePage
from planextract.model.recognition import GreyPicture
from planextract.read.damage import find_damaged_pages
from planextract.read.file_kinds import name_file_kind
from planextract.read.mend_file import can_need_mending, mend_file
from planextract.read.page_geometry import build_visible_matrix, clamp_points
from planextract.read.pdfium.calls import cast_to_handle, lib
from planextract.read.pdfium.glyphs import list_glyphs
from planextract.read.pdfium.objects import Features, PageObjects, TextRun, list_objects
from planextract.read.pdfium.reading_direction import find_turn
from planextract.read.pdfium.render import compare_renders, find_fine_ink, find_printed_letters
from planextract.read.pdfium.substitute_font import use_machine_fonts, use_substitute_font
from planextract.read.predefined_cmaps import can_have_unknown_cmap
from planextract.read.stream_sizes import FileTraits, check_stream_sizes
from planextract.read.unmapped_fonts import can_have_unmapped_font
from planextract.wording.messages import make_message


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
        traits = check_stream_sizes(data)
        use_substitute_font()
        document, data, traits = _decrypt(_load_document(data, password), data, traits)
        damaged = find_damaged_pages(data, traits.damaged) if traits.damaged else frozenset()
        unmended = data
        document, data = _mend(document, data, traits)
        try:
            if len(document) > limits.PAGES:
                raise UnreadableError(
                    make_message(
                        "The file has {count:,} pages, where {pages:,} are read.",
                        count=len(document),
                        pages=limits.PAGES,
                    ),
                    "Cut it into volumes; check what the file really is.",
                )
            opened = PdfiumDocument(document, data, traits, damaged)
            if can_have_unknown_cmap(traits):
                opened.plumber_data = unmended
            yield opened
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
        kind = name_file_kind(data) if b"%PDF-" not in data[:1024] else None
        if kind is not None:
            raise UnreadableError(
                make_message("This is {kind}, not a PDF.", kind=kind),
                "Save or print it as a PDF; give a text the ending .txt.",
            ) from error
        raise UnreadableError(
            make_message("This is not a PDF that can be read ({error}).", error=error),
            "Check that the file is a PDF and downloaded whole.",
        ) from error


def _decrypt(
    document: pdfium.PdfDocument, data: bytes, traits: FileTraits
) -> tuple[pdfium.PdfDocument, bytes, FileTraits]:
    """Return the document, its bytes and traits, reopened without encryption where it was encrypted."""
    if lib.FPDF_GetSecurityHandlerRevision(cast_to_handle(document.raw)) < 0:
        return document, data, traits
    plain = _save(document)
    document.close()
    return pdfium.PdfDocument(plain), plain, check_stream_sizes(plain)


def _mend(document: pdfium.PdfDocument, data: bytes, traits: FileTraits) -> tuple[pdfium.PdfDocument, bytes]:
    """Return the document and its bytes, reopened from a mended copy where the file needs it."""
    if not can_need_mending(traits):
        return document, data
    try:
        mended = mend_file(data, traits)
    except UnreadableError:
        # PDFium writes a repaired file where it had to search for the objects.
        try:
            mended = mend_file(_save(document), traits)
        except UnreadableError:
            if can_have_unmapped_font(traits):
                raise
            mended = None
    if mended is None:
        return document, data
    document.close()
    return pdfium.PdfDocument(mended), mended


def _save(document: pdfium.PdfDocument) -> bytes:
    """Return the file as PDFium writes it, without encryption."""
    copy = io.BytesIO()
    document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    return copy.getvalue()


class PdfiumDocument:
    """A file opened by PDFium."""

    def __init__(
        self, document: pdfium.PdfDocument, data: bytes, traits: FileTraits, damaged: frozenset[int]
    ) -> None:
        self._document, self._traits, self._damaged = document, traits, damaged
        self.data = data
        """Bytes of the file as PDFium reads it, without encryption."""
        self.plumber_data = data
        """Bytes of the file for pdfminer, which has all predefined CMaps and needs no others."""
        self.page_count = len(document)

    def pages(self, first: int, last: int) -> Iterator[PageContent | UnreadablePage]:
        for number in range(first, last + 1):
            try:
                page = self._document[number - 1]
            except pdfium.PdfiumError as error:
                yield UnreadablePage(number, f"PDFium can't load it ({error})")
                continue
            try:
                page = _show_media_box(self._document, page, number)
                content = _read_content(page, number, self._features)
                yield replace(content, is_damaged=True) if number in self._damaged else content
            except PageError as error:
                yield UnreadablePage(number, str(error))
            finally:
                page.close()

    def save_repaired(self) -> bytes:
        """Return the file as PDFium writes it anew, for a reader that can't find its objects."""
        return _save(self._document)

    def render_page(self, number: int, scale: float) -> PagePicture | None:
        """Render a page, counted from 1, at `scale` pixels per point; None for a page that PDFium can't load.

        A page as large as a poster is rendered at a lower scale, lest its picture take gigabytes. Fonts
        that are not embedded are the machine's, as a person expects.
        """
        use_machine_fonts()
        document = pdfium.PdfDocument(self.data)
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            return None
        else:
            width, height = page.get_size()
            scale = min(scale, limits.PICTURE_SIZE / max(width, height, 1.0))
            image: Image.Image = page.render(scale=scale).to_pil()
            page.close()
            return PagePicture(number, width, height, image.convert("RGB"))
        finally:
            document.close()
            use_substitute_font()

    @cached_property
    def _features(self) -> Features:
        """The features of the file that cost time to examine on each page."""
        return Features(
            self._traits.has_key(b"/OCProperties"),
            self._traits.has_key(b"/ExtGState"),
            self._traits.has_key(b"/PatternType"),
            any(_UNCOLOURED_PATTERN.search(part) for part in self._traits.objects),
        )


_UNCOLOURED_PATTERN = re.compile(rb"/PaintType\s+2\b")


def _show_media_box(document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int) -> pdfium.PdfPage:
    """Return a page whose CropBox lies beside its MediaBox as viewers show it: by its MediaBox."""
    left, bottom, right, top = page.get_bbox()
    if right > left and top > bottom:
        return page
    page.set_cropbox(*page.get_mediabox())
    page.close()
    return document[number - 1]


_MIN_COVERED_SHARE = 0.9
"""Smallest share of the page that an opaque area must cover to hide the text painted before it."""


def _list_uncovered_runs(objects: PageObjects, page: Box) -> list[TextRun]:
    """Return the text that is neither invisible nor under an opaque area over nearly all of the page."""
    covers = (
        index
        for index, paint in enumerate(objects.paints)
        if paint.kind in (PaintKind.PATH, PaintKind.IMAGE)
        and not paint.doubt
        and (paint.kind is PaintKind.IMAGE or (paint.fill is not None and paint.fill[3] == 255))
        and _measure_area(paint.box.intersect_with(page)) >= _MIN_COVERED_SHARE * _measure_area(page)
    )
    last = max(covers, default=-1)
    return [run for run in objects.runs.values() if run.paint > last and not objects.paints[run.paint].hidden]


def _measure_area(box: Box) -> float:
    return max(0.0, box.width) * max(0.0, box.height)


def _read_content(page: pdfium.PdfPage, number: int, features: Features) -> PageContent:
    left, bottom, right, top = page.get_bbox()
    rotate = page.get_rotation()
    width, height = right - left, top - bottom
    if rotate % 180:
        width, height = height, width
    if not (0 < width <= limits.PAGE_SIZE and 0 < height <= limits.PAGE_SIZE):
        raise PageError(
            make_message(
                "it measures {width:,.0f} by {height:,.0f} points, where {page_size:,} a side are read",
                width=width,
                height=height,
                page_size=limits.PAGE_SIZE,
            )
        )
    visible = build_visible_matrix(left, bottom, right, top, rotate)
    objects = list_objects(cast_to_handle(page.raw), visible, features)
    whole, back = Box(0, 0, width, height), IDENTITY
    turn = find_turn(_list_uncovered_runs(objects, whole), width, height)
    if turn is not None:
        visible, back = visible.compose_with(turn.forth), turn.back
        width, height = turn.width, turn.height
        objects = list_objects(cast_to_handle(page.raw), visible, features)
    controls = list_glyphs(cast_to_handle(page.raw), visible, objects.runs)

    def map_back(boxes: Iterable[Box]) -> list[Box]:
        return [back.map_rectangle(*box) for box in boxes] if turn is not None else list(boxes)

    def compare_page_renders(paints: Collection[int], boxes: Collection[Box]) -> list[bool]:
        return compare_renders(page, whole, objects, paints, map_back(boxes))

    def find_letters(paints: Sequence[int], boxes: Sequence[Box]) -> list[bool]:
        return find_printed_letters(page, whole, objects, paints, map_back(boxes))

    def find_ink(areas: Sequence[Box], glyph_boxes: Sequence[Box]) -> list[Box]:
        shown = find_fine_ink(page, whole, objects, map_back(areas), map_back(glyph_boxes))
        return [area for area, has_ink in zip(areas, shown, strict=True) if has_ink]

    glyphs = tuple(chain.from_iterable([run.glyphs for run in objects.runs.values()]))
    # A sum is the cheapest way to detect a glyph that is out of reach.
    if (
        not abs(sum([x0 + top + x1 + bottom + size for _, x0, top, x1, bottom, size, _, _ in glyphs]))
        < _MAX_COORDINATE_SUM
    ):
        glyphs = tuple(map(_clamp_glyph, glyphs))
    shown = Box(0, 0, width, height)
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
            shown.intersect_with(box).width > 0 < shown.intersect_with(box).height
            for box in objects.annotated
        ),
        find_letters,
        find_ink,
        render=lambda scale: _render_grey(page, width, height, scale),
        back=back if turn is not None else None,
    )


_MAX_COORDINATE_SUM = 1e15


def _clamp_glyph(glyph: Glyph) -> Glyph:
    (x0, top), (x1, bottom), (size, _) = clamp_points(
        ((glyph.x0, glyph.top), (glyph.x1, glyph.bottom), (glyph.size, 0.0))
    )
    return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom, size=size)


def _render_grey(page: pdfium.PdfPage, width: float, height: float, scale: float) -> GreyPicture:
    """Render a page in grey, with its annotations; a page as large as a poster at a lower scale."""
    scale = min(scale, math.sqrt(limits.RECOGNITION_PIXELS / (width * height)))
    picture: Image.Image = page.render(scale=scale).to_pil().convert("L")
    return GreyPicture(picture.width, picture.height, picture.tobytes())
