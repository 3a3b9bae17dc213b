"""The header of a list: what each column is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple, get_args

from planextract.japanese.eras import without_year
from planextract.model.layout import Cell, Table
from planextract.model.plan import FundingSource
from planextract.model.raw_plan import Place, Printed
from planextract.profiles.schema import ListProfile

HEADER_ROWS = 5
"""Rows over which a header may extend."""

SAME_EDGE = 3.0
"""Points within which an edge of a table stands where it did on the page before."""


_FEWEST = 3
"""Columns that a table must have to be taken for the rest of a list."""


class Meaning(StrEnum):
    """What a column of a list says of its projects; the values are the names in a profile."""

    NUMBER = "number"
    SECTION = "section"
    DEPARTMENT = "department"
    CLASSIFICATION = "classification"
    TITLE = "title"
    MARK = "mark"
    DESCRIPTION = "description"
    GOAL = "goal"
    REMARKS = "remarks"
    PREVIOUS = "previous"
    CHANGE = "change"
    TOTAL = "total"
    BUDGET = "budget"
    BASELINE = "baseline"
    SCHEDULE = "schedule"
    FUNDING = "funding"
    UNKNOWN = "unknown"


MONEY = frozenset({Meaning.PREVIOUS, Meaning.CHANGE, Meaning.TOTAL, Meaning.BUDGET, Meaning.FUNDING})
PERIODS = frozenset({Meaning.BASELINE, Meaning.SCHEDULE})


class ListColumn(NamedTuple):
    """A column by its place and meaning."""

    x0: float
    x1: float
    meaning: Meaning
    header: str
    """The lowest cell of its header, as printed."""
    path: str
    """The cells of its header from the top down, as patterns see them."""
    year: int | None = None
    unit: Printed | None = None
    """Of money, and where it is named."""
    source: FundingSource | None = None


class Header(NamedTuple):
    """The columns of a list, and the row after its header."""

    columns: tuple[ListColumn, ...]
    end: int


def read_header(table: Table, page: int, profile: ListProfile, first: int = 0) -> Header | None:
    """The header that begins at a row; None where there is no list's header.

    A header may take several rows: the fewest are taken that make the most columns understood.
    """
    best: tuple[int, Header] | None = None
    end = first
    last = min(len(table.rows) - 1, first + HEADER_ROWS)
    while end < last:
        end = _closed(table, first, end + 1)
        columns = tuple(
            _column(table, page, index, first, end, profile) for index in range(len(table.columns) - 1)
        )
        known = sum(column.meaning is not Meaning.UNKNOWN for column in columns)
        if _is_list(columns) and (best is None or known > best[0]):
            best = known, Header(_previous_year(_lowest_title(columns)), end)
    return best[1] if best is not None else None


def continued(table: Table, columns: Sequence[ListColumn]) -> Table | None:
    """The table with the columns of the list that it goes on with; None when it is another.

    It goes on where each of its edges stands where one of the list's does, or all equally far from there,
    since left and right pages have margins of their own. It may lack some, when all its cells span them, as
    that of a total does.
    """
    move = table.columns[0] - columns[0].x0
    edges = tuple(edge + move for edge in (*(column.x0 for column in columns), columns[-1].x1))
    places = [
        next((index for index, edge in enumerate(edges) if abs(edge - own) <= SAME_EDGE), -1)
        for own in table.columns
    ]
    if places[0] != 0 or places[-1] != len(columns) or -1 in places or len(places) <= _FEWEST:
        return None
    cells = tuple(
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in table.cells
    )
    return replace(table, columns=edges, cells=cells)


def is_title_header(cell: Cell, profile: ListProfile) -> bool:
    """Whether a cell in the column of the titles is the header of that column, printed again."""
    _, _, words = header_words(cell.joined, profile)
    return any(pattern.fullmatch(words) for pattern in profile.columns.title)


def header_words(text: str, profile: ListProfile) -> tuple[int | None, str | None, str]:
    """The year and the unit of money that a header cell names, and its other words, without spaces.

    The unit stands in brackets, `（千円）` or `（単位：千円）`, or behind the words.
    """
    year, words = without_year(text)
    found = _unit_pattern(tuple(profile.units)).search(words)
    unit = (found[1] or found[2]) if found else None
    if found:
        words = words.replace(found[0], "", 1)
    for label in profile.labels:
        words = label.sub("", words)
    return year, unit, words


@cache
def _unit_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(sorted(units, key=len, reverse=True))
    return re.compile(rf"[(\[](?:単位[:・]?)?({words})[)\]]|(?<=.)(?:単位[:・]?)?({words})$")


def _closed(table: Table, first: int, end: int) -> int:
    """The first row from `end` on that no cell of the rows before reaches into."""
    while True:
        reach = max(
            (cell.row + cell.row_span for cell in table.cells if first <= cell.row < end), default=end
        )
        if reach <= end:
            return end
        end = reach


def _column(table: Table, page: int, index: int, first: int, end: int, profile: ListProfile) -> ListColumn:
    heads = [
        cell
        for cell in table.cells
        if first <= cell.row < end and cell.column <= index < cell.column + cell.column_span and cell.lines
    ]
    read = [header_words(cell.joined, profile) for cell in heads]
    path = "/".join(words for _, _, words in read if words)
    year = next((year for year, _, _ in reversed(read) if year is not None), None)
    units = [
        Printed(unit, (Place(page, cell.box),))
        for cell, (_, unit, _) in zip(heads, read, strict=True)
        if unit is not None
    ]
    unit = units[-1] if units else None
    meaning, source = _meaning(path, year, profile)
    header = heads[-1].joined.strip() if heads else ""
    return ListColumn(
        table.columns[index], table.columns[index + 1], meaning, header, path, year, unit, source
    )


def _meaning(path: str, year: int | None, profile: ListProfile) -> tuple[Meaning, FundingSource | None]:
    for meaning, patterns in _named(profile):
        if meaning is Meaning.SCHEDULE and year is None:
            continue  # what is done, but not when
        if any(pattern.fullmatch(path) for pattern in patterns):
            return meaning, None
    for source in get_args(FundingSource):
        if any(pattern.fullmatch(path) for pattern in getattr(profile.funding, source)):
            return Meaning.FUNDING, source
    if year is not None and not path:
        return Meaning.SCHEDULE, None
    return Meaning.UNKNOWN, None


def _named(profile: ListProfile) -> Iterator[tuple[Meaning, tuple[re.Pattern[str], ...]]]:
    for meaning in Meaning:
        if meaning not in (Meaning.FUNDING, Meaning.UNKNOWN):
            yield meaning, getattr(profile.columns, meaning.value)


def _is_list(columns: Sequence[ListColumn]) -> bool:
    """Whether these are the columns of a list of projects: a title, and what is spent or done."""
    meanings = {column.meaning for column in columns}
    return Meaning.TITLE in meanings and (
        bool(meanings & (MONEY | PERIODS)) or {Meaning.DEPARTMENT, Meaning.DESCRIPTION} <= meanings
    )


def _lowest_title(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """Of several columns with titles (事業名, 細事業名), the last has the projects', the others head them."""
    titles = [index for index, column in enumerate(columns) if column.meaning is Meaning.TITLE]
    return tuple(
        column._replace(meaning=Meaning.SECTION) if index in titles[:-1] else column
        for index, column in enumerate(columns)
    )


def _previous_year(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """Of two years' budgets with a column for the change between them, the earlier is the year before."""
    budgets = [column for column in columns if column.meaning is Meaning.BUDGET]
    years = [column.year for column in budgets if column.year is not None]
    if (
        len(budgets) != 2
        or len(set(years)) != 2
        or all(column.meaning is not Meaning.CHANGE for column in columns)
    ):
        return columns
    return tuple(
        column._replace(meaning=Meaning.PREVIOUS)
        if column.meaning is Meaning.BUDGET and column.year == min(years)
        else column
        for column in columns
    )
