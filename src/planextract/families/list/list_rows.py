"""Groups the grid rows of a list into projects, totals and headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from planextract.families.list.column_meanings import (
    MONEY_MEANINGS,
    PERIOD_MEANINGS,
    SPANNING_MEANINGS,
    ColumnMeaning,
)
from planextract.families.list.list_columns import ListColumn, is_title_header
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.spanning_cells import distribute_lines, split_by_column
from planextract.japanese.amounts import is_amount_text
from planextract.japanese.widths import match_key
from planextract.model.layout import Line, Table, TableCell
from planextract.model.page import Box
from planextract.model.raw_plan import SourceSpan, TracedText

CellLines = tuple[TracedText, ...]
"""The printed lines of a cell; a single one without text where it is blank."""

GridRowCells = tuple[CellLines, ...]
"""The cells of one grid row by column; a cell that spans several rows is in the first of them."""


class ListRowKind(Enum):
    """The kind of a row of a list."""

    PROJECT = auto()
    TOTAL = auto()
    HEADING = auto()
    OTHER = auto()
    """A row with neither number nor title: the rest of a row that a page break cut, or lost."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list, over as many grid rows as its number or title spans."""

    kind: ListRowKind
    parts: tuple[GridRowCells, ...]
    places: tuple[SourceSpan, ...]
    from_above: frozenset[int]
    """Columns whose cell begins in a row above this one."""
    into_below: frozenset[int]
    """Columns whose cell reaches into the row below."""
    glyphs: int
    loose: bool = False
    """True if its number and title span only the first of its grid rows."""
    label: str = ""
    """The normalised text before its first amount."""

    @property
    def column_range(self) -> range:
        """The indices of its columns."""
        return range(len(self.parts[0]))

    def get_lines(self, column: int) -> CellLines:
        """Return all lines printed in a column; one blank line where its cell is blank."""
        return drop_blank_lines(line for part in self.parts for line in part[column])

    def get_text(self, column: int) -> str:
        """Return the text printed in a column, lines joined."""
        return "".join(line.text for line in self.get_lines(column))


def drop_blank_lines(lines: Iterable[TracedText]) -> CellLines:
    """Return the lines with text, or a single blank one where none has text but the cell exists."""
    listed = tuple(lines)
    return tuple(line for line in listed if line) or listed[:1]


def find_list_end(table: Table, first: int, columns: Sequence[ListColumn], profile: ListProfile) -> int:
    """Return the grid row at which the rows of a list end: its next header or the table's end."""
    title = find_title_column(columns)
    headers = (
        cell.row
        for cell in table.cells
        if cell.row >= first
        and cell.column <= title < cell.column + cell.column_span
        and cell.lines
        and is_title_header(cell, profile)
    )
    return min(headers, default=len(table.rows) - 1)


def read_rows(
    table: Table,
    page: int,
    columns: Sequence[ListColumn],
    first: int,
    end: int,
    profile: ListProfile,
    *,
    loose: bool = False,
) -> list[ListRow]:
    """Return the rows of a list in the grid rows `first` up to but not including `end`.

    `loose`: the list has projects over several grid rows whose number and title span only the first."""
    return _ListRowReader(table, page, columns, end, profile, loose=loose).read_rows_from(first)


class _ListRowReader:
    """Reads the rows of a table with known columns."""

    def __init__(
        self,
        table: Table,
        page: int,
        columns: Sequence[ListColumn],
        end: int,
        profile: ListProfile,
        *,
        loose: bool,
    ) -> None:
        self.loose = loose
        self.table = table
        self.page = page
        self.columns = columns
        self.profile = profile
        self.count = end
        self.at = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        self.title = find_title_column(columns)
        self.number = _find_column(columns, ColumnMeaning.NUMBER)

    def read_rows_from(self, first: int) -> list[ListRow]:
        """Return the rows from a grid row on."""
        found: list[ListRow] = []
        row = first
        while row < self.count:
            end, kind = self._find_extent(row)
            if any(cell.lines for cell in self._find_cells(row, end)):
                found.append(self._build_row(row, end, kind))
            row = end
        return found

    def _find_cells(self, row: int, end: int) -> Iterator[TableCell]:
        """Yield the cells that begin in these grid rows."""
        return (cell for cell in self.table.cells if row <= cell.row < end)

    def _find_extent(self, row: int) -> tuple[int, ListRowKind]:
        """Return the grid row after the list's row that begins at `row`, and its kind."""
        if self._is_total(row):
            return row + 1, ListRowKind.TOTAL
        across = [cell for cell in self._list_cells_across(row) if cell.lines]
        if len(across) == 1 and self._is_heading(across[0]):
            return row + 1, ListRowKind.HEADING
        key = (
            self.title
            if self.number is None or self._is_shared_number(self.at[row, self.number])
            else self.number
        )
        end = _find_end_row(self.at[row, key])
        while end < self.count and self._is_row_continued(end):
            self.loose = self.loose or self.at[end, self.title].row == end
            end += 1
        named = bool(self.at[row, self.title].lines) or (
            self.number is not None and bool(self.at[row, self.number].lines)
        )
        return min(end, self.count), ListRowKind.PROJECT if named else ListRowKind.OTHER

    def _list_cells_across(self, row: int) -> list[TableCell]:
        """Return the cells that cover a grid row, from left to right."""
        return list(dict.fromkeys(self.at[row, column] for column in range(len(self.columns))))

    def _list_label_cells(self, row: int) -> list[TableCell]:
        """Return the cells with text in a row before its first amount, whatever its columns mean."""
        found: list[TableCell] = []
        for cell in self._list_cells_across(row):
            if cell.row != row or not cell.lines:
                continue
            is_amount = cell.column != self.number and is_amount_text(cell.joined_text)
            if is_amount or self.columns[cell.column].meaning in MONEY_MEANINGS:
                break
            found.append(cell)
        return found

    def _is_total(self, row: int) -> bool:
        """Return whether a row adds up others: its label is one of totals, without a number before it.

        The label may be in several cells, of which the last alone may be one: 一般会計 ǀ 計."""
        cells = self._list_label_cells(row)
        if not cells or (len(cells) > 1 and cells[0].column == self.number):
            return False
        texts = [match_key(cell.joined_text) for cell in cells]
        patterns = (*self.profile.totals.part, *self.profile.totals.whole)
        return any(pattern.fullmatch(text) for pattern in patterns for text in ("".join(texts), texts[-1]))

    def _is_heading(self, cell: TableCell) -> bool:
        """Return whether a cell is a heading: it spans the titles' column and more than half of the list."""
        covers = range(cell.column, cell.column + cell.column_span)
        return cell.column == 0 and self.title in covers and 2 * len(covers) > len(self.columns)

    def _is_shared_number(self, number: TableCell) -> bool:
        """Return whether a number is beside several titles, so that it is not the number of one project."""
        titles = {
            id(cell): cell
            for each in range(number.row, _find_end_row(number))
            if (cell := self.at[each, self.title]).lines
        }
        return len(titles) > 1

    def _is_row_continued(self, row: int) -> bool:
        """Return whether a grid row belongs to the row above: it has neither number nor title of its own."""
        title = self.at[row, self.title]
        if title.row == row and title.lines:
            return False
        if self.number is not None:
            number = self.at[row, self.number]
            if number.row == row and number.lines:
                return False
        if title.row < row:
            return True
        key = title if self.number is None else self.at[row, self.number]
        if _find_end_row(key) == self.count and not self.loose:
            return False  # at the end of a page this may be the upper part of the next row
        own = [cell for cell in self._list_cells_across(row) if cell.row == row and cell.lines]
        if not own or self._is_total(row):
            return False
        return not (len(own) == 1 and self._is_heading(own[0]))

    def _build_row(self, row: int, end: int, kind: ListRowKind) -> ListRow:
        """Return the list's row over grid rows `row` to `end`."""
        parts = tuple(self._build_part(each, row) for each in range(row, end))
        every = range(len(self.columns))
        box = Box(self.table.columns[0], self.table.rows[row], self.table.columns[-1], self.table.rows[end])
        return ListRow(
            kind,
            parts,
            (SourceSpan(self.page, box),),
            frozenset(column for column in every if self.at[row, column].row < row),
            frozenset(column for column in every if _find_end_row(self.at[end - 1, column]) > end),
            sum(cell.glyphs for cell in self._find_cells(row, end)),
            end > _find_end_row(self.at[row, self.title]),
            label="".join(match_key(cell.joined_text) for cell in self._list_label_cells(row)),
        )

    def _build_part(self, row: int, first: int) -> GridRowCells:
        """Return the cells of one grid row of the list's row that begins at `first`."""
        said: list[CellLines] = [()] * len(self.columns)
        for cell in self._list_cells_across(row):
            covers = range(cell.column, cell.column + cell.column_span)
            is_money = all(self.columns[index].meaning in MONEY_MEANINGS for index in covers)
            if len(covers) > 1 and is_money and (parts := split_by_column(cell, self.table.columns)):
                if row == max(cell.row, first):
                    for column, lines in parts.items():
                        said[column] = self._trace_lines(lines)
                continue
            for column in self._find_columns_of(cell):
                meaning = self.columns[column].meaning
                # A spanning cell holds the work of each of its rows, all else once in the first.
                if row == max(cell.row, first) or meaning in PERIOD_MEANINGS:
                    is_shared = meaning in SPANNING_MEANINGS and cell.row_span > 1
                    printed = distribute_lines(cell, self.table)[row] if is_shared else cell.lines
                    blank = (TracedText("", (SourceSpan(self.page, cell.box),)),)
                    said[column] = self._trace_lines(printed) or blank
        return tuple(said)

    def _trace_lines(self, lines: Iterable[Line]) -> CellLines:
        return tuple(TracedText(line.text, (SourceSpan(self.page, line.box),)) for line in lines)

    def _find_columns_of(self, cell: TableCell) -> list[int]:
        """Return the columns to which the text of a spanning cell belongs.

        That is the column of the titles, else every period, else the first column of the cell."""
        covers = range(cell.column, cell.column + cell.column_span)
        if self.title in covers:
            return [self.title]
        return [index for index in covers if self.columns[index].meaning in PERIOD_MEANINGS] or [cell.column]


def _find_column(columns: Sequence[ListColumn], meaning: ColumnMeaning) -> int | None:
    """Return the index of the first column with a meaning; None where there is none."""
    return next((index for index, column in enumerate(columns) if column.meaning is meaning), None)


def find_title_column(columns: Sequence[ListColumn]) -> int:
    """Return the index of the titles' column, which every list has."""
    return next(index for index, column in enumerate(columns) if column.meaning is ColumnMeaning.TITLE)


def _find_end_row(cell: TableCell) -> int:
    """Return the grid row after a cell."""
    return cell.row + cell.row_span
