"""Divide the lines of a table without rulings into its rows.

The cells of a row are centred on each other or begin on the same line, whatever lines each of them takes;
each line belongs to one row. Of all ways to divide the lines the one is taken in which rows are most regular.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planextract.layout.words import Word

_MAX_ROW_LINES = 16
_MIN_GROUPS = 2

_MANDATORY_SHARE = 0.6
"""Share of the fullest lines in which a column has text if it has in every row."""

_ROW_COST = 1.0
_MAX_BLANK_COST = 1.5
_MISSING_LABEL_COST = 0.5
"""Cost of a row without the text of the first column, where every row has one."""
_ALL_DOUBLE_COST = 3.5
"""Cost of a row whose cells nearly all have several lines: probably two rows."""
_DOUBLE_SHARE = 0.75
_OFF_CENTRE_COST = 1.0
_MAX_CENTRED_PITCHES = 0.5
_LEVEL_COST = 0.3
"""Cost of a row whose cells begin on the same line; centred ones are more usual."""
_BROKEN_CELL_COST = 8.0
"""Cost of a cell whose lines are apart from each other."""
_MAX_CELL_PITCHES = 2.3
_INNER_GAP_COST = 2.7
"""Cost of a gap inside a row, where a line's height is free."""
_CERTAIN_MARGIN = 0.3
"""Smallest difference in cost from all ways to divide the lines otherwise by which a row is certain."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """The words of one line by column; `top` and `bottom` are in points."""

    top: float
    bottom: float
    cells: Mapping[int, Sequence[Word]]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def split_rows(lines: Sequence[PlacedLine], pitch: float) -> list[range]:
    """Return the rows as ranges of indices of lines; `pitch` is the distance of lines in points."""
    mandatory = find_mandatory_columns(lines, pitch)
    ways = [_divide_lines(lines, mandatory, pitch, centred=centred) for centred in (True, False)]
    return min(ways, key=lambda way: way[0])[1]


def find_open_rows(lines: Sequence[PlacedLine], pitch: float, rows: Sequence[range]) -> set[int]:
    """Return the indices of the rows whose lines another, nearly as regular way divides otherwise."""
    count = len(lines)
    mandatory = find_mandatory_columns(lines, pitch)
    infinite = float("inf")
    least = infinite
    parted, joined = [infinite] * (count + 1), [infinite] * (count + 1)
    for centred in (True, False):
        costs = {
            (start, end): _measure_row(lines[start:end], mandatory, pitch, centred)
            for end in range(1, count + 1)
            for start in range(max(0, end - _MAX_ROW_LINES), end)
        }
        before, after = [0.0] + [infinite] * count, [infinite] * count + [0.0]
        for (start, end), cost in costs.items():
            before[end] = min(before[end], before[start] + cost)
        for (start, end), cost in sorted(costs.items(), reverse=True):
            after[start] = min(after[start], cost + after[end])
        least = min(least, before[count])
        for (start, end), cost in costs.items():
            whole = before[start] + cost + after[end]
            for place in range(start + 1, end):
                joined[place] = min(joined[place], whole)
        for place in range(count + 1):
            parted[place] = min(parted[place], before[place] + after[place])
    limit = least + _CERTAIN_MARGIN
    return {
        index
        for index, row in enumerate(rows)
        if joined[row.start] < limit
        or joined[row.stop] < limit
        or any(parted[place] < limit for place in range(row.start + 1, row.stop))
    }


def _divide_lines(
    lines: Sequence[PlacedLine], mandatory: frozenset[int], pitch: float, *, centred: bool
) -> tuple[float, list[range]]:
    """Return the rows of least cost, with that cost, where the cells of all rows are set in one way."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lines) + 1):
        starts = range(max(0, end - _MAX_ROW_LINES), end)
        costs = ((best[at][0] + _measure_row(lines[at:end], mandatory, pitch, centred), at) for at in starts)
        best.append(min(costs))
    rows: list[range] = []
    end = len(lines)
    while end:
        start = best[end][1]
        rows.append(range(start, end))
        end = start
    return best[-1][0], rows[::-1]


def find_mandatory_columns(lines: Sequence[PlacedLine], pitch: float) -> frozenset[int]:
    """Return the columns that have text in most of the fullest groups of lines between gaps.

    Where there are no gaps, in most of the fullest lines.
    """
    groups: list[set[int]] = []
    for index, line in enumerate(lines):
        if not index or has_gap(lines[index - 1], line, pitch):
            groups.append(set())
        groups[-1] |= line.cells.keys()
    if len(groups) < _MIN_GROUPS:
        groups = [set(line.cells) for line in lines]
    most = max(map(len, groups), default=0)
    full = [group for group in groups if len(group) >= _MANDATORY_SHARE * most]
    counts = Counter(column for group in full for column in group)
    return frozenset(column for column, count in counts.items() if count >= _MANDATORY_SHARE * len(full))


def has_gap(above: PlacedLine, below: PlacedLine, pitch: float) -> bool:
    """Return True where a line's height is free between two lines."""
    return below.top - above.bottom > 0.8 * pitch


def _measure_row(
    lines: Sequence[PlacedLine], mandatory: frozenset[int], pitch: float, centred: bool
) -> float:
    """Return the cost of taking lines as one row."""
    cells: dict[int, list[PlacedLine]] = {}
    for line in lines:
        for column in line.cells:
            cells.setdefault(column, []).append(line)
    cost = _ROW_COST
    blank = len(mandatory - cells.keys())
    cost += min(_MAX_BLANK_COST, blank)
    if 0 in mandatory and 0 not in cells:
        cost += _MISSING_LABEL_COST
    values = mandatory - {0}
    double = sum(len(cells.get(column, ())) > 1 for column in values)
    # Two values in each of many cells may be beside one label; entries listed again may share one as well.
    one_label = 0 in mandatory and len(cells.get(0, ())) == 1 and len(values) > 2
    if values and not one_label and double >= _DOUBLE_SHARE * len(values):
        cost += _ALL_DOUBLE_COST
    for above, below in pairwise(lines):
        cost += _INNER_GAP_COST * has_gap(above, below, pitch)
    for own in cells.values():
        if any(below.middle - above.middle > _MAX_CELL_PITCHES * pitch for above, below in pairwise(own)):
            cost += _BROKEN_CELL_COST
    return cost + _measure_offsets(lines, cells, mandatory, pitch, centred)


def _measure_offsets(
    lines: Sequence[PlacedLine],
    cells: Mapping[int, Sequence[PlacedLine]],
    mandatory: frozenset[int],
    pitch: float,
    centred: bool,
) -> float:
    """Return the cost of cells that are not in the middle of the row or, where not `centred`, at its top."""
    middle, top = (lines[0].top + lines[-1].bottom) / 2, lines[0].top
    cost = 0.0 if centred else _LEVEL_COST
    for column, own in cells.items():
        weight = _OFF_CENTRE_COST if column in mandatory else 0.3
        if centred:
            off = abs((own[0].top + own[-1].bottom) / 2 - middle) / pitch
            cost += weight * (max(off - _MAX_CENTRED_PITCHES, 0.0) + 0.1 * off)
        else:
            off = (own[0].top - top) / pitch
            cost += weight * (max(off - 0.3, 0.0) + 0.2 * off)
    return cost
