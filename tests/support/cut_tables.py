"""Cuts a table of a page between two of its rows, as a page break does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planextract.model.layout import PageLayout, Table, TableCell
from planextract.model.page import Box


def cut_table(table: Table, row: int) -> tuple[Table, Table]:
    """Return the part of a table above a grid row, and the rest.

    What a cell across the cut prints is in the part with its middle."""
    edge = table.rows[row]

    def part(first: int, end: int) -> Table:
        top, bottom = table.rows[first], table.rows[end]
        cells = []
        for cell in table.cells:
            start, stop = max(cell.row, first), min(cell.row + cell.row_span, end)
            if start >= stop:
                continue
            whole = cell.row >= first and cell.row + cell.row_span <= end
            middle = (cell.box.top + cell.box.bottom) / 2
            lines = cell.lines if whole or (middle >= edge) == (first > 0) else ()
            box = Box(cell.box.x0, table.rows[start], cell.box.x1, table.rows[stop])
            cells.append(TableCell(start - first, cell.column, stop - start, cell.column_span, box, lines))
        cells.sort(key=lambda cell: (cell.row, cell.column))
        box = Box(table.box.x0, top, table.box.x1, bottom)
        return Table(box, table.columns, table.rows[first : end + 1], tuple(cells))

    count = len(table.rows) - 1
    return part(0, row), part(row, count)


def iter_page_breaks(page: PageLayout) -> Iterator[tuple[Table, int, list[PageLayout]]]:
    """Yield each table of a page, a grid row after which it can be cut, and the page cut there."""
    for index, block in enumerate(page.blocks):
        if isinstance(block, Table):
            for row in range(1, len(block.rows) - 1):
                upper, lower = cut_table(block, row)
                yield (
                    block,
                    row,
                    [
                        replace(page, blocks=(*page.blocks[:index], upper)),
                        replace(page, number=page.number + 1, blocks=(lower, *page.blocks[index + 1 :])),
                    ],
                )
