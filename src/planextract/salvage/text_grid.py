"""Read rows of a table of goals kept by spaces: which lines are one row, which word is in which column.

A cell is in the middle of its row, whatever lines its neighbours take, and each row has text in every
column, but for a year that may be blank. The lines are cut into as many such rows as possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from math import comb, prod
from statistics import median

from planextract.salvage.cell_assignment import RowRules
from planextract.salvage.text_lines import TextLine
from planextract.salvage.word_positions import Word, split_phrases, split_words, stack_words

GOAL_COLUMN_INDENT = 4
"""Distance from the first word of the table within which its goals begin, in the unit of `Word.start`."""

_MAX_ROW_LINES = 9
"""Most lines of a row."""

_MAX_OFF_CENTRE_LINES = 0.8
"""Lines by which the middle of a cell may differ from the middle of its row."""

_MAX_STRAIN_RATIO = 1.7
"""Ratio of the distances from a word to the next column and to its own above which its own is certain."""

_STRAIN_TOLERANCE = 1.0
"""Distance by which a word may be off in any case, in the unit of `Word.start`."""

_SHIFT_WEIGHT = 0.5
"""Weight of a shift common to all words of a line."""

_MAX_COMBINATIONS = 1000
_MAX_WAYS = 64
"""Most ways tried to assign words to columns."""

_BLANK_CELL_PENALTY = 1.0
_ALL_DOUBLE_PENALTY = 2.0
_OFF_CENTRE_PENALTY = 1.0
"""Penalties of a row: a missing cell, two lines in every cell, cells off its middle (for each line)."""


_MISPLACED_BRACKET = re.compile(r"^[（(].*\n|[）)]\S")
"""Pattern of a bracket followed by text: it belongs to another cell, or is in the wrong position."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A goal and a cell for each column; a blank cell is empty."""

    goal: str
    cells: tuple[str, ...]
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class _GridRowParts:
    """The texts and words of lines taken as one row, and the penalty of taking them so."""

    goal: tuple[str, ...]
    cells: tuple[tuple[Word, ...], ...]
    cost: float


def read_grid_rows(lines: Sequence[TextLine], rules: RowRules) -> list[GridRow] | None:
    """Return the rows of the lines between a header and a foot; None where they are not certain."""
    if not lines or not rules.count:
        return None
    table = [_cut_line(line, number, _find_goal_edge(lines)) for number, line in enumerate(lines)]
    best: list[tuple[float, int, tuple[tuple[int, int], ...]] | None] = [(0.0, 0, ())]
    for end in range(1, len(lines) + 1):
        found: list[tuple[float, int, tuple[tuple[int, int], ...]]] = []
        for start in range(max(0, end - _MAX_ROW_LINES), end):
            before = best[start]
            parts = _build_row_parts(lines, table, start, end, rules) if before is not None else None
            if before is not None and parts is not None:
                found.append((before[0] + parts.cost, before[1] - 1, (*before[2], (start, end))))
        best.append(min(found) if found else None)
    last = best[-1]
    if last is None:
        return None
    rows = []
    for start, end in last[2]:
        parts = _build_row_parts(lines, table, start, end, rules)
        assert parts is not None
        cells = tuple("\n".join(word.text for word in cell) for cell in parts.cells)
        rows.append(GridRow("".join(parts.goal), cells, tuple(lines[start:end])))
    return rows


def _find_goal_edge(lines: Sequence[TextLine]) -> float:
    return min(split_phrases(line)[0].start for line in lines) + GOAL_COLUMN_INDENT


def _cut_line(line: TextLine, number: int, left: float) -> tuple[str | None, list[Word]]:
    """Return a line's part of the goal, if any, and its words in the columns, right of `left`."""
    first, *_ = split_phrases(line, number)
    if first.start > left:
        return None, split_words(line, number)
    return first.text.replace(" ", ""), [
        word for word in split_words(line, number) if word.start >= first.end
    ]


def _build_row_parts(
    lines: Sequence[TextLine],
    table: Sequence[tuple[str | None, list[Word]]],
    start: int,
    end: int,
    rules: RowRules,
) -> _GridRowParts | None:
    """Return the lines as one row; None where they can't be one."""
    if any(line.gap for line in lines[start + 1 : end]):
        return None
    goal = [number for number in range(start, end) if table[number][0] is not None]
    rows = [table[number][1] for number in range(start, end)]
    if not goal or not any(rows):
        return None
    ways = [
        (parts, off)
        for cells in _assign_columns(rows, _find_column_middles(table, start, end, rules.count), rules.count)
        if _is_row(cells, rules)
        and (off := _measure_off_centre(goal, cells, start, end)) <= _MAX_OFF_CENTRE_LINES
        for parts in [tuple(map(tuple, cells))]
    ]
    if len(ways) != 1 or not _is_unbroken([Word("", 0, number) for number in goal]):
        return None
    cells, off = ways[0]
    cost = _BLANK_CELL_PENALTY * sum(not cell for cell in cells) + _OFF_CENTRE_PENALTY * off
    cost += _ALL_DOUBLE_PENALTY * all(len(cell) > 1 for cell in cells)
    texts = [text for text, _ in table[start:end] if text is not None]
    return _GridRowParts(tuple(texts), cells, cost)


def _is_row(cells: Sequence[Sequence[Word]], rules: RowRules) -> bool:
    """Return whether cells can be those of a row: at most one is blank, of a year, and the row rules hold."""
    blank = [column for column, cell in enumerate(cells) if not cell]
    if any(column in (0, rules.count - 1) for column in blank) or len(blank) > 1:
        return False
    if any(_MISPLACED_BRACKET.search("\n".join(word.text for word in cell)) for cell in cells):
        return False
    return all(map(_is_unbroken, cells)) and rules.is_possible(
        ["\n".join(word.text for word in cell) for cell in cells]
    )


def _measure_off_centre(goal: Sequence[int], cells: Sequence[Sequence[Word]], start: int, end: int) -> float:
    """Return by how many lines the goal or a cell is off the middle of the lines, at most."""
    centre = (start + end - 1) / 2
    middles = [(goal[0] + goal[-1]) / 2, *((cell[0].line + cell[-1].line) / 2 for cell in cells if cell)]
    return max(abs(each - centre) for each in middles)


def _is_unbroken(cell: Sequence[Word]) -> bool:
    """Return whether the lines of a cell are as near to each other as those of one can be."""
    return all(after.line - before.line <= 2 for before, after in pairwise(cell))


def _find_column_middles(
    table: Sequence[tuple[str | None, list[Word]]], start: int, end: int, count: int
) -> list[float] | None:
    """Return the middles of the columns: those of the words on the nearest line that has one in each."""
    full = [number for number, (_, row) in enumerate(table) if len(row) == count]
    if not full:
        return None
    near = min(full, key=lambda number: max(start - number, number - end + 1, 0))
    return [word.middle for word in table[near][1]]


def _assign_columns(
    rows: Sequence[Sequence[Word]], reference: Sequence[float] | None, count: int
) -> Iterator[list[list[Word]]]:
    """Yield the ways to assign words to columns: each to its own or, between two, to either."""
    if reference is None:
        # no line has a word in every column: words below each other must make up all columns
        stacks = stack_words(sorted(rows, key=len, reverse=True))
        if len(stacks) == count:
            yield [sorted(stack, key=lambda word: word.line) for stack in stacks]
        return
    every = [list(_find_word_columns(row, reference)) for row in rows]
    if prod(map(len, every)) > _MAX_WAYS:
        return
    for way in product(*every):
        cells: list[list[Word]] = [[] for _ in range(count)]
        for row, places in zip(rows, way, strict=True):
            for word, place in zip(row, places, strict=True):
                cells[place].append(word)
        yield cells


def _measure_strain(offsets: Sequence[float]) -> float:
    """Return how far words are off their columns; a shift common to all counts less: it may be the line's."""
    shift = median(offsets) if offsets else 0.0
    return _SHIFT_WEIGHT * abs(shift) + sum(abs(offset - shift) for offset in offsets)


def _find_word_columns(row: Sequence[Word], reference: Sequence[float]) -> Iterator[tuple[int, ...]]:
    """Yield columns for the words of a line, from left to right: the nearest, and any way about as good."""
    if len(row) > len(reference) or comb(len(reference), len(row)) > _MAX_COMBINATIONS:
        return
    costs = {
        way: _measure_strain([word.middle - reference[column] for column, word in zip(way, row, strict=True)])
        for way in combinations(range(len(reference)), len(row))
    }
    most = _MAX_STRAIN_RATIO * min(costs.values()) + _STRAIN_TOLERANCE
    yield from (way for way, cost in costs.items() if cost <= most)
