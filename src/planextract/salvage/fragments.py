"""Define fragments: lines of a text that are one thing, such as a heading, a paragraph or some cells.

A fragment does not yet belong to a project; `attribution` finds out to which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planextract.japanese.amounts import parse_amount
from planextract.japanese.widths import match_key
from planextract.model.geometry import Box
from planextract.model.raw_plan import SourceSpan, TracedText
from planextract.salvage.text_lines import TextLine

MIN_SENTENCE_CHARACTERS = 30
"""Characters from which on a line is running text even if its sentence ends in another line."""


class FragmentKind(StrEnum):
    """The kinds of fragments."""

    PILLAR = "pillar"
    STRATEGY = "strategy"
    UPPER = "upper"
    LOWER = "lower"
    BAND = "band"
    HEADER = "header"
    TEXT = "text"
    """A goal, an initiative, its content, or a title: its neighbours decide which."""
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
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Fragment:
    """Lines that are one thing."""

    kind: FragmentKind
    lines: tuple[TextLine, ...]
    text: str
    """Its lines, joined without a break."""
    cells: tuple[str, ...] = ()
    """For CELLS: one text a cell, the lines of a stacked cell separated by line breaks."""
    stacked: bool = False
    """Its cells are in one block, one to a line, so that they may be the lines of one cell."""
    number: int | None = None
    """Number of a heading; it may be missing for a strategy."""

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def has_gap_before(self) -> bool:
        return self.lines[0].gap

    @property
    def is_doubtful(self) -> bool:
        return any(line.doubtful for line in self.lines)


def make_fragment(kind: FragmentKind, lines: Sequence[TextLine]) -> Fragment:
    """Return a fragment of the given lines, their texts joined."""
    return Fragment(kind, tuple(lines), "".join(line.text.strip() for line in lines))


def locate_line(line: TextLine) -> SourceSpan:
    """Return the source span of a line.

    Its box is in lines and characters of the file: top and bottom are the numbers of the first and last
    line, left is 0, right the line's length in characters.
    """
    return SourceSpan(line.page, Box(0, line.first, len(line.text), line.last))


def locate_fragments(pieces: Iterable[Fragment]) -> tuple[SourceSpan, ...]:
    """Return the source spans of all lines of fragments."""
    return tuple(locate_line(line) for piece in pieces for line in piece.lines)


def trace_text(text: str, *pieces: Fragment) -> TracedText:
    """Return a text with the source spans of the fragments it was read from."""
    return TracedText(text, locate_fragments(pieces))


def strip_page_number(text: str) -> str:
    """Return a running head or foot without its page number and without spaces.

    >>> strip_page_number("○○市 総合計画 - 12 -")
    '○○市総合計画'
    """
    return re.sub(r"[-~(]*\d{1,4}[-~)]*$", "", match_key(text))


def is_amount(text: str) -> bool:
    """Return whether a text is one number, as a budget prints them.

    >>> is_amount("1,234"), is_amount("実施")
    (True, False)
    """
    try:
        return parse_amount(text) is not None
    except ValueError:
        return False


def split_blocks(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield blocks of lines without a blank line between them."""
    block: list[TextLine] = []
    for line in lines:
        if line.gap and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block
