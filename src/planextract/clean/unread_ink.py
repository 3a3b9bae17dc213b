"""Find ink that may be words and is no text: pictures, and the outlines of letters drawn as paths.

Rulings, frames around text, grounds of cells and shapes that stand for a length of time are not meant. A
photograph is, since what it shows is not read either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from planextract.model.page import Box, CleanPage, PageContent, Paint, PaintKind, Polygon, Shape

_MIN_PICTURE_POINTS = 4.0
"""Smallest side of a picture that can show a word, in points."""

_LETTER_POINTS = (3.0, 60.0)
"""Smallest and largest height of an outline that may be a letter, in points."""

_MIN_LETTER_CORNERS = 6
_MAX_JOINED_GAP_POINTS = 8.0
"""Largest gap between two pieces of ink that are one area, in points."""

_MAX_PIECES = 5000
"""Largest number of pieces of ink on a page; a map has more, and its areas are no words."""

_MIN_DARKNESS = 24
"""Smallest difference of an ink from paper, of 255, in some channel."""


def find_unread_ink(page: CleanPage, content: PageContent) -> tuple[Box, ...]:
    """Return the areas of a page whose ink is not read, in points from its top left."""
    pieces = [*_find_pictures(page, content), *_find_letters(page, content)]
    if len(pieces) > _MAX_PIECES:
        return ()
    return tuple(sorted(_join_boxes(pieces), key=lambda box: (box.top, box.x0)))


def _find_pictures(page: CleanPage, content: PageContent) -> Iterator[Box]:
    boxes = []
    for paint in content.paints:
        if paint.kind is PaintKind.IMAGE:
            box = _clip_to_view(paint.box, paint, content.box)
            if min(box.width, box.height) >= _MIN_PICTURE_POINTS:
                boxes.append(box)
    if not boxes:
        return
    glyphs = [Box(*glyph[1:5]) for glyph in page.glyphs]
    yield from content.ink_check(_merge_tiles(boxes), glyphs)


def _merge_tiles(boxes: Iterable[Box]) -> list[Box]:
    """Join pictures that touch: programs cut one picture into strips."""
    return _join_boxes(boxes, 1.0)


def _clip_to_view(box: Box, paint: Paint, whole: Box) -> Box:
    for polygons in paint.clips:
        points = [point for polygon in polygons for point in polygon]
        if points:
            xs, ys = zip(*points, strict=True)
            box = box.intersect_with(Box(min(xs), min(ys), max(xs), max(ys)))
    return box.intersect_with(whole)


def _find_letters(page: CleanPage, content: PageContent) -> Iterator[Box]:
    used = {paint for mark in page.marks for paint in mark.paints}
    for shape in content.shapes:
        paint = content.paints[shape.paint]
        if shape.paint in used or not _is_dark(paint):
            continue
        box = _get_box(shape.points)
        low, high = _LETTER_POINTS
        if not low <= box.height <= high or box.width > 2 * high or not _is_letter(shape):
            continue
        shown = _clip_to_view(box, paint, content.box)
        if shown.width > 0.5 * box.width and shown.height > 0.5 * box.height and not _has_text(box, page):
            yield box


def _is_dark(paint: Paint) -> bool:
    inks = [ink for ink in (paint.fill, paint.stroke) if ink is not None]
    return not paint.hidden and any(ink[3] > 64 and min(ink[:3]) < 255 - _MIN_DARKNESS for ink in inks)


def _get_box(points: Polygon) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _is_letter(shape: Shape) -> bool:
    """Return whether a closed outline has the corners and bays of a letter, which frames and dots lack."""
    points = [point for point, other in pairwise((*shape.points, shape.points[0])) if point != other]
    if len(points) < _MIN_LETTER_CORNERS or not (shape.filled or shape.points[0] == shape.points[-1]):
        return False
    turns = []
    for (xa, ya), (xb, yb), (xc, yc) in zip(
        points, points[1:] + points[:1], points[2:] + points[:2], strict=True
    ):
        turn = (xb - xa) * (yc - yb) - (yb - ya) * (xc - xb)
        if abs(turn) > 1e-3:
            turns.append(turn > 0)
    return len(turns) >= _MIN_LETTER_CORNERS and any(turns) and not all(turns)


def _has_text(box: Box, page: CleanPage) -> bool:
    return any(
        box.has_point((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2) for glyph in page.glyphs
    )


def _join_boxes(boxes: Iterable[Box], gap: float = _MAX_JOINED_GAP_POINTS) -> list[Box]:
    """Join boxes that are near each other."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.x0, box.top)):
        joined = box
        while True:
            near = [
                other
                for other in found
                if other.x0 - gap <= joined.x1
                and joined.x0 - gap <= other.x1
                and other.top - gap <= joined.bottom
                and joined.top - gap <= other.bottom
            ]
            if not near:
                break
            found = [other for other in found if other not in near]
            for other in near:
                joined = joined.unite_with(other)
        found.append(joined)
    return found
