"""Index the opaque areas of a page, which hide earlier glyphs and are the background of later ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from planextract.clean.clipping import Region, build_clip_region, is_rectangle
from planextract.clean.rulings import MAX_RULING_THICKNESS_POINTS
from planextract.model.geometry import Box, Polygon
from planextract.model.page import Colour, PageContent, Paint, PaintKind

WHITE: Colour = (255, 255, 255, 255)
"""Colour of paper."""

_MIN_COVER_THICKNESS_POINTS = 2.0
"""Smallest thickness, in points, of a filled box that can hide or underlie a glyph."""

_MIN_COVER_OPACITY = 128
"""Smallest opacity, of 255, of a fill that hides anything; a fainter one only tints."""

_BUCKET_POINTS = 64.0
_MAX_COVER_BUCKETS = 64
"""Largest number of buckets in which a cover is entered; a larger cover is kept in a list of its own."""


@dataclass(frozen=True, slots=True)
class Occluder:
    """A painted area that hides earlier paints and is the background of later ones."""

    index: int
    paint: Paint
    region: Region
    colour: Colour | None
    """Colour of the area; None where the file does not give it: an image, a pattern."""

    def get_colour_beside(self, other: Paint) -> Colour | None:
        """Return the colour of the area where `other` shows; None where it is unknown or may be absent."""
        return self.colour if self.paint.is_visible_with(other.doubt) else None

    def is_overlapping_box(self, box: Box) -> bool:
        x0, top, x1, bottom = self.region.box
        return x0 < box.x1 and box.x0 < x1 and top < box.bottom and box.top < bottom

    @property
    def thickness(self) -> float:
        x0, top, x1, bottom = self.region.box
        return min(x1 - x0, bottom - top)


class OccluderIndex:
    """Spatial index of the opaque and the doubtful areas of a page."""

    def __init__(self, content: PageContent) -> None:
        self._buckets: dict[tuple[int, int], list[Occluder]] = defaultdict(list)
        self._wide: list[Occluder] = []
        height = int(content.height) + 2
        starts = [0] * (height + 1)
        for cover in sorted(find_occluders(content), key=_get_paint_index):
            box = cover.region.box.intersect_with(content.box)
            if box.width <= 0 or box.height <= 0:
                continue
            columns = range(int(box.x0 // _BUCKET_POINTS), int(box.x1 // _BUCKET_POINTS) + 1)
            lines = range(int(box.top // _BUCKET_POINTS), int(box.bottom // _BUCKET_POINTS) + 1)
            if len(columns) * len(lines) > _MAX_COVER_BUCKETS:
                self._wide.append(cover)
                continue
            starts[int(box.top)] += 1
            starts[int(box.bottom) + 1] -= 1
            for column in columns:
                for line in lines:
                    self._buckets[column, line].append(cover)
        # Cumulative count, from the top of the page, of its one-point lines that meet a cover.
        met = accumulate(int(open_ > 0) for open_ in accumulate(starts))
        self._lines_met = [0, *met]

    def find_touching(self, x0: float, top: float, x1: float, bottom: float) -> Sequence[Occluder]:
        """Return the covers that meet a box of the visible page, in paint order."""
        met = self._lines_met
        if met[int(bottom) + 1] == met[int(top)] and not self._wide:
            return ()
        box = Box(x0, top, x1, bottom)
        return [cover for cover in self.find_near(box) if cover.is_overlapping_box(box)]

    def find_near(self, box: Box) -> list[Occluder]:
        """Return the covers that may touch a box, in paint order."""
        left, right = int(box.x0 // _BUCKET_POINTS), int(box.x1 // _BUCKET_POINTS)
        upper, lower = int(box.top // _BUCKET_POINTS), int(box.bottom // _BUCKET_POINTS)
        if left == right and upper == lower:
            near = self._buckets.get((left, upper), [])
            return sorted([*self._wide, *near], key=_get_paint_index) if self._wide else near
        found = {id(cover): cover for cover in self._wide}
        for column in range(left, right + 1):
            for line in range(upper, lower + 1):
                for cover in self._buckets.get((column, line), ()):
                    found[id(cover)] = cover
        return sorted(found.values(), key=_get_paint_index)


_get_paint_index = attrgetter("index")


def find_occluders(content: PageContent) -> Iterator[Occluder]:
    for index, paint in enumerate(content.paints):
        if paint.kind is PaintKind.TEXT or (paint.fill is not None and paint.fill[3] < _MIN_COVER_OPACITY):
            continue
        if paint.kind is PaintKind.PATH and not paint.is_doubtful:
            if paint.fill is not None and paint.fill[3] == 255 and paint.polygons:
                if all(map(_is_thin, paint.polygons)):
                    continue  # rulings, such as the borders of a table in one path
            else:
                continue
        elif paint.kind is PaintKind.PATH and not paint.polygons:
            continue
        clip = build_clip_region(paint.clips)
        polygons = (paint.polygons,) if not is_rectangle(paint.polygons) else ()
        region = Region(paint.box, polygons, paint.even_odd)
        if clip is not None:
            region = Region(paint.box.intersect_with(clip.box), polygons + clip.polygons, paint.even_odd)
        if region.box.width <= 0 or region.box.height <= 0:
            continue
        opaque = paint.fill is not None and paint.fill[3] == 255
        yield Occluder(index, paint, region, paint.fill if opaque else None)
    yield from _find_thick_strokes(content)


def _find_thick_strokes(content: PageContent) -> Iterator[Occluder]:
    """Yield covers for strokes so thick that they are areas, such as a bar of colour behind a title."""
    for shape in content.shapes:
        paint = content.paints[shape.paint]
        if not shape.stroked or shape.width <= 2 * MAX_RULING_THICKNESS_POINTS or len(shape.points) != 2:
            continue
        (xa, ya), (xb, yb) = shape.points
        half = shape.width / 2
        if paint.stroke is None or paint.stroke[3] < 255 or paint.is_doubtful:
            continue
        if abs(ya - yb) < 0.01:
            box = Box(min(xa, xb), ya - half, max(xa, xb), ya + half)
        elif abs(xa - xb) < 0.01:
            box = Box(xa - half, min(ya, yb), xa + half, max(ya, yb))
        else:
            continue
        clip = build_clip_region(paint.clips)
        region = Region(box) if clip is None else Region(box.intersect_with(clip.box), clip.polygons)
        if region.box.width > 0 and region.box.height > 0:
            yield Occluder(shape.paint, paint, region, paint.stroke)


def _is_thin(polygon: Polygon) -> bool:
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    return min(max(xs) - min(xs), max(ys) - min(ys)) < _MIN_COVER_THICKNESS_POINTS
