"""The table of years within a sheet: a header of periods, and a row for each thing that is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from planextract.families.period_headers import PeriodWords, read_period
from planextract.families.sheet.labels import Label, LabelMeaning, LabelReader
from planextract.japanese.widths import match_key
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import Period, RawCell, SourceSpan, TracedText, join_texts

EDGE_TOLERANCE = 3.0
"""Points within which an edge of a table is where it was on the page before."""

_MERGED_WORDS = 16
"""Characters of what one cell over all periods may print; more is prose that the periods say nothing of."""

_NEVER_A_ROW = frozenset(
    {
        LabelMeaning.TITLE,
        LabelMeaning.NUMBER,
        LabelMeaning.SECTION,
        LabelMeaning.DEPARTMENT,
        LabelMeaning.CLASSIFICATION,
        LabelMeaning.REMARKS,
    }
)


class PeriodColumn(NamedTuple):
    """A column of a table of years by its place."""

    x0: float
    x1: float
    period: Period
    kind: str = ""
    """The word below its period, such as plan or result, where each period has several columns."""


class PeriodRow(NamedTuple):
    """One row of a table of years."""

    label: Label | None
    """None where its label means nothing that is known; `goal` is what it prints."""
    goal: TracedText
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """A table of years, or the part of one on a page."""

    columns: tuple[PeriodColumn, ...]
    rows: tuple[PeriodRow, ...]
    unit: TracedText | None = None
    """Of money, as its header names it."""


class PeriodHeader(NamedTuple):
    """A row of periods: its columns, the grid column of the first, and the grid row after it."""

    columns: tuple[PeriodColumn, ...]
    cells: tuple[TableCell, ...]
    first: int
    end: int


class TableGrid:
    """Access to the cells of a table by their places."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.row_count = len(table.rows) - 1
        self.column_count = len(table.columns) - 1
        self.at = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, row_end(cell))
            for column in range(cell.column, column_end(cell))
        }

    def cells_across(self, row: int) -> list[TableCell]:
        """Return the cells that a grid row meets, from the left."""
        return list(dict.fromkeys(self.at[row, column] for column in range(self.column_count)))


def row_end(cell: TableCell) -> int:
    """Return the grid row after a cell."""
    return cell.row + cell.row_span


def column_end(cell: TableCell) -> int:
    """Return the grid column after a cell."""
    return cell.column + cell.column_span


def find_period_header(grid: TableGrid, row: int, words: PeriodWords) -> PeriodHeader | None:
    """Return the header of periods that begins at a grid row; None where there is none.

    It has two periods at least, beside each other, one of them a year, each only once.
    """
    run: list[tuple[TableCell, Period]] = []
    best: list[tuple[TableCell, Period]] = []
    for cell in grid.cells_across(row):
        period = read_period(cell.joined_text, words) if cell.row == row and cell.lines else None
        if period is None or (run and row_end(run[-1][0]) != row_end(cell)):
            run = []
        if period is not None:
            run.append((cell, period))
        if len(run) > len(best):
            best = list(run)
    keys = [period.key for _, period in best]
    if len(best) < 2 or len(set(keys)) != len(keys) or set(keys) <= {"baseline", "total"}:
        return None
    cells = tuple(cell for cell, _ in best)
    columns = tuple(PeriodColumn(cell.box.x0, cell.box.x1, period) for cell, period in best)
    header = PeriodHeader(columns, cells, cells[0].column, row_end(cells[0]))
    return _divide_header(grid, header, words) or header


def _divide_header(grid: TableGrid, header: PeriodHeader, words: PeriodWords) -> PeriodHeader | None:
    """Return the header with a row below it that divides each period alike: 計画 and 実績 of each year."""
    if header.end >= grid.row_count:
        return None
    last = column_end(header.cells[-1])
    below = [cell for cell in grid.cells_across(header.end) if header.first <= cell.column < last]
    kinds: list[list[str]] = []
    columns: list[PeriodColumn] = []
    for cell, column in zip(header.cells, header.columns, strict=True):
        own = [each for each in below if cell.column <= each.column < column_end(cell)]
        kinds.append([match_key(each.joined_text) for each in own])
        columns.extend(
            PeriodColumn(each.box.x0, each.box.x1, column.period, each.joined_text.strip()) for each in own
        )
    ends = {row_end(cell) for cell in below}
    if (
        len(kinds[0]) < 2
        or any(each != kinds[0] for each in kinds)
        or not all(kinds[0])
        or len(set(kinds[0])) < len(kinds[0])
        or len(ends) > 1
        or any(read_period(cell.joined_text, words) for cell in below)
    ):
        return None
    return PeriodHeader(tuple(columns), (*header.cells, *below), header.first, ends.pop())


def continue_header(table: Table, columns: Sequence[PeriodColumn]) -> PeriodHeader | None:
    """Return the header that the rows at the top of a page are below, where all its edges are there again."""
    edges = [column.x0 for column in columns] + [columns[-1].x1]
    places = [
        next((index for index, own in enumerate(table.columns) if abs(own - edge) <= EDGE_TOLERANCE), None)
        for edge in edges
    ]
    known = [place for place in places if place is not None]
    if len(known) != len(edges) or any(one >= other for one, other in pairwise(known)):
        return None
    return PeriodHeader(tuple(columns), (), known[0], 0)


class PeriodTableReader:
    """Reads the rows under a header of periods."""

    def __init__(self, grid: TableGrid, page: int, header: PeriodHeader, labels: LabelReader) -> None:
        self.grid = grid
        self.page = page
        self.header = header
        self.labels = labels
        self.used: set[int] = set()
        """Identities of the cells that were read."""
        edges = [column.x0 for column in header.columns] + [header.columns[-1].x1]
        self._edges = [
            min(range(len(grid.table.columns)), key=lambda index: abs(grid.table.columns[index] - edge))
            for edge in edges
        ]

    def read_rows(self) -> tuple[tuple[PeriodRow, ...], int]:
        """Return the rows, and the grid row where they end."""
        found: list[PeriodRow] = []
        row = self.header.end
        while row < self.grid.row_count:
            read = self._read_row(row)
            if not read:
                break
            found.extend(each for each in read if each.goal or any(cell.text for cell in each.cells))
            row += 1
        return tuple(found), row

    def _read_row(self, row: int) -> list[PeriodRow]:
        """Return what a grid row plans, a row for each kind of column; none where it is of another kind."""
        across = self.grid.cells_across(row)
        left = [cell for cell in across if column_end(cell) <= self._edges[0]]
        inside = [
            cell for cell in across if cell.column >= self._edges[0] and column_end(cell) <= self._edges[-1]
        ]
        beyond = [cell for cell in across if cell.column >= self._edges[-1]]
        if len(left) + len(inside) + len(beyond) != len(across) or not inside:
            return []
        if any(cell.column not in self._edges or column_end(cell) not in self._edges for cell in inside):
            return []
        named = [cell for cell in left if cell.lines and cell.row >= self.header.end]
        label = next(
            (found for cell in reversed(named) if (found := self.labels.read_label(cell.joined_text))), None
        )
        if not self._is_row(label, inside, row):
            return []
        goal = join_texts(
            TracedText(line.text.strip(), (SourceSpan(self.page, line.box),))
            for cell in named
            for line in cell.lines
        )
        kinds = dict.fromkeys(column.kind for column in self.header.columns)
        self.used.update(id(cell) for cell in (*named, *inside))
        self.used.update(id(cell) for cell in left if cell.row < self.header.end and not cell.lines)
        return [
            PeriodRow(
                label,
                replace(goal, text="　".join(filter(None, (goal.text, kind)))),
                tuple(self._read_cells(inside, kind)),
            )
            for kind in kinds
        ]

    def _is_row(self, label: Label | None, inside: Sequence[TableCell], row: int) -> bool:
        """Decide whether cells are what a row plans for the periods, and no value of another kind."""
        if any(self.labels.read_label(cell.joined_text) for cell in inside if cell.lines):
            return False
        across = self.grid.cells_across(row)
        if any(self.labels.read_inline(cell.lines[0].text) for cell in across if cell.lines):
            return False
        whole = len(inside) == 1 and len(self.header.columns) > 1
        if label is None:
            return not whole or len(inside[0].joined_text) <= _MERGED_WORDS
        if label.meaning in _NEVER_A_ROW:
            return False
        return not whole or label.meaning in (LabelMeaning.BUDGET, LabelMeaning.FRAME)

    def _read_cells(self, inside: Sequence[TableCell], kind: str) -> Iterator[RawCell]:
        for index, column in enumerate(self.header.columns):
            if column.kind != kind:
                continue
            place = self._edges[index]
            cell = next(cell for cell in inside if cell.column <= place < column_end(cell))
            places = tuple(SourceSpan(self.page, line.box) for line in cell.lines) or (
                SourceSpan(self.page, cell.box),
            )
            yield RawCell(column.period, TracedText(cell.text, places))
