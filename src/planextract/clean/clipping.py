"""Build clip regions: boxes, and polygons where an edge is slanted or round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planextract.model.geometry import Box, Polygon
from planextract.model.page import PageContent


@dataclass(frozen=True, slots=True)
class Region:
    """An area of the visible page: the intersection of one box and any number of polygon sets."""

    box: Box
    polygons: tuple[tuple[Polygon, ...], ...] = ()
    even_odd: bool = False

    def has_point(self, x: float, y: float) -> bool:
        x0, top, x1, bottom = self.box
        return (
            x0 <= x <= x1
            and top <= y <= bottom
            and (
                not self.polygons
                or all(is_inside_polygons(x, y, polygons, self.even_odd) for polygons in self.polygons)
            )
        )


def build_clip_regions(content: PageContent) -> list[Region | None]:
    """Return the clip region of each paint, None where it is not clipped; equal clips share one region."""
    known: dict[tuple[tuple[Polygon, ...], ...], Region | None] = {(): None}
    found = []
    for paint in content.paints:
        clips = paint.clips
        if clips not in known:
            known[clips] = build_clip_region(clips)
        found.append(known[clips])
    return found


def build_clip_region(clips: tuple[tuple[Polygon, ...], ...]) -> Region | None:
    if not clips:
        return None
    box = Box(float("-inf"), float("-inf"), float("inf"), float("inf"))
    others = []
    for polygons in clips:
        points = [point for polygon in polygons for point in polygon]
        if not points:
            return Region(Box(0, 0, -1, -1))  # an empty clip leaves nothing
        xs, ys = zip(*points, strict=True)
        box = box.intersect_with(Box(min(xs), min(ys), max(xs), max(ys)))
        if not is_rectangle(polygons):
            others.append(polygons)
    return Region(box, tuple(others))


def is_rectangle(polygons: tuple[Polygon, ...]) -> bool:
    """Return True where the polygons are a single upright rectangle."""
    if len(polygons) != 1:
        return False
    xs = {round(x, 2) for x, _ in polygons[0]}
    ys = {round(y, 2) for _, y in polygons[0]}
    return len(xs) == len(ys) == 2 and len(set(polygons[0])) >= 4


def is_inside_polygons(x: float, y: float, polygons: Iterable[Polygon], even_odd: bool) -> bool:
    """Return True for a point inside the polygons, by the even-odd or the nonzero winding rule."""
    winding = crossings = 0
    for polygon in polygons:
        xa, ya = polygon[-1]
        for xb, yb in polygon:
            if (ya > y) != (yb > y) and x < (xb - xa) * (y - ya) / (yb - ya) + xa:
                crossings += 1
                winding += 1 if yb > ya else -1
            xa, ya = xb, yb
    return crossings % 2 == 1 if even_odd else winding != 0
