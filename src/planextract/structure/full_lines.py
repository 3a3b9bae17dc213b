"""Detection of lines that are broken because their column is full, so that the text continues in another."""

from __future__ import annotations

from planextract.model.raw_plan import TracedText

_FULL_LINE_MAX_GAP_EM = 3.0
"""Ems that a full line may leave free before its column's edge, the padding of a ruled cell included.

A character that may not begin a line takes the one before it along (JIS X 4051)."""


def fills_its_column(text: TracedText, x1: float) -> bool:
    """Return whether the last line of a text is full, so that the next words had to be set on another line.

    `x1` is the right edge of its column, in points from the left of the page. A text without a source span is
    never full."""
    if not text.spans:
        return False
    box = text.spans[-1].box
    return box.x1 > x1 - _FULL_LINE_MAX_GAP_EM * box.height
