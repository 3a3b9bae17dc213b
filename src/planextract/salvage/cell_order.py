"""Find the order in which a text lists the cells of a table: row by row, or some rows column by column.

Tools that put cells into boxes may read boxes below each other before those beside them. All ways are
tried; where more than one gives possible rows, the order stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

_MAX_ROWS_TRIED = 6
"""Rows up to which every way is tried."""

CellRows = tuple[tuple[str, ...], ...]


def find_cell_orders(
    cells: Sequence[str], count: int, holds: Callable[[tuple[str, ...]], bool], *, by_rows: bool
) -> list[CellRows]:
    """Return the possible rows of the cells, `count` cells in each.

    `holds` decides whether a row is possible; `by_rows`: the rows are known to follow each other.
    """
    size = len(cells) // count
    found = (
        _arrange_rows(cells, count, cuts)
        for cuts in ([tuple(range(1, size))] if by_rows else _find_row_cuts(size))
    )
    return list(dict.fromkeys(rows for rows in found if all(map(holds, rows))))


def _find_row_cuts(size: int) -> Iterator[tuple[int, ...]]:
    """Yield the cuts of rows into groups read column by column: from single rows to all together."""
    inner = range(1, size)
    for count in range(size - 1, -1, -1) if size <= _MAX_ROWS_TRIED else (size - 1, 0):
        yield from combinations(inner, count)


def _arrange_rows(cells: Sequence[str], count: int, cuts: tuple[int, ...]) -> CellRows:
    rows: list[tuple[str, ...]] = []
    for start, end in pairwise((0, *cuts, len(cells) // count)):
        group = cells[start * count : end * count]
        rows += [tuple(group[row :: end - start]) for row in range(end - start)]
    return tuple(rows)
