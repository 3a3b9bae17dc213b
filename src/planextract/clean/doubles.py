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

_BUCKET = 24.0
"""Points a side: large enough that most glyphs fall in one bucket, small enough to hold few."""


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
    # Nearly every glyph keeps within one bucket; the few that reach beyond it look in the next ones too.
    seen: dict[tuple[str, float, float], list[Glyph]] = {}
    for glyph in glyphs:
        text, x, top, x1, y, size, angle, _ = glyph
        width = y - top if angle in (90, 270) else x1 - x
        reach = NEAR_SIZE * size
        if NEAR_WIDTH * width < reach:
            reach = max(NEAR_WIDTH * width, 0.05)
        column, line = x // _BUCKET, y // _BUCKET
        near = seen.get((text, column, line))
        first, last = (x - reach) // _BUCKET, (x + reach) // _BUCKET
        upper, lower = (y - reach) // _BUCKET, (y + reach) // _BUCKET
        if (near is not None and _struck(near, x, y, reach, size)) or (
            (first != last or upper != lower)
            and any(
                _struck(seen.get((text, *place), ()), x, y, reach, size)
                for place in {(first, upper), (first, lower), (last, upper), (last, lower)}
            )
        ):
            again.append(glyph)
            continue
        kept.append(glyph)
        if near is None:
            seen[text, column, line] = [glyph]
        else:
            near.append(glyph)
    return tuple(kept), tuple(again)


def _struck(near: Iterable[Glyph], x: float, y: float, reach: float, size: float) -> bool:
    for other in near:
        if (
            abs(other.x0 - x) <= reach
            and abs(other.bottom - y) <= reach
            and abs(other.size - size) <= 0.1 * size
        ):
            return True
    return False
