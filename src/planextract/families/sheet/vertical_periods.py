"""Tables of years whose years are the rows: they are turned, and read as those whose years are columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from planextract.families.period_headers import PeriodWords, read_period
from planextract.families.sheet.labels import LabelReader
from planextract.families.sheet.period_table import (
    PeriodRow,
    PeriodTable,
    PeriodTableReader,
    TableGrid,
    find_period_header,
    row_end,
)
from planextract.model.geometry import Box
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import SourceSpan

_NOWHERE = -1.0
"""The x of columns that no table on the next page continues."""


class TurnedTable(NamedTuple):
    """A table of years down the side, the grid row that it begins at, and the cells that it was read from."""

    table: PeriodTable
    row: int
    cells: tuple[TableCell, ...]


def find_turned_tables(
    grid: TableGrid, page: int, words: PeriodWords, labels: LabelReader
) -> Iterator[TurnedTable]:
    """Yield the tables whose first column is a header and years below it."""
    row = 1
    while row < grid.row_count:
        end = _find_end_of_years(grid, row, words)
        header = grid.at[row - 1, 0]
        if end - row < 2 or row_end(header) != row:
            row += 1
            continue
        read = _read_part(grid, page, header.row, end, words, labels)
        if read is not None:
            yield read
        row = end + 1


def _find_end_of_years(grid: TableGrid, row: int, words: PeriodWords) -> int:
    """Return the row after the cells with a period that follow each other in the first column."""
    keys: set[str] = set()
    while row < grid.row_count:
        cell = grid.at[row, 0]
        period = read_period(cell.joined_text, words) if cell.row == row and cell.lines else None
        if period is None or period.key in keys or cell.row_span > 1:
            break
        keys.add(period.key)
        row += 1
    return row


def _read_part(
    grid: TableGrid, page: int, first: int, end: int, words: PeriodWords, labels: LabelReader
) -> TurnedTable | None:
    cells = [cell for cell in grid.table.cells if first <= cell.row < end]
    met = {id(cell) for row in range(first, end) for cell in grid.cells_across(row)}
    if met != {id(cell) for cell in cells} or any(row_end(cell) > end for cell in cells):
        return None
    made = [_turn_cell(cell, first) for cell in cells]
    turned = {id(each): cell for each, cell in zip(made, cells, strict=True)}
    box = _turn_box(grid.table.box)
    table = Table(box, grid.table.rows[first : end + 1], grid.table.columns, _in_order(made))
    inner = TableGrid(table)
    header = find_period_header(inner, 0, words)
    if header is None or header.end > 1:
        return None
    reader = PeriodTableReader(inner, page, header, labels)
    rows, reached = reader.read_rows()
    if reached < inner.row_count:
        return None
    used = reader.used | {id(cell) for cell in inner.cells_across(0)}
    columns = tuple(column._replace(x0=_NOWHERE, x1=_NOWHERE) for column in header.columns)
    return TurnedTable(
        PeriodTable(columns, tuple(map(_turn_back, rows))),
        first,
        tuple(cell for each, cell in turned.items() if each in used),
    )


def _in_order(cells: Sequence[TableCell]) -> tuple[TableCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _turn_cell(cell: TableCell, first: int) -> TableCell:
    return TableCell(
        cell.column, cell.row - first, cell.column_span, cell.row_span, _turn_box(cell.box), cell.lines
    )


def _turn_box(box: Box) -> Box:
    return Box(box.top, box.x0, box.bottom, box.x1)


def _turn_back(row: PeriodRow) -> PeriodRow:
    """Return a row with the boxes of blank cells as they are on the page."""
    cells = tuple(
        cell
        if cell.text
        else cell._replace(
            printed=replace(
                cell.printed,
                spans=tuple(SourceSpan(span.page, _turn_box(span.box)) for span in cell.printed.spans),
            )
        )
        for cell in row.cells
    )
    return row._replace(cells=cells)
