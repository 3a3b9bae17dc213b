"""Shapes that stand for a length of time: arrows of a line and a head, block arrows, chevrons, bars.

An arrow points to the right. A bar is a filled rectangle; whether it covers years or is only the ground of a
cell depends on the table around it, which `layout/drawn_time.py` knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from planextract.clean.clipping import Region
from planextract.clean.occlusion import OccluderIndex
from planextract.model.drawn_mark import DrawnKind, DrawnMark
from planextract.model.page import Box, Colour, PageContent, Paint, Point, Ruling, Shape

MIN_LENGTH = 8.0
"""Points: shorter marks cover no year."""

MAX_HEIGHT = 40.0
"""Points: higher shapes are frames, pictures and grounds."""

MIN_BAR_HEIGHT = 3.0
"""Points: a thinner box is a ruling."""

_MAX_HEAD = 16.0
"""Points: an arrow's head is no larger."""

_TOUCHING = 3.0
"""Points between a shaft's end and its head."""

_LEVEL = 0.6
"""Points that a level line may be off the level."""

_TOO_PALE = 245
"""Lightness from which a fill can't be told from paper."""


def find_visible_marks(
    content: PageContent, regions: Sequence[Region | None], covers: OccluderIndex
) -> tuple[DrawnMark, ...]:
    """Return the arrows and bars of a page that are not clipped away and that nothing opaque covers."""
    return tuple(
        mark
        for mark in find_drawn_marks(content.shapes, content.paints)
        if _is_visible(mark, content, regions, covers)
    )


def _is_visible(
    mark: DrawnMark, content: PageContent, regions: Sequence[Region | None], covers: OccluderIndex
) -> bool:
    box, index = mark.box, mark.paints[0]
    paint, region = content.paints[index], regions[index]
    middle = (box.top + box.bottom) / 2
    points = [(box.x0 + box.width * step / 10, middle) for step in (1, 3, 5, 7, 9)]
    over = [
        cover
        for cover in covers.find_near(box)
        if cover.index > max(mark.paints) and cover.get_colour_beside(paint) is not None
    ]
    seen = [
        point
        for point in points
        if content.box.has_point(*point)
        and (region is None or region.has_point(*point))
        and not any(cover.region.has_point(*point) for cover in over)
    ]
    return 2 * len(seen) > len(points)


def drop_arrow_lines(rulings: Iterable[Ruling], marks: Iterable[DrawnMark]) -> tuple[Ruling, ...]:
    """Return the rulings without those that are lines of arrows."""
    arrows = [mark for mark in marks if mark.kind is DrawnKind.ARROW]
    return tuple(ruling for ruling in rulings if not any(_is_part(ruling, mark) for mark in arrows))


def _is_part(ruling: Ruling, mark: DrawnMark) -> bool:
    """Return whether a ruling is a line of an arrow."""
    box = mark.box
    return (
        ruling.paint in mark.paints
        and ruling.x0 >= box.x0 - _TOUCHING
        and ruling.x1 <= box.x1 + _TOUCHING
        and ruling.top >= box.top - _TOUCHING
        and ruling.bottom <= box.bottom + _TOUCHING
    )


def find_drawn_marks(shapes: Iterable[Shape], paints: Sequence[Paint]) -> tuple[DrawnMark, ...]:
    """Return the arrows and bars among the shapes of a page, in paint order."""
    seen = [shape for shape in shapes if not (paints[shape.paint].hidden or paints[shape.paint].doubt)]
    heads = [(shape, box) for shape in seen if (box := _box_of_head(shape)) is not None]
    heads.extend(_heads_of_two_strokes(seen))
    found: list[DrawnMark] = []
    if heads:
        found.extend(_arrows_with_shafts(seen, heads, paints))
    shafts = {paint for mark in found for paint in mark.paints}
    for shape in seen:
        if shape.paint in shafts or not shape.filled:
            continue
        colour = _rgb(paints[shape.paint].fill)
        if colour is None or _lightness(colour) >= _TOO_PALE:
            continue
        kind = _kind_of_area(shape)
        if kind is not None:
            found.append(DrawnMark(kind, _box(shape.points), colour, (shape.paint,)))
    return tuple(found)


def _arrows_with_shafts(
    shapes: Iterable[Shape], heads: Sequence[tuple[Shape, Box]], paints: Sequence[Paint]
) -> Iterator[DrawnMark]:
    by_height: defaultdict[int, list[tuple[Shape, Box]]] = defaultdict(list)
    for head, box in heads:
        by_height[int((box.top + box.bottom) / 2)].append((head, box))
    for shape in shapes:
        shaft = _box_of_shaft(shape)
        if shaft is None:
            continue
        middle = (shaft.top + shaft.bottom) / 2
        line = int(middle)
        near = (each for height in range(line - 4, line + 5) for each in by_height.get(height, ()))
        for head, box in near:
            if (
                head is not shape
                and abs(middle - (box.top + box.bottom) / 2) <= 0.15 * box.height + _LEVEL
                and box.x0 - _TOUCHING <= shaft.x1 <= box.x1 + _LEVEL
            ):
                paint = paints[shape.paint]
                colour = _rgb(paint.stroke) or _rgb(paint.fill) or (0, 0, 0)
                yield DrawnMark(DrawnKind.ARROW, shaft.unite_with(box), colour, (shape.paint, head.paint))
                break


def _box_of_head(shape: Shape) -> Box | None:
    """Return the box of an arrow's head that points to the right: a filled triangle, or a stroked angle."""
    if not 3 <= len(shape.points) <= 5 or not (shape.filled or shape.stroked):
        return None
    points = _corners(shape.points)
    if len(points) != 3:
        return None
    box = _box(points)
    if not 1.0 <= box.width <= _MAX_HEAD or not 1.0 <= box.height <= _MAX_HEAD:
        return None
    tip = max(points)
    others = [point for point in points if point != tip]
    middle = (box.top + box.bottom) / 2
    if len(others) != 2 or abs(tip[1] - middle) > 0.2 * box.height:
        return None
    if any(x > tip[0] - 0.5 * box.width for x, _ in others):
        return None
    return box


def _heads_of_two_strokes(shapes: Iterable[Shape]) -> Iterator[tuple[Shape, Box]]:
    """Yield heads drawn as two strokes that meet at their right ends, one from above, one from below."""
    by_tip: defaultdict[tuple[int, int], list[Shape]] = defaultdict(list)
    for shape in shapes:
        if not shape.stroked or len(shape.points) != 2:
            continue
        (xa, ya), (xb, yb) = shape.points
        if not (1.0 <= abs(xa - xb) <= _MAX_HEAD and 1.0 <= abs(ya - yb) <= _MAX_HEAD):
            continue
        tip, tail = max(shape.points), min(shape.points)
        places = [(int(tip[0]) + across, int(tip[1]) + down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
        for other in (each for place in places for each in by_tip.get(place, ())):
            other_tip, other_tail = max(other.points), min(other.points)
            if (
                abs(tip[0] - other_tip[0]) + abs(tip[1] - other_tip[1]) <= _LEVEL
                and (tail[1] - tip[1]) * (other_tail[1] - tip[1]) < 0
            ):
                yield shape, _box((*shape.points, *other.points))
                break
        by_tip[places[4]].append(shape)


def _box_of_shaft(shape: Shape) -> Box | None:
    """Return the box of a level line, stroked or filled."""
    if len(shape.points) > 5:
        return None
    box = _box(shape.points)
    if box.width < MIN_LENGTH:
        return None
    if shape.stroked and len(_corners(shape.points)) == 2 and box.height <= _LEVEL:
        return box
    if shape.filled and box.height <= MIN_BAR_HEIGHT:
        return box
    return None


def _kind_of_area(shape: Shape) -> DrawnKind | None:
    """Return whether a filled area is a bar or a block arrow; None where it is neither."""
    if not 4 <= len(shape.points) <= 12:
        return None
    box = _box(shape.points)
    if box.width < MIN_LENGTH or not MIN_BAR_HEIGHT < box.height <= MAX_HEIGHT:
        return None
    points = _corners(shape.points)
    if len(points) == 4 and all(_is_level_or_plumb(a, b) for a, b in pairwise([*points, points[0]])):
        return DrawnKind.BAR
    if 5 <= len(points) <= 8 and _points_right(points, box):
        return DrawnKind.ARROW
    return None


def _points_right(points: Sequence[Point], box: Box) -> bool:
    """Decide whether a polygon ends in one corner at the right, in the middle of its height."""
    tips = [point for point in points if point[0] > box.x1 - 0.5]
    middle = (box.top + box.bottom) / 2
    if len(tips) != 1 or abs(tips[0][1] - middle) > 0.15 * box.height:
        return False
    return all(abs(a[1] + b[1] - 2 * middle) <= 0.3 * box.height for a, b in _neighbours(points, tips[0]))


def _neighbours(points: Sequence[Point], tip: Point) -> Iterator[tuple[Point, Point]]:
    index = points.index(tip)
    yield points[index - 1], points[(index + 1) % len(points)]


def _corners(points: Sequence[Point]) -> list[Point]:
    """Return the corners of a path: without its last point where it closes, without points on the way."""
    found: list[Point] = []
    for point in points:
        if not found or abs(point[0] - found[-1][0]) + abs(point[1] - found[-1][1]) > 0.05:
            found.append(point)
    if len(found) > 1 and abs(found[0][0] - found[-1][0]) + abs(found[0][1] - found[-1][1]) <= 0.05:
        found.pop()
    return found


def _is_level_or_plumb(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) <= _LEVEL or abs(a[1] - b[1]) <= _LEVEL


def _box(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _rgb(colour: Colour | None) -> tuple[int, int, int] | None:
    return colour[:3] if colour is not None and colour[3] > 25 else None


def _lightness(colour: tuple[int, int, int]) -> int:
    return min(colour)
