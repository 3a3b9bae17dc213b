"""Split a grid that rules a whole page, as spreadsheets print it, into the lines and tables inside it."""

from __future__ import annotations

from dataclasses import replace

from planextract.model.geometry import Box
from planextract.model.layout import Block, Table

_MIN_FULL_ROWS = 3
"""Smallest number of rows of a single cell in a grid around a whole page."""


def split_page_grid(table: Table) -> list[Block]:
    """Return the lines of rows with a single cell and the tables between them; the table itself if it is one.

    A grid around a page has rows without any text, by which the parts of a worksheet are kept apart.
    """
    width = len(table.columns) - 1
    full = {
        cell.row for cell in table.cells if cell.column_span == width and cell.row_span == 1 and cell.lines
    }
    filled = {row for cell in table.cells if cell.lines for row in range(cell.row, cell.row + cell.row_span)}
    blank = set(range(len(table.rows) - 1)) - filled
    if width < 2 or len(full) < _MIN_FULL_ROWS or not blank:
        return [table]
    blocks: list[Block] = []
    part: list[int] = []
    for row in range(len(table.rows)):
        if row < len(table.rows) - 1 and row not in full and row not in blank:
            part.append(row)
            continue
        if part:
            blocks.append(_cut_rows(table, part[0], part[-1] + 1))
            part = []
        if row in full:
            blocks.extend(next(cell.lines for cell in table.cells if cell.row == row))
    return blocks


def _cut_rows(table: Table, first: int, end: int) -> Table:
    """Return the rows of a table from `first` to before `end`, with the columns that they use."""
    cells = [cell for cell in table.cells if first <= cell.row < end]
    used = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)})
    place = {edge: index for index, edge in enumerate(used)}
    columns = tuple(table.columns[edge] for edge in used)
    rows = table.rows[first : end + 1]
    return Table(
        Box(columns[0], rows[0], columns[-1], rows[-1]),
        columns,
        rows,
        tuple(
            replace(
                cell,
                row=cell.row - first,
                column=place[cell.column],
                row_span=min(cell.row_span, end - cell.row),
                column_span=place[cell.column + cell.column_span] - place[cell.column],
            )
            for cell in cells
        ),
    )
