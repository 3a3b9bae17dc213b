"""Groups the grid rows of a list into projects, totals and headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from planextract.families.list.list_columns import MONEY, PERIODS, ListColumn, Meaning, is_title_header
from planextract.japanese.widths import bare
from planextract.model.layout import Cell, Table
from planextract.model.page import Box
from planextract.model.raw_plan import Place, Printed
from planextract.profiles.schema import ListProfile

Lines = tuple[Printed, ...]
"""The printed lines of a cell; a single one without text where it is blank."""

Part = tuple[Lines, ...]
"""The cells of one grid row by column; a cell that spans several rows is in the first of them."""


class Kind(Enum):
    """The kind of a row of a list."""

    PROJECT = auto()
    TOTAL = auto()
    HEADING = auto()
    OTHER = auto()
    """A row with neither number nor title: the rest of a row that a page break cut, or lost."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list, over as many grid rows as its number or title spans."""

    kind: Kind
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    from_above: frozenset[int]
    """Columns whose cell begins in a row above this one."""
    into_below: frozenset[int]
    """Columns whose cell reaches into the row below."""
    glyphs: int
    loose: bool = False
    """True if its number and title span only the first of its grid rows."""

    @property
    def every(self) -> range:
        """The indices of its columns."""
        return range(len(self.parts[0]))

    def lines(self, column: int) -> Lines:
        """Return all lines printed in a column; one blank line where its cell is blank."""
        return printed_lines(line for part in self.parts for line in part[column])

    def text(self, column: int) -> str:
        """Return the text printed in a column, lines joined."""
        return "".join(line.text for line in self.lines(column))


def printed_lines(lines: Iterable[Printed]) -> Lines:
    """Return the lines with text, or a single blank one where none has text but the cell exists."""
    listed = tuple(lines)
    return tuple(line for line in listed if line) or listed[:1]


def read_rows(
    table: Table,
    page: int,
    columns: Sequence[ListColumn],
    first: int,
    profile: ListProfile,
    *,
    loose: bool = False,
) -> tuple[list[ListRow], int]:
    """Return the rows from a grid row on, and the grid row of their end: the next header or the table's end.

    `loose`: the list has projects over several grid rows whose number and title span only the first."""
    return _Reader(table, page, columns, profile, loose=loose).rows(first)


class _Reader:
    """Reads the rows of a table with known columns."""

    def __init__(
        self, table: Table, page: int, columns: Sequence[ListColumn], profile: ListProfile, *, loose: bool
    ) -> None:
        self.loose = loose
        self.table = table
        self.page = page
        self.columns = columns
        self.profile = profile
        self.count = len(table.rows) - 1
        self.at = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        self.title = title_column(columns)
        self.number = _find(columns, Meaning.NUMBER)

    def rows(self, first: int) -> tuple[list[ListRow], int]:
        """Return the rows from a grid row on, and the grid row of their end."""
        found: list[ListRow] = []
        row = first
        while row < self.count:
            title = self.at[row, self.title]
            if title.row == row and title.lines and is_title_header(title, self.profile):
                break
            end, kind = self._extent(row)
            if any(cell.lines for cell in self._cells(row, end)):
                found.append(self._row(row, end, kind))
            row = end
        return found, row

    def _cells(self, row: int, end: int) -> Iterator[Cell]:
        """Yield the cells that begin in these grid rows."""
        return (cell for cell in self.table.cells if row <= cell.row < end)

    def _extent(self, row: int) -> tuple[int, Kind]:
        """Return the grid row after the list's row that begins at `row`, and its kind."""
        if self._is_total(row):
            return row + 1, Kind.TOTAL
        across = [cell for cell in self._across(row) if cell.lines]
        if len(across) == 1 and self._is_heading(across[0]):
            return row + 1, Kind.HEADING
        key = self.title if self.number is None or self._shared(self.at[row, self.number]) else self.number
        end = _end(self.at[row, key])
        while end < self.count and self._goes_on(end):
            self.loose = self.loose or self.at[end, self.title].row == end
            end += 1
        named = bool(self.at[row, self.title].lines) or (
            self.number is not None and bool(self.at[row, self.number].lines)
        )
        return min(end, self.count), Kind.PROJECT if named else Kind.OTHER

    def _across(self, row: int) -> list[Cell]:
        """Return the cells that cover a grid row, from left to right."""
        return list(dict.fromkeys(self.at[row, column] for column in range(len(self.columns))))

    def _label(self, row: int) -> str:
        """Return the text of a row before its first amount."""
        money = [index for index, column in enumerate(self.columns) if column.meaning in MONEY]
        return "".join(
            bare(cell.joined)
            for cell in self._across(row)
            if cell.row == row and cell.lines and cell.column < min(money, default=len(self.columns))
        )

    def _is_total(self, row: int) -> bool:
        """Return whether a row adds up others: its label is one of totals, without a number before it."""
        number = self.at[row, self.number] if self.number is not None else None
        label, totals = self._label(row), self.profile.totals
        if number is not None and number.lines and label != bare(number.joined):
            return False
        return any(pattern.fullmatch(label) for pattern in (*totals.part, *totals.whole))

    def _is_heading(self, cell: Cell) -> bool:
        """Return whether a cell is a heading: it spans the titles' column and more than half of the list."""
        covers = range(cell.column, cell.column + cell.column_span)
        return cell.column == 0 and self.title in covers and 2 * len(covers) > len(self.columns)

    def _shared(self, number: Cell) -> bool:
        """Return whether a number is beside several titles, so that it is not the number of one project."""
        titles = {
            id(cell): cell
            for each in range(number.row, _end(number))
            if (cell := self.at[each, self.title]).lines
        }
        return len(titles) > 1

    def _goes_on(self, row: int) -> bool:
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
        if _end(key) == self.count and not self.loose:
            return False  # at the end of a page this may be the upper part of the next row
        own = [cell for cell in self._across(row) if cell.row == row and cell.lines]
        if not own or self._is_total(row):
            return False
        return not (len(own) == 1 and self._is_heading(own[0]))

    def _row(self, row: int, end: int, kind: Kind) -> ListRow:
        """Return the list's row over grid rows `row` to `end`."""
        parts = tuple(self._part(each, row) for each in range(row, end))
        every = range(len(self.columns))
        box = Box(self.table.columns[0], self.table.rows[row], self.table.columns[-1], self.table.rows[end])
        return ListRow(
            kind,
            parts,
            (Place(self.page, box),),
            frozenset(column for column in every if self.at[row, column].row < row),
            frozenset(column for column in every if _end(self.at[end - 1, column]) > end),
            sum(cell.glyphs for cell in self._cells(row, end)),
            end > _end(self.at[row, self.title]),
        )

    def _part(self, row: int, first: int) -> Part:
        """Return the cells of one grid row of the list's row that begins at `first`."""
        said: list[Lines] = [()] * len(self.columns)
        for cell in self._across(row):
            lines = tuple(Printed(line.text, (Place(self.page, line.box),)) for line in cell.lines)
            for column in self._speaks_for(cell):
                # A spanning cell holds the work of each of its rows, all else once in the first.
                if row == max(cell.row, first) or self.columns[column].meaning in PERIODS:
                    said[column] = lines or (Printed("", (Place(self.page, cell.box),)),)
        return tuple(said)

    def _speaks_for(self, cell: Cell) -> list[int]:
        """Return the columns to which the text of a spanning cell belongs.

        That is the column of the titles, else every period, else the first column of the cell."""
        covers = range(cell.column, cell.column + cell.column_span)
        if self.title in covers:
            return [self.title]
        return [index for index in covers if self.columns[index].meaning in PERIODS] or [cell.column]


def _find(columns: Sequence[ListColumn], meaning: Meaning) -> int | None:
    """Return the index of the first column with a meaning; None where there is none."""
    return next((index for index, column in enumerate(columns) if column.meaning is meaning), None)


def title_column(columns: Sequence[ListColumn]) -> int:
    """Return the index of the titles' column, which every list has."""
    return next(index for index, column in enumerate(columns) if column.meaning is Meaning.TITLE)


def _end(cell: Cell) -> int:
    """Return the grid row after a cell."""
    return cell.row + cell.row_span
