"""Settles what the columns of a list mean, once, after its last row is found, and then reads its rows.

Where a page ends decides nothing: meanings follow from the header, the lines above the list and all of its
cells, and rows that a page break split are joined by what the rows of the whole list have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planextract.families.list.bare_years import resolve_bare_years
from planextract.families.list.column_meanings import ColumnMeaning
from planextract.families.list.infer_columns import apply_captions, infer_amount_columns, infer_unit
from planextract.families.list.list_columns import ListColumn
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_reader import FoundList
from planextract.families.list.list_rows import ListRow, ListRowKind, find_title_column, read_rows
from planextract.families.list.split_rows import (
    fill_across_break,
    fill_from_above,
    fill_upwards,
    find_filled_columns,
    has_money,
    join_split_row,
)
from planextract.japanese.widths import narrow_width
from planextract.model.raw_plan import TracedText, join_texts


@dataclass(slots=True)
class ListEntries:
    """One list with the meaning of its columns and its rows in printed order."""

    title: TracedText | None
    page: int
    columns: tuple[ListColumn, ...]
    rows: list[ListRow]
    headings: dict[int, TracedText]
    """Headings between rows, by the index of the row below them."""
    has_title_departments: bool
    """True where departments are printed behind the titles."""


def settle_list(found: FoundList, profile: ListProfile, document_year: int | None) -> ListEntries:
    """Return a list with the meaning of its columns and its rows, those split by page breaks joined.

    Where nothing near the list names its year, that of the document is taken."""
    year = found.year if found.names_years else document_year
    columns = apply_captions(resolve_bare_years(found.header, found.years), year, found.unit)
    parts = _read_parts(found, columns, profile)
    rows = [row for part in parts for row in part if row.kind is ListRowKind.PROJECT]
    settled = infer_unit(infer_amount_columns(columns, found.unit, rows), rows, profile.units)
    if settled != columns:
        parts = _read_parts(found, settled, profile)
    joiner = _RowJoiner(settled, profile.ditto, parts)
    for part, each in zip(found.parts, parts, strict=True):
        joiner.add_rows(each, after_gap=part.after_gap)
    in_titles = _has_title_departments(joiner.rows, settled, profile)
    return ListEntries(found.title, found.page, settled, joiner.rows, joiner.headings, in_titles)


def _has_title_departments(
    rows: Sequence[ListRow], columns: Sequence[ListColumn], profile: ListProfile
) -> bool:
    """Return whether most titles end in a department, in a list without a column of departments."""
    if any(column.meaning is ColumnMeaning.DEPARTMENT for column in columns):
        return False
    title = find_title_column(columns)
    titles = [narrow_width(row.get_text(title)) for row in rows if row.kind is ListRowKind.PROJECT]
    named = sum(any(p.search(text) for p in profile.title_departments) for text in titles)
    return 2 * named > len(titles)


def _read_parts(found: FoundList, columns: Sequence[ListColumn], profile: ListProfile) -> list[list[ListRow]]:
    """Return the rows of each table of a list.

    Where one project has grid rows below its number and title, all tables are read as if they had."""

    def read_all(*, loose: bool) -> list[list[ListRow]]:
        return [
            read_rows(part.table, part.page, columns, part.first, part.end, profile, loose=loose)
            for part in found.parts
        ]

    parts = read_all(loose=False)
    return read_all(loose=True) if any(row.loose for rows in parts for row in rows) else parts


class _RowJoiner:
    """Joins the rows of one table after the other to the rows of a list."""

    def __init__(
        self, columns: Sequence[ListColumn], ditto: Sequence[str], parts: Sequence[Sequence[ListRow]]
    ) -> None:
        self.rows: list[ListRow] = []
        self.headings: dict[int, TracedText] = {}
        self._columns = columns
        self._ditto = ditto
        # The rows at a page break may be parts of one.
        whole = [
            row
            for number, rows in enumerate(parts)
            for row in rows[number > 0 : len(rows) - (number < len(parts) - 1)]
            if row.kind is ListRowKind.PROJECT
        ]
        self._filled = find_filled_columns(whole, columns)
        self._all_have_money = bool(whole) and all(has_money(row, columns) for row in whole)

    def add_rows(self, rows: Sequence[ListRow], *, after_gap: bool) -> None:
        """Add the rows of a table; the first may be the rest of the last row before them."""
        for index, row in enumerate(rows):
            if row.kind is ListRowKind.HEADING:
                text = join_texts(row.get_lines(find_title_column(self._columns)))
                self.headings[len(self.rows)] = text
            elif index or not self.rows or after_gap or len(self.rows) in self.headings:
                self._add_row(row, is_after_break=index == 0)
            else:
                self._add_after_break(row)

    def _add_row(self, row: ListRow, *, is_after_break: bool) -> None:
        """Add a row of its own, which may take over cells from the row above."""
        above = self.rows[-1] if self.rows and len(self.rows) not in self.headings else None
        is_project = row.kind in (ListRowKind.PROJECT, ListRowKind.OTHER)
        if not is_after_break and is_project and above is not None and above.kind is ListRowKind.PROJECT:
            row = fill_from_above(row, above, self._columns, self._ditto)
        self.rows.append(row)

    def _add_after_break(self, row: ListRow) -> None:
        """Add the first row after a page break, or join it to the last row before it."""
        last = self.rows[-1]
        whole = join_split_row(last, row, self._columns, all_have_money=self._all_have_money)
        if whole is not None:
            if len(self.rows) > 1 and self.rows[-2].kind is ListRowKind.PROJECT:
                whole = fill_from_above(whole, self.rows[-2], self._columns, self._ditto)
            self.rows = fill_upwards([*self.rows[:-1], whole], self._columns)
        elif last.kind is ListRowKind.PROJECT and row.kind in (ListRowKind.PROJECT, ListRowKind.OTHER):
            self.rows, row = fill_across_break(self.rows, row, self._columns, self._ditto, self._filled)
            self.rows.append(row)
        else:
            self.rows.append(row)
