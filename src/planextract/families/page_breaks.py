"""Completes the cells that a page break cuts, for every family."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from planextract.model.raw_plan import TracedText


def fill_across_break(
    above: Sequence[TracedText], below: Sequence[TracedText]
) -> tuple[list[TracedText], list[TracedText]]:
    """Return the texts of a column above and below a page break, those of a cell across it on both sides.

    Such a cell prints its text on one side of the break. Blank cells at the break are parts of it
    where all others of the column have a text."""
    blank_above = len(list(takewhile(lambda text: not text, reversed(above))))
    blank_below = len(list(takewhile(lambda text: not text, below)))
    kept_above, kept_below = above[: len(above) - blank_above], below[blank_below:]
    if (blank_above and blank_below) or not all(kept_above) or not all(kept_below):
        return list(above), list(below)
    if blank_above and kept_below:
        return [*kept_above, *[kept_below[0]] * blank_above], list(below)
    if blank_below and kept_above:
        return list(above), [*[kept_above[-1]] * blank_below, *kept_below]
    return list(above), list(below)
