"""Tell the gaps between words from those between the letters of a word that is set apart.

A label or a title is often spread over its cell (均等割付) or tracked. Such a line is closed up by its own
pitch; a gap that is wider than the pitch remains a space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

_MIN_FULL_SPACE_EM = 0.7
_MIN_SPACE_EM = 0.2
_MIN_LATIN_SPACE_EM = 0.15

_SAME_PITCH_EM = 0.15
"""Largest difference of two gaps of one pitch, in ems: justification rounds to whole units."""

_SAME_PITCH_SHARE = 0.06
"""Largest difference of two wide gaps of one pitch, as a share of their width."""


def measure_gaps(lefts: Sequence[float], rights: Sequence[float]) -> list[float]:
    """Return the gaps between neighbouring glyphs, in points."""
    return [left - right for left, right in zip(lefts[1:], rights, strict=False)]


def is_spread(texts: Sequence[str], gaps: Sequence[float], sizes: Sequence[float]) -> bool:
    """Return True where all glyphs of a line in a cell are set apart by one pitch, however wide it is.

    That is so for two letters alone, which are no two words.
    """
    if not gaps or min(gaps) <= 0 or not _are_letters(texts):
        return False
    ems = _measure_in_ems(gaps, sizes)
    return min(ems) > 0 and max(ems) - min(ems) <= max(_SAME_PITCH_EM, _SAME_PITCH_SHARE * max(ems))


def join_with_spaces(texts: Sequence[str], gaps: Sequence[float], sizes: Sequence[float]) -> str:
    """Join glyphs to a text, with a space for each gap wider than the pitch of the line."""
    ems = _measure_in_ems(gaps, sizes)
    if not ems or max(ems) < _MIN_LATIN_SPACE_EM:
        return "".join(texts)
    spread = 0.0
    if len(ems) >= 3 and (usual := median(ems)) > 0.02:
        near = sum(abs(gap - usual) <= _SAME_PITCH_EM for gap in ems)
        if near >= 0.6 * len(ems):
            spread = usual
    elif len(ems) == 2 and is_spread(texts, gaps, sizes):
        spread = max(ems)
    parts = [texts[0]]
    for gap, (before, after) in zip(ems, pairwise(texts), strict=True):
        if gap - spread >= _MIN_FULL_SPACE_EM:
            parts.append("　")
        elif gap - spread >= _MIN_SPACE_EM or (
            gap - spread >= _MIN_LATIN_SPACE_EM and before.isascii() and after.isascii()
        ):
            parts.append(" ")
        parts.append(after)
    return "".join(parts)


def _measure_in_ems(gaps: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return gaps in ems of the smaller of both glyphs beside them."""
    return [
        gap / (after if after < before else before)
        for gap, before, after in zip(gaps, sizes, sizes[1:], strict=False)
    ]


def _are_letters(texts: Sequence[str]) -> bool:
    """Return True for glyphs most of which are full-width letters; ○ △ and 1 2 3 are words of one glyph each.

    Among three letters or more there may be digits and Latin letters of half the width: 広場その2.
    """
    kinds = [unicodedata.category(text[0]) for text in texts]
    wide = [unicodedata.east_asian_width(text[0]) in ("W", "F", "A") for text in texts]
    letters = sum(is_wide and kind.startswith("L") for is_wide, kind in zip(wide, kinds, strict=True))
    if any(kind.startswith("S") for kind in kinds) or (letters < 3 and not all(wide)):
        return False
    return 2 * letters > len(texts)
