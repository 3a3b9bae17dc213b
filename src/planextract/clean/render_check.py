"""Settle doubts about visibility by rendering the page with and without the marks in doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from enum import Enum, auto
from itertools import product
from typing import Generic, TypeVar

from planextract.model.geometry import Box
from planextract.model.page import DropReason, Glyph, PageContent, PaintKind, Ruling

_MAX_RENDER_CHECKS = 8
"""Largest number of groups checked for one kind of doubt on a page; each renders the page."""

_MAX_LAYERS = 4
"""Largest number of texts on top of each other that are checked separately."""

_MIN_OVERLAP_EM = 0.1
"""Smallest overlap of two stacked characters, in ems of the smaller; kerned neighbours overlap by less."""

_SQUARE_POINTS = 16.0
"""Side of the squares in which glyphs are looked up, in points."""


_PICTURE_KINDS = (PaintKind.IMAGE, PaintKind.SHADING)


class Doubt(Enum):
    """Verdicts that only a rendering of the page can settle.

    Text that leaves no ink itself (NO_INK) may be printed by what is painted through its letters, or in a
    picture under it. Each other kind is checked by itself, since marks that may lie under a picture and
    marks that surely lie on it often share a place.
    """

    NO_INK = auto()
    LAYER = auto()
    UNDER = auto()
    UPON = auto()


_PLACE_POINTS = 12.0
"""Side of the squares in which glyphs are looked up by their place, in points."""

_Mark = TypeVar("_Mark", Glyph, Ruling)


class Triage(Generic[_Mark]):
    """Glyphs or rulings sorted by verdict: kept, doubtful or dropped."""

    def __init__(self) -> None:
        self.kept: list[_Mark] = []
        self.doubtful: dict[Doubt, list[_Mark]] = defaultdict(list)
        self.dropped: dict[DropReason, list[_Mark]] = defaultdict(list)

    def put_mark(self, mark: _Mark, verdict: DropReason | Doubt | None) -> None:
        if verdict is None:
            self.kept.append(mark)
        elif isinstance(verdict, Doubt):
            self.doubtful[verdict].append(mark)
        else:
            self.dropped[verdict].append(mark)

    def settle_marks(self, doubt: Doubt, marks: Iterable[_Mark], seen: Iterable[bool]) -> None:
        """Keep the doubtful marks that are seen and drop the others."""
        for mark, shown in zip(marks, seen, strict=True):
            self.put_mark(
                mark,
                None if shown else DropReason.INVISIBLE if doubt is not Doubt.UNDER else DropReason.COVERED,
            )
        self.kept.sort(key=lambda mark: mark.paint)


def settle_doubts(content: PageContent, glyphs: Triage[Glyph], lines: Triage[Ruling]) -> None:
    """Settle the doubts of a page by rendering it, in place, one kind of doubt at a time.

    Checked together, a visible mark would make hidden marks in the same place count as visible.
    """
    if not any((*glyphs.doubtful.values(), *lines.doubtful.values())):
        return
    inkless = glyphs.doubtful.pop(Doubt.NO_INK, [])
    if inkless:
        boxes = [Box(*glyph[1:5]) for glyph in inkless]
        shown = content.letters_check([glyph.paint for glyph in inkless], boxes)
        shown = _leave_ink_to_others(inkless, shown, glyphs.kept, lines.kept)
        glyphs.settle_marks(Doubt.NO_INK, inkless, shown)
    pictures = [index for index, paint in enumerate(content.paints) if paint.kind in _PICTURE_KINDS]
    for doubt in Doubt:
        for some_glyphs, some_lines in _group_marks(
            content, pictures, glyphs.doubtful.pop(doubt, []), lines.doubtful.pop(doubt, [])
        ):
            seen = _find_seen_marks(content, some_glyphs, some_lines)
            shown = seen[: len(some_glyphs)]
            for layer in _split_layers([glyph for glyph, yes in zip(some_glyphs, shown, strict=True) if yes]):
                again = dict(zip(layer, _find_seen_marks(content, layer, ()), strict=True))
                shown = [again.get(glyph, yes) for glyph, yes in zip(some_glyphs, shown, strict=True)]
            glyphs.settle_marks(doubt, some_glyphs, shown)
            lines.settle_marks(doubt, some_lines, seen[len(some_glyphs) :])


def _leave_ink_to_others(
    inkless: Sequence[Glyph], shown: Iterable[bool], kept: Iterable[Glyph], rulings: Iterable[Ruling]
) -> list[bool]:
    """Return which glyphs without ink of their own are shown: none in the place of another visible glyph or
    of a ruling, whose ink it is though they look alike (辺 and 道, 一 and a line)."""
    across = [ruling for ruling in rulings if ruling.horizontal]
    by_place: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in kept:
        by_place[int(glyph.x0 // _PLACE_POINTS), int(glyph.top // _PLACE_POINTS)].append(glyph)

    def is_taken(glyph: Glyph) -> bool:
        column, row = int(glyph.x0 // _PLACE_POINTS), int(glyph.top // _PLACE_POINTS)
        near = (
            other
            for place in product((column - 1, column, column + 1), (row - 1, row, row + 1))
            for other in by_place.get(place, ())
        )
        return any(other.text != glyph.text and _covers_part(other, glyph) for other in near) or any(
            ruling.x0 <= glyph.x0 and glyph.x1 <= ruling.x1 and glyph.top < ruling.middle < glyph.bottom
            for ruling in across
        )

    return [yes and not is_taken(glyph) for glyph, yes in zip(inkless, shown, strict=True)]


def _covers_part(other: Glyph, glyph: Glyph) -> bool:
    """Return whether a glyph is in the place of a quarter of another."""
    width = min(other.x1, glyph.x1) - max(other.x0, glyph.x0)
    height = min(other.bottom, glyph.bottom) - max(other.top, glyph.top)
    whole = (glyph.x1 - glyph.x0) * (glyph.bottom - glyph.top)
    return width > 0 and height > 0 and 4 * width * height > whole


def _group_marks(
    content: PageContent, pictures: Sequence[int], glyphs: Sequence[Glyph], lines: Sequence[Ruling]
) -> Iterable[tuple[list[Glyph], list[Ruling]]]:
    """Group marks to check in one rendering: one colour and doubt, painted between the same two pictures.

    Where that makes too many groups, marks are grouped by pictures only, and then all together.
    """
    for fineness in (2, 1, 0):
        groups: dict[Hashable, tuple[list[Glyph], list[Ruling]]] = {}
        for glyph in glyphs:
            groups.setdefault(_classify_mark(content, pictures, glyph)[:fineness], ([], []))[0].append(glyph)
        for line in lines:
            groups.setdefault(_classify_mark(content, pictures, line)[:fineness], ([], []))[1].append(line)
        if len(groups) <= _MAX_RENDER_CHECKS:
            break
    return groups.values()


def _classify_mark(
    content: PageContent, pictures: Sequence[int], mark: Glyph | Ruling
) -> tuple[Hashable, ...]:
    paint = content.paints[mark.paint]
    return bisect_left(pictures, mark.paint), (paint.doubt, paint.fill or paint.stroke)


def _find_seen_marks(content: PageContent, glyphs: Sequence[Glyph], lines: Sequence[Ruling]) -> list[bool]:
    paints = {mark.paint for mark in glyphs} | {mark.paint for mark in lines}
    boxes = [Box(*glyph[1:5]) for glyph in glyphs]
    # A hairline may fall between two pixels; check a point to either side.
    boxes += [Box(line.x0 - 1, line.top - 1, line.x1 + 1, line.bottom + 1) for line in lines]
    return content.render_diff(sorted(paints), boxes)


def _split_layers(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Split glyphs of overlapping paints into layers, each to be checked in a rendering of its own.

    Two texts in one place both count as seen when checked together, though only one of them may be.
    """
    squares: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    height: dict[int, int] = {}
    for glyph in sorted(glyphs, key=lambda glyph: glyph.paint):
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        column, row = int(x // _SQUARE_POINTS), int(y // _SQUARE_POINTS)
        for place in product((column - 1, column, column + 1), (row - 1, row, row + 1)):
            for below in squares.get(place, ()):
                if below.paint != glyph.paint and _is_overlapping(below, glyph):
                    above = height.setdefault(below.paint, 0) + 1
                    height[glyph.paint] = max(height.get(glyph.paint, 0), above)
        squares[column, row].append(glyph)
    layers: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.paint in height:
            layers[min(height[glyph.paint], _MAX_LAYERS - 1)].append(glyph)
    return list(layers.values())


def _is_overlapping(below: Glyph, above: Glyph) -> bool:
    """Return True where two different characters overlap so far that each shows in the other's box.

    The same character in the same place is an overprint.
    """
    if below.text == above.text:
        return False
    width = min(below.x1, above.x1) - max(below.x0, above.x0)
    height = min(below.bottom, above.bottom) - max(below.top, above.top)
    least = _MIN_OVERLAP_EM * min(below.size, above.size)
    return width > least and height > least
