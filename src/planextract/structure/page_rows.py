"""Pages as sequences of rows (lines and table rows alike), for comparison with other pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from planextract.japanese.widths import match_key
from planextract.model.layout import Line, PageLayout
from planextract.structure.page_recogniser import PageRecogniser
from planextract.structure.running_heads import MARGIN_SHARE_OF_HEIGHT

_LINE_COLUMN = -1
"""The column number in the key of a line, which is not part of a table."""

_DISTINCTIVE_MIN_CHARS = 8
"""Least number of characters in a line or row that is looked for on other pages."""


class ComparedRow(NamedTuple):
    """A line, or a row of a table."""

    key: tuple[tuple[int, str], ...]
    """The grid columns of its cells (-1 for a line), each with its normalised text."""
    plain: str
    """The normalised text of all its cells, joined."""
    texts: tuple[str, ...]
    """The text of each cell as printed."""
    block: int
    """The index of its line or table in the page layout."""
    project: str | None
    """The id of the project whose number it prints, if any."""
    outermost: bool
    """True for the first or last line of a page, in the margin, if the profile does not recognise it.

    Running heads and page numbers are printed there."""
    is_heading: bool
    """True for a project's number or a heading: the rows under it belong to it."""

    @property
    def is_line(self) -> bool:
        """True for a line, False for a row of a table."""
        return self.key[0][0] == _LINE_COLUMN

    @property
    def is_distinctive(self) -> bool:
        """True if it is so long that another page with the same text may be a copy."""
        return len(self.plain) >= _DISTINCTIVE_MIN_CHARS

    @property
    def printed(self) -> str:
        """The texts of its cells as printed, separated by ideographic spaces."""
        return "　".join(filter(None, self.texts))


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page as the rows of its body, in reading order."""

    number: int
    """The page number, counted from 1."""
    rows: tuple[ComparedRow, ...]
    projects: frozenset[str]
    """The ids of the projects whose numbers are printed on the page."""
    headings: frozenset[str]
    """The numbered headings of the page, normalised."""
    before: str | None
    """The id of the project that continues from the page before."""
    length: int
    """The number of characters of all its rows, normalised."""


def iterate_page_rows(
    layout: PageLayout, furniture: frozenset[int], recogniser: PageRecogniser, strategy: int | None
) -> Iterator[ComparedRow]:
    """Yield the rows of a page, its running heads (`furniture`) and the headers of lists left out.

    `strategy` is the number of the strategy in which the page before ends."""
    blocks = layout.blocks
    top, bottom = MARGIN_SHARE_OF_HEIGHT * layout.height, (1 - MARGIN_SHARE_OF_HEIGHT) * layout.height
    lines = [index for index, block in enumerate(blocks) if isinstance(block, Line)]
    for index, block in enumerate(blocks):
        if index in furniture:
            continue
        if isinstance(block, Line):
            text = block.text
            in_margin = block.box.bottom < top or block.box.top > bottom
            outermost = in_margin and index in (lines[0], lines[-1]) and not recogniser.is_known(text)
            strategy = recogniser.read_strategy_number(text) or strategy
            project = recogniser.read_project_id(text, strategy)
            is_heading = project is not None or recogniser.is_heading(text)
            plain = match_key(text)
            yield ComparedRow(((_LINE_COLUMN, plain),), plain, (text,), index, project, outermost, is_heading)
            continue
        projects = recogniser.identify_rows(block, layout.number, strategy)
        for row, grouped in groupby(block.cells, key=attrgetter("row")):
            cells = list(grouped)
            if projects[row] != "" and any(cell.lines for cell in cells):
                key = tuple((cell.column, match_key(cell.text)) for cell in cells)
                texts = tuple(cell.text for cell in cells)
                plain = "".join(text for _, text in key)
                project = projects[row]
                yield ComparedRow(key, plain, texts, index, project, False, project is not None)
