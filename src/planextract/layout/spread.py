"""Two pages of a book on one page of the file, as on a sheet that lies open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planextract.model.page import Glyph, Rule

_WIDER = 1.2
"""A spread is wider than it is high by at least this factor; two sheets of the A series by 1.41."""

_FOLD = 0.05
"""Share of the width by which the fold may lie off the middle of the sheet."""

_GUTTER = 0.02
"""Share of the width about the fold that both pages leave free at least."""

_ENOUGH = 8
"""Glyphs besides digits that each of the two pages must have: more than its number, or those of a table of
contents."""


def halves(
    width: float, height: float, glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> Iterator[tuple[list[Glyph], list[Rule]]]:
    """What stands on each page of a spread, in the order in which they are read; all of it at once where the
    page is no spread.

    Nothing that belongs together crosses the fold: a table or a line of text that does makes it one page.
    """
    fold = _fold(width, glyphs, rules) if width >= _WIDER * height else None
    left = [glyph for glyph in glyphs if fold is not None and glyph.x1 <= fold]
    right = [glyph for glyph in glyphs if fold is not None and glyph.x1 > fold]
    if fold is None or min(_letters(left), _letters(right)) < _ENOUGH:
        yield list(glyphs), list(rules)
        return
    yield left, [rule for rule in rules if rule.x1 <= fold]
    yield right, [rule for rule in rules if rule.x1 > fold]


def _letters(glyphs: Iterable[Glyph]) -> int:
    return sum(not glyph.text.isdigit() for glyph in glyphs)


def _fold(width: float, glyphs: Iterable[Glyph], rules: Iterable[Rule]) -> float | None:
    """The middle of the widest gap near the middle of the sheet; None where there is no gap."""
    low, high = (0.5 - _FOLD) * width, (0.5 + _FOLD) * width
    taken = sorted(
        (mark.x0, mark.x1) for marks in (glyphs, rules) for mark in marks if mark.x1 > low and mark.x0 < high
    )
    gaps = []
    reach = low
    for x0, x1 in (*taken, (high, high)):
        gaps.append((x0 - reach, (x0 + reach) / 2))
        reach = max(reach, x1)
    gap, middle = max(gaps)
    return middle if gap >= _GUTTER * width else None
