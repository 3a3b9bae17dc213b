"""Separates the tables that share one grid, one under the other, and mends the grid of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_columns import group_by_row
from planextract.families.block.table_repair import mend_grid
from planextract.model.layout import Table, TableCell
from planextract.model.page import Box

_MIN_HEADER_COLUMNS = 2
"""Smallest number of columns that a row must name to be the header of another table."""


def split_table_parts(
    table: Table, grammar: BlockGrammar, find_strategy: Callable[[str], int | None]
) -> Iterator[Table]:
    """Yield the tables in a grid: each begins with the caption of a project or with a header of its own.

    `find_strategy` returns the strategy by which the number in a caption is split into its parts."""
    mended = mend_grid(table, grammar.is_column_header, grammar.is_row_label)
    starts = [0, *_find_starts(mended, grammar, find_strategy), len(mended.rows) - 1]
    for first, end in pairwise(starts):
        yield mended if (first, end) == (0, len(mended.rows) - 1) else cut_rows(mended, first, end)


def _find_starts(
    table: Table, grammar: BlockGrammar, find_strategy: Callable[[str], int | None]
) -> Iterator[int]:
    """Yield the rows, other than the first, in which another table begins."""
    cells = group_by_row(table)
    header_end = 0
    for row in range(1, len(table.rows) - 1):
        own = cells.get(row, [])
        if any(cell.row < row < cell.row + cell.row_span for cell in table.cells):
            continue
        text = "　".join(cell.joined_text for cell in own if cell.lines)
        is_caption = grammar.read_project_caption(text, find_strategy(text)) is not None
        names = sum(_is_header_cell(cell, grammar) for cell in own)
        if is_caption:
            yield row
            header_end = row + 1
        elif names >= _MIN_HEADER_COLUMNS:
            # A header over several rows, or under a caption, belongs to the table that has begun.
            if row > header_end and _has_body(cells, header_end, row, grammar):
                yield row
            header_end = row + 1


def _is_header_cell(cell: TableCell, grammar: BlockGrammar) -> bool:
    """Return whether a cell contains the header of a column and nothing else."""
    text = cell.joined_text
    if not cell.lines or text.isascii():
        return False
    return cell.column > 0 and (
        grammar.read_year(text) is not None or grammar.find_relisted_column(text) is not None
    )


def _has_body(cells: dict[int, list[TableCell]], first: int, end: int, grammar: BlockGrammar) -> bool:
    """Return whether there is a row of values between two rows."""
    return any(
        cell.lines and not grammar.is_column_header(cell.joined_text)
        for row in range(first, end)
        for cell in cells.get(row, ())
        if cell.column > 0
    )


def cut_rows(table: Table, first: int, end: int) -> Table:
    """Return the rows of a table from `first` to before `end` as a table, with the column edges they use."""
    rows = table.rows[first : end + 1]
    inside = [cell for cell in table.cells if first <= cell.row < end]
    used = sorted({edge for cell in inside for edge in (cell.column, cell.column + cell.column_span)})
    cells = tuple(
        replace(
            cell,
            row=cell.row - first,
            column=bisect_left(used, cell.column),
            column_span=bisect_left(used, cell.column + cell.column_span) - bisect_left(used, cell.column),
        )
        for cell in inside
    )
    columns = tuple(table.columns[edge] for edge in used)
    return Table(Box(columns[0], rows[0], columns[-1], rows[-1]), columns, rows, cells)
