"""Find the coloured boxes of a page: cells and rows of tables that are drawn by their ground only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planextract.clean.clipping import Region
from planextract.clean.rulings import MAX_RULING_THICKNESS_POINTS
from planextract.model.geometry import Box
from planextract.model.page import Colour, PageContent, PaintKind

_MAX_FILLS = 4000
"""Largest number of boxes of a page; a drawing has more."""

_MIN_OPACITY = 10
_MIN_DIFFERENCE = 6
"""Smallest difference of a colour from white, of 255, in its strongest component."""

_MAX_ANGLE_POINTS = 1.0
"""Largest distance of a corner, in points, from the sides of its box; round corners have more points."""


def find_fills(content: PageContent, regions: Sequence[Region | None]) -> Iterator[Box]:
    """Yield the boxes of the filled rectangles that are neither white nor as thin as a line.

    `regions` are the clip regions of the paints. A page with more boxes than a table has none.
    """
    found: list[Box] = []
    for paint, region in zip(content.paints, regions, strict=True):
        if paint.kind is not PaintKind.PATH or paint.hidden or paint.doubt or not _is_tinted(paint.fill):
            continue
        for polygon in paint.polygons:
            xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
            box = Box(min(xs), min(ys), max(xs), max(ys)).intersect_with(content.box)
            if region is not None:
                box = box.intersect_with(region.box)
            if min(box.width, box.height) > MAX_RULING_THICKNESS_POINTS and _follows_box(xs, ys):
                found.append(box)
        if len(found) > _MAX_FILLS:
            return
    yield from found


def _is_tinted(colour: Colour | None) -> bool:
    return colour is not None and colour[3] >= _MIN_OPACITY and 255 - min(colour[:3]) >= _MIN_DIFFERENCE


def _follows_box(xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Return True for the points of a rectangle, whose corners may be rounded."""
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    along = 0.0
    for index in range(len(xs)):
        xa, ya, xb, yb = xs[index - 1], ys[index - 1], xs[index], ys[index]
        if (abs(xa - xb) < _MAX_ANGLE_POINTS and min(xa - x0, x1 - xa) < _MAX_ANGLE_POINTS) or (
            abs(ya - yb) < _MAX_ANGLE_POINTS and min(ya - top, bottom - ya) < _MAX_ANGLE_POINTS
        ):
            along += abs(xa - xb) + abs(ya - yb)
    return along > 1.2 * (x1 - x0 + bottom - top)
