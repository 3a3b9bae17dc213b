"""Whether a line is broken because its column is full, so that it goes on in another."""

from __future__ import annotations

from planextract.model.raw_plan import Printed

_SLACK = 3.0
"""Ems that a line may leave free before it is broken, the space between text and rule included: a character
that may not begin a line takes the one before it along (JIS X 4051)."""


def fills(text: Printed, x1: float) -> bool:
    """Whether the last line of a text reaches so far towards the right edge of its column, at `x1` points,
    that what comes next had to go on another; never for a text without a place."""
    if not text.places:
        return False
    box = text.places[-1].box
    return box.x1 > x1 - _SLACK * box.height
