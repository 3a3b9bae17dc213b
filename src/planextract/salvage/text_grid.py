"""Rows of a table of goals that is kept by spaces: which lines are one row, which word is in which column.

A cell stands in the middle of its row, whatever lines its neighbours take, and each row says something in
every column, but for a year that may be blank. The lines are cut into as many rows as can be that are so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from math import comb, prod
from statistics import median

from planextract.salvage.cell_assignment import Rules
from planextract.salvage.text_lines import TextLine
from planextract.salvage.word_positions import Word, phrases, stacked, words

LEFT = 4
"""Columns behind the first word of the table within which its goals begin."""

_TALLEST = 9
"""Lines of a row at most."""

_CENTRED = 0.8
"""Lines by which the middle of a cell may differ from the middle of its row."""

_CLEARLY = 1.7
"""How many times farther than its own column the next must be from a word."""

_NEAR = 1.0
"""Columns by which a word may be off in any case."""

_SHIFTED = 0.5
"""What a column counts by which all words of a line are off."""

_TRIED = 1000
_WAYS = 64
"""Ways to give words to columns that are tried."""

_BLANK_CELL = 1.0
_ALL_DOUBLE = 2.0
_CROOKED = 1.0
"""What is held against a row: a cell that is missing, two lines in every cell, cells that do not stand in its
middle (for each line)."""


_AMISS = re.compile(r"^[（(].*\n|[）)]\S")
"""A bracket with something behind it: it belongs to another cell, or stands in the wrong place."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A goal and a cell for each column; a blank one is empty."""

    goal: str
    cells: tuple[str, ...]
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    goal: tuple[str, ...]
    cells: tuple[tuple[Word, ...], ...]
    cost: float


def grid_rows(lines: Sequence[TextLine], rules: Rules) -> list[GridRow] | None:
    """The rows of the lines between a header and a foot; None where it is not certain what they are."""
    if not lines or not rules.count:
        return None
    table = [_cut(line, number, _left(lines)) for number, line in enumerate(lines)]
    best: list[tuple[float, int, tuple[tuple[int, int], ...]] | None] = [(0.0, 0, ())]
    for end in range(1, len(lines) + 1):
        found: list[tuple[float, int, tuple[tuple[int, int], ...]]] = []
        for start in range(max(0, end - _TALLEST), end):
            before = best[start]
            parts = _parts(lines, table, start, end, rules) if before is not None else None
            if before is not None and parts is not None:
                found.append((before[0] + parts.cost, before[1] - 1, (*before[2], (start, end))))
        best.append(min(found) if found else None)
    last = best[-1]
    if last is None:
        return None
    rows = []
    for start, end in last[2]:
        parts = _parts(lines, table, start, end, rules)
        assert parts is not None
        cells = tuple("\n".join(word.text for word in cell) for cell in parts.cells)
        rows.append(GridRow("".join(parts.goal), cells, tuple(lines[start:end])))
    return rows


def _left(lines: Sequence[TextLine]) -> float:
    return min(phrases(line)[0].start for line in lines) + LEFT


def _cut(line: TextLine, number: int, left: float) -> tuple[str | None, list[Word]]:
    """What a line says of the goal, and its words in the columns."""
    first, *_ = phrases(line, number)
    if first.start > left:
        return None, words(line, number)
    return first.text.replace(" ", ""), [word for word in words(line, number) if word.start >= first.end]


def _parts(
    lines: Sequence[TextLine],
    table: Sequence[tuple[str | None, list[Word]]],
    start: int,
    end: int,
    rules: Rules,
) -> _Parts | None:
    """The lines as one row; None where they can't be one."""
    if any(line.gap for line in lines[start + 1 : end]):
        return None
    goal = [number for number in range(start, end) if table[number][0] is not None]
    rows = [table[number][1] for number in range(start, end)]
    if not goal or not any(rows):
        return None
    ways = [
        (parts, off)
        for cells in _columns(rows, _reference(table, start, end, rules.count), rules.count)
        if _is_row(cells, rules) and (off := _off(goal, cells, start, end)) <= _CENTRED
        for parts in [tuple(map(tuple, cells))]
    ]
    if len(ways) != 1 or not _unbroken([Word("", 0, number) for number in goal]):
        return None
    cells, off = ways[0]
    cost = _BLANK_CELL * sum(not cell for cell in cells) + _CROOKED * off
    cost += _ALL_DOUBLE * all(len(cell) > 1 for cell in cells)
    texts = [text for text, _ in table[start:end] if text is not None]
    return _Parts(tuple(texts), cells, cost)


def _is_row(cells: Sequence[Sequence[Word]], rules: Rules) -> bool:
    """Whether cells can be those of a row: at most one is blank, of a year, and they say what a row says."""
    blank = [column for column, cell in enumerate(cells) if not cell]
    if any(column in (0, rules.count - 1) for column in blank) or len(blank) > 1:
        return False
    if any(_AMISS.search("\n".join(word.text for word in cell)) for cell in cells):
        return False
    return all(map(_unbroken, cells)) and rules.allows(
        ["\n".join(word.text for word in cell) for cell in cells]
    )


def _off(goal: Sequence[int], cells: Sequence[Sequence[Word]], start: int, end: int) -> float:
    """By how many lines the goal or a cell stands off the middle of the lines."""
    centre = (start + end - 1) / 2
    middles = [(goal[0] + goal[-1]) / 2, *((cell[0].line + cell[-1].line) / 2 for cell in cells if cell)]
    return max(abs(each - centre) for each in middles)


def _unbroken(cell: Sequence[Word]) -> bool:
    """Whether the lines of a cell stand as near to each other as those of one can, others between them."""
    return all(after.line - before.line <= 2 for before, after in pairwise(cell))


def _reference(
    table: Sequence[tuple[str | None, list[Word]]], start: int, end: int, count: int
) -> list[float] | None:
    """Where the columns are: as on the nearest line that has a word in each."""
    full = [number for number, (_, row) in enumerate(table) if len(row) == count]
    if not full:
        return None
    near = min(full, key=lambda number: max(start - number, number - end + 1, 0))
    return [word.middle for word in table[near][1]]


def _columns(
    rows: Sequence[Sequence[Word]], reference: Sequence[float] | None, count: int
) -> Iterator[list[list[Word]]]:
    """The ways to give the words to columns: each where it stands, or, between two, to either."""
    if reference is None:
        # no line says something in every column: what stands over each other must make up all of them
        stacks = stacked(sorted(rows, key=len, reverse=True))
        if len(stacks) == count:
            yield [sorted(stack, key=lambda word: word.line) for stack in stacks]
        return
    every = [list(_places(row, reference)) for row in rows]
    if prod(map(len, every)) > _WAYS:
        return
    for way in product(*every):
        cells: list[list[Word]] = [[] for _ in range(count)]
        for row, places in zip(rows, way, strict=True):
            for word, place in zip(row, places, strict=True):
                cells[place].append(word)
        yield cells


def _strain(offsets: Sequence[float]) -> float:
    """How ill words stand in columns: what they are off alike may be the line's fault, so it counts less."""
    shift = median(offsets) if offsets else 0.0
    return _SHIFTED * abs(shift) + sum(abs(offset - shift) for offset in offsets)


def _places(row: Sequence[Word], reference: Sequence[float]) -> Iterator[tuple[int, ...]]:
    """The columns of the words of a line, from left to right: where they stand, all of them together, and any
    other way that is about as good."""
    if len(row) > len(reference) or comb(len(reference), len(row)) > _TRIED:
        return
    costs = {
        way: _strain([word.middle - reference[column] for column, word in zip(way, row, strict=True)])
        for way in combinations(range(len(reference)), len(row))
    }
    most = _CLEARLY * min(costs.values()) + _NEAR
    yield from (way for way, cost in costs.items() if cost <= most)
