"""Build the grids of tables from rulings, in a chain of small steps, each testable alone.

    rulings -> snapped -> merged -> connected -> grid -> cells

Two positions of the grid belong to one cell when no ruling separates them, so that spanning cells need no
special case, however their borders were drawn. All coordinates are points from the top left of the visible
page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planextract import limits
from planextract.model.page import Box, Ruling

SNAP_DISTANCE_POINTS = 2.6
"""Largest distance, in points, between two rulings that count as one.

Between them is the width of a stroke or the space between two cells (HTML's `border-spacing`, 1.5 points
unless set).
"""

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
    found = []
    for group_across, group_down in group_connected_edges(across, down):
        grid = _build_grid(group_across, group_down)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.rows[0], grid.columns[0]))


def snap_edges(edges: Sequence[RulingEdge]) -> list[RulingEdge]:
    """Move edges that lie within the snapping distance of each other to their common middle."""
    snapped: list[RulingEdge] = []
    group: list[RulingEdge] = []
    for edge in sorted(edges):
        if group and edge.at - group[-1].at > SNAP_DISTANCE_POINTS:
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


def _build_grid(across: list[RulingEdge], down: list[RulingEdge]) -> Grid | None:
    """Return the grid of one group of edges; None where they enclose nothing, or too many positions.

    A grid with so many positions is a map or a hatching and not a table.
    """
    if not across or not down:
        return None
    # A table may be open at a side, or cut open by a page break: its rulings then reach beyond the last
    # one that crosses them.
    rows = _add_open_sides(sorted({edge.at for edge in across}), down)
    columns = _add_open_sides(sorted({edge.at for edge in down}), across)
    if len(rows) < 2 or len(columns) < 2 or len(rows) * len(columns) > limits.POSITIONS_PER_TABLE:
        return None
    return Grid(tuple(columns), tuple(rows), _build_cells(rows, columns, across, down))


def _add_open_sides(places: list[float], crossing: list[RulingEdge]) -> list[float]:
    # A single edge that juts out among several is a stray line.
    needed = min(2, len({edge.at for edge in crossing}))
    low = sorted(edge.low for edge in crossing)[needed - 1]
    high = sorted(edge.high for edge in crossing)[-needed]
    before = [low] if low < places[0] - 2 * SNAP_DISTANCE_POINTS else []
    after = [high] if high > places[-1] + 2 * SNAP_DISTANCE_POINTS else []
    return before + places + after


def _build_cells(
    rows: list[float], columns: list[float], across: list[RulingEdge], down: list[RulingEdge]
) -> tuple[GridCell, ...]:
    """Join the positions of the grid that no ruling separates to cells."""
    height, width = len(rows) - 1, len(columns) - 1
    between_rows = _find_closed_sides(rows, columns, across)
    between_columns = _find_closed_sides(columns, rows, down)
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


def _find_closed_sides(
    places: list[float], marks: list[float], edges: list[RulingEdge]
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
