"""The rows of a list: which grid rows make up one project, which add up others, which head those below."""

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
"""The printed lines of a cell; one without text where it is blank."""

Part = tuple[Lines, ...]
"""What one grid row says, by column. A cell that spans several rows speaks in the first of them."""


class Kind(Enum):
    PROJECT = auto()
    TOTAL = auto()
    HEADING = auto()
    OTHER = auto()
    """It says something, but neither number nor title: the rest of a row that a page break cut, or lost."""


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
    """Its number and title span only the first of its grid rows."""

    @property
    def every(self) -> range:
        """Its columns."""
        return range(len(self.parts[0]))

    def lines(self, column: int) -> Lines:
        """All that is printed in a column; a blank where it is blank."""
        return printed_lines(line for part in self.parts for line in part[column])

    def text(self, column: int) -> str:
        """All that is printed in a column, lines joined."""
        return "".join(line.text for line in self.lines(column))


def printed_lines(lines: Iterable[Printed]) -> Lines:
    """The lines that say something, or one blank one where none does but the cell is there."""
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
    """The rows from a grid row on, and the grid row where they end: the next header, or the table's end.

    `loose`: the list has projects over several grid rows whose number and title span only the first.
    """
    return _Reader(table, page, columns, profile, loose=loose).rows(first)


class _Reader:
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
        """The cells that begin in these grid rows."""
        return (cell for cell in self.table.cells if row <= cell.row < end)

    def _extent(self, row: int) -> tuple[int, Kind]:
        """The grid row after the list's row that begins at one, and what it is."""
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
        return list(dict.fromkeys(self.at[row, column] for column in range(len(self.columns))))

    def _label(self, row: int) -> str:
        """What a row says before its first amount."""
        money = [index for index, column in enumerate(self.columns) if column.meaning in MONEY]
        return "".join(
            bare(cell.joined)
            for cell in self._across(row)
            if cell.row == row and cell.lines and cell.column < min(money, default=len(self.columns))
        )

    def _is_total(self, row: int) -> bool:
        """Whether a row adds up others: it has a label that says so, and no number in front of that."""
        number = self.at[row, self.number] if self.number is not None else None
        label, totals = self._label(row), self.profile.totals
        if number is not None and number.lines and label != bare(number.joined):
            return False
        return any(pattern.fullmatch(label) for pattern in (*totals.part, *totals.whole))

    def _is_heading(self, cell: Cell) -> bool:
        """A cell right across the list, or alone in its row and over more than the column of the titles."""
        covers = range(cell.column, cell.column + cell.column_span)
        return cell.column == 0 and self.title in covers and 2 * len(covers) > len(self.columns)

    def _shared(self, number: Cell) -> bool:
        """Whether one number stands beside several titles, so that it is no project's own."""
        titles = {
            id(cell): cell
            for each in range(number.row, _end(number))
            if (cell := self.at[each, self.title]).lines
        }
        return len(titles) > 1

    def _goes_on(self, row: int) -> bool:
        """Whether a grid row belongs to the row above: it has neither number nor title of its own."""
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
        said: list[Lines] = [()] * len(self.columns)
        for cell in self._across(row):
            lines = tuple(Printed(line.text, (Place(self.page, line.box),)) for line in cell.lines)
            for column in self._speaks_for(cell):
                # Over several rows, what is done is said of each; all else once, in the project's first.
                if row == max(cell.row, first) or self.columns[column].meaning in PERIODS:
                    said[column] = lines or (Printed("", (Place(self.page, cell.box),)),)
        return tuple(said)

    def _speaks_for(self, cell: Cell) -> list[int]:
        """The columns that a cell over several says something of: the title, else every period, else the
        first."""
        covers = range(cell.column, cell.column + cell.column_span)
        if self.title in covers:
            return [self.title]
        return [index for index in covers if self.columns[index].meaning in PERIODS] or [cell.column]


def _find(columns: Sequence[ListColumn], meaning: Meaning) -> int | None:
    return next((index for index, column in enumerate(columns) if column.meaning is meaning), None)


def title_column(columns: Sequence[ListColumn]) -> int:
    """Which column holds the titles; every list has one."""
    return next(index for index, column in enumerate(columns) if column.meaning is Meaning.TITLE)


def _end(cell: Cell) -> int:
    return cell.row + cell.row_span
