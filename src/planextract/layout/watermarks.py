"""What a page prints beside its text and behind it: thumb indexes at its edge, words across it such as 素案.

Such glyphs stand on the same lines as the text or over it, and would be read as parts of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import inf
from operator import itemgetter
from typing import NamedTuple

from planextract.model.layout import Line, Segment
from planextract.model.page import Box, Glyph

_EDGE = 0.055
"""Share of a page's shorter side, at each side, in which an index stands and no text: 12 mm on A4."""

_APART = 2.0
"""Ems by which an index keeps off the text at its height."""

_STEP = 3.0
"""Points."""

_TALLEST = 100
"""Steps."""

ACROSS = 3.0
"""Words across a page are set larger than most of its type by at least this factor."""

_HUGE = 6.0
"""No heading is larger than most of the type by so much; what is less may be the number of a strategy."""

_TEXT = 50
"""Glyphs of the usual size that a page of text has."""

_STYLES = 8
"""Sizes and directions of large type that are looked at; no page has so many on purpose."""

_BEHIND = 3
"""Glyphs that must stand on one of theirs: type that is read never lies on other type."""


class Apart(NamedTuple):
    """The glyphs of the text, and what stands beside or behind it, a line for each word."""

    text: list[Glyph]
    aside: tuple[Line, ...]


def words_across(glyphs: Sequence[Glyph]) -> Apart:
    """Set apart the words that are printed across the page, over its text or where there is none."""
    sizes = [glyph.size for glyph in glyphs]
    if not sizes or max(sizes) < ACROSS * min(sizes):
        return Apart(list(glyphs), ())
    usual, count = Counter(sizes).most_common(1)[0]
    least = ACROSS * usual
    # A cover has little but its title.
    huge = _HUGE * usual if count >= _TEXT else inf
    large: dict[tuple[float, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.size >= least:
            large.setdefault((glyph.size, glyph.angle), []).append(glyph)
    across = {
        style: large[style]
        for style in sorted(large, reverse=True)[:_STYLES]
        if style[0] >= huge or _lies_on_text(large[style], glyphs)
    }
    text = [glyph for glyph in glyphs if (glyph.size, glyph.angle) not in across]
    return Apart(text, tuple(map(_line, across.values())))


def thumb_index(glyphs: Sequence[Glyph], width: float, short: float, *, left: bool, right: bool) -> Apart:
    """Set apart what stands at the left or right edge of a sheet, which is `width` points wide; `short` is
    the shorter side of its pages."""
    edge = _EDGE * short
    found: list[list[Glyph]] = []
    if left and glyphs and min(map(_x0, glyphs)) < edge:
        found.append(_index([(glyph, glyph.x0, glyph.x1) for glyph in glyphs], edge))
    if right and glyphs and max(map(_x1, glyphs)) > width - edge:
        found.append(_index([(glyph, width - glyph.x1, width - glyph.x0) for glyph in glyphs], edge))
    aside = {id(glyph) for index in found for glyph in index}
    text = [glyph for glyph in glyphs if id(glyph) not in aside] if aside else list(glyphs)
    return Apart(text, tuple(map(_line, filter(None, found))))


_x0, _x1 = itemgetter(1), itemgetter(3)


def _index(placed: Sequence[tuple[Glyph, float, float]], edge: float) -> list[Glyph]:
    """The glyphs nearer than `edge` to a side of the page, when they are an index: all that stand there keep
    off the text. Each glyph comes with the distances of its sides from that of the page."""
    # How near the text comes at each height.
    nearest: dict[int, float] = {}
    near = []
    for glyph, outer, inner in placed:
        if outer < edge:
            near.append((glyph, inner))
        else:
            for height in _heights(glyph):
                nearest[height] = min(nearest.get(height, outer), outer)
    for glyph, inner in near:
        text = min((nearest.get(height, inf) for height in _heights(glyph)), default=inf)
        if inner > edge or text - inner < _APART * glyph.size:
            return []
    return [glyph for glyph, _ in near]


def _heights(glyph: Glyph) -> range:
    """Where a glyph stands, in steps down the page; of one that is taller than any letter its top counts."""
    first = int(glyph.top / _STEP)
    return range(first, min(int(glyph.bottom / _STEP), first + _TALLEST) + 1)


def _lies_on_text(word: list[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Whether much smaller type stands on a glyph of a word."""
    small = [glyph for glyph in glyphs if ACROSS * glyph.size <= word[0].size]
    for large in word[:_BEHIND]:
        box = Box(*large[1:5])
        on_it = sum(
            box.x0 < (glyph.x0 + glyph.x1) / 2 < box.x1
            and box.top < (glyph.top + glyph.bottom) / 2 < box.bottom
            for glyph in small
        )
        if on_it >= _BEHIND:
            return True
    return False


def _line(glyphs: Sequence[Glyph]) -> Line:
    """Words as they were drawn, in one line."""
    box = Box(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )
    text = "".join(glyph.text for glyph in glyphs)
    size = round(glyphs[0].size, 1)
    return Line(text, box, size, (Segment(text, box.x0, box.x1),), len(glyphs), aside=True)
