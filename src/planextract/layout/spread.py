"""Two pages of a book on one page of the file, as on a sheet that lies open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planextract.model.page import Glyph, Rule

_WIDER = 1.2
"""A spread is wider than it is high by at least this factor; two sheets of the A series by 1.41."""

_GUTTER = 0.01
"""Share of the width on each side of the fold that both pages leave free."""

_ENOUGH = 8
"""Glyphs that each of the two pages must have: more than its number, of which nothing can be mixed up."""


def halves(
    width: float, height: float, glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> Iterator[tuple[list[Glyph], list[Rule]]]:
    """What stands on each page of a spread, in the order in which they are read; all of it at once where the
    page is no spread.

    Nothing that belongs together crosses the fold: a table or a line of text that does makes it one page.
    """
    fold, free = width / 2, _GUTTER * width
    if width < _WIDER * height or not _is_free(fold - free, fold + free, glyphs, rules):
        yield list(glyphs), list(rules)
        return
    left = [glyph for glyph in glyphs if glyph.x1 <= fold]
    if not _ENOUGH <= len(left) <= len(glyphs) - _ENOUGH:
        yield list(glyphs), list(rules)
        return
    yield left, [rule for rule in rules if rule.x1 <= fold]
    yield [glyph for glyph in glyphs if glyph.x0 >= fold], [rule for rule in rules if rule.x0 >= fold]


def _is_free(x0: float, x1: float, glyphs: Iterable[Glyph], rules: Iterable[Rule]) -> bool:
    """Whether nothing stands between two places."""
    return all(glyph.x1 <= x0 or glyph.x0 >= x1 for glyph in glyphs) and all(
        rule.x1 <= x0 or rule.x0 >= x1 for rule in rules
    )
