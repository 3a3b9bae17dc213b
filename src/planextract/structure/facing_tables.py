"""Joins the two halves of a table whose rows run over two facing pages of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from planextract.model.layout import Block, Table
from planextract.model.page import Box

SAME_ROW_EDGE_PT = 3.0
"""Points within which the edges of the rows of both halves are at the same height."""


def join_facing_tables(
    blocks: Iterable[tuple[int, Block]], is_whole: Callable[[Table], bool]
) -> list[tuple[int, Block]]:
    """Return the blocks of a page, by index, with each table joined to the one that continues its rows.

    That is a table to its right with the same rows. `is_whole` returns whether a table has a header that
    needs no other half."""
    found: list[tuple[int, Block]] = []
    for index, block in blocks:
        place = None
        if isinstance(block, Table):
            facing = (
                place
                for place, (_, other) in enumerate(found)
                if isinstance(other, Table) and _is_facing(other, block)
            )
            place = next(facing, None)
            place = None if place is not None and is_whole(block) else place
        if place is None:
            found.append((index, block))
        else:
            first, left = found[place]
            assert isinstance(left, Table)
            assert isinstance(block, Table)
            whole = _join_tables(left, block)
            # The title or the unit may be above the right half alone.
            above = [each for each in found[place + 1 :] if each[1].box.bottom <= whole.box.top]
            below = [each for each in found[place + 1 :] if each[1].box.bottom > whole.box.top]
            found = [*found[:place], *above, (first, whole), *below]
    return found


def _is_facing(left: Table, right: Table) -> bool:
    """Return whether a table begins to the right of another and has the same rows."""
    return (
        left.box.x1 <= right.box.x0
        and len(left.rows) == len(right.rows)
        and len(left.rows) > 2
        and all(abs(a - b) <= SAME_ROW_EDGE_PT for a, b in zip(left.rows, right.rows, strict=True))
    )


def _join_tables(left: Table, right: Table) -> Table:
    """Return both tables as one, without a column for the gap between them."""
    count = len(left.columns) - 1
    moved = (replace(cell, column=cell.column + count) for cell in right.cells)
    cells = tuple(sorted((*left.cells, *moved), key=lambda cell: (cell.row, cell.column)))
    box = Box(
        left.box.x0, min(left.box.top, right.box.top), right.box.x1, max(left.box.bottom, right.box.bottom)
    )
    return Table(box, (*left.columns, *right.columns[1:]), left.rows, cells)
