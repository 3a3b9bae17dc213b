"""What is painted over, or under, the glyphs of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from planextract.clean.regions import Region, clip_region, is_rectangle
from planextract.clean.rules import THIN
from planextract.model.geometry import Box
from planextract.model.page import Colour, PageContent, Paint, PaintKind

WHITE: Colour = (255, 255, 255, 255)
"""Paper."""

_THINNEST = 2.0
"""Points: a filled box thinner than this can't hide or underlie a glyph."""

_VEIL = 128
"""Opacity, of 255, below which a fill tints what is under it and hides nothing."""

_BUCKET = 64.0
_WIDE = 64
"""Buckets from which a cover is kept apart rather than entered in each of them."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A painted area that hides what was painted before it."""

    index: int
    paint: Paint
    region: Region
    colour: Colour | None
    """None where it can't be told from the file: an image, a pattern."""

    def colour_beside(self, other: Paint) -> Colour | None:
        """Its colour where the other paint shows; None where it can't be told or may not be there."""
        return self.colour if self.paint.shows_with(other.doubt) else None

    def overlaps(self, box: Box) -> bool:
        mine = self.region.box
        return mine.x0 < box.x1 and box.x0 < mine.x1 and mine.top < box.bottom and box.top < mine.bottom

    @property
    def thickness(self) -> float:
        return min(self.region.box.width, self.region.box.height)


class Covers:
    """The opaque and the doubtful areas of a page, found by place."""

    def __init__(self, content: PageContent) -> None:
        self._buckets: dict[tuple[int, int], list[Cover]] = defaultdict(list)
        self._wide: list[Cover] = []
        height = int(content.height) + 2
        starts = [0] * (height + 1)
        for cover in covers_of(content):
            box = cover.region.box.meet(content.box)
            if box.width <= 0 or box.height <= 0:
                continue
            columns = range(int(box.x0 // _BUCKET), int(box.x1 // _BUCKET) + 1)
            lines = range(int(box.top // _BUCKET), int(box.bottom // _BUCKET) + 1)
            if len(columns) * len(lines) > _WIDE:
                self._wide.append(cover)
                continue
            starts[int(box.top)] += 1
            starts[int(box.bottom) + 1] -= 1
            for column in columns:
                for line in lines:
                    self._buckets[column, line].append(cover)
        # How many of the page's lines of one point, counted from its top, meet a cover.
        met = accumulate(int(open_ > 0) for open_ in accumulate(starts))
        self._lines_met = [0, *met]

    def touch(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Whether any cover meets the box, which lies on the page."""
        if self._wide:
            return True
        if self._lines_met[int(bottom) + 1] == self._lines_met[int(top)]:
            return False
        for column in range(int(x0 // _BUCKET), int(x1 // _BUCKET) + 1):
            for line in range(int(top // _BUCKET), int(bottom // _BUCKET) + 1):
                for cover in self._buckets.get((column, line), ()):
                    box = cover.region.box
                    if box.x0 < x1 and x0 < box.x1 and box.top < bottom and top < box.bottom:
                        return True
        return False

    def near(self, box: Box) -> list[Cover]:
        """The covers that may touch a box, in paint order."""
        found = {id(cover): cover for cover in self._wide}
        for column in range(int(box.x0 // _BUCKET), int(box.x1 // _BUCKET) + 1):
            for line in range(int(box.top // _BUCKET), int(box.bottom // _BUCKET) + 1):
                for cover in self._buckets.get((column, line), ()):
                    found[id(cover)] = cover
        return sorted(found.values(), key=lambda cover: cover.index)


def covers_of(content: PageContent) -> Iterator[Cover]:
    for index, paint in enumerate(content.paints):
        if paint.kind is PaintKind.TEXT or (paint.fill is not None and paint.fill[3] < _VEIL):
            continue
        if paint.kind is PaintKind.PATH and not paint.doubtful:
            if paint.fill is not None and paint.fill[3] == 255 and paint.polygons:
                if min(paint.box.width, paint.box.height) < _THINNEST:
                    continue
            else:
                continue
        elif paint.kind is PaintKind.PATH and not paint.polygons:
            continue
        clip = clip_region(paint.clips)
        polygons = (paint.polygons,) if not is_rectangle(paint.polygons) else ()
        region = Region(paint.box, polygons, paint.even_odd)
        if clip is not None:
            region = Region(paint.box.meet(clip.box), polygons + clip.polygons, paint.even_odd)
        if region.box.width <= 0 or region.box.height <= 0:
            continue
        opaque = paint.fill is not None and paint.fill[3] == 255
        yield Cover(index, paint, region, paint.fill if opaque else None)
    yield from _bars(content)


def _bars(content: PageContent) -> Iterator[Cover]:
    """Strokes so thick that they are areas: bands of colour behind a title."""
    for shape in content.shapes:
        paint = content.paints[shape.paint]
        if not shape.stroked or shape.width <= 2 * THIN or len(shape.points) != 2:
            continue
        (xa, ya), (xb, yb) = shape.points
        half = shape.width / 2
        if paint.stroke is None or paint.stroke[3] < 255 or paint.doubtful:
            continue
        if abs(ya - yb) < 0.01:
            box = Box(min(xa, xb), ya - half, max(xa, xb), ya + half)
        elif abs(xa - xb) < 0.01:
            box = Box(xa - half, min(ya, yb), xa + half, max(ya, yb))
        else:
            continue
        yield Cover(shape.paint, paint, Region(box), paint.stroke)
