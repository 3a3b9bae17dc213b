"""Legends of symbols, which explain the cells of the tables on a page, while the pages pass by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planextract.japanese.symbol_legends import read_symbol_legend
from planextract.model.layout import Line, PageLayout


@dataclass(slots=True)
class LegendCollector:
    """The legends of all pages, collected while the pages pass by."""

    words: dict[str, str] = field(default_factory=dict)
    """Words by symbol; of a symbol that two legends explain differently, those of the first."""

    def watch_pages(self, pages: Iterable[PageLayout]) -> Iterator[PageLayout]:
        """Yield the pages unchanged, and collect their legends."""
        for layout in pages:
            found: dict[str, str] = {}
            for block in layout.blocks:
                if isinstance(block, Line):
                    found |= read_symbol_legend(block.text)
            if len(found) > 1:
                self.words = found | self.words
            yield layout
