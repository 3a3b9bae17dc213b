"""Reads ruled tables of projects: the caption, the meaning of each column, and the values of each row."""

from __future__ import annotations

from dataclasses import dataclass

from planextract.families.block.grammar import BlockGrammar, ProjectCaption
from planextract.families.block.plan_columns import (
    PlanColumn,
    align_with_earlier,
    group_by_row,
    read_plan_header,
)
from planextract.families.block.plan_rows import NO_ROWS, PlanRows, read_plan_rows
from planextract.families.block.relisted_rows import read_relisted_rows
from planextract.families.block.unnamed_columns import name_total_column
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import RawRelisted


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of a project with its caption, columns and rows."""

    band: ProjectCaption | None
    columns: tuple[PlanColumn, ...]
    rows: PlanRows
    relisted: tuple[RawRelisted, ...]
    has_header: bool
    unused: tuple[TableCell, ...] = ()
    """Cells whose text is part of no row, header or caption."""
    body_row: int = 0
    """The grid row after the header."""

    @property
    def unknown_headers(self) -> tuple[str, ...]:
        """Headers whose meaning is unknown."""
        return tuple(column.header for column in self.columns if column.role == "unknown" and column.header)

    @property
    def unused_glyphs(self) -> int:
        """Number of glyphs that are part of no row, header or caption."""
        return sum(cell.glyphs for cell in self.unused)


def read_plan_table(
    table: Table,
    page: int,
    grammar: BlockGrammar,
    before: tuple[PlanColumn, ...] = (),
    strategy: int | None = None,
) -> PlanTable | None:
    """Return a project's table on page number `page`; None where the table is not one.

    `before` are the columns of the table that may continue here: rows without a header are read with them
    when the columns are at the same places. `strategy` is the number in the heading above."""
    cells = group_by_row(table)
    first = 0
    band = grammar.read_project_caption(join_row_text(table, 0), strategy)
    if band is not None:
        first = max(cell.row + cell.row_span for cell in cells[0])
    header = read_plan_header(table, first, grammar)
    columns, header_end = header.columns, header.end
    if not columns:
        table, columns = align_with_earlier(table, before)
        if not columns:
            if band is None:
                return None
            unused = tuple(cell for cell in table.cells if cell.row >= first and cell.lines)
            return PlanTable(band, (), NO_ROWS, (), False, unused)
        header_end = first
    has_header = bool(header.columns)
    body = [cell for cell in table.cells if cell.row >= header_end]
    if any(column.role == "content" for column in columns):
        relisted, unused = read_relisted_rows(body, columns, page)
        return PlanTable(band, columns, NO_ROWS, relisted, has_header, unused)
    rows = read_plan_rows(body, columns, table, page, grammar)
    if has_header and (named := name_total_column(columns, body, table, grammar)) is not None:
        columns = named
        rows = read_plan_rows(body, columns, table, page, grammar)
    return PlanTable(band, columns, rows, (), has_header, rows.unused, header_end)


def join_row_text(table: Table, row: int) -> str:
    """Return the text of the cells that begin in a row, separated by ideographic spaces."""
    return "　".join(cell.joined_text for cell in table.cells if cell.row == row and cell.lines)
