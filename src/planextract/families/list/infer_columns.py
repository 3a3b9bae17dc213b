"""Meanings of a list's columns that follow from the lines above it or from the cells, not from the header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planextract.families.list.column_meanings import MONEY_MEANINGS, PERIOD_MEANINGS, ColumnMeaning
from planextract.families.list.list_columns import ListColumn
from planextract.families.list.list_rows import ListRow
from planextract.japanese.amounts import find_common_unit, is_amount_text, is_blank_amount
from planextract.japanese.widths import match_key
from planextract.model.raw_plan import TracedText, join_texts


def apply_captions(
    columns: tuple[ListColumn, ...], year: int | None, unit: TracedText | None
) -> tuple[ListColumn, ...]:
    """Return the columns with the year and the unit that only the lines above the list name.

    A column with the year of another, or with another unit than the budget's, cannot be told apart in the
    data: its meaning becomes unknown."""
    columns = _settle_supplements(columns)
    named = [column for column in columns if column.meaning in MONEY_MEANINGS and column.unit is not None]
    main = next(
        (column.unit for column in named if column.meaning in (ColumnMeaning.BUDGET, ColumnMeaning.TOTAL)),
        named[0].unit if named else unit,
    )
    years = [column.year or year for column in columns if column.meaning is ColumnMeaning.BUDGET]
    first = min((each for each in years if each is not None), default=None)
    found: list[ListColumn] = []
    taken: set[tuple[ColumnMeaning, int | None, str]] = set()
    for column in columns:
        if column.meaning in MONEY_MEANINGS:
            own = column.year
            if column.meaning is ColumnMeaning.BUDGET:
                own = column.year or year
            elif column.meaning is ColumnMeaning.BEFORE:
                column, own = column._replace(meaning=ColumnMeaning.PREVIOUS), own or first
            elif column.meaning is ColumnMeaning.PREVIOUS and own is None and first is not None:
                own = first - 1
            key = (column.meaning, own, column.header if column.meaning is ColumnMeaning.FUNDING else "")
            if key in taken or _text_or_none(column.unit or main) != _text_or_none(main):
                found.append(column._replace(meaning=ColumnMeaning.UNKNOWN))
                continue
            taken.add(key)
            column = column._replace(year=own, unit=column.unit or main)
        found.append(column)
    return tuple(found)


def _settle_supplements(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """Return the columns with 補正後額 as the budget and 補正額 as its change, or as the only budget.

    What is carried over is the budget too, where nothing else is."""
    found = {column.meaning for column in columns}
    compared = bool(found & {ColumnMeaning.AFTER, ColumnMeaning.BEFORE, ColumnMeaning.BUDGET})
    meanings = {
        ColumnMeaning.AFTER: ColumnMeaning.BUDGET,
        ColumnMeaning.SUPPLEMENT: ColumnMeaning.CHANGE if compared else ColumnMeaning.BUDGET,
    }
    if not found & {ColumnMeaning.BUDGET, ColumnMeaning.TOTAL, *meanings}:
        meanings[ColumnMeaning.CARRIED] = ColumnMeaning.BUDGET
    return tuple(column._replace(meaning=meanings.get(column.meaning, column.meaning)) for column in columns)


def infer_unit(
    columns: tuple[ListColumn, ...], rows: Sequence[ListRow], units: Sequence[str]
) -> tuple[ListColumn, ...]:
    """Return the columns with the unit of money that is printed in their cells, where nothing else names one.

    It is behind every amount (1,200千円), or on a line above the first."""
    money = [index for index, column in enumerate(columns) if column.meaning in MONEY_MEANINGS]
    if any(columns[index].unit is not None for index in money):
        return columns
    unit: TracedText | None = None
    for index in money:
        cells = [row.get_lines(index) for row in rows if row.get_text(index)]
        common = find_common_unit(join_texts(lines).text for lines in cells)
        first = next(iter(cells), ())
        above = match_key(first[0].text).strip("()[]") if len(first) > 1 else None
        named = next((each for each in units if each in (common, above)), None)
        if named is not None:
            unit = TracedText(named, first[0].spans)
            break
    if unit is None:
        return columns
    return tuple(
        column._replace(unit=unit) if index in money else column for index, column in enumerate(columns)
    )


def infer_amount_columns(
    columns: tuple[ListColumn, ...], unit: TracedText | None, rows: Iterable[ListRow]
) -> tuple[ListColumn, ...]:
    """Return the columns, where those headed by a year alone become budgets if they contain only amounts.

    That is so where a unit of money is named above the list and no other column has a budget. Else such a
    column contains the work planned for its year."""
    if unit is None or any(
        column.meaning in (ColumnMeaning.BUDGET, *(PERIOD_MEANINGS - {ColumnMeaning.SCHEDULE}))
        for column in columns
    ):
        return columns
    schedule = [index for index, column in enumerate(columns) if column.meaning is ColumnMeaning.SCHEDULE]
    texts = [text for row in rows for index in schedule if (text := row.get_text(index))]
    if not texts or not all(is_blank_amount(text) or is_amount_text(text) for text in texts):
        return columns
    return tuple(
        column._replace(
            meaning=ColumnMeaning.BUDGET if column.period is None else ColumnMeaning.UNKNOWN, unit=unit
        )
        if index in schedule
        else column
        for index, column in enumerate(columns)
    )


def _text_or_none(printed: TracedText | None) -> str | None:
    """Return the text, None where there is none."""
    return printed.text if printed is not None else None
