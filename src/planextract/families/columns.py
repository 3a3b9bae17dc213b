"""The search for a table's header, and the columns of a table that continues on the next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from planextract.model.layout import Table

SAME_EDGE_PT = 3.0
"""Points within which the edge of a column is at the same place as on the page before."""

H = TypeVar("H")


def search_header(
    table: Table, first: int, max_rows: int, read: Callable[[int], tuple[int, H] | None]
) -> H | None:
    """Return the header that begins at a grid row and takes at most `max_rows` rows; None where none does.

    `read` returns the number of columns with a meaning, and the header, for rows from `first` up to but not
    including the given one; None where these are no header. The fewest rows that give the most columns a
    meaning are taken. No cell of the header reaches below it."""
    best: tuple[int, H] | None = None
    end = first
    while end < min(first + max_rows, len(table.rows) - 1):
        end = extend_to_spans(table, first, end + 1)
        found = read(end)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best is not None else None


def extend_to_spans(table: Table, first: int, end: int) -> int:
    """Return the first grid row from `end` on into which no cell of the rows from `first` on reaches."""
    while True:
        reach = max(
            (cell.row + cell.row_span for cell in table.cells if first <= cell.row < end), default=end
        )
        if reach <= end:
            return end
        end = reach


def continue_on_grid(table: Table, edges: Sequence[float]) -> Table | None:
    """Return a table on the column edges of the one that it continues; None when it is another table.

    Each of its edges must be at the place of one of `edges`, the outer ones included, or all be shifted
    equally, since left and right pages have margins of their own. It may lack some, as where all its cells
    span them."""
    move = table.columns[0] - edges[0]
    moved = tuple(edge + move for edge in edges)
    places = [
        next((index for index, edge in enumerate(moved) if abs(edge - own) <= SAME_EDGE_PT), -1)
        for own in table.columns
    ]
    if places[0] != 0 or places[-1] != len(edges) - 1 or -1 in places:
        return None
    cells = tuple(
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in table.cells
    )
    return replace(table, columns=moved, cells=cells)
