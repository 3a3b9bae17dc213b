"""Build the grids of tables from rulings, in a chain of small steps, each testable alone.

    rulings -> snapped -> merged -> connected -> grid -> cells

Two positions of the grid belong to one cell when no ruling separates them, so that spanning cells need no
special case, however their borders were drawn. All coordinates are points from the top left of the visible
page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from planextract import limits
from planextract.model.page import Box, Ruling

SNAP_DISTANCE_POINTS = 2.6
"""Largest distance, in points, between two rulings that count as one.

Between them is the width of a stroke or the space between two cells (HTML's `border-spacing`, 1.5 points
unless set).
"""

_MAX_DOUBLE_LINE_POINTS = 5.5
"""Largest distance, in points, between two lines of one table that count as one: no type fits between them.

They are double lines, frames of single cells around their borders, or drawn out of place.
"""

_MAX_END_GAP_POINTS = 6.0
"""Largest distance, in points, from the end of a ruling to one across it that it was meant to meet."""

_MAX_END_GAP_SHARE = 0.4
"""Same distance as a share of the ruling's length: strokes of letters and signs are short."""

_MIN_BORDER_SHARE = 0.6
"""Smallest share of a cell's side that a ruling must cover to close it."""


class RulingEdge(NamedTuple):
    """A ruling without width: `at` across its direction, from `low` to `high` along it, in points."""

    at: float
    low: float
    high: float


class GridCell(NamedTuple):
    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows, columns and cells of one table, without text."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])


def find_grids(rules: Iterable[Ruling]) -> list[Grid]:
    """Return the grids of the tables and frames that the rulings draw, from top to bottom."""
    listed = list(rules)
    across = merge_edges(
        snap_edges([RulingEdge(rule.middle, rule.x0, rule.x1) for rule in listed if rule.horizontal])
    )
    down = merge_edges(
        snap_edges([RulingEdge(rule.middle, rule.top, rule.bottom) for rule in listed if not rule.horizontal])
    )
    across, down = _reach_out(across, down), _reach_out(down, across)
    found = []
    for group_across, group_down in _add_open_rows(group_connected_edges(across, down)):
        grid = _build_grid(group_across, group_down)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.rows[0], grid.columns[0]))


def snap_edges(edges: Sequence[RulingEdge], distance: float = SNAP_DISTANCE_POINTS) -> list[RulingEdge]:
    """Move edges that lie within `distance` points of each other to their common middle."""
    snapped: list[RulingEdge] = []
    group: list[RulingEdge] = []
    for edge in sorted(edges):
        if group and edge.at - group[-1].at > distance:
            snapped.extend(_align_edges(group))
            group = []
        group.append(edge)
    snapped.extend(_align_edges(group))
    return snapped


def _align_edges(group: list[RulingEdge]) -> list[RulingEdge]:
    if not group:
        return []
    at = (group[0].at + group[-1].at) / 2
    return [RulingEdge(at, edge.low, edge.high) for edge in group]


def merge_edges(edges: Iterable[RulingEdge]) -> list[RulingEdge]:
    """Join edges at the same position that overlap or nearly touch."""
    merged: list[RulingEdge] = []
    for edge in sorted(edges):
        last = merged[-1] if merged else None
        if last is not None and last.at == edge.at and edge.low <= last.high + SNAP_DISTANCE_POINTS:
            merged[-1] = RulingEdge(last.at, last.low, max(last.high, edge.high))
        else:
            merged.append(edge)
    return merged


def _reach_out(edges: list[RulingEdge], crossing: list[RulingEdge]) -> list[RulingEdge]:
    """Lengthen each edge that ends a little before one across it, and meets none there."""
    listed = sorted(crossing)
    places = [edge.at for edge in listed]

    def reach(at: float, end: float, outwards: int) -> float:
        first = bisect_left(places, end - _MAX_END_GAP_POINTS)
        last = bisect_right(places, end + _MAX_END_GAP_POINTS)
        near = [
            other.at
            for other in listed[first:last]
            if other.low - SNAP_DISTANCE_POINTS <= at <= other.high + SNAP_DISTANCE_POINTS
        ]
        if any(abs(place - end) <= SNAP_DISTANCE_POINTS for place in near):
            return end
        beyond = [place for place in near if 0 < (place - end) * outwards <= limit]
        return min(beyond, key=lambda place: abs(place - end)) if beyond else end

    found = []
    for at, low, high in edges:
        limit = _MAX_END_GAP_SHARE * (high - low)
        found.append(RulingEdge(at, reach(at, low, -1), reach(at, high, 1)))
    return found


def _join_double_lines(edges: list[RulingEdge]) -> list[RulingEdge]:
    """Move edges of one table that are too close for text to the longest of them."""
    lengths: dict[float, float] = defaultdict(float)
    for edge in edges:
        lengths[edge.at] += edge.high - edge.low
    moved: dict[float, float] = {}
    group: list[float] = []
    for place in [*sorted(lengths), inf]:
        if group and place - group[0] > _MAX_DOUBLE_LINE_POINTS:
            longest = max(lengths[at] for at in group)
            alike = [at for at in group if lengths[at] > 0.9 * longest]
            moved |= dict.fromkeys(group, (alike[0] + alike[-1]) / 2)
            group = []
        group.append(place)
    return merge_edges([edge._replace(at=moved[edge.at]) for edge in edges])


def group_connected_edges(
    across: list[RulingEdge], down: list[RulingEdge]
) -> list[tuple[list[RulingEdge], list[RulingEdge]]]:
    """Group edges that are connected through crossings; each group is (horizontal, vertical) edges."""
    parent = list(range(len(across) + len(down)))

    def find_root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    places = [edge.at for edge in across]
    reaches = [(edge.low - SNAP_DISTANCE_POINTS, edge.high + SNAP_DISTANCE_POINTS) for edge in across]
    for number, edge in enumerate(down):
        first = bisect_left(places, edge.low - SNAP_DISTANCE_POINTS)
        last = bisect_right(places, edge.high + SNAP_DISTANCE_POINTS)
        own, at = len(across) + number, edge.at
        for other in range(first, last):
            low, high = reaches[other]
            if low <= at <= high and parent[other] != own:
                parent[own] = own = find_root(other)
    groups: dict[int, tuple[list[RulingEdge], list[RulingEdge]]] = {}
    for index, edge in enumerate(across):
        groups.setdefault(find_root(index), ([], []))[0].append(edge)
    for index, edge in enumerate(down):
        groups.setdefault(find_root(len(across) + index), ([], []))[1].append(edge)
    return list(groups.values())


def _add_open_rows(
    groups: list[tuple[list[RulingEdge], list[RulingEdge]]],
) -> Iterator[tuple[list[RulingEdge], list[RulingEdge]]]:
    """Yield the groups, with lone horizontal edges right under a table added to it as rows without sides.

    There must be two or more as long as the table is wide: a single one divides the page.
    """
    lone = sorted(edge for across, down in groups if not down for edge in across)
    for across, down in groups:
        if not down:
            continue
        left, right = min(edge.at for edge in down), max(edge.at for edge in down)
        last = max((edge.at for edge in across), default=inf)
        under: list[RulingEdge] = []
        for edge in lone:
            if last < edge.at <= last + _MAX_OPEN_ROW_POINTS and (
                edge.low >= left - SNAP_DISTANCE_POINTS and edge.high <= right + SNAP_DISTANCE_POINTS
            ):
                under.append(edge)
                last = edge.at
        whole = [edge for edge in under if edge.high - edge.low >= right - left - 2 * SNAP_DISTANCE_POINTS]
        yield (across + under if len(whole) >= _MIN_OPEN_ROWS else across), down


_MAX_OPEN_ROW_POINTS = 45.0
_MIN_OPEN_ROWS = 2


def _build_grid(across: list[RulingEdge], down: list[RulingEdge]) -> Grid | None:
    """Return the grid of one group of edges; None where they enclose nothing, or too many positions.

    A grid with so many positions is a map or a hatching and not a table.
    """
    if not across or not down:
        return None
    across, down = _join_double_lines(across), _join_double_lines(down)
    # A table may be open at a side, or cut open by a page break: its rulings then reach beyond the last
    # one that crosses them.
    rows = _add_open_sides(sorted({edge.at for edge in across}), down)
    columns = _add_open_sides(sorted({edge.at for edge in down}), across)
    if len(rows) < 2 or len(columns) < 2 or len(rows) * len(columns) > limits.POSITIONS_PER_TABLE:
        return None
    return Grid(tuple(columns), tuple(rows), build_cells(rows, columns, across, down))


def _add_open_sides(places: list[float], crossing: list[RulingEdge]) -> list[float]:
    # A single edge that juts out among several is a stray line.
    needed = min(2, len({edge.at for edge in crossing}))
    low = sorted(edge.low for edge in crossing)[needed - 1]
    high = sorted(edge.high for edge in crossing)[-needed]
    before = [low] if low < places[0] - 2 * SNAP_DISTANCE_POINTS else []
    after = [high] if high > places[-1] + 2 * SNAP_DISTANCE_POINTS else []
    return before + places + after


def build_cells(
    rows: Sequence[float], columns: Sequence[float], across: Sequence[RulingEdge], down: Sequence[RulingEdge]
) -> tuple[GridCell, ...]:
    """Join the positions of the grid that no ruling separates to cells."""
    height, width = len(rows) - 1, len(columns) - 1
    between_rows = _find_closed_sides(rows, columns, across)
    between_columns = _find_closed_sides(columns, rows, down)
    _close_open_rows(between_columns, height, width)
    owner = [[-1] * width for _ in range(height)]
    cells: list[GridCell] = []
    for row in range(height):
        for column in range(width):
            if owner[row][column] != -1:
                continue
            last_column = column
            while (
                last_column + 1 < width
                and owner[row][last_column + 1] == -1
                and (last_column + 1, row) not in between_columns
            ):
                last_column += 1
            last_row = row
            while (
                last_row + 1 < height
                and all(
                    (last_row + 1, place) not in between_rows and owner[last_row + 1][place] == -1
                    for place in range(column, last_column + 1)
                )
                and all(
                    (place, last_row + 1) not in between_columns
                    for place in range(column + 1, last_column + 1)
                )
            ):
                last_row += 1
            for r in range(row, last_row + 1):
                for c in range(column, last_column + 1):
                    owner[r][c] = len(cells)
            cells.append(
                GridCell(
                    row,
                    column,
                    last_row - row + 1,
                    last_column - column + 1,
                    Box(columns[column], rows[row], columns[last_column + 1], rows[last_row + 1]),
                )
            )
    return tuple(cells)


def _close_open_rows(between_columns: set[tuple[int, int]], height: int, width: int) -> None:
    """Continue the vertical rulings of a row, its outer ones included, through rows that have none at all."""
    for row in range(1, height):
        above = {column for column in range(width + 1) if (column, row - 1) in between_columns}
        own = {column for column in range(width + 1) if (column, row) in between_columns}
        if not own and above >= {0, width}:
            between_columns |= {(column, row) for column in above}


def _find_closed_sides(
    places: Sequence[float], marks: Sequence[float], edges: Sequence[RulingEdge]
) -> set[tuple[int, int]]:
    """Return the closed sides as (index of the position across, index of the interval along)."""
    index = {place: number for number, place in enumerate(places)}  # places[0] may be an open side
    closed = set()
    for edge in edges:
        first = max(bisect_right(marks, edge.low) - 1, 0)
        for interval in range(first, len(marks) - 1):
            low, high = marks[interval], marks[interval + 1]
            if low >= edge.high:
                break
            if min(high, edge.high) - max(low, edge.low) >= _MIN_BORDER_SHARE * (high - low):
                closed.add((index[edge.at], interval))
    return closed
