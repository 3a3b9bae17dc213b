"""Doubts about what can be seen, and the look at the rendered page that settles them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum, auto
from typing import Generic, TypeVar

from planextract.model.geometry import Box
from planextract.model.page import Colour, Glyph, PageContent, Paint, Reason, Rule

_MOST_LOOKS = 8
"""Looks at one page for one kind of doubt; each renders it."""


class Doubt(Enum):
    """Verdicts that the page has to be looked at. Each kind is looked at by itself: what may lie under a
    picture and what surely lies on it often share a place."""

    LAYER = auto()
    UNDER = auto()
    UPON = auto()


_Mark = TypeVar("_Mark", Glyph, Rule)


class Sorted(Generic[_Mark]):
    """Glyphs or rules by what was judged of them."""

    def __init__(self) -> None:
        self.kept: list[_Mark] = []
        self.doubtful: dict[Doubt, list[_Mark]] = defaultdict(list)
        self.dropped: dict[Reason, list[_Mark]] = defaultdict(list)

    def put(self, mark: _Mark, verdict: Reason | Doubt | None) -> None:
        if verdict is None:
            self.kept.append(mark)
        elif isinstance(verdict, Doubt):
            self.doubtful[verdict].append(mark)
        else:
            self.dropped[verdict].append(mark)

    def settle(self, doubt: Doubt, marks: Iterable[_Mark], seen: Iterable[bool]) -> None:
        """Sort what was in doubt by whether it is seen."""
        for mark, shown in zip(marks, seen, strict=True):
            self.put(
                mark, None if shown else Reason.INVISIBLE if doubt is not Doubt.UNDER else Reason.COVERED
            )
        self.kept.sort(key=lambda mark: mark.paint)


def look(content: PageContent, glyphs: Sorted[Glyph], lines: Sorted[Rule]) -> None:
    """Settle the doubts of a page by looking at it, those of one kind and colour at a time: marks that
    share a place would otherwise vouch for each other."""
    for doubt in Doubt:
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
            boxes = [Box(*glyph[1:5]) for glyph in some_glyphs]
            # A hairline may fall between two pixels; look a point to either side.
            boxes += [Box(line.x0 - 1, line.top - 1, line.x1 + 1, line.bottom + 1) for line in some_lines]
            seen = content.look(sorted(paints), boxes)
            glyphs.settle(doubt, some_glyphs, seen[: len(some_glyphs)])
            lines.settle(doubt, some_lines, seen[len(some_glyphs) :])


def _kind(paint: Paint) -> tuple[str, Colour | None]:
    return paint.doubt, paint.fill or paint.stroke
