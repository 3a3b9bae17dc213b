"""Recognition of the header of a list, and of the meaning of each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, get_args

from planextract.families.columns import continue_on_grid, search_header
from planextract.families.list.column_meanings import MONEY_MEANINGS, PERIOD_MEANINGS, ColumnMeaning
from planextract.families.list.list_profile import ListProfile
from planextract.japanese.eras import split_off_year
from planextract.japanese.year_spans import split_year_span
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import Period, SourceSpan, TracedText
from planextract.model.record import FundingSource

MAX_HEADER_ROWS = 5
"""Greatest number of rows of a header."""

_BARE_YEAR = re.compile(r"(?P<above>[^/]+(?:/[^/]+)*)/(?P<number>\d{1,2})(?:年度?)?")
"""The path of a column that is headed by the number of a year, below another header."""

_CONTINUED_MIN_COLUMNS = 3
"""Number of columns up to which a table is not taken for the rest of a list."""


class ListColumn(NamedTuple):
    """A column with its position and meaning; x in points from the left of the page."""

    x0: float
    x1: float
    meaning: ColumnMeaning
    header: str
    """The text of the lowest cell of its header, as printed."""
    path: str
    """The words of its header cells from the top down, normalised and separated by slashes."""
    year: int | None = None
    unit: TracedText | None = None
    """The unit of money, with its source span."""
    source: FundingSource | None = None
    period: Period | None = None
    """The period of a column of planned work that is not one fiscal year."""


class ListHeader(NamedTuple):
    """The columns of a list, and the index of the grid row after its header."""

    columns: tuple[ListColumn, ...]
    end: int
    has_commitments: bool = False
    """True for a list of commitments (債務負担行為), not of projects."""


def read_list_header(table: Table, page: int, profile: ListProfile, first: int = 0) -> ListHeader | None:
    """Return the header of a list that begins at grid row `first`; None where none does."""

    def read(end: int) -> tuple[int, ListHeader] | None:
        columns = _mark_bare_years(
            [
                _read_list_column(table, page, index, first, end, profile)
                for index in range(len(table.columns) - 1)
            ],
            profile,
        )
        if not _is_project_list(columns):
            return None
        meanings = [column.meaning for column in columns]
        commits = ColumnMeaning.COMMITMENT in meanings and ColumnMeaning.TITLE not in meanings
        settled = _mark_previous_year(_keep_lowest_title(columns))
        known = len(meanings) - meanings.count(ColumnMeaning.UNKNOWN)
        return known, ListHeader(settled, end, commits)

    return search_header(table, first, MAX_HEADER_ROWS, read)


def find_list_header(table: Table, page: int, profile: ListProfile) -> ListHeader | None:
    """Return the first header of a list in the top rows of a table, under its title in the table's frame."""
    starts = range(min(MAX_HEADER_ROWS, len(table.rows) - 1))
    return next((found for row in starts if (found := read_list_header(table, page, profile, row))), None)


def align_continued_table(table: Table, columns: Sequence[ListColumn]) -> Table | None:
    """Return the table on the grid of the list that it continues; None when it is another table."""
    if len(table.columns) <= _CONTINUED_MIN_COLUMNS:
        return None
    return continue_on_grid(table, (*(column.x0 for column in columns), columns[-1].x1))


def is_title_header(cell: TableCell, profile: ListProfile) -> bool:
    """Return whether a cell in the column of the titles is the header of that column, printed again."""
    _, _, words = split_header_words(cell.joined_text, profile)
    titles = (*profile.columns.title, *profile.columns.commitment)
    return any(pattern.fullmatch(words) for pattern in titles)


def split_header_words(text: str, profile: ListProfile) -> tuple[int | None, str | None, str]:
    """Return the year and the unit of money that a header cell names, and its other words without spaces.

    The unit is in brackets, `（千円）` or `（単位：千円）`, or behind the words.

    >>> from planextract.families.profile_loader import load_profile
    >>> split_header_words("令和７年度 予算額（千円）", load_profile("list"))
    (2025, '千円', '予算額')
    """
    year, words = split_off_year(text)
    found = _compile_unit_pattern(tuple(profile.units)).search(words)
    unit = (found[1] or found[2]) if found else None
    if found:
        words = words.replace(found[0], "", 1)
    for label in profile.labels:
        words = label.sub("", words)
    return year, unit, words


@cache
def _compile_unit_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a unit of money in a header, the longest units tried first."""
    words = "|".join(sorted(units, key=len, reverse=True))
    return re.compile(rf"[(\[](?:単位[:・]?)?({words})[)\]]|(?<=.)(?:単位[:・]?)?({words})$")


def _read_list_column(
    table: Table, page: int, index: int, first: int, end: int, profile: ListProfile
) -> ListColumn:
    """Return a column of the table, read from the header cells in rows `first` to `end`."""
    heads = [
        cell
        for cell in table.cells
        if first <= cell.row < end and cell.column <= index < cell.column + cell.column_span and cell.lines
    ]
    spans = [split_year_span(cell.joined_text) for cell in heads]
    read = [
        split_header_words(cell.joined_text if span is None else rest, profile)
        for cell, (span, rest) in zip(heads, spans, strict=True)
    ]
    path = "/".join(words for _, _, words in read if words)
    # The lowest cell that names a time counts: a span over single years is that of all of them.
    span, year = next(
        (
            (span, year)
            for (span, _), (year, _, _) in reversed(list(zip(spans, read, strict=True)))
            if span is not None or year is not None
        ),
        (None, None),
    )
    period = Period(span.key, None, (span.first, span.last)) if span is not None else None
    units = [
        TracedText(unit, (SourceSpan(page, cell.box),))
        for cell, (_, unit, _) in zip(heads, read, strict=True)
        if unit is not None
    ]
    unit = units[-1] if units else None
    meaning, source = _find_meaning(path, year, profile, is_span=span is not None)
    header = heads[-1].joined_text.strip() if heads else ""
    return ListColumn(
        table.columns[index], table.columns[index + 1], meaning, header, path, year, unit, source, period
    )


def _find_meaning(
    path: str, year: int | None, profile: ListProfile, *, is_span: bool = False
) -> tuple[ColumnMeaning, FundingSource | None]:
    """Return the meaning of a header, and for a column of funding its source.

    Under 変更前 a budget is that before the change, and all else is kept as printed; under 変更後 a header
    means what it means alone."""
    for pattern in profile.changed.after:
        path = pattern.sub("", path).strip("/")
    for pattern in profile.changed.before:
        rest = pattern.sub("", path).strip("/")
        if rest != path:
            meaning, source = _find_plain_meaning(rest, year, profile, is_span=is_span)
            is_budget = meaning in (ColumnMeaning.BUDGET, ColumnMeaning.SCHEDULE)
            return (ColumnMeaning.BEFORE if is_budget else ColumnMeaning.EXTRA), source
    return _find_plain_meaning(path, year, profile, is_span=is_span)


def _find_plain_meaning(
    path: str, year: int | None, profile: ListProfile, *, is_span: bool
) -> tuple[ColumnMeaning, FundingSource | None]:
    """Return the meaning of a header that is about the present state, and its source of funding."""
    for meaning, patterns in _list_named_patterns(profile):
        if meaning is ColumnMeaning.SCHEDULE and year is None and not is_span:
            continue  # planned work without its year
        if is_span and meaning in MONEY_MEANINGS - {ColumnMeaning.TOTAL, ColumnMeaning.LIMIT}:
            continue  # an amount of several years together is no budget of one year
        if any(pattern.fullmatch(path) for pattern in patterns):
            return meaning, None
    for source in get_args(FundingSource):
        if any(pattern.fullmatch(path) for pattern in getattr(profile.funding, source)):
            return ColumnMeaning.FUNDING, source
    if (year is not None or is_span) and not path:
        return ColumnMeaning.SCHEDULE, None
    return ColumnMeaning.UNKNOWN, None


def _list_named_patterns(profile: ListProfile) -> Iterator[tuple[ColumnMeaning, tuple[re.Pattern[str], ...]]]:
    """Yield the meanings that a profile names, with the patterns of each."""
    for meaning in ColumnMeaning:
        if meaning not in (ColumnMeaning.FUNDING, ColumnMeaning.UNKNOWN):
            yield meaning, getattr(profile.columns, meaning.value)


def _mark_bare_years(columns: Sequence[ListColumn], profile: ListProfile) -> tuple[ListColumn, ...]:
    """Return the columns, where numbers that count on under one header of a schedule are years.

    Which years they are is not known yet: the period of such a column is the number as printed."""
    found = list(columns)
    run: list[tuple[int, int]] = []
    for index, column in enumerate((*columns, None)):
        number = _read_bare_year(column, profile) if column is not None else None
        if number is not None and (not run or _continues(columns, run[-1], index, number)):
            run.append((index, number))
            continue
        if len(run) > 1:
            for place, each in run:
                found[place] = found[place]._replace(
                    meaning=ColumnMeaning.SCHEDULE, period=Period(str(each), None)
                )
        run = [(index, number)] if number is not None else []
    return tuple(found)


def _read_bare_year(column: ListColumn, profile: ListProfile) -> int | None:
    match = _BARE_YEAR.fullmatch(column.path)
    if column.meaning is not ColumnMeaning.UNKNOWN or match is None:
        return None
    above = match["above"]
    if not any(pattern.fullmatch(above) for pattern in profile.columns.schedule):
        return None
    return int(match["number"])


def _continues(columns: Sequence[ListColumn], last: tuple[int, int], index: int, number: int) -> bool:
    """Return whether a number is the next year beside the last one, under the same header."""
    paths = [columns[place].path.rpartition("/")[0] for place in (last[0], index)]
    return index == last[0] + 1 and number == last[1] + 1 and paths[0] == paths[1]


def _is_project_list(columns: Sequence[ListColumn]) -> bool:
    """Return whether these are the columns of a list of projects.

    That is a title with money or work by period, or with two of departments, a description, a period and
    columns that are kept as printed. What a commitment is about is a title beside its limit."""
    listed = [column.meaning for column in columns]
    meanings = set(listed)
    if {ColumnMeaning.COMMITMENT, ColumnMeaning.LIMIT} <= meanings:
        return True
    told = meanings & {ColumnMeaning.DEPARTMENT, ColumnMeaning.DESCRIPTION, ColumnMeaning.PERIOD}
    return ColumnMeaning.TITLE in meanings and (
        bool(meanings & (MONEY_MEANINGS | PERIOD_MEANINGS))
        or len(told) + listed.count(ColumnMeaning.EXTRA) >= 2
    )


def _keep_lowest_title(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """Keep the last of several columns of titles (事業名, 細事業名); the others become sections.

    Without any, what a commitment is about is its title."""
    has_title = any(column.meaning is ColumnMeaning.TITLE for column in columns)
    commitment = ColumnMeaning.EXTRA if has_title else ColumnMeaning.TITLE
    columns = tuple(
        column._replace(meaning=commitment) if column.meaning is ColumnMeaning.COMMITMENT else column
        for column in columns
    )
    titles = [index for index, column in enumerate(columns) if column.meaning is ColumnMeaning.TITLE]
    return tuple(
        column._replace(meaning=ColumnMeaning.SECTION) if index in titles[:-1] else column
        for index, column in enumerate(columns)
    )


def _mark_previous_year(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """Mark the earlier of two years' budgets as that of the previous year if a column shows the change."""
    budgets = [column for column in columns if column.meaning is ColumnMeaning.BUDGET]
    years = [column.year for column in budgets if column.year is not None]
    if (
        len(budgets) != 2
        or len(set(years)) != 2
        or all(column.meaning is not ColumnMeaning.CHANGE for column in columns)
    ):
        return columns
    return tuple(
        column._replace(meaning=ColumnMeaning.PREVIOUS)
        if column.meaning is ColumnMeaning.BUDGET and column.year == min(years)
        else column
        for column in columns
    )
