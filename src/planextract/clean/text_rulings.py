"""Separate the rulings that belong to words: underlines, outlines, strokes through words.

Both have the length of the words they mark, where the border of a cell reaches from side to side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from planextract.model.page import CleanPage, DroppedContent, DropReason, Glyph, Ruling

_UNDERLINE_ZONE_EM = (-0.15, 0.3)
"""Distance of an underline below the em box of its words, in ems."""

_STRIKE_ZONE_EM = (0.25, 0.75)
"""Distance of a stroke through words below the top of their em box, in ems."""

_MAX_END_OFFSET_EM = 0.3
"""Largest distance of the ends of such a line from the ends of the words, in ems."""

_MIN_COVERED_SHARE = 0.7
"""Smallest share of such a line along which there are words."""

_MAX_STROKE_EM = 1.1
"""Largest length of a stroke of a letter's outline, in ems."""

_TOUCHING_POINTS = 1.0
"""Distance in points at which a line meets another one, as borders do."""


def separate_text_rulings(page: CleanPage) -> CleanPage:
    """Return the page without underlines, words that are struck out, and the strokes through them."""
    if not page.glyphs or not page.rulings:
        return page
    index = _GlyphIndex(page.glyphs)
    down = sorted(
        (ruling for ruling in page.rulings if not ruling.horizontal), key=lambda ruling: ruling.middle
    )
    kept: list[Ruling] = []
    strokes: list[Ruling] = []
    struck: dict[int, Glyph] = {}
    for ruling in page.rulings:
        if index.is_part_of_letter(ruling):
            continue
        if not ruling.horizontal:
            kept.append(ruling)
            continue
        beside = index.find_around(ruling)
        words = _find_words(ruling, beside, _is_through)
        if words:
            strokes.append(ruling)
            struck |= {id(glyph): glyph for glyph in words}
        elif not _find_words(ruling, beside, _is_under) or _joins_borders(ruling, down):
            kept.append(ruling)
    if len(kept) == len(page.rulings):
        return page
    dropped = page.dropped
    if struck:
        part = DroppedContent(DropReason.STRUCK_OUT, tuple(struck.values()), tuple(strokes))
        dropped = (*dropped, part)
    glyphs = tuple(glyph for glyph in page.glyphs if id(glyph) not in struck)
    return replace(page, glyphs=glyphs, rulings=tuple(kept), dropped=dropped)


def find_struck_words(page: CleanPage) -> str:
    """Return the words of a page that are struck out."""
    return "".join(
        glyph.text
        for part in page.dropped
        if part.reason is DropReason.STRUCK_OUT
        for glyph in sorted(part.glyphs, key=lambda glyph: (round(glyph.bottom), glyph.x0))
    )


_get_left, _get_bottom = itemgetter(1), itemgetter(4)


class _GlyphIndex:
    """The level glyphs of a page by the height of their em box."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self._glyphs = sorted([glyph for glyph in glyphs if glyph.angle == 0], key=_get_bottom)
        self._bottoms = [glyph.bottom for glyph in self._glyphs]
        self._largest = max([glyph.size for glyph in self._glyphs], default=0.0)

    def is_part_of_letter(self, ruling: Ruling) -> bool:
        """Return whether a ruling is a stroke of the outline of a letter: as short, and in its em box."""
        x, y = (ruling.x0 + ruling.x1) / 2, (ruling.top + ruling.bottom) / 2
        length = max(ruling.x1 - ruling.x0, ruling.bottom - ruling.top)
        if length > _MAX_STROKE_EM * self._largest:
            return False
        first = bisect_left(self._bottoms, y)
        last = bisect_right(self._bottoms, y + self._largest)
        return any(
            glyph.x0 < x < glyph.x1 and glyph.top < y and length <= _MAX_STROKE_EM * glyph.size
            for glyph in self._glyphs[first:last]
        )

    def find_around(self, ruling: Ruling) -> list[Glyph]:
        """Return the glyphs that a horizontal ruling may underline or strike out."""
        first = bisect_left(self._bottoms, ruling.middle - self._largest)
        last = bisect_right(self._bottoms, ruling.middle + self._largest)
        return [
            glyph for glyph in self._glyphs[first:last] if ruling.x0 <= (glyph.x0 + glyph.x1) / 2 <= ruling.x1
        ]


def _is_under(ruling: Ruling, glyph: Glyph) -> bool:
    low, high = _UNDERLINE_ZONE_EM
    return low * glyph.size <= ruling.middle - glyph.bottom <= high * glyph.size


def _is_through(ruling: Ruling, glyph: Glyph) -> bool:
    low, high = _STRIKE_ZONE_EM
    return low * glyph.size <= ruling.middle - glyph.top <= high * glyph.size


def _find_words(
    ruling: Ruling, glyphs: Sequence[Glyph], is_marked: Callable[[Ruling, Glyph], bool]
) -> list[Glyph]:
    """Return the glyphs that a ruling marks; none where it is longer or shorter than words."""
    words = [glyph for glyph in glyphs if is_marked(ruling, glyph)]
    if not words:
        return []
    words.sort(key=_get_left)
    slack = _MAX_END_OFFSET_EM * max(glyph.size for glyph in words)
    x0, x1 = words[0].x0, max(glyph.x1 for glyph in words)
    covered = sum(min(glyph.x1, ruling.x1) - max(glyph.x0, ruling.x0) for glyph in words)
    fits = abs(x0 - ruling.x0) <= slack and abs(x1 - ruling.x1) <= slack
    return words if fits and covered >= _MIN_COVERED_SHARE * (ruling.x1 - ruling.x0) else []


def _joins_borders(ruling: Ruling, down: Sequence[Ruling]) -> bool:
    """Return whether a horizontal ruling meets vertical ones at both ends."""
    return all(
        any(
            abs(other.middle - end) <= _TOUCHING_POINTS
            and other.top - _TOUCHING_POINTS <= ruling.middle <= other.bottom + _TOUCHING_POINTS
            for other in down
        )
        for end in (ruling.x0, ruling.x1)
    )
