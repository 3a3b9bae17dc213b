"""What a text is made of: pieces, each of which is one thing.

A piece says nothing yet about whose it is; that is for `owners` to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planextract.japanese.amounts import amount
from planextract.japanese.widths import bare
from planextract.model.geometry import Box
from planextract.model.raw_plan import Place, Printed
from planextract.salvage.text_lines import TextLine

SENTENCE = 30
"""Characters from which on a line is running text even if its sentence ends in another line."""


class Kind(StrEnum):
    PILLAR = "pillar"
    STRATEGY = "strategy"
    UPPER = "upper"
    LOWER = "lower"
    BAND = "band"
    HEADER = "header"
    TEXT = "text"
    """A goal, an initiative, its content, or a title: which of these its neighbours tell."""
    CELLS = "cells"
    PROSE = "prose"
    BUDGET = "budget"
    LABEL = "label"
    """The label of the departments."""
    NAMES = "names"
    FOOTNOTE = "footnote"
    MARK = "mark"
    """A footnote's mark by itself."""
    REFERENCE = "reference"
    STAR = "star"
    LOST = "lost"
    """Part of a table that could not be read."""
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that are one thing."""

    kind: Kind
    lines: tuple[TextLine, ...]
    text: str
    """Its lines, joined without a break."""
    cells: tuple[str, ...] = ()
    """Of CELLS: one text a cell, lines of a stacked cell separated by line breaks."""
    row: bool = False
    """Of CELLS: they are those of one row, one a column."""
    stacked: bool = False
    """Its cells stand one to a line in a block, so that they may be the lines of one cell."""
    number: int | None = None
    """Of a heading; of a strategy it may be missing."""

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def gap(self) -> bool:
        return self.lines[0].gap

    @property
    def doubtful(self) -> bool:
        return any(line.doubtful for line in self.lines)


def piece_of(kind: Kind, lines: Sequence[TextLine]) -> Piece:
    """Lines that are one thing, their texts joined."""
    return Piece(kind, tuple(lines), "".join(line.text.strip() for line in lines))


def place(line: TextLine) -> Place:
    """Where a line stands: the numbers of the first and the last, and its width in characters."""
    return Place(line.page, Box(0, line.first, len(line.text), line.last))


def places(pieces: Iterable[Piece]) -> tuple[Place, ...]:
    return tuple(place(line) for piece in pieces for line in piece.lines)


def printed(text: str, *pieces: Piece) -> Printed:
    """A text that was read from pieces."""
    return Printed(text, places(pieces))


def without_number(text: str) -> str:
    """The head or foot of a page without the page's number and without spaces."""
    return re.sub(r"[-~(]*\d{1,4}[-~)]*$", "", bare(text))


def is_amount(text: str) -> bool:
    """Whether a text is one number, as a budget prints them."""
    try:
        return amount(text) is not None
    except ValueError:
        return False


def blocks(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines without a blank line between them."""
    block: list[TextLine] = []
    for line in lines:
        if line.gap and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block
