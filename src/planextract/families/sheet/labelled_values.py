"""A ruled table to labels with their values, whichever way they are arranged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from planextract.families.period_headers import PeriodWords
from planextract.families.sheet.arrangement import LabelArrangement, may_be_label
from planextract.families.sheet.labels import Label, LabelMeaning, LabelReader
from planextract.families.sheet.period_table import (
    PeriodColumn,
    PeriodHeader,
    PeriodTable,
    PeriodTableReader,
    TableGrid,
    column_end,
    continue_header,
    find_period_header,
    row_end,
)
from planextract.families.sheet.vertical_periods import find_turned_tables
from planextract.model.layout import Line, Table, TableCell
from planextract.model.raw_plan import SourceSpan, TracedText


class LabelledValue(NamedTuple):
    """A label and the lines of its value."""

    label: Label
    lines: tuple[TracedText, ...]
    place: SourceSpan
    """Of label and value together."""


Entry = LabelledValue | PeriodTable


@dataclass(slots=True)
class ReadTable:
    """The labels, values and tables of years that a ruled table holds."""

    entries: list[Entry] = field(default_factory=list)
    """In reading order."""
    rest: tuple[TracedText, ...] = ()
    """Lines at its top that continue the last value of the page before."""
    unread: list[TableCell] = field(default_factory=list)
    """Cells with text that nothing was made of."""
    used: int = 0
    """Glyphs of what was read."""


def read_sheet_table(
    table: Table,
    page: int,
    labels: LabelReader,
    words: PeriodWords,
    open_columns: tuple[PeriodColumn, ...] = (),
    *,
    is_continued: bool = False,
) -> ReadTable:
    """Read a table. `open_columns` are those of a table of years that the page before ended with;
    `is_continued` is True where the table is the first of a page and a sheet is open."""
    return _TableReader(table, page, labels, words, open_columns, is_continued).read()


class _TableReader(LabelArrangement):
    def __init__(
        self,
        table: Table,
        page: int,
        labels: LabelReader,
        words: PeriodWords,
        open_columns: tuple[PeriodColumn, ...],
        is_continued: bool,
    ) -> None:
        super().__init__(TableGrid(table), labels)
        self.page = page
        self.words = words
        self.open_columns = open_columns
        self.is_continued = is_continued
        self.slots_above: set[tuple[int, int]] = set()
        """Columns, as first and span, in which known labels are above their values."""
        self.found: list[tuple[int, int, Entry]] = []
        """TableGrid row and column of each entry."""

    def read(self) -> ReadTable:
        if self.is_listing():
            return ReadTable(unread=[cell for cell in self.grid.table.cells if cell.lines])
        self._read_period_tables()
        rest = tuple(self._read_rest())
        above = self.find_rows_of_labels()
        slots = self.find_label_slots(above)
        for cell in self.grid.table.cells:
            if id(cell) in self.used or not cell.lines:
                continue
            if cell.row in above:
                self._read_above(cell)
            elif id(cell) in self.known:
                self._read_known(cell)
        if self.found or rest or self.is_continued or any(map(self.has_inline, self.grid.table.cells)):
            for cell in self.grid.table.cells:
                if id(cell) not in self.used and cell.lines:
                    self._read_other(cell, slots)
        entries = [entry for _, _, entry in sorted(self.found, key=lambda each: each[:2])]
        cells = self.grid.table.cells
        return ReadTable(
            entries,
            rest,
            [cell for cell in cells if cell.lines and id(cell) not in self.used],
            sum(cell.glyphs for cell in cells if id(cell) in self.used),
        )

    # -- tables of years -------------------------------------------------------------------------

    def _read_period_tables(self) -> None:
        row = 0
        if self.open_columns:
            header = continue_header(self.grid.table, self.open_columns)
            if header is not None and find_period_header(self.grid, 0, self.words) is None:
                row = self._read_periods(header, 0)
        while row < self.grid.row_count:
            header = find_period_header(self.grid, row, self.words)
            row = self._read_periods(header, row) if header is not None else row + 1
        if not self.used:
            for turned in find_turned_tables(self.grid, self.page, self.words, self.labels):
                self.used.update(map(id, turned.cells))
                self.found.append((turned.row, 0, turned.table))

    def _read_periods(self, header: PeriodHeader, row: int) -> int:
        """Read a table of years; the grid row after it."""
        reader = PeriodTableReader(self.grid, self.page, header, self.labels)
        rows, end = reader.read_rows()
        if not rows and header.end < self.grid.row_count:
            return max(row + 1, header.end)
        self.used |= reader.used
        unit = None
        for cell in self._frame_cells(header, end):
            label = self.known.get(id(cell)) or self.labels.name_unknown(cell.joined_text)
            unit = TracedText(label.unit, (SourceSpan(self.page, cell.box),)) if label.unit else unit
            self.used.add(id(cell))
        self.used.update(id(cell) for cell in header.cells)
        self.found.append((row, header.first, PeriodTable(header.columns, rows, unit)))
        return end

    def _frame_cells(self, header: PeriodHeader, end: int) -> Iterator[TableCell]:
        """Yield the cells beside and above a header that name the table of years as a whole."""
        if not header.cells:
            return
        top = header.cells[0].row
        for cell in self.grid.table.cells:
            if id(cell) in self.used or not cell.lines:
                continue
            beside = column_end(cell) <= header.first and cell.row <= top < row_end(cell)
            above = (
                row_end(cell) == top
                and cell.column >= header.first
                and column_end(cell) <= column_end(header.cells[-1])
                and self._is_frame(cell)
            )
            over = row_end(cell) == top and cell.column <= header.first and self._is_frame(cell)
            if beside or above or over:
                yield cell

    def _is_frame(self, cell: TableCell) -> bool:
        label = self.known.get(id(cell))
        return label is not None and label.meaning in (LabelMeaning.FRAME, LabelMeaning.BUDGET)

    # -- labels and values -----------------------------------------------------------------------

    def _read_above(self, cell: TableCell) -> None:
        """Read a cell of a row of labels with the value below it."""
        below = self.find_below(cell)
        if not self.is_free(below):
            if id(cell) in self.known:
                self._read_known(cell)
            return
        values = [
            other
            for other in self.grid.table.cells
            if other.row == row_end(cell)
            and cell.column <= other.column < column_end(cell)
            and self.is_free(other)
        ]
        self.slots_above.add((cell.column, cell.column_span))
        label = self.known.get(id(cell)) or self.labels.name_unknown(cell.joined_text)
        self._take(cell, label, values)

    def _read_known(self, cell: TableCell) -> None:
        label = self.known[id(cell)]
        right, below = self.find_right_of(cell), self.find_below(cell)
        if self.is_free(right):
            self._take(cell, label, self._values_right_of(cell))
        elif self.is_free(below) and below is not None and below.column == cell.column:
            self.slots_above.add((cell.column, cell.column_span))
            self._take(cell, label, [below])
        elif label.meaning is LabelMeaning.FRAME and right is None:
            self._add(cell, label, [])

    def _values_right_of(self, cell: TableCell) -> list[TableCell]:
        """Return the cells on the right of a label that hold its value: one, or several where they are not
        labels and values in turn."""
        found: list[TableCell] = []
        for row in range(cell.row, row_end(cell)):
            run = list(self._run_right_of(cell, row))
            if len(run) > 2 and all(may_be_label(other) for other in run[1::2]):
                run = run[:1]
            found.extend(other for other in run if other not in found)
        return found

    def _run_right_of(self, cell: TableCell, row: int) -> Iterator[TableCell]:
        """Yield the cells of a grid row between a label and the next that is known."""
        column = column_end(cell)
        while column < self.grid.column_count:
            other = self.grid.at[row, column]
            if not self.is_free(other) or other.row < cell.row or row_end(other) > row_end(cell):
                return
            if column > column_end(cell) and self.has_inline(other):
                return
            yield other
            column = column_end(other)

    def _read_other(self, cell: TableCell, slots: set[tuple[int, int]]) -> None:
        """Read a cell that is neither a known label nor the value of one."""
        if self._read_lines(cell):
            return
        if not may_be_label(cell):
            return
        left = self.grid.at.get((cell.row, cell.column - 1))
        in_turn = left is not None and id(left) in self.used and left.row == cell.row
        values: list[TableCell] = []
        if (cell.column, cell.column_span) in slots or in_turn:
            values = self._values_right_of(cell)
        below = self.find_below(cell)
        if (
            not values
            and ((cell.column, cell.column_span) in self.slots_above or self._is_row_of_unknown(cell, slots))
            and below is not None
            and below.lines
            and self.is_free(below)
            and (below.column, below.column_span) == (cell.column, cell.column_span)
        ):
            values = [below]
        if values:
            self._take(cell, self.labels.name_unknown(cell.joined_text), values)

    def _is_row_of_unknown(self, cell: TableCell, slots: set[tuple[int, int]]) -> bool:
        """Decide for a table whose labels are all above their values whether a row is labels, too."""
        row = self.grid.cells_across(cell.row)
        under = self.grid.cells_across(row_end(cell)) if row_end(cell) < self.grid.row_count else []
        return (
            (bool(self.slots_above) or self.is_continued)
            and not slots
            and all(map(may_be_label, row))
            and [(each.column, each.column_span) for each in row]
            == [(each.column, each.column_span) for each in under]
        )

    def _read_lines(self, cell: TableCell) -> bool:
        """Read a cell that holds labels together with their values."""
        first, *others = cell.lines
        label = self.labels.read_label(first.text)
        if label is not None and others:
            self._add(cell, label, [_printed(line, self.page) for line in others])
            return True
        parts: list[tuple[Label, list[TracedText]]] = []
        for line in cell.lines:
            read = self.labels.read_inline(line.text)
            if read is None and (parts or any(map(self.has_inline, self.grid.table.cells))):
                read = self.labels.read_inline_unknown(line.text)
            if read is not None:
                parts.append(
                    (read[0], [TracedText(read[1], (SourceSpan(self.page, line.box),))] if read[1] else [])
                )
            elif parts:
                parts[-1][1].append(_printed(line, self.page))
            else:
                return False
        if len(parts) == 1 and not parts[0][1] and parts[0][0].meaning is LabelMeaning.UNKNOWN:
            return False  # a label alone, in brackets
        for label, lines in parts:
            self._add(cell, label, lines)
        return True

    # -- results ---------------------------------------------------------------------------------

    def _take(self, cell: TableCell, label: Label, values: list[TableCell]) -> None:
        lines = [_printed(line, self.page) for value in values for line in value.lines]
        blank = [TracedText("", (SourceSpan(self.page, value.box),)) for value in values[:1]]
        self._add(cell, label, lines or blank, values)
        self.used.update(id(value) for value in values)

    def _add(
        self, cell: TableCell, label: Label, lines: list[TracedText], values: Iterable[TableCell] = ()
    ) -> None:
        box = cell.box
        for value in values:
            box = box.unite_with(value.box)
        self.used.add(id(cell))
        entry = LabelledValue(label, tuple(lines), SourceSpan(self.page, box))
        self.found.append((cell.row, cell.column, entry))

    def _read_rest(self) -> Iterator[TracedText]:
        """Yield what the first row prints beside a blank label: the rest of a value that a page break cut."""
        if not self.is_continued:
            return
        across = self.grid.cells_across(0)
        if (
            len(across) == 2
            and not across[0].lines
            and across[1].lines
            and self.is_free(across[1])
            and not self.has_inline(across[1])
        ):
            self.used.add(id(across[1]))
            yield from (_printed(line, self.page) for line in across[1].lines)


def _printed(line: Line, page: int) -> TracedText:
    return TracedText(line.text.strip(), (SourceSpan(page, line.box),))
