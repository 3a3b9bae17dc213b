"""Reads the rows of a project's table: goals, costs and their sources, and the departments in charge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_columns import PlanColumn, find_end_row, is_over_column
from planextract.japanese.amounts import parse_amount
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import (
    Period,
    RawBudget,
    RawCell,
    RawExtra,
    RawFunding,
    RawItem,
    SourceSpan,
    TracedText,
    join_texts,
)
from planextract.model.record import FundingSource


class RowExtent(NamedTuple):
    """The grid rows of one row of a table, and what it was read as."""

    row: int
    end: int
    kind: str
    """One of item, budget, funding."""
    place: int
    """Its index among the rows of its kind."""


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows of the table of a project, or of the part of it on one page."""

    items: tuple[RawItem, ...]
    budget: RawBudget | None
    departments: tuple[TracedText, ...]
    funding: tuple[RawFunding, ...] = ()
    """Rows that name a source of the costs: うち国庫支出金."""
    unused: tuple[TableCell, ...] = ()
    """Cells whose text is part of no value."""
    other_budgets: tuple[TracedText, ...] = ()
    """Labels of further rows of costs, which are not read."""
    extents: tuple[RowExtent, ...] = ()
    """The place of each goal, budget and source in the grid."""
    extra: tuple[RawExtra, ...] = ()
    """Rows that are neither goals nor costs, with their label: 備考."""


NO_ROWS = PlanRows((), None, ())
"""The rows of a table without any that are goals, costs or departments."""


@dataclass(slots=True)
class _RowCollector:
    """The rows of a table while they are read."""

    columns: tuple[PlanColumn, ...]
    page: int
    grammar: BlockGrammar
    items: list[RawItem] = field(default_factory=list)
    budget: RawBudget | None = None
    departments: list[TracedText] = field(default_factory=list)
    funding: list[RawFunding] = field(default_factory=list)
    other_budgets: list[TracedText] = field(default_factory=list)
    extra: list[RawExtra] = field(default_factory=list)
    extents: list[RowExtent] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """The ids of the cells that were read."""

    @property
    def last_goal(self) -> int:
        """The index of the last column of goals."""
        return max((index for index, column in enumerate(self.columns) if column.role == "goal"), default=0)

    def take_row(self, here: Sequence[TableCell], row: int, end: int) -> None:
        """Read the cells of the grid rows from `row` to `end`, which are one row of the table."""
        labels = [cell for cell in here if cell.column <= self.last_goal]
        values = [cell for cell in here if cell.column > self.last_goal]
        label = join_texts(_trace_cell(cell, self.page) for cell in labels)
        if not label and not any(cell.lines for cell in values):
            return
        amounts = self.grammar.read_budget_label(label.text)
        source = self.grammar.read_funding_label(label.text)
        if self.grammar.is_other_row(label.text) or _is_remark(label, values, self.columns):
            self._take_remark(label, labels, values)
            return
        if source is None and (
            self._is_further_cost(label, values) if amounts is None else self.budget is not None
        ):
            self.other_budgets.append(label)
            self._take_departments_column(here, row, end)
            return
        if source is not None and self.budget is None:
            return
        self.used.update(id(cell) for cell in labels)
        cells = self._read_period_cells(values)
        self._take_departments_column(here, row, end)
        if source is not None:
            self.extents.append(RowExtent(row, end, "funding", len(self.funding)))
            self.funding.append(_make_funding(source, label, cells))
        elif amounts is not None:
            unit, note = (replace(label, text=part) if part is not None else None for part in amounts)
            self.extents.append(RowExtent(row, end, "budget", 0))
            self.budget = RawBudget(unit, note, cells)
        elif label or any(cell.text for cell in cells):
            self.extents.append(RowExtent(row, end, "item", len(self.items)))
            self.items.append(RawItem(label, cells))

    def _take_remark(
        self, label: TracedText, labels: Sequence[TableCell], values: Sequence[TableCell]
    ) -> None:
        """Keep a row that is neither a goal nor costs, such as 備考, with its label."""
        text = join_texts((_trace_cell(cell, self.page) for cell in values if cell.lines), "\n")
        self.used.update(id(cell) for cell in (*labels, *values))
        self.extra.append(RawExtra(label.text, text))

    def _is_further_cost(self, label: TracedText, values: Sequence[TableCell]) -> bool:
        """Return whether a row after that of the costs, or in a unit of money, prints amounts alone."""
        filled = [cell for cell in values if cell.lines]
        if not filled or not (self.budget is not None or self.grammar.read_unit(label.text) is not None):
            return False
        return all(_is_amount(cell.text) for cell in filled)

    def take_departments(self, here: Sequence[TableCell]) -> None:
        """Read a row of departments, which has its own columns: all but its label is its value."""
        self.used.update(map(id, here))
        self._add_departments([cell for cell in here if cell.column > 0])

    def _take_departments_column(self, here: Iterable[TableCell], row: int, end: int) -> None:
        for index, column in enumerate(self.columns):
            if column.role != "departments":
                continue
            for cell in here:
                if cell.column == index and row <= cell.row < end and cell.column_span == 1:
                    self.used.add(id(cell))
                    self._add_departments([cell])

    def _add_departments(self, cells: Iterable[TableCell]) -> None:
        """Add the lines of cells from top to bottom; lines beside each other are one."""
        beside: dict[float, list[TracedText]] = {}
        for line in (line for cell in cells for line in cell.lines):
            near = (top for top in beside if abs(top - line.box.top) < 0.25 * line.size)
            text = TracedText(line.text, (SourceSpan(self.page, line.box),))
            beside.setdefault(next(near, line.box.top), []).append(text)
        lines = [join_texts(beside[top], "　") for top in sorted(beside)]
        known = {line.text for line in self.departments}
        if any(line.text not in known for line in lines):
            self.departments.extend(lines)

    def _read_period_cells(self, values: Sequence[TableCell]) -> tuple[RawCell, ...]:
        """Return one cell per period; a cell that spans several columns counts for each of them."""
        found: dict[Period, list[TableCell]] = {}
        for index, column in enumerate(self.columns):
            if column.period is None:
                continue
            cells = found.setdefault(column.period, [])
            for cell in values:
                if is_over_column(cell, index) and not any(cell is other for other in cells):
                    self.used.add(id(cell))
                    cells.append(cell)
        return tuple(self._join_cells(period, cells) for period, cells in found.items())

    def _join_cells(self, period: Period, cells: Sequence[TableCell]) -> RawCell:
        text = "\n".join(text for cell in cells if (text := read_cell_text(cell)))
        return RawCell(period, TracedText(text, tuple(SourceSpan(self.page, cell.box) for cell in cells)))


def read_plan_rows(
    body: list[TableCell], columns: tuple[PlanColumn, ...], table: Table, page: int, grammar: BlockGrammar
) -> PlanRows:
    """Return the rows under the header."""
    rows = _RowCollector(columns, page, grammar)
    last_goal = rows.last_goal
    row = min((cell.row for cell in body), default=0)
    count = len(table.rows) - 1
    while row < count:
        over = [cell for cell in body if cell.row <= row < find_end_row(cell)]
        first = "".join(cell.joined_text for cell in over if cell.column == 0)
        is_departments = grammar.is_departments_row(first)
        # Of goals in two columns, the first names the common goal of several rows.
        deciding = 0 if is_departments else last_goal
        end = max((find_end_row(cell) for cell in over if is_over_column(cell, deciding)), default=row + 1)
        here = [cell for cell in body if row < find_end_row(cell) and cell.row < end]
        if is_departments or (
            not first
            and _is_rest_of_departments([cell for cell in here if cell.column > 0 and cell.lines], grammar)
        ):
            rows.take_departments(here)
        else:
            rows.take_row(here, row, end)
        row = end
    return PlanRows(
        tuple(rows.items),
        rows.budget,
        tuple(rows.departments),
        tuple(rows.funding),
        tuple(cell for cell in body if cell.lines and id(cell) not in rows.used),
        tuple(rows.other_budgets),
        tuple(rows.extents),
        tuple(rows.extra),
    )


_MIN_REMARK_CHARS = 15
"""Smallest number of characters of a text over all periods that is no stage of a goal."""


def _is_remark(label: TracedText, values: Sequence[TableCell], columns: Sequence[PlanColumn]) -> bool:
    """Return whether a row has one text for all periods that is prose, and no stage of a goal."""
    filled = [cell for cell in values if cell.lines]
    periods = sum(column.period is not None for column in columns)
    if not label or len(filled) != 1 or periods < 3 or filled[0].column_span < periods:
        return False
    text = filled[0].joined_text
    return text.endswith("。") or len(text) >= _MIN_REMARK_CHARS


def _is_amount(text: str) -> bool:
    try:
        parse_amount(text)
    except ValueError:
        return False
    return True


def _make_funding(source: FundingSource, label: TracedText, cells: tuple[RawCell, ...]) -> RawFunding:
    """Return the funding of a row; its amount is the total, or the only amount where there is no total."""
    total = [cell.printed for cell in cells if cell.period.key == "total"]
    filled = [cell.printed for cell in cells if cell.text]
    amount = total[0] if total else filled[0] if len(filled) == 1 else TracedText("")
    return RawFunding(source, label.text, amount, cells)


def _is_rest_of_departments(values: list[TableCell], grammar: BlockGrammar) -> bool:
    """Return whether a row without a label is the rest of a departments' row that a page break cut off."""
    if len(values) != 1:
        return False
    words = [word for line in values[0].lines for word in re.split(r"[\s　、]+", line.text) if word]
    return all(grammar.organisation.is_unit(word) for word in words)


def _trace_cell(cell: TableCell, page: int) -> TracedText:
    """Return the text of a cell, its lines joined, with the box of the cell as its source span."""
    return TracedText(cell.joined_text, (SourceSpan(page, cell.box),))


def read_cell_text(cell: TableCell) -> str:
    """Return the text of a cell with its line breaks, except those inside brackets."""
    return join_cell_lines(line.text for line in cell.lines)


def join_cell_lines(lines: Iterable[str]) -> str:
    """Join printed lines by line breaks; a line that ends inside a bracket is joined without one.

    >>> join_cell_lines(["整備（第１", "期）"])
    '整備（第１期）'
    """
    joined: list[str] = []
    for line in lines:
        if joined and _count_open_brackets(joined[-1]) > 0:
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def _count_open_brackets(text: str) -> int:
    """Return how many more brackets are opened than closed in a text."""
    return sum(text.count(mark) for mark in "（(「『") - sum(text.count(mark) for mark in "）)」』")
