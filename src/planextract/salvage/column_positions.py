"""Read headers of tables whose columns are kept by spaces: the joined text of each column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planextract.japanese.widths import match_key
from planextract.salvage.header_lines import BROKEN_HEADER_LINE, UPRIGHT_HEADER_LINE, HeaderWords
from planextract.salvage.header_periods import read_periods
from planextract.salvage.text_lines import TextLine
from planextract.salvage.word_positions import Word, split_phrases, split_words, stack_words

_MAX_CHANCE_LINES = 2
"""Lines with equally many single characters that may be chance; more of them are years set upright."""


def find_header_end(lines: Sequence[TextLine], start: int, known: HeaderWords) -> int:
    """Return the index behind the header that begins at `start`; `start` where none does."""
    end = start
    while end < len(lines) and (
        is_header_line(lines[end], known) or _is_upright_year_line(lines, end, known)
    ):
        end += 1
    while end > start and not is_header_line(lines[end - 1], known):
        end -= 1
    return end


def is_header_line(line: TextLine, known: HeaderWords) -> bool:
    """Return whether a line consists of words of a header, not all of them numbers."""
    plain = [match_key(word.text) for word in split_words(line)]
    return all(known.can_spell(word) or BROKEN_HEADER_LINE.fullmatch(word) for word in plain) and not all(
        word.isdigit() for word in plain
    )


def _is_upright_year_line(lines: Sequence[TextLine], at: int, known: HeaderWords) -> bool:
    """Return whether a line of numbers is between lines of a header: digits of years set upright."""
    around = (
        at > 0
        and at + 1 < len(lines)
        and is_header_line(lines[at - 1], known)
        and is_header_line(lines[at + 1], known)
    )
    return around and all(match_key(word.text).isdigit() for word in split_words(lines[at]))


def read_column_heads(lines: Sequence[TextLine], known: HeaderWords) -> list[TextLine]:
    """Return the columns of a header, each as one line: 令和５年度末の / 現況.

    Where a single space keeps columns apart, or the lines of a column are not below each other, they are
    split in another way: the one in which all columns are words of a header and name most periods.
    """
    every = [split_words(line, number) for number, line in enumerate(lines)]
    wide = [split_phrases(line, number) for number, line in enumerate(lines)]
    singly = [[word] for row in every for word in row]
    upright = _find_upright_columns(every)
    ways = [
        _join_stacks(lines, stacks) for stacks in (upright or [stack_words(wide), stack_words(every), singly])
    ]

    def measure_sense(way: Sequence[TextLine]) -> tuple[int, int]:
        broken = sum(not known.can_spell(match_key(head.text)) for head in way)
        return -broken, len(read_periods([[head.text for head in way]], []))

    return max(ways, key=measure_sense)


def _join_stacks(lines: Sequence[TextLine], stacks: Iterable[Sequence[Word]]) -> list[TextLine]:
    heads = []
    for stack in stacks:
        own = [lines[word.line] for word in stack]
        text = "".join(word.text for word in stack)
        heads.append(replace(own[0], last=own[-1].last, text=text, gap=True))
    return heads


def _find_upright_columns(every: Sequence[Sequence[Word]]) -> list[list[list[Word]]]:
    """Return the columns where years are set upright, a character to a line; empty where they are not."""
    counts = Counter(len(_find_upright_words(row)) for row in every if len(_find_upright_words(row)) > 1)
    count, times = max(counts.items(), key=lambda pair: pair[1], default=(0, 0))
    if times <= _MAX_CHANCE_LINES:
        return []
    columns: list[list[Word]] = [[] for _ in range(count)]
    rest: list[list[Word]] = []
    for row in every:
        taken = _find_upright_words(row)[:count] if len(_find_upright_words(row)) >= count else []
        for column, word in zip(columns, taken, strict=False):
            column.append(word)
        rest.append([word for word in row if word not in taken])
    return [[*stack_words(rest), *columns]]


def _find_upright_words(row: Sequence[Word]) -> list[Word]:
    """Return the words that can be a line of a year set upright: one character, or a number."""
    return [
        word
        for word in row
        if UPRIGHT_HEADER_LINE.fullmatch(match_key(word.text)) and not re.fullmatch("計", word.text)
    ]
