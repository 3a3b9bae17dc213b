"""A page read in its picture as page content: the same type that every reader of files gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planextract.model.geometry import Box
from planextract.model.page import Glyph, PageContent, Paint, PaintKind, Shape
from planextract.recognise.scanned_page import ScannedPage

_INK = (0, 0, 0, 255)


def make_content(page: PageContent, scanned: ScannedPage) -> PageContent:
    """Make the content of a page of what was read in its picture, annotations too; all of it can be seen."""
    whole = Box(0.0, 0.0, scanned.width, scanned.height)
    text = Paint(PaintKind.TEXT, whole, _INK, None, (), (), False, False, "")
    paints = [text]
    shapes = []
    for box in scanned.rulings:
        corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
        shapes.append(Shape((*corners, corners[0]), False, True, 0.0, len(paints)))
        paints.append(Paint(PaintKind.PATH, box, _INK, None, (), (corners,), False, False, ""))
    return PageContent(
        page.number,
        scanned.width,
        scanned.height,
        tuple(
            Glyph(glyph.text, *glyph.box, glyph.size, 0, len(paints))
            for glyph in scanned.glyphs
            if glyph.text.strip()
        ),
        tuple(shapes),
        (*paints, text),
        _all_seen,
        page.visible,
    )


def _all_seen(paints: Collection[int], boxes: Iterable[Box]) -> list[bool]:
    return [True for _ in boxes]
