"""Meanings of a list's columns that follow from the lines above it or from the cells, not from the header."""

from __future__ import annotations

from collections.abc import Iterable

from planextract.families.list.list_columns import MONEY_MEANINGS, PERIOD_MEANINGS, ColumnMeaning, ListColumn
from planextract.families.list.list_rows import ListRow
from planextract.japanese.amounts import parse_amount
from planextract.model.raw_plan import TracedText


def apply_captions(
    columns: tuple[ListColumn, ...], year: int | None, unit: TracedText | None
) -> tuple[ListColumn, ...]:
    """Return the columns with the year and the unit that only the lines above the list name.

    A column with the year of another, or with another unit than the budget's, cannot be told apart in the
    data: its meaning becomes unknown."""
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
    if not texts or not all(map(_is_amount, texts)):
        return columns
    return tuple(
        column._replace(meaning=ColumnMeaning.BUDGET, unit=unit) if index in schedule else column
        for index, column in enumerate(columns)
    )


def _text_or_none(printed: TracedText | None) -> str | None:
    """Return the text, None where there is none."""
    return printed.text if printed is not None else None


def _is_amount(text: str) -> bool:
    """Return whether a text is an amount of money."""
    try:
        parse_amount(text)
    except ValueError:
        return False
    return True
