"""Split a spread: two pages of a book side by side on one page of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planextract.model.page import Glyph, Rule

_WIDER = 1.2
"""Smallest ratio of a spread's width to its height; two sheets of the A series have 1.41."""

_FOLD = 0.05
"""Largest offset of the fold from the middle of the sheet, as a share of its width."""

_GUTTER = 0.02
"""Smallest width of the empty gutter around the fold, as a share of the width of the sheet."""

_ENOUGH = 8
"""Smallest number of glyphs other than digits on each page of a spread.

Page numbers, and the numbers at the end of a table of contents, do not make a page.
"""


def halves(
    width: float, height: float, glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> Iterator[tuple[list[Glyph], list[Rule]]]:
    """Yield the glyphs and rulings of each page of a spread, left to right; all of them where it is not one.

    Nothing on a spread crosses the fold: a table or a line of text that does makes it one page. `width` and
    `height` are in points.
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
    """Return the x of the middle of the widest gap near the middle of the sheet; None without a gutter."""
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
