"""Split a line that keeps its columns by spaces into words with their positions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from planextract.salvage.text_lines import TextLine

_PHRASE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word, or a few with single spaces between them, with its position on a line.

    `start` and `width` are in characters from the left edge of the line, in ems if the line is `scaled`.
    """

    text: str
    start: float
    line: int
    width: float = 0

    @property
    def end(self) -> float:
        return self.start + self.width

    @property
    def middle(self) -> float:
        return self.start + self.width / 2


def split_phrases(line: TextLine, number: int = 0) -> list[Word]:
    """Return the phrases of a line, which gaps of two or more spaces keep apart."""
    return _locate_words(line, _PHRASE, number)


def split_words(line: TextLine, number: int = 0) -> list[Word]:
    """Return the words of a line, which any space keeps apart."""
    return _locate_words(line, _WORD, number)


def _locate_words(line: TextLine, part: re.Pattern[str], number: int) -> list[Word]:
    found = list(part.finditer(line.text))
    widths = [sum(map(_measure_width, match[0])) if line.scaled else len(match[0]) for match in found]
    scale = sum(widths) / max(sum(len(match[0]) for match in found), 1)
    return [
        Word(match[0], scale * match.start(), number, width)
        for match, width in zip(found, widths, strict=True)
    ]


def _measure_width(character: str) -> float:
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def is_overlapping(one: Word, other: Word) -> bool:
    return one.start < other.end and other.start < one.end


def find_middle(stack: Sequence[Word]) -> float:
    return sum(word.middle for word in stack) / len(stack)


def stack_words(rows: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Return words below each other as columns, from left to right."""
    stacks: list[list[Word]] = []
    for row in rows:
        for word in row:
            under = next(
                (stack for stack in stacks if any(is_overlapping(word, other) for other in stack)), None
            )
            if under is None:
                stacks.append([word])
            else:
                under.append(word)
    return sorted(stacks, key=find_middle)
