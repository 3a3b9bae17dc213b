"""Find the rulings among the shapes of a page: lines that separate, whichever way they were drawn.

A ruling may be a stroked line, the side of a stroked rectangle, a filled box so thin that it reads as a
line (Word, Chromium), or a frame filled between two rectangles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from planextract.clean.dashed_rulings import MAX_DASH_LENGTH_POINTS, Dash, join_dashes
from planextract.model.page import Box, Paint, Ruling, Shape

MAX_RULING_THICKNESS_POINTS = 3.0
"""Largest thickness, in points, of a filled box that counts as a line."""

_MIN_RULING_LENGTH_POINTS = 2.0
"""Smallest length of a ruling, in points; shorter strokes are dots and serifs."""

_MAX_SLANT_POINTS = 0.5
"""Largest deviation of a ruling from horizontal or vertical, in points over its whole length."""


def find_rulings(shapes: Iterable[Shape], paints: tuple[Paint, ...]) -> Iterator[Ruling]:
    """Yield the horizontal and vertical rulings among the shapes, in paint order."""
    marks: list[Dash] = []
    for shape in shapes:
        box = _compute_bounding_box(shape)
        mark = _find_dash(shape, box)
        if mark is not None:
            marks.append((mark, shape.paint))
            continue
        if marks:
            yield from _find_dashed_rulings(marks)
            marks = []
        if shape.stroked:
            yield from _find_stroked_rulings(shape)
        if shape.filled and not (shape.stroked and box.width > MAX_RULING_THICKNESS_POINTS < box.height):
            yield from _find_filled_rulings(box, shape.paint, paints[shape.paint])
    yield from _find_dashed_rulings(marks)


def _find_dash(shape: Shape, box: Box) -> Box | None:
    """Return the box of a shape that may be a dash or a dot, else None; `box` bounds the shape's points."""
    if shape.stroked:
        if len(shape.points) != 2 or shape.width > MAX_RULING_THICKNESS_POINTS:
            return None
        half = max(shape.width, 0.1) / 2
        if box.width <= _MAX_SLANT_POINTS:
            box = Box(box.x0 - half, box.top, box.x1 + half, box.bottom)
        elif box.height <= _MAX_SLANT_POINTS:
            box = Box(box.x0, box.top - half, box.x1, box.bottom + half)
    if (
        min(box.width, box.height) <= MAX_RULING_THICKNESS_POINTS
        and max(box.width, box.height) <= MAX_DASH_LENGTH_POINTS
    ):
        return box
    return None


def _find_dashed_rulings(marks: list[Dash]) -> Iterator[Ruling]:
    for part in join_dashes(marks):
        if isinstance(part, Ruling):
            yield part
        else:
            yield from _find_thin_ruling(*part)


def _compute_bounding_box(shape: Shape) -> Box:
    xs, ys = zip(*shape.points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _find_stroked_rulings(shape: Shape) -> Iterator[Ruling]:
    half = max(shape.width, 0.1) / 2
    if shape.width > 2 * MAX_RULING_THICKNESS_POINTS:
        return  # a bar of colour, not a line
    for (xa, ya), (xb, yb) in pairwise(shape.points):
        if abs(ya - yb) <= _MAX_SLANT_POINTS and abs(xa - xb) >= _MIN_RULING_LENGTH_POINTS:
            yield Ruling(
                min(xa, xb), (ya + yb) / 2 - half, max(xa, xb), (ya + yb) / 2 + half, True, shape.paint
            )
        elif abs(xa - xb) <= _MAX_SLANT_POINTS and abs(ya - yb) >= _MIN_RULING_LENGTH_POINTS:
            yield Ruling(
                (xa + xb) / 2 - half, min(ya, yb), (xa + xb) / 2 + half, max(ya, yb), False, shape.paint
            )


def _find_filled_rulings(box: Box, index: int, paint: Paint) -> Iterator[Ruling]:
    if min(box.width, box.height) <= MAX_RULING_THICKNESS_POINTS:
        yield from _find_thin_ruling(box, index)
    elif len(paint.polygons) == 2:
        yield from _find_frame_sides(box, paint, index)


def _find_thin_ruling(box: Box, paint: int) -> Iterator[Ruling]:
    if box.width >= _MIN_RULING_LENGTH_POINTS and box.width > 2 * box.height:
        yield Ruling(*box, True, paint)
    elif box.height >= _MIN_RULING_LENGTH_POINTS and box.height > 2 * box.width:
        yield Ruling(*box, False, paint)


def _find_frame_sides(outer: Box, paint: Paint, index: int) -> Iterator[Ruling]:
    """Yield the four sides of a frame that is filled between an outer and an inner rectangle."""
    for polygon in paint.polygons:
        xs, ys = zip(*polygon, strict=True)
        inner = Box(min(xs), min(ys), max(xs), max(ys))
        gaps = (
            inner.x0 - outer.x0,
            inner.top - outer.top,
            outer.x1 - inner.x1,
            outer.bottom - inner.bottom,
        )
        if all(0 < gap <= MAX_RULING_THICKNESS_POINTS for gap in gaps):
            yield Ruling(outer.x0, outer.top, outer.x1, inner.top, True, index)
            yield Ruling(outer.x0, inner.bottom, outer.x1, outer.bottom, True, index)
            yield Ruling(outer.x0, outer.top, inner.x0, outer.bottom, False, index)
            yield Ruling(inner.x1, outer.top, outer.x1, outer.bottom, False, index)
