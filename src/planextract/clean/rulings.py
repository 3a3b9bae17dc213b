"""Find the rulings among the shapes of a page: lines that separate, whichever way they were drawn.

A ruling may be a stroked line, the side of a stroked rectangle, a filled box so thin that it reads as a
line (Word, Chromium), or a frame filled between two rectangles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from planextract.clean.dashed_rulings import MAX_DASH_LENGTH_POINTS, Dash, join_dashes
from planextract.model.page import Box, Paint, PaintKind, Polygon, Ruling, Shape

MAX_RULING_THICKNESS_POINTS = 3.0
"""Largest thickness, in points, of a filled box that counts as a line."""

_MIN_RULING_LENGTH_POINTS = 2.0
"""Smallest length of a ruling, in points; shorter strokes are dots and serifs."""

_MAX_SLANT_POINTS = 0.5
"""Largest deviation of a ruling from horizontal or vertical, in points over its whole length."""


_MIN_SLOPE_LENGTH_POINTS = 50.0
_MAX_SLOPE = 0.006
"""Largest deviation per length of a long ruling: a third of a degree, as of a page that lies askew."""


def find_rulings(shapes: Iterable[Shape], paints: tuple[Paint, ...]) -> Iterator[Ruling]:
    """Yield the horizontal and vertical rulings of a page.

    Those among the shapes come first, in paint order, then those that a picture, a shading or a clip makes.
    """
    listed = list(shapes)
    yield from _find_shape_rulings(listed, paints)
    yield from _find_area_rulings(listed, paints)


def _find_shape_rulings(shapes: Iterable[Shape], paints: tuple[Paint, ...]) -> Iterator[Ruling]:
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
    return _compute_box(shape.points)


def _find_stroked_rulings(shape: Shape) -> Iterator[Ruling]:
    half = max(shape.width, 0.1) / 2
    if shape.width > 2 * MAX_RULING_THICKNESS_POINTS:
        return  # a bar of colour, not a line
    if _is_letter(shape):
        return
    for (xa, ya), (xb, yb) in pairwise(shape.points):
        slant = _MAX_SLANT_POINTS
        if (length := max(abs(xa - xb), abs(ya - yb))) >= _MIN_SLOPE_LENGTH_POINTS:
            slant = max(slant, _MAX_SLOPE * length)
        if abs(ya - yb) <= slant and abs(xa - xb) >= _MIN_RULING_LENGTH_POINTS:
            yield Ruling(
                min(xa, xb), (ya + yb) / 2 - half, max(xa, xb), (ya + yb) / 2 + half, True, shape.paint
            )
        elif abs(xa - xb) <= slant and abs(ya - yb) >= _MIN_RULING_LENGTH_POINTS:
            yield Ruling(
                (xa + xb) / 2 - half, min(ya, yb), (xa + xb) / 2 + half, max(ya, yb), False, shape.paint
            )


def _is_letter(shape: Shape) -> bool:
    """Return True for a closed outline no larger than type that has slanted or round sides."""
    box = _compute_bounding_box(shape)
    if len(shape.points) < 5 or max(box.width, box.height) > _MAX_LETTER_POINTS:
        return False
    return shape.points[0] == shape.points[-1] and any(
        abs(xa - xb) > _MAX_SLANT_POINTS and abs(ya - yb) > _MAX_SLANT_POINTS
        for (xa, ya), (xb, yb) in pairwise(shape.points)
    )


_MAX_LETTER_POINTS = 40.0
"""Largest side of the outline of a letter, in points."""


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


def _find_area_rulings(shapes: Iterable[Shape], paints: tuple[Paint, ...]) -> Iterator[Ruling]:
    """Yield the rulings that are areas: thin pictures and shadings, and areas in a thin clip."""
    for index, paint in enumerate(paints):
        if paint.kind in (PaintKind.IMAGE, PaintKind.SHADING):
            for box in _clip_area(paint.box, paint):
                yield from _find_thin_area(box, index)
    for shape in shapes:
        paint = paints[shape.paint]
        if not paint.clips:
            continue
        box = _compute_bounding_box(shape)
        if shape.stroked:
            if shape.width <= 2 * MAX_RULING_THICKNESS_POINTS or len(shape.points) != 2:
                continue
            box = _widen_stroke(box, shape.width)
        if min(box.width, box.height) > MAX_RULING_THICKNESS_POINTS:
            for part in _clip_area(box, paint):
                yield from _find_thin_area(part, shape.paint)


def _widen_stroke(box: Box, width: float) -> Box:
    """Return the area of a straight stroke, whose ends are cut square."""
    if box.height < box.width:
        return Box(box.x0, box.top - width / 2, box.x1, box.bottom + width / 2)
    return Box(box.x0 - width / 2, box.top, box.x1 + width / 2, box.bottom)


def _clip_area(box: Box, paint: Paint) -> Iterator[Box]:
    """Yield the parts of an area that show in the clips of its paint, if these are rectangles."""
    parts = [box]
    for polygons in paint.clips:
        boxes = [_compute_box(polygon) for polygon in polygons]
        if len(boxes) * len(parts) > _MAX_CLIP_PARTS:
            return
        parts = [part.intersect_with(other) for part in parts for other in boxes]
    for part in parts:
        if part.width > 0 and part.height > 0:
            yield part


_MAX_CLIP_PARTS = 1000
"""Largest number of parts of one area that are examined."""


def _compute_box(polygon: Polygon) -> Box:
    xs, ys = zip(*polygon, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _find_thin_area(box: Box, paint: int) -> Iterator[Ruling]:
    if min(box.width, box.height) <= MAX_RULING_THICKNESS_POINTS:
        yield from _find_thin_ruling(box, paint)
