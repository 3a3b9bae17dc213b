"""Find the rulings among the shapes of a page: lines that separate, whichever way they were drawn.

A ruling may be a stroked line, the side of a stroked rectangle, a filled box so thin that it reads as a
line (Word, Chromium), or a frame filled between two rectangles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from planextract.clean.dashed_rulings import LONGEST, Mark, joined
from planextract.model.page import Box, Paint, Rule, Shape

THIN = 3.0
"""Largest thickness, in points, of a filled box that counts as a line."""

_SHORTEST = 2.0
"""Smallest length of a ruling, in points; shorter strokes are dots and serifs."""

_SLANT = 0.5
"""Largest deviation of a ruling from horizontal or vertical, in points over its whole length."""


def rules(shapes: Iterable[Shape], paints: tuple[Paint, ...]) -> Iterator[Rule]:
    """Yield the horizontal and vertical rulings among the shapes, in paint order."""
    marks: list[Mark] = []
    for shape in shapes:
        box = _box(shape)
        mark = _mark(shape, box)
        if mark is not None:
            marks.append((mark, shape.paint))
            continue
        if marks:
            yield from _dashed(marks)
            marks = []
        if shape.stroked:
            yield from _stroked(shape)
        if shape.filled and not (shape.stroked and box.width > THIN < box.height):
            yield from _filled(box, shape.paint, paints[shape.paint])
    yield from _dashed(marks)


def _mark(shape: Shape, box: Box) -> Box | None:
    """Return the box of a shape that may be a dash or a dot, else None; `box` bounds the shape's points."""
    if shape.stroked:
        if len(shape.points) != 2 or shape.width > THIN:
            return None
        half = max(shape.width, 0.1) / 2
        if box.width <= _SLANT:
            box = Box(box.x0 - half, box.top, box.x1 + half, box.bottom)
        elif box.height <= _SLANT:
            box = Box(box.x0, box.top - half, box.x1, box.bottom + half)
    if min(box.width, box.height) <= THIN and max(box.width, box.height) <= LONGEST:
        return box
    return None


def _dashed(marks: list[Mark]) -> Iterator[Rule]:
    for part in joined(marks):
        if isinstance(part, Rule):
            yield part
        else:
            yield from _thin(*part)


def _box(shape: Shape) -> Box:
    xs, ys = zip(*shape.points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _stroked(shape: Shape) -> Iterator[Rule]:
    half = max(shape.width, 0.1) / 2
    if shape.width > 2 * THIN:
        return  # a bar of colour, not a line
    for (xa, ya), (xb, yb) in pairwise(shape.points):
        if abs(ya - yb) <= _SLANT and abs(xa - xb) >= _SHORTEST:
            yield Rule(
                min(xa, xb), (ya + yb) / 2 - half, max(xa, xb), (ya + yb) / 2 + half, True, shape.paint
            )
        elif abs(xa - xb) <= _SLANT and abs(ya - yb) >= _SHORTEST:
            yield Rule(
                (xa + xb) / 2 - half, min(ya, yb), (xa + xb) / 2 + half, max(ya, yb), False, shape.paint
            )


def _filled(box: Box, index: int, paint: Paint) -> Iterator[Rule]:
    if min(box.width, box.height) <= THIN:
        yield from _thin(box, index)
    elif len(paint.polygons) == 2:
        yield from _frame(box, paint, index)


def _thin(box: Box, paint: int) -> Iterator[Rule]:
    if box.width >= _SHORTEST and box.width > 2 * box.height:
        yield Rule(*box, True, paint)
    elif box.height >= _SHORTEST and box.height > 2 * box.width:
        yield Rule(*box, False, paint)


def _frame(outer: Box, paint: Paint, index: int) -> Iterator[Rule]:
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
        if all(0 < gap <= THIN for gap in gaps):
            yield Rule(outer.x0, outer.top, outer.x1, inner.top, True, index)
            yield Rule(outer.x0, inner.bottom, outer.x1, outer.bottom, True, index)
            yield Rule(outer.x0, outer.top, inner.x0, outer.bottom, False, index)
            yield Rule(inner.x1, outer.top, outer.x1, outer.bottom, False, index)
