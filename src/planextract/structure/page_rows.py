"""A page as rows, lines and rows of tables alike, to be compared with other pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from planextract.families.block.grammar import Grammar
from planextract.japanese.widths import bare
from planextract.model.layout import Line, PageLayout
from planextract.structure.running_heads import MARGIN

_LINE = -1

_TELLING = 8
"""Characters that make a line or row worth looking for on other pages."""


class Row(NamedTuple):
    """A line, or a row of a table."""

    key: tuple[tuple[int, str], ...]
    """The grid columns of its cells (-1 for a line) and their text, normalised."""
    plain: str
    """That text in one."""
    texts: tuple[str, ...]
    """The same as printed."""
    block: int
    project: str | None
    """The one whose number it bears."""
    outermost: bool
    """A line at the very top or foot of the page, where running heads and page numbers stand, that is nothing
    known to the profile."""
    is_heading: bool
    """It is a project's number or a heading: what stands under it belongs to it."""

    @property
    def is_line(self) -> bool:
        return self.key[0][0] == _LINE

    @property
    def is_telling(self) -> bool:
        """Whether it says so much that another page with the same may well be a copy."""
        return len(self.plain) >= _TELLING

    @property
    def printed(self) -> str:
        return "　".join(filter(None, self.texts))


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page as the rows of its body, in reading order."""

    number: int
    rows: tuple[Row, ...]
    projects: frozenset[str]
    """Projects whose numbers the page bears."""
    headings: frozenset[str]
    """Its numbered headings, normalised."""
    before: str | None
    """The project that goes on from the page before."""
    length: int


def rows_of(
    layout: PageLayout, furniture: frozenset[int], grammar: Grammar, strategy: int | None
) -> Iterator[Row]:
    """The rows of a page; `strategy` is that of the page before."""
    blocks = layout.blocks
    top, bottom = MARGIN * layout.height, (1 - MARGIN) * layout.height
    lines = [index for index, block in enumerate(blocks) if isinstance(block, Line)]
    for index, block in enumerate(blocks):
        if index in furniture:
            continue
        if isinstance(block, Line):
            in_margin = block.box.bottom < top or block.box.top > bottom
            outermost = in_margin and index in (lines[0], lines[-1]) and not _is_known(block.text, grammar)
            strategy = strategy_number(block.text, grammar) or strategy
            project = _project(block.text, grammar, strategy)
            is_heading = project is not None or _heading(block.text, grammar)
            plain = bare(block.text)
            yield Row(((_LINE, plain),), plain, (block.text,), index, project, outermost, is_heading)
            continue
        for _, grouped in groupby(block.cells, key=attrgetter("row")):
            cells = list(grouped)
            if any(cell.lines for cell in cells):
                key = tuple((cell.column, bare(cell.text)) for cell in cells)
                texts = tuple(cell.text for cell in cells)
                project = _project("　".join(filter(None, texts)), grammar, strategy)
                plain = "".join(text for _, text in key)
                yield Row(key, plain, texts, index, project, False, project is not None)


def _is_known(text: str, grammar: Grammar) -> bool:
    return grammar.structural(text) or grammar.numbered(text) or grammar.departments(text) is not None


def _heading(text: str, grammar: Grammar) -> bool:
    return grammar.numbered(text) or grammar.strategy(text) is not None or grammar.pillar(text) is not None


def _project(text: str, grammar: Grammar, strategy: int | None) -> str | None:
    band = grammar.band(text, strategy)
    return band.id if band is not None else None


def strategy_number(text: str, grammar: Grammar) -> int | None:
    heading = grammar.strategy(text)
    return heading.number if heading is not None else None
