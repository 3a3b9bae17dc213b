"""The arrangement of labels in a ruled table: left of their values, or above them."""

from __future__ import annotations

from planextract.families.sheet.labels import Label, LabelMeaning, LabelReader
from planextract.families.sheet.period_table import TableGrid, column_end, row_end
from planextract.model.layout import TableCell

_LONGEST_LABEL = 16
"""Characters of a cell that may be a label though its words are not known."""


class LabelArrangement:
    """The labels among the cells of a table, and where their values are."""

    def __init__(self, grid: TableGrid, labels: LabelReader) -> None:
        self.grid = grid
        self.labels = labels
        self.known: dict[int, Label] = {}
        """Labels by the identity of their cells."""
        self.used: set[int] = set()
        """Identities of cells that were read."""
        for cell in grid.table.cells:
            label = labels.read_label(cell.joined_text) if cell.lines else None
            if label is not None:
                self.known[id(cell)] = label

    def find_right_of(self, cell: TableCell) -> TableCell | None:
        return self.grid.at.get((cell.row, column_end(cell)))

    def find_below(self, cell: TableCell) -> TableCell | None:
        return self.grid.at.get((row_end(cell), cell.column))

    def is_free(self, cell: TableCell | None) -> bool:
        """Decide whether a cell may be a value: it is no label and was not read."""
        return cell is not None and id(cell) not in self.known and id(cell) not in self.used

    def has_inline(self, cell: TableCell) -> bool:
        return bool(cell.lines) and self.labels.read_inline(cell.lines[0].text) is not None

    def is_listing(self) -> bool:
        """Decide whether the table lists projects, one a row under a header with their title."""
        for cell in self.grid.table.cells:
            label = self.known.get(id(cell))
            if label is None or label.meaning is not LabelMeaning.TITLE:
                continue
            right = self.find_right_of(cell)
            beside = right is not None and id(right) not in self.known and cell.column == 0
            if beside and self._has_pair_on_the_right(cell):
                continue
            first = self.find_below(cell)
            second = self.find_below(first) if first is not None else None
            if (
                first is not None
                and second is not None
                and all(
                    id(each) not in self.known
                    and each.lines
                    and each.column == cell.column
                    and each.column_span == cell.column_span
                    for each in (first, second)
                )
                and (right is None or id(right) in self.known or self._is_in_header(cell))
            ):
                return True
        return False

    def _has_pair_on_the_right(self, cell: TableCell) -> bool:
        below = self.find_below(cell)
        return below is None or id(below) in self.known

    def _is_in_header(self, cell: TableCell) -> bool:
        return any(
            id(other) in self.known and other.row == cell.row and other is not cell
            for other in self.grid.table.cells
        )

    def find_rows_of_labels(self) -> set[int]:
        """Return the grid rows whose cells are the labels of what is below them: two labels are beside
        each other, and values below both."""
        rows: set[int] = set()
        for cell in self.grid.table.cells:
            right = self.find_right_of(cell)
            if (
                id(cell) in self.known
                and id(cell) not in self.used
                and right is not None
                and right.row == cell.row
                and id(right) in self.known
                and id(right) not in self.used
                and self.is_free(self.find_below(cell))
                and self.is_free(self.find_below(right))
            ):
                rows.add(cell.row)
        for cell in self.grid.table.cells:
            if id(cell) in self.known and id(cell) not in self.used and self._stands_over_value(cell):
                rows.add(cell.row)
        return rows

    def _stands_over_value(self, cell: TableCell) -> bool:
        """Decide for a label with text on its right and below it, and with no label beside it."""
        right, below = self.find_right_of(cell), self.find_below(cell)
        if right is None or below is None or not (self.is_free(right) and self.is_free(below)):
            return False
        if not right.lines or not below.lines or self.has_inline(right) or self.has_inline(below):
            return False
        if any(
            id(other) in self.known and other is not cell and (other.column, other.column_span) == slot
            for slot in [(cell.column, cell.column_span)]
            for other in self.grid.table.cells
            if id(other) not in self.used and not self.is_free(self.find_below(other))
        ):
            return False
        row = self.grid.cells_across(cell.row)
        under = self.grid.cells_across(row_end(cell))
        return (
            len(row) > 1
            and [(each.column, each.column_span) for each in row]
            == [(each.column, each.column_span) for each in under]
            and all(may_be_label(each) for each in row)
            and not any(id(each) in self.known for each in under)
        )

    def find_label_slots(self, above: set[int]) -> set[tuple[int, int]]:
        """Return the columns, as first and span, in which labels have their values on the right."""
        return {
            (cell.column, cell.column_span)
            for cell in self.grid.table.cells
            if id(cell) in self.known
            and id(cell) not in self.used
            and cell.row not in above
            and self.is_free(self.find_right_of(cell))
        }


def may_be_label(cell: TableCell) -> bool:
    """Decide whether a cell may be a label by its length and its letters, whatever its words."""
    plain = "".join(cell.joined_text.split())
    return len(plain) <= _LONGEST_LABEL and any(map(str.isalpha, plain))
