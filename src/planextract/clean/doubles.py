"""Each glyph once: bold drawn by striking twice, shadows, outlines over fills.

A second strike is the same character almost in the place of the first. How near is judged against the
size of the glyph and its width: letters that are really double (ああ, 11, ――) stand a whole width apart,
and even tight tracking leaves far more than the limit between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planextract.model.page import CleanPage, Dropped, Glyph, Reason

NEAR_SIZE = 0.15
"""Largest distance of two strikes, as a share of the glyph's size."""

NEAR_WIDTH = 0.4
"""The same as a share of its width, for narrow characters."""


def undouble(page: CleanPage) -> CleanPage:
    """The page without the second, third … strikes of its glyphs."""
    kept, again = undoubled(page.glyphs)
    if not again:
        return page
    return replace(page, glyphs=kept, dropped=(*page.dropped, Dropped(Reason.STRUCK_AGAIN, again, ())))


def undoubled(glyphs: Iterable[Glyph]) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
    """The first strike of each glyph, and the later ones."""
    kept: list[Glyph] = []
    again: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        reach = max(min(NEAR_SIZE * glyph.size, NEAR_WIDTH * (glyph.x1 - glyph.x0)), 0.05)
        if glyph.angle in (90, 270):
            reach = max(min(NEAR_SIZE * glyph.size, NEAR_WIDTH * (glyph.bottom - glyph.top)), 0.05)
        side = max(0.3 * round(glyph.size), 0.3)  # of a bucket: more than twice any reach
        x, y = glyph.x0, glyph.bottom
        lows = int((x - reach) // side), int((y - reach) // side)
        highs = int((x + reach) // side), int((y + reach) // side)
        struck = any(
            abs(other.x0 - x) <= reach
            and abs(other.bottom - y) <= reach
            and abs(other.size - glyph.size) <= 0.1 * glyph.size
            for column in range(lows[0], highs[0] + 1)
            for line in range(lows[1], highs[1] + 1)
            for other in seen.get((glyph.text, column, line), ())
        )
        if struck:
            again.append(glyph)
        else:
            kept.append(glyph)
            seen.setdefault((glyph.text, int(x // side), int(y // side)), []).append(glyph)
    return tuple(kept), tuple(again)
