"""Reads the amounts of money in a row of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planextract.families.list.column_meanings import MONEY_MEANINGS, ColumnMeaning
from planextract.families.list.list_columns import ListColumn
from planextract.families.list.list_profile import FundingColumns
from planextract.families.list.list_rows import CellLines, ListRow
from planextract.japanese.amounts import is_amount_text, is_blank_amount
from planextract.japanese.widths import match_key, narrow_width
from planextract.model.raw_plan import Period, RawBudget, RawCell, RawFunding, TracedText, join_texts
from planextract.model.record import FundingSource

TOTAL_PERIOD = Period("total", None)
"""The period of a column of totals."""

_LABELLED_AMOUNT = re.compile(r"(?P<label>.*?)\s*(?P<amount>[▲△-]?\s*\d[\d,]*)")


def find_period_columns(columns: Sequence[ListColumn]) -> dict[int, Period]:
    """Return the periods of the columns with planned work, by column index.

    A total among them sums up the work, unless there are budgets that it may sum up."""
    found: dict[int, Period] = {}
    budgets = any(column.meaning is ColumnMeaning.BUDGET for column in columns)
    scheduled = any(column.meaning is ColumnMeaning.SCHEDULE for column in columns)
    for index, column in enumerate(columns):
        if column.meaning is ColumnMeaning.BASELINE:
            found[index] = Period("baseline", column.year)
        elif column.meaning is ColumnMeaning.SCHEDULE and column.period is not None:
            found[index] = column.period
        elif column.meaning is ColumnMeaning.SCHEDULE and column.year is not None:
            found[index] = Period(str(column.year), column.year)
        elif column.meaning is ColumnMeaning.TOTAL and scheduled and not budgets:
            found[index] = TOTAL_PERIOD
    return found


def read_row_budget(
    row: ListRow, columns: Sequence[ListColumn], funding_marks: FundingColumns
) -> RawBudget | None:
    """Return the amounts of money in a row; None where the list has no such columns."""
    periods = find_period_columns(columns)
    money = {
        index: column
        for index, column in enumerate(columns)
        if column.meaning in MONEY_MEANINGS and index not in periods
    }
    if not money:
        return None
    cells: list[RawCell] = []
    funding: list[RawFunding] = []
    others: dict[ColumnMeaning, TracedText] = {}
    previous: RawCell | None = None
    for index, column in money.items():
        lines = _drop_unit_line(row.get_lines(index), column.unit)
        text = join_texts(lines, "\n")
        match column.meaning:
            case ColumnMeaning.PREVIOUS:
                previous = RawCell(_find_budget_period(column), text)
            case ColumnMeaning.CHANGE | ColumnMeaning.LIMIT | ColumnMeaning.CARRIED:
                others[column.meaning] = text
            case ColumnMeaning.FUNDING:
                funding.extend(_read_funding(column, lines, funding_marks))
            case ColumnMeaning.TOTAL:
                cells.append(RawCell(TOTAL_PERIOD, text))
            case _:
                cells.append(RawCell(_find_budget_period(column), text))
    main = (ColumnMeaning.BUDGET, ColumnMeaning.TOTAL)
    own = sorted(money.values(), key=lambda column: column.meaning not in main)
    return RawBudget(
        own[0].unit,
        None,
        tuple(cells),
        previous,
        others.get(ColumnMeaning.CHANGE),
        tuple(funding),
        others.get(ColumnMeaning.LIMIT),
        others.get(ColumnMeaning.CARRIED),
    )


def _find_budget_period(column: ListColumn) -> Period:
    """Return the period of a column of money; one whose year is not named is for all years."""
    return TOTAL_PERIOD if column.year is None else Period(str(column.year), column.year)


def _drop_unit_line(lines: CellLines, unit: TracedText | None) -> CellLines:
    """Return the lines of a cell without the unit that is printed above the first amount of a column."""
    if len(lines) > 1 and unit is not None and match_key(lines[0].text).strip("()[]") == unit.text:
        return lines[1:]
    return lines


def _read_funding(column: ListColumn, lines: CellLines, marks: FundingColumns) -> Iterator[RawFunding]:
    """Yield the amounts in a cell of a funding source; several where each has its label: (債) 10,800.

    A mark of the profile names the source of its amount; with other labels, a column of bonds and others
    contains other sources."""
    assert column.source is not None
    whole = join_texts(lines, "\n")
    if is_blank_amount(whole.text) or is_amount_text(whole.text, column.unit.text if column.unit else None):
        yield RawFunding(column.source, column.header, whole)
        return
    found: list[RawFunding] = []
    label = ""
    for line in lines:
        match = _LABELLED_AMOUNT.fullmatch(narrow_width(line.text).strip())
        if match is None:
            label += line.text.strip()
            continue
        label += match["label"]
        source = _find_marked_source(label, marks)
        if source is None:
            is_mixed = column.source == "bonds_other" and bool(label)
            source = "other" if is_mixed else column.source
        found.append(RawFunding(source, column.header + label, TracedText(match["amount"], line.spans)))
        label = ""
    if label or not found:
        yield RawFunding(column.source, column.header, whole)
    else:
        yield from found


def _find_marked_source(label: str, marks: FundingColumns) -> FundingSource | None:
    """Return the source that a mark of the profile names; None for any other label."""
    plain = match_key(label)
    sources: tuple[FundingSource, ...] = ("national", "prefectural", "bonds", "other", "general", "received")
    return next(
        (source for source in sources if any(pattern.fullmatch(plain) for pattern in getattr(marks, source))),
        None,
    )
