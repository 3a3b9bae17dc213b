"""A page as a reader takes it in: lines of text and ruled tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planextract.model.page import Box


class Segment(NamedTuple):
    """A part of a line that stands apart from the next by a gap wider than a space."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline, in reading order.

    A space in `text` stands for a gap on paper: U+3000 for about an em or more, U+0020 for less.
    """

    text: str
    box: Box
    size: float
    """Font size in points that most of its glyphs have."""
    segments: tuple[Segment, ...]
    glyphs: int
    boxed: bool = False
    """It stands in a frame of its own, as the heading of a strategy does."""
    aside: bool = False
    """It is no part of the text: an index at the edge of the page, or a word across it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table; spans count grid rows and columns."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The printed lines, separated by line breaks."""
        return self.lines[0].text if len(self.lines) == 1 else "\n".join([line.text for line in self.lines])

    @property
    def joined(self) -> str:
        """The printed lines, joined without a break."""
        return self.lines[0].text if len(self.lines) == 1 else "".join([line.text for line in self.lines])

    @property
    def glyphs(self) -> int:
        return sum([line.glyphs for line in self.lines])


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; every place of its grid belongs to exactly one cell."""

    box: Box
    columns: tuple[float, ...]
    """x of the column edges, one more than there are columns."""
    rows: tuple[float, ...]
    """y of the row edges, one more than there are rows."""
    cells: tuple[Cell, ...]
    """By row, then by column, of their top left corner."""

    @property
    def glyphs(self) -> int:
        return sum(cell.glyphs for cell in self.cells)


Block = Line | Table


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """All lines, those in the cells of tables too."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in block.cells:
                yield from cell.lines


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page, laid out."""

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]
    hidden: tuple[tuple[Block, ...], ...]
    """What nobody sees, laid out likewise, for each reason on its own: it may hold whole projects."""
    dropped: dict[str, int]
    """Glyphs taken off the page, by reason."""
    controls: int = 0
    """Characters left out that print nothing but change how the text around them is shown or read."""
    annotations: int = 0
    """Stamps, comments and fields of forms whose text is not read."""
    unreadable: str | None = None
    """Why the page can't be read; nothing is known of it then."""
