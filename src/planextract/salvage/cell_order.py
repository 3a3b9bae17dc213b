"""In which order a text goes through the cells of a table: row by row, or some rows column by column.

Tools that put cells into boxes may read boxes that stand over each other before those beside them. All ways
are tried; where more than one makes rows that can be, it is open which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

_MOST = 6
"""Rows up to which every way is tried."""

Rows = tuple[tuple[str, ...], ...]


def arrangements(
    cells: Sequence[str], count: int, holds: Callable[[tuple[str, ...]], bool], *, by_rows: bool
) -> list[Rows]:
    """The rows that cells can be, `count` in each; `by_rows` where they are known to follow each other so."""
    size = len(cells) // count
    found = (_rows(cells, count, cuts) for cuts in ([tuple(range(1, size))] if by_rows else _cuts(size)))
    return list(dict.fromkeys(rows for rows in found if all(map(holds, rows))))


def _cuts(size: int) -> Iterator[tuple[int, ...]]:
    """Where rows are cut into groups that are read column by column: first each by itself, at last all
    together."""
    inner = range(1, size)
    for count in range(size - 1, -1, -1) if size <= _MOST else (size - 1, 0):
        yield from combinations(inner, count)


def _rows(cells: Sequence[str], count: int, cuts: tuple[int, ...]) -> Rows:
    rows: list[tuple[str, ...]] = []
    for start, end in pairwise((0, *cuts, len(cells) // count)):
        group = cells[start * count : end * count]
        rows += [tuple(group[row :: end - start]) for row in range(end - start)]
    return tuple(rows)
