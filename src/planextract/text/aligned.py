"""Tables kept by spaces (`pdftotext -layout`): columns by where on the line a word stands.

What is found is written out again the way a text without columns has it: each goal on a line, and after it
each of its cells as a block of its own; each entry of a relisted table on one line with its project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from planextract.assemble.grammar import Grammar
from planextract.normalise.fold import bare
from planextract.text.lines import TextLine
from planextract.text.pieces import REFERENCE, blocks, without_number

_WORD = re.compile(r"\S+(?: {1,2}\S+)*")
_HEADER = re.compile(r"^(?:.*年度末の?|現況|現状|実績|.*年度目標|年度|\(\d{4}\)年度?|年度別.*)$")
_BRACKET = re.compile(r"[（(].*[）)]")
_MARK = re.compile(r"[※＊*][\d０-９]*")
_GAP = re.compile(r"\s{3,}")

_LEFT = 4
"""Columns from the edge within which a word begins that stands in the first column."""

_WRAPPED = 20
"""Characters from which on an entry may go on in the next line."""


class Word(NamedTuple):
    """A word or a few between wide gaps, and where on which line it stands."""

    text: str
    start: int
    line: int

    @property
    def middle(self) -> float:
        return self.start + len(self.text) / 2


def unfold(lines: Sequence[TextLine], grammar: Grammar, running: frozenset[str]) -> list[TextLine]:
    """The lines of a page with its tables written out cell by cell; `running` are heads and feet of pages."""
    result: list[TextLine] = []
    columns: list[float] = []
    relisted: list[TextLine] | None = None
    for block, ends in _parts(lines, grammar, running):
        header = _header(block, grammar)
        if relisted is not None and (header or ends):
            result.extend(_relisted(relisted))
            relisted = None
        if header:
            columns = header
            end = _header_end(block, grammar)
            result.extend(_heads(block[:end], grammar))
            if end < len(block):
                result.extend(_rows(block[end:], columns, grammar))
        elif relisted is not None:
            relisted.extend(block)
        elif _relisted_header(block, grammar):
            relisted, columns = [], []
            result.extend(_segments(block))
        elif columns and not ends:
            result.extend(_rows(block, columns, grammar))
        else:
            result.extend(_segments(block))
    return result + list(_relisted(relisted or []))


def _parts(
    lines: Sequence[TextLine], grammar: Grammar, running: frozenset[str]
) -> Iterator[tuple[list[TextLine], bool]]:
    """Blocks of lines, cut where something begins that is in no table; and whether it is such a part."""
    for block in blocks(lines):
        part: list[TextLine] = []
        for line in block:
            first = _GAP.split(line.text.strip())[0]
            if part and (_ends_table(line, grammar) or without_number(first) in running):
                yield part, _ends_table(part[0], grammar)
                part = []
            part.append(line)
        first = _GAP.split(part[0].text.strip())[0]
        yield part, _ends_table(part[0], grammar) or without_number(first) in running


def _words(line: TextLine, number: int = 0) -> list[Word]:
    return [Word(match[0], match.start(), number) for match in _WORD.finditer(line.text)]


def _segments(block: Sequence[TextLine]) -> Iterator[TextLine]:
    """Lines that are no table's: what stands far to the right, as a ★ or a page number, by itself."""
    aside: list[TextLine] = []
    for line in block:
        first, *rest = _GAP.split(line.text.strip(), maxsplit=1)
        if rest and not re.search(r"[:：]$|^[※＊*]", first) and _apart(rest[0]):
            yield replace(line, text=first)
            aside.append(replace(line, text=rest[0], gap=True))
        else:
            yield replace(line, text=" ".join(line.text.split()))
    yield from aside


def _apart(text: str) -> bool:
    return bool(re.fullmatch(r"[★☆◎○●]+|[\d０-９]{1,4}", text))


def _ends_table(line: TextLine, grammar: Grammar) -> bool:
    text = " ".join(line.text.split())
    return (
        grammar.departments(text) is not None
        or grammar.band(text, None) is not None
        or grammar.upper(text) is not None
        or grammar.lower(text) is not None
        or grammar.footnote(text) is not None
        or grammar.furniture(text)
    )


def _header(block: Sequence[TextLine], grammar: Grammar) -> list[float]:
    """The middles of the columns of periods; empty where the block is no header."""
    words = [word for number, line in enumerate(block) for word in _words(line, number)]
    years = [word for word in words if (period := grammar.period(word.text)) and period.key != "baseline"]
    if len(years) < 3:
        return []
    baseline = [
        word for word in words if re.search("末|現況|現状|実績", word.text) and word.start < years[0].start
    ]
    middles = [sum(word.middle for word in baseline) / len(baseline)] if baseline else []
    return sorted(middles + [word.middle for word in years])


def _heads(block: Sequence[TextLine], grammar: Grammar) -> Iterator[TextLine]:
    """The lines of a header, column by column: 令和５年度末の / 現況."""
    bands = [
        at for at, line in enumerate(block) if grammar.band(" ".join(line.text.split()), None) is not None
    ]
    start = bands[-1] + 1 if bands else 0
    yield from _segments(block[:start])
    words = [_words(line, number) for number, line in enumerate(block) if number >= start]
    stacks = _stacks(sorted(words, key=len, reverse=True))
    for stack in sorted(stacks, key=_middle):
        stack.sort(key=lambda word: word.line)
        lines = [block[word.line] for word in stack]
        text = "".join(word.text for word in stack)
        yield replace(lines[0], last=lines[-1].last, text=text, gap=True)


def _stacks(rows: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Words that stand over each other; the first row has one of each column, or of most."""
    stacks: list[list[Word]] = []
    for row in rows:
        for word in row:
            under = next((stack for stack in stacks if any(_overlap(word, other) for other in stack)), None)
            if under is None:
                stacks.append([word])
            else:
                under.append(word)
    return stacks


def _header_end(block: Sequence[TextLine], grammar: Grammar) -> int:
    """The line after the last that is part of the header: a row may follow without a blank line."""
    last = 0
    for number, line in enumerate(block):
        named = [
            word for word in _words(line) if _HEADER.search(bare(word.text)) or grammar.period(word.text)
        ]
        if named or grammar.band(line.text.strip(), None) is not None:
            last = number
    return last + 1


def _relisted_header(block: Sequence[TextLine], grammar: Grammar) -> bool:
    roles = {grammar.relisted_column(word.text) for line in block for word in _words(line)}
    return {"content", "project"} <= roles


def _rows(block: Sequence[TextLine], columns: Sequence[float], grammar: Grammar) -> Iterator[TextLine]:
    """The rows of a block. Lines above and below the one that names the goal hold the other lines of
    its cells."""
    words = [_words(line, number) for number, line in enumerate(block)]
    named = [number for number, row in enumerate(words) if row and row[0].start <= _LEFT]
    # Rows without a blank line between them each say something in every column on one line; else it is one
    # row, its goal and cells of several lines.
    full = [number for number in named if len(words[number]) >= len(columns)]
    if len(full) < 2:
        full = [max(range(len(block)), key=lambda number: len(words[number]))] if named else []
    if not full:
        yield from _segments(block)
        return
    for position, main in enumerate(full):
        first = 0 if position == 0 else main
        last = full[position + 1] if position + 1 < len(full) else len(block)
        yield from _row(block, words, range(first, last), main, columns)


def _row(
    block: Sequence[TextLine],
    words: Sequence[Sequence[Word]],
    numbers: range,
    main: int,
    columns: Sequence[float],
) -> Iterator[TextLine]:
    label: list[TextLine] = []
    rows: list[list[Word]] = []
    for number in sorted(numbers, key=lambda number: (number != main, number)):
        row = list(words[number])
        if row and (row[0].start <= _LEFT or (len(row) == 1 and _MARK.fullmatch(row[0].text))):
            label.append(replace(block[number], text=row.pop(0).text))
        rows.append(row)
    stacks = _stacks(rows)
    label.sort(key=lambda line: line.first)
    yield from (replace(line, gap=line.gap or not index) for index, line in enumerate(label))
    stacks = sorted(_with_brackets(stacks, main), key=_middle)
    chosen = _columns([_middle(stack) for stack in stacks], columns)
    cells: dict[int, list[Word]] = {}
    for column, stack in zip(chosen, stacks, strict=True):
        cells.setdefault(column, []).extend(stack)
    for column in sorted(cells):
        for index, word in enumerate(sorted(cells[column], key=lambda word: word.line)):
            yield replace(block[word.line], text=word.text, gap=not index)


def _with_brackets(stacks: list[list[Word]], main: int) -> list[list[Word]]:
    """Cells with the brackets that stand under them, though not under the same characters."""
    apart = [stack for stack in stacks if all(_BRACKET.fullmatch(word.text) for word in stack)]
    whole = [stack for stack in stacks if stack not in apart]
    for stack in apart if whole else ():
        aside = [cell for cell in whole if all(word.line != main for word in cell)]
        nearest = min(aside or whole, key=lambda cell: abs(_middle(cell) - _middle(stack)))
        nearest.extend(stack)
    return whole or apart


def _overlap(one: Word, other: Word) -> bool:
    return one.start < other.start + len(other.text) and other.start < one.start + len(one.text)


def _middle(stack: Sequence[Word]) -> float:
    return sum(word.middle for word in stack) / len(stack)


def _columns(middles: Sequence[float], columns: Sequence[float]) -> list[int]:
    """For each cell of a row its column: all in order, together as near to the headers as can be."""
    if len(middles) >= len(columns):
        return list(range(len(middles)))
    if len(middles) == len(columns) - 1 and len(middles) > 1 and middles[0] > columns[0] + _LEFT:
        return list(range(1, len(columns)))  # a row of amounts leaves the first column blank
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for middle in middles:
        following: dict[int, tuple[float, list[int]]] = {}
        for last, (cost, chosen) in best.items():
            for column in range(last + 1, len(columns)):
                tried = (cost + abs(columns[column] - middle), [*chosen, column])
                if column not in following or tried < following[column]:
                    following[column] = tried
        best = following
    return min(best.values())[1]


def _relisted(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """One line an entry, with the initiative and the project whose cells it stands beside."""
    contents: list[tuple[float, TextLine, str]] = []
    initiatives: list[tuple[float, str]] = []
    projects: list[tuple[float, str]] = []
    before: int | None = None
    for number, line in enumerate(lines):
        for word in _words(line, number):
            text = "".join(word.text.split())
            if REFERENCE.search(text):
                projects.append((number, text))
            elif word.start <= _LEFT:
                initiatives.append((number, text))
            elif before == number - 1 and not line.gap and len(contents[-1][2]) >= _WRAPPED:
                place, start, earlier = contents[-1]
                contents[-1] = (place + 0.5, start, earlier + text)
            else:
                contents.append((number, line, text))
                before = number
    places = [place for place, _, _ in contents]
    heads, tails = _spans(places, initiatives), _spans(places, projects)
    for (_, line, text), head, tail in zip(contents, heads, tails, strict=True):
        yield replace(line, text=" ".join(part for part in (head, text, tail) if part), gap=True)


def _spans(places: Sequence[float], labels: Sequence[tuple[float, str]]) -> list[str]:
    """For each entry the label whose cell spans it: a label stands in the middle of what it spans."""
    if not labels or len(labels) > len(places):
        return [""] * len(places)
    ends: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for label, (where, _) in enumerate(labels):
        left = len(labels) - label - 1
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in ends.items():
            for end in range(start + 1, len(places) - left + 1):
                middle = (places[start] + places[end - 1]) / 2
                tried = (cost + abs(middle - where), [*cuts, end])
                if end not in following or tried < following[end]:
                    following[end] = tried
        ends = following
    cuts = ends[len(places)][1]
    return [labels[index][1] for index, (start, end) in enumerate(pairwise(cuts)) for _ in range(start, end)]
