"""Joins the columns of a table that are printed on the next page, where the sheet is wider than the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_columns import PlanColumn, find_end_row, is_over_column
from planextract.families.block.plan_rows import RowExtent, read_cell_text
from planextract.families.block.plan_tables import PlanTable
from planextract.families.block.project_builder import ProjectBuilder
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import Period, RawCell, SourceSpan, TracedText

_SAME_ROW_PT = 1.5
"""Points within which the row edges of two parts of a sheet are at the same height."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A table whose columns may continue on the next page, beside it on the sheet."""

    page: int
    rows: tuple[float, ...]
    read: PlanTable
    project: ProjectBuilder
    first_item: int
    """Index of its first item among those of the project."""

    def is_continued_by(self, table: Table, page: int) -> bool:
        """Return whether a table on the next page has the same rows at the same heights."""
        return (
            page == self.page + 1
            and len(table.rows) == len(self.rows)
            and all(
                abs(one - other) <= _SAME_ROW_PT for one, other in zip(table.rows, self.rows, strict=True)
            )
        )


def read_further_columns(table: Table, part: SheetPart, grammar: BlockGrammar) -> tuple[Period, ...]:
    """Return the periods of the further columns of a sheet; none where they are not all new ones."""
    known = {column.period for column in part.read.columns}
    heads = [cell for cell in table.cells if cell.row < part.read.body_row]
    found: list[Period] = []
    for index in range(len(table.columns) - 1):
        over = [cell.joined_text for cell in heads if is_over_column(cell, index)]
        periods = [grammar.read_period(text) for text in (*reversed(over), "".join(over))]
        period = next((period for period in periods if period is not None), None)
        if period is None or period in known or period in found:
            return ()
        found.append(period)
    return tuple(found)


def add_further_columns(table: Table, part: SheetPart, periods: Sequence[Period], page: int) -> None:
    """Add the cells of a sheet's further columns to the rows of its project."""
    project = part.project
    for extent in part.read.rows.extents:
        cells = tuple(
            _join_cells(period, _find_cells(table, extent, index), page)
            for index, period in enumerate(periods)
        )
        if extent.kind == "item":
            index = part.first_item + extent.place
            item = project.items[index]
            project.items[index] = item._replace(cells=(*item.cells, *cells))
        elif extent.kind == "budget" and project.budget is not None:
            project.budget = project.budget._replace(cells=(*project.budget.cells, *cells))
    x1 = part.read.columns[-1].x1
    new = (PlanColumn(x1, x1, period, "period", "") for period in periods)
    project.columns = (*part.read.columns, *new)
    project.periods |= {period.key for period in periods}


def _find_cells(table: Table, extent: RowExtent, index: int) -> list[TableCell]:
    return [
        cell
        for cell in table.cells
        if is_over_column(cell, index) and cell.row < extent.end and find_end_row(cell) > extent.row
    ]


def _join_cells(period: Period, cells: Sequence[TableCell], page: int) -> RawCell:
    text = "\n".join(text for cell in cells if (text := read_cell_text(cell)))
    return RawCell(period, TracedText(text, tuple(SourceSpan(page, cell.box) for cell in cells)))
