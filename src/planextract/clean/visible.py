"""Only what a reader of the page sees.

A PDF may paint whole pages that nobody sees: beside the page, outside a clip path, in an invisible
render mode, white on white, or under something opaque. Geometry and colour settle nearly every glyph.
Where they can't (under an image, in a layer, inside a transparency group) the page is rendered with and
without the glyphs in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Generic, TypeVar

from planextract.clean.rules import THIN, rules
from planextract.model.page import (
    Box,
    CleanPage,
    Colour,
    Dropped,
    Glyph,
    PageContent,
    Paint,
    PaintKind,
    Polygon,
    Reason,
    Rule,
)

ENOUGH = 0.5
"""Share of a glyph's box that must remain in view for the glyph to be read."""

READABLE = 1.5
"""Points: type smaller than this is a speck on paper."""

INK_CONTRAST = 24
"""Of 255: type whose colour is closer than this to what is under it, in every channel, can't be read."""

RULE_CONTRAST = 12
"""The same for rules: a pale hairline still guides the eye where pale type is lost."""

_MOST_LOOKS = 8
"""Looks at one page for one kind of doubt; each renders it."""

_VEIL = 128
"""Opacity, of 255, below which a fill tints what is under it and hides nothing."""

_WHITE: Colour = (255, 255, 255, 255)
_BUCKET = 64.0
_SAMPLES = tuple((column / 10, row / 10) for row in (1, 3, 5, 7, 9) for column in (1, 3, 5, 7, 9))


@dataclass(frozen=True, slots=True)
class _Region:
    """An area as the meeting of one box and any number of polygon sets."""

    box: Box
    polygons: tuple[tuple[Polygon, ...], ...] = ()
    even_odd: bool = False

    def holds(self, x: float, y: float) -> bool:
        return self.box.holds(x, y) and all(
            _inside(x, y, polygons, self.even_odd) for polygons in self.polygons
        )


@dataclass(frozen=True, slots=True)
class _Cover:
    """A painted area that hides what was painted before it."""

    paint: int
    region: _Region
    colour: Colour | None
    """None where it can't be told from the file: an image, a pattern."""

    @property
    def thickness(self) -> float:
        return min(self.region.box.width, self.region.box.height)


class _Covers:
    """The opaque and the doubtful areas of a page, found by place."""

    def __init__(self, content: PageContent) -> None:
        self._buckets: dict[tuple[int, int], list[_Cover]] = defaultdict(list)
        self._whole: list[_Cover] = []
        for cover in _covers(content):
            box = cover.region.box.meet(content.box)
            columns = range(int(box.x0 // _BUCKET), int(box.x1 // _BUCKET) + 1)
            lines = range(int(box.top // _BUCKET), int(box.bottom // _BUCKET) + 1)
            if len(columns) * len(lines) > 64:
                self._whole.append(cover)
                continue
            for column in columns:
                for line in lines:
                    self._buckets[column, line].append(cover)

    def near(self, box: Box) -> list[_Cover]:
        """The covers that may touch a box, in paint order."""
        columns = range(int(box.x0 // _BUCKET), int(box.x1 // _BUCKET) + 1)
        lines = range(int(box.top // _BUCKET), int(box.bottom // _BUCKET) + 1)
        if len(columns) == len(lines) == 1:
            found = self._buckets.get((columns[0], lines[0]), [])
            if not self._whole:
                return found
            return sorted([*found, *self._whole], key=lambda cover: cover.paint)
        several = {
            id(cover): cover
            for column in columns
            for line in lines
            for cover in self._buckets.get((column, line), ())
        }
        return sorted([*several.values(), *self._whole], key=lambda cover: cover.paint)


def visible(content: PageContent) -> CleanPage:
    """What of a page can be seen: glyphs and rules kept, the rest dropped with its reason."""
    covers = _Covers(content)
    regions = _clip_regions(content)
    glyphs = _Sorted[Glyph]()
    for glyph in content.glyphs:
        paint = content.paints[glyph.paint]
        verdict = _judge(glyph, paint, regions[glyph.paint], content.box, covers)
        glyphs.put(glyph, verdict)
    lines = _Sorted[Rule]()
    for rule in rules(content.shapes, content.paints):
        paint = content.paints[rule.paint]
        reason, pieces = _trim(rule, paint, regions[rule.paint], content.box, covers)
        if reason is None or isinstance(reason, _Doubt):
            for piece in pieces:
                lines.put(piece, reason)
        else:
            lines.put(rule, reason)
    _look(content, glyphs, lines)
    return CleanPage(
        content.number,
        content.width,
        content.height,
        tuple(glyphs.kept),
        tuple(lines.kept),
        tuple(
            Dropped(reason, tuple(glyphs.dropped[reason]), tuple(lines.dropped[reason]))
            for reason in Reason
            if glyphs.dropped[reason] or lines.dropped[reason]
        ),
    )


class _Doubt(Enum):
    """Verdicts that the page has to be looked at. Each kind is looked at by itself: what may lie under a
    picture and what surely lies on it often share a place."""

    LAYER = auto()
    UNDER = auto()
    UPON = auto()


_Mark = TypeVar("_Mark", Glyph, Rule)


class _Sorted(Generic[_Mark]):
    """Glyphs or rules by what was judged of them."""

    def __init__(self) -> None:
        self.kept: list[_Mark] = []
        self.doubtful: dict[_Doubt, list[_Mark]] = defaultdict(list)
        self.dropped: dict[Reason, list[_Mark]] = defaultdict(list)

    def put(self, mark: _Mark, verdict: Reason | _Doubt | None) -> None:
        if verdict is None:
            self.kept.append(mark)
        elif isinstance(verdict, _Doubt):
            self.doubtful[verdict].append(mark)
        else:
            self.dropped[verdict].append(mark)

    def settle(self, doubt: _Doubt, marks: Iterable[_Mark], seen: Iterable[bool]) -> None:
        """Sort what was in doubt by whether it is seen."""
        for mark, shown in zip(marks, seen, strict=True):
            self.put(
                mark, None if shown else Reason.INVISIBLE if doubt is not _Doubt.UNDER else Reason.COVERED
            )
        self.kept.sort(key=lambda mark: mark.paint)


def _look(content: PageContent, glyphs: _Sorted[Glyph], lines: _Sorted[Rule]) -> None:
    """Settle the doubts of a page by looking at it, those of one kind and colour at a time: marks that
    share a place would otherwise vouch for each other."""
    for doubt in _Doubt:
        groups: dict[tuple[str, Colour | None], tuple[list[Glyph], list[Rule]]] = {}
        for glyph in glyphs.doubtful.pop(doubt, []):
            groups.setdefault(_kind(content.paints[glyph.paint]), ([], []))[0].append(glyph)
        for line in lines.doubtful.pop(doubt, []):
            groups.setdefault(_kind(content.paints[line.paint]), ([], []))[1].append(line)
        if len(groups) > _MOST_LOOKS:  # a page of many colours: one look for all
            everything = list(groups.values())
            groups = {
                ("", None): (
                    [glyph for some, _ in everything for glyph in some],
                    [line for _, some in everything for line in some],
                )
            }
        for some_glyphs, some_lines in groups.values():
            paints = {mark.paint for mark in some_glyphs} | {mark.paint for mark in some_lines}
            boxes = [_box(glyph) for glyph in some_glyphs]
            # A hairline may fall between two pixels; look a point to either side.
            boxes += [Box(line.x0 - 1, line.top - 1, line.x1 + 1, line.bottom + 1) for line in some_lines]
            seen = content.look(sorted(paints), boxes)
            glyphs.settle(doubt, some_glyphs, seen[: len(some_glyphs)])
            lines.settle(doubt, some_lines, seen[len(some_glyphs) :])


def _kind(paint: Paint) -> tuple[str, Colour | None]:
    return paint.doubt, paint.fill or paint.stroke


def _judge(
    glyph: Glyph, paint: Paint, clip: _Region | None, page: Box, covers: _Covers
) -> Reason | _Doubt | None:
    """Why a glyph can't be seen; None when it can."""
    if paint.hidden:
        return Reason.INVISIBLE
    if glyph.size < READABLE:
        return Reason.TOO_SMALL
    box = _box(glyph)
    whole = box.width * box.height
    on_page = box.meet(page)
    if _area(on_page) < ENOUGH * whole:
        return Reason.OFF_PAGE
    points: list[tuple[float, float]] | None = None
    if clip is not None:
        if _area(box.meet(clip.box)) < ENOUGH * whole:
            return Reason.CLIPPED
        if clip.polygons:
            points = [point for point in _sample(box) if clip.holds(*point)]
            if len(points) < ENOUGH * len(_SAMPLES):
                return Reason.CLIPPED
    if _transparent(paint):
        return Reason.INVISIBLE
    if paint.doubtful:
        return _Doubt.LAYER
    under: Colour | None = _WHITE
    over: list[_Cover] = []
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    for cover in covers.near(box):
        if cover.paint < glyph.paint:
            # A line that crosses under a glyph is no background.
            if cover.thickness > 0.3 * glyph.size and cover.region.holds(x, y):
                under = cover.colour
        elif cover.region.box.meet(box).width > 0 < cover.region.box.meet(box).height:
            over.append(cover)
    if over:
        remaining = points if points is not None else _sample(box)
        unsure = False
        for cover in over:
            if cover.colour is None:
                unsure = unsure or any(cover.region.holds(*point) for point in remaining)
            else:
                remaining = [point for point in remaining if not cover.region.holds(*point)]
        if len(remaining) < ENOUGH * len(_SAMPLES):
            return Reason.COVERED
    else:
        unsure = False
    faint = _faint(paint, under, INK_CONTRAST) if under is not None else None
    if faint is None and unsure:
        return _Doubt.UNDER
    return _Doubt.UPON if under is None else faint


def _transparent(paint: Paint) -> bool:
    inks = [ink for ink in (paint.fill, paint.stroke) if ink is not None]
    return bool(inks) and all(ink[3] == 0 for ink in inks)


def _faint(paint: Paint, under: Colour, contrast: int) -> Reason | None:
    """Whether ink of the paint's colours does not show on what is under it."""
    inks = [ink for ink in (paint.fill, paint.stroke) if ink is not None]
    for ink in inks:
        share = ink[3] / 255
        if max(abs(ink[k] - under[k]) for k in range(3)) * share > contrast:
            return None
    return Reason.SAME_COLOUR


def _trim(
    rule: Rule, paint: Paint, clip: _Region | None, page: Box, covers: _Covers
) -> tuple[Reason | _Doubt | None, list[Rule]]:
    """The pieces of a rule that can be seen, and why the rest can't."""
    box = Box(rule.x0, rule.top, rule.x1, rule.bottom)
    # A rule exactly on the edge of the page or of a clip is half inside; count its middle.
    slack = THIN / 2
    for limit, reason in (
        (page, Reason.OFF_PAGE),
        (clip.box if clip is not None else page, Reason.CLIPPED),
    ):
        common = box.meet(Box(limit.x0 - slack, limit.top - slack, limit.x1 + slack, limit.bottom + slack))
        if common.width <= 0 or common.height <= 0:
            return reason, []
        box = common
    if clip is not None and clip.polygons:
        middle_x, middle_y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if not clip.holds(middle_x, middle_y):
            return Reason.CLIPPED, []
    low, high = (box.x0, box.x1) if rule.horizontal else (box.top, box.bottom)
    pieces = [(low, high)]
    doubt = _Doubt.LAYER if paint.doubtful else None
    under: Colour | None = _WHITE
    spots = [(box.x0 + t * box.width, box.top + t * box.height) for t in (0.1, 0.3, 0.5, 0.7, 0.9)]
    for cover in covers.near(box):
        area = cover.region.box
        if cover.paint < rule.paint:
            if cover.thickness > THIN and cover.region.holds(*spots[2]):
                under = cover.colour
        elif cover.paint == rule.paint or cover.thickness <= THIN:
            continue
        elif cover.colour is None:
            if doubt is None and any(cover.region.holds(*spot) for spot in spots):
                doubt = _Doubt.UNDER
        elif cover.region.polygons:
            if all(cover.region.holds(*spot) for spot in spots):
                return Reason.COVERED, []
        else:
            across = (area.top, area.bottom) if rule.horizontal else (area.x0, area.x1)
            middle = (box.top + box.bottom) / 2 if rule.horizontal else (box.x0 + box.x1) / 2
            if across[0] <= middle <= across[1]:
                along = (area.x0, area.x1) if rule.horizontal else (area.top, area.bottom)
                pieces = [piece for part in pieces for piece in _subtract(part, along)]
    if _transparent(paint):
        return Reason.INVISIBLE, []
    if under is not None and not paint.doubtful:
        faint = _faint(paint, under, RULE_CONTRAST)
        if faint is not None:
            return faint, []
    pieces = [piece for piece in pieces if piece[1] - piece[0] >= 1.0]
    if not pieces:
        return Reason.COVERED, []
    if rule.horizontal:
        return doubt, [rule._replace(x0=first, x1=last) for first, last in pieces]
    return doubt, [rule._replace(top=first, bottom=last) for first, last in pieces]


def _subtract(part: tuple[float, float], hole: tuple[float, float]) -> Iterator[tuple[float, float]]:
    if hole[1] <= part[0] or hole[0] >= part[1]:
        yield part
        return
    if hole[0] > part[0]:
        yield part[0], hole[0]
    if hole[1] < part[1]:
        yield hole[1], part[1]


def _covers(content: PageContent) -> Iterator[_Cover]:
    for index, paint in enumerate(content.paints):
        if paint.kind is PaintKind.TEXT or (paint.fill is not None and paint.fill[3] < _VEIL):
            continue
        if paint.kind is PaintKind.PATH and not paint.doubtful:
            if paint.fill is not None and paint.fill[3] == 255 and paint.polygons:
                if min(paint.box.width, paint.box.height) < 1.0:
                    continue  # too thin to hide or underlie a glyph
            else:
                continue
        elif paint.kind is PaintKind.PATH and not paint.polygons:
            continue
        clip = _region(paint.clips)
        polygons = (paint.polygons,) if not _is_rectangle(paint.polygons) else ()
        region = _Region(paint.box, polygons, paint.even_odd)
        if clip is not None:
            region = _Region(paint.box.meet(clip.box), polygons + clip.polygons, paint.even_odd)
        if region.box.width <= 0 or region.box.height <= 0:
            continue
        yield _Cover(index, region, None if paint.doubtful else paint.fill)
    yield from _bars(content)


def _bars(content: PageContent) -> Iterator[_Cover]:
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
        yield _Cover(shape.paint, _Region(box), paint.stroke)


def _clip_regions(content: PageContent) -> list[_Region | None]:
    """The clip of each paint, worked out once for those that share it."""
    known: dict[tuple[tuple[Polygon, ...], ...], _Region | None] = {(): None}
    found = []
    for paint in content.paints:
        if paint.clips not in known:
            known[paint.clips] = _region(paint.clips)
        found.append(known[paint.clips])
    return found


def _region(clips: tuple[tuple[Polygon, ...], ...]) -> _Region | None:
    if not clips:
        return None
    box = Box(float("-inf"), float("-inf"), float("inf"), float("inf"))
    others = []
    for polygons in clips:
        points = [point for polygon in polygons for point in polygon]
        if not points:
            return _Region(Box(0, 0, -1, -1))  # an empty clip leaves nothing
        xs, ys = zip(*points, strict=True)
        box = box.meet(Box(min(xs), min(ys), max(xs), max(ys)))
        if not _is_rectangle(polygons):
            others.append(polygons)
    return _Region(box, tuple(others))


def _is_rectangle(polygons: tuple[Polygon, ...]) -> bool:
    """Whether the area is one upright rectangle."""
    if len(polygons) != 1:
        return False
    xs = {round(x, 2) for x, _ in polygons[0]}
    ys = {round(y, 2) for _, y in polygons[0]}
    return len(xs) == len(ys) == 2 and len(set(polygons[0])) >= 4


def _inside(x: float, y: float, polygons: Iterable[Polygon], even_odd: bool) -> bool:
    """Point in polygons, by the even-odd or the nonzero winding rule."""
    winding = crossings = 0
    for polygon in polygons:
        xa, ya = polygon[-1]
        for xb, yb in polygon:
            if (ya > y) != (yb > y) and x < (xb - xa) * (y - ya) / (yb - ya) + xa:
                crossings += 1
                winding += 1 if yb > ya else -1
            xa, ya = xb, yb
    return crossings % 2 == 1 if even_odd else winding != 0


def _sample(box: Box) -> list[tuple[float, float]]:
    return [(box.x0 + u * box.width, box.top + v * box.height) for u, v in _SAMPLES]


def _box(glyph: Glyph) -> Box:
    return Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom)


def _area(box: Box) -> float:
    return box.width * box.height if box.width > 0 and box.height > 0 else 0.0
