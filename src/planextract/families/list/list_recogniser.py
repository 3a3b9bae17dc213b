"""Recognition of the list family's lines and rows, by which its pages are compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planextract.families.list.column_meanings import ColumnMeaning
from planextract.families.list.list_columns import ListColumn, align_continued_table, find_list_header
from planextract.families.list.list_profile import ListProfile
from planextract.japanese.widths import match_key, narrow_width
from planextract.model.layout import Table


@dataclass(frozen=True)
class ListRecogniser:
    """The `PageRecogniser` of the list family: single lines of a list have no signs of their own."""

    profile: ListProfile
    get_columns: Callable[[], tuple[ListColumn, ...]]
    """Return the columns of the list that a table without a header continues; none where there is no list."""

    def is_furniture(self, text: str) -> bool:
        """Return whether a line is a running head that the profile names."""
        return any(pattern.match(narrow_width(text)) for pattern in self.profile.furniture)

    def is_structural(self, text: str) -> bool:
        """Return False: every line may be a running head."""
        return False

    def is_numbered(self, text: str) -> bool:
        """Return False: a number before a line names no project."""
        return False

    def is_known(self, text: str) -> bool:
        """Return False: every line may be a running head."""
        return False

    def is_heading(self, text: str) -> bool:
        """Return False: the projects of a list are rows, not lines under a heading."""
        return False

    def read_strategy_number(self, text: str) -> int | None:
        """Return None: a list has no strategies but its runs of numbers."""
        return None

    def read_project_id(self, text: str, strategy: int | None) -> str | None:
        """Return None: a line is not the caption of a project."""
        return None

    def read_departments(self, text: str) -> str | None:
        """Return None: departments are in a column."""
        return None

    def is_departments_row(self, text: str) -> bool:
        """Return False: departments are in a column."""
        return False

    def is_footnote(self, text: str) -> bool:
        """Return False: a line under a list is not part of it."""
        return False

    def identify_rows(self, table: Table, page: int, strategy: int | None) -> Sequence[str | None]:
        """Return the number or title that each grid row prints; "" in the header and None in other rows."""
        found: list[str | None] = [None] * (len(table.rows) - 1)
        header = find_list_header(table, page, self.profile)
        if header is not None:
            columns: Sequence[ListColumn] = header.columns
            found[: header.end] = [""] * header.end
        else:
            columns = self.get_columns()
            continued = align_continued_table(table, columns) if columns else None
            if continued is None:
                return found
            table = continued
        by_meaning = {column.meaning: index for index, column in enumerate(columns)}
        key = by_meaning.get(ColumnMeaning.NUMBER, by_meaning[ColumnMeaning.TITLE])
        for cell in table.cells:
            if cell.column == key and cell.lines and found[cell.row] is None:
                found[cell.row] = match_key(cell.joined_text)
        return found
