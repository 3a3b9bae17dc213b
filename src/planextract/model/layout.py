"""Define a page after layout analysis: lines of text and ruled tables, in reading order.

Coordinates are points from the top left of the visible page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planextract.model.geometry import Matrix
from planextract.model.page import Box
from planextract.model.recognition import PageRecognition


class Segment(NamedTuple):
    """A part of a line, separated from the next part by a gap wider than a space."""

    text: str
    x0: float
    x1: float
    size: float = 0.0
    """Font size of most of its glyphs, in points; 0 where it is not known apart from the line's."""


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline, in reading order.

    A space in `text` represents a gap on paper: U+3000 for about an em or more, U+0020 for less.
    """

    text: str
    box: Box
    size: float
    """Font size of most of its glyphs, in points."""
    segments: tuple[Segment, ...]
    glyphs: int
    """Number of glyphs."""
    boxed: bool = False
    """True for a line in a frame of its own, such as the heading of a strategy."""
    is_artifact: bool = False
    """True for a pagination artifact: a thumb index at the edge of the page, or a watermark across it."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a ruled table; its spans count rows and columns of the grid."""

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
    def joined_text(self) -> str:
        """The printed lines, joined without a break."""
        return self.lines[0].text if len(self.lines) == 1 else "".join([line.text for line in self.lines])

    @property
    def glyphs(self) -> int:
        """Number of glyphs."""
        return sum([line.glyphs for line in self.lines])


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; every position of its grid belongs to exactly one cell."""

    box: Box
    columns: tuple[float, ...]
    """The x of the column edges, one more than there are columns."""
    rows: tuple[float, ...]
    """The y of the row edges, one more than there are rows."""
    cells: tuple[TableCell, ...]
    """Cells ordered by the row, then by the column of their top left corner."""
    uncertain: tuple[Box, ...] = ()
    """Rows of a text's table whose lines may be those of the rows above or below as well."""

    @property
    def glyphs(self) -> int:
        """Number of glyphs."""
        return sum(cell.glyphs for cell in self.cells)


Block = Line | Table


def iter_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield all lines of the blocks, including those in the cells of tables."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in block.cells:
                yield from cell.lines


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page after layout analysis."""

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]
    hidden: tuple[tuple[Block, ...], ...]
    """Blocks of the invisible content, one tuple for each drop reason; they may contain whole projects."""
    dropped: dict[str, int]
    """Number of glyphs that were dropped from the page, by reason."""
    controls: int = 0
    """Number of omitted characters that print nothing but change the order or meaning of the text around."""
    annotations: int = 0
    """Number of stamps, comments and form fields whose text is not read."""
    unexplained_bars: int = 0
    """Number of bars over cells of tables whose colour no legend on the page explains."""
    unread_ink: tuple[Box, ...] = ()
    """Areas whose ink may be words and is not read: pictures, and outlines of letters."""
    struck_out: str = ""
    """Words that are struck out, and therefore not read."""
    differences: int = 0
    """Number of characters on which two engines differ."""
    back: Matrix | None = None
    """Map from the page as it is read to the visible page, where the page was turned to read upright."""
    is_damaged: bool = False
    """True where the content of the page is damaged in the file."""
    is_hidden: bool = False
    """True where next to none of its text can be seen."""
    unreadable: str | None = None
    """Reason why the page can't be read, else None; the page then has no blocks."""
    recognition: PageRecognition | None = None
    """Results of recognising characters in the page's picture; None where its text was read alone."""
    is_unread_picture: bool = False
    """True where the page is a picture, perhaps with invisible text, in which nothing was recognised."""
    is_typeset: bool = True
    """False for a page of a text, in which sizes of type are unknown and positions are only approximate."""

    @property
    def is_gap(self) -> bool:
        """True where headings may be lost, so that nothing continues after the page."""
        return self.is_damaged or self.is_hidden
