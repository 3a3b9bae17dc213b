"""Recognition of the list family's lines and rows, by which its pages are compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planextract.families.list.column_meanings import ColumnMeaning
from planextract.families.list.list_columns import ListColumn, align_continued_table, find_list_header
from planextract.families.list.list_profile import ListProfile
from planextract.japanese.widths import match_key
from planextract.model.layout import Table
from planextract.structure.page_recogniser import PlainRecogniser


class ListRecogniser(PlainRecogniser):
    """The `PageRecogniser` of the list family: its rows have a number or a title, its lines no signs."""

    def __init__(self, profile: ListProfile, get_columns: Callable[[], tuple[ListColumn, ...]]) -> None:
        super().__init__(profile.furniture)
        self._profile = profile
        self._get_columns = get_columns
        """Returns the columns of the list that a table may continue; none before the first list."""

    def identify_rows(self, table: Table, page: int, strategy: int | None) -> Sequence[str | None]:
        """Return the number or title that each grid row prints; "" in the header and None in other rows."""
        found: list[str | None] = [None] * (len(table.rows) - 1)
        header = find_list_header(table, page, self._profile)
        if header is not None:
            columns: Sequence[ListColumn] = header.columns
            found[: header.end] = [""] * header.end
        else:
            columns = self._get_columns()
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
