"""Words of a line that keeps its columns by spaces, and where on the line they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from planextract.text.lines import TextLine

_PHRASE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word, or a few with single spaces between them, and where on which line it stands."""

    text: str
    start: int
    line: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def middle(self) -> float:
        return self.start + len(self.text) / 2


def phrases(line: TextLine, number: int = 0) -> list[Word]:
    """What wide gaps keep apart."""
    return [Word(match[0], match.start(), number) for match in _PHRASE.finditer(line.text)]


def words(line: TextLine, number: int = 0) -> list[Word]:
    """What any space keeps apart."""
    return [Word(match[0], match.start(), number) for match in _WORD.finditer(line.text)]


def overlaps(one: Word, other: Word) -> bool:
    return one.start < other.end and other.start < one.end


def middle(stack: Sequence[Word]) -> float:
    return sum(word.middle for word in stack) / len(stack)


def stacked(rows: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Words that stand over each other, line by line, in the order of the columns."""
    stacks: list[list[Word]] = []
    for row in rows:
        for word in row:
            under = next((stack for stack in stacks if any(overlaps(word, other) for other in stack)), None)
            if under is None:
                stacks.append([word])
            else:
                under.append(word)
    return sorted(stacks, key=middle)
