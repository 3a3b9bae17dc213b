"""Read the project numbers printed above tables, under whichever strategy they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from planextract.families.block.grammar import BlockGrammar, ProjectCaption

_PROJECT_DIGITS = 2
"""Digits of the project in a number shared with its strategy, such as 2201."""


@dataclass(frozen=True)
class TextGrammar(BlockGrammar):
    """A grammar that splits a number such as 2201 by the strategies of the whole text.

    The text does not show for certain which strategy the number is under.
    """

    strategies: frozenset[int] = field(default=frozenset())

    def band(self, text: str, strategy: int | None) -> ProjectCaption | None:
        found = super().read_project_caption(text, strategy)
        if found is not None or strategy is not None or not self.strategies:
            return found
        bands = {
            band
            for each in self.strategies
            if (band := super(TextGrammar, self).read_project_caption(text, each))
        }
        return bands.pop() if len(bands) == 1 else None


def add_strategies(grammar: BlockGrammar, lines: Iterable[str]) -> TextGrammar:
    """Return the grammar with the strategies that lines name.

    Where a number is written without a sign between its parts, its last two digits are the project's.
    """
    lines = list(lines)
    named = {
        heading.number
        for line in lines
        if (heading := grammar.read_strategy(" ".join(line.split()))) is not None
    }
    shared = Counter(
        digits[:-_PROJECT_DIGITS]
        for line in lines
        if grammar.read_project_caption(line, None) is None and grammar.is_like_project_caption(line)
        for digits in ["".join(filter(str.isdecimal, line))]
        if _PROJECT_DIGITS < len(digits) <= _PROJECT_DIGITS + 2
    )
    return TextGrammar(grammar.profile, frozenset(named | {int(each) for each in shared}))
