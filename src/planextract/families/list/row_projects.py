"""Converts a row of a list into a raw project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planextract.families.block.plan_tables import joined_lines
from planextract.families.list.list_columns import MONEY, ListColumn, Meaning
from planextract.families.list.list_rows import Lines, ListRow, printed_lines
from planextract.families.list.numbering_runs import NumberedRow, Run
from planextract.families.marks import MarkReader
from planextract.japanese.project_numbers import entry
from planextract.model.raw_plan import (
    DraftBudget,
    DraftCell,
    DraftFunding,
    DraftItem,
    DraftProject,
    Period,
    Printed,
    joined,
)

TOTAL = Period("total", None)
"""The period of a column of totals."""


def draft(run: Run, member: NumberedRow, marks: MarkReader) -> DraftProject:
    """Return the raw project of a row."""
    assert run.number is not None
    assert member.number is not None
    row, columns = member.row, member.entries.columns
    cells = _Cells(row, columns)
    sections = [section for section in (member.section, cells.text(Meaning.SECTION, "　")) if section]
    printed = cells.text(Meaning.TITLE)
    title = marks.title(printed.text)
    has_schedule = bool(period_columns(columns))
    prose = [Meaning.DESCRIPTION] if has_schedule else [Meaning.DESCRIPTION, Meaning.GOAL]
    return DraftProject(
        strategy=run.number,
        number=member.number,
        title=replace(printed, text=title.text) if title.text else None,
        starred=title.starred,
        section=joined(sections, "　") if sections else None,
        description=joined(cells.text(meaning) for meaning in prose),
        items=tuple(_items(row, columns)) if has_schedule else (),
        budget=budget(row, columns),
        departments=cells.lines(Meaning.DEPARTMENT),
        relisted=(),
        footnotes=(),
        places=row.places,
        classification=tuple(_classification(cells)),
        remarks=cells.text(Meaning.REMARKS),
        marks=(*title.marks, *(joined(lines).text for lines in cells.columns(Meaning.MARK))),
        printed_number=None
        if member.own_number and member.strategy in (None, run.number)
        else member.printed,
    )


def period_columns(columns: Sequence[ListColumn]) -> dict[int, Period]:
    """Return the periods of the columns with planned work, by column index.

    A total among them sums up the work, unless there are budgets that it may sum up."""
    found: dict[int, Period] = {}
    budgets = any(column.meaning is Meaning.BUDGET for column in columns)
    scheduled = any(column.meaning is Meaning.SCHEDULE for column in columns)
    for index, column in enumerate(columns):
        if column.meaning is Meaning.BASELINE:
            found[index] = Period("baseline", column.year)
        elif column.meaning is Meaning.SCHEDULE and column.year is not None:
            found[index] = Period(str(column.year), column.year)
        elif column.meaning is Meaning.TOTAL and scheduled and not budgets:
            found[index] = TOTAL
    return found


def budget(row: ListRow, columns: Sequence[ListColumn]) -> DraftBudget | None:
    """Return the amounts of money in a row; None where the list has no such columns."""
    periods = period_columns(columns)
    money = {
        index: column
        for index, column in enumerate(columns)
        if column.meaning in MONEY and index not in periods
    }
    if not money:
        return None
    text = {index: joined(row.lines(index), "\n") for index in money}
    cells: list[DraftCell] = []
    funding: list[DraftFunding] = []
    previous: DraftCell | None = None
    change: Printed | None = None
    for index, column in money.items():
        match column.meaning:
            case Meaning.PREVIOUS:
                previous = DraftCell(_year(column), text[index])
            case Meaning.CHANGE:
                change = text[index]
            case Meaning.FUNDING:
                assert column.source is not None
                funding.append(DraftFunding(column.source, column.header, text[index]))
            case Meaning.TOTAL:
                cells.append(DraftCell(TOTAL, text[index]))
            case _:
                cells.append(DraftCell(_year(column), text[index]))
    own = sorted(money.values(), key=lambda column: column.meaning not in (Meaning.BUDGET, Meaning.TOTAL))
    return DraftBudget(own[0].unit, None, tuple(cells), previous, change, tuple(funding))


def _year(column: ListColumn) -> Period:
    """Return the period of a column of money; one whose year is not named is for all years."""
    return TOTAL if column.year is None else Period(str(column.year), column.year)


class _Cells:
    """The cells of a row by the meaning of their columns; several columns may have the same."""

    def __init__(self, row: ListRow, columns: Sequence[ListColumn]) -> None:
        self._row = row
        self._columns = columns

    def columns(self, meaning: Meaning) -> Iterator[Lines]:
        """Yield the lines of each cell with text under a meaning."""
        for index, column in enumerate(self._columns):
            if column.meaning is meaning and self._row.text(index):
                yield self._row.lines(index)

    def lines(self, meaning: Meaning) -> Lines:
        """Return the lines of all cells under a meaning."""
        return tuple(line for lines in self.columns(meaning) for line in lines)

    def text(self, meaning: Meaning, between: str = "") -> Printed:
        """Return the text of all cells under a meaning."""
        return joined((joined(lines) for lines in self.columns(meaning)), between)


def _classification(cells: _Cells) -> Iterator[Printed]:
    """Yield the budget classification 款項目 as printed.

    In a single column, each line of numbers is an entry of its own; else there is a column for each level."""
    columns = list(cells.columns(Meaning.CLASSIFICATION))
    if len(columns) == 1 and all(entry(line.text) for line in columns[0]):
        yield from columns[0]
    elif columns:
        yield joined((joined(lines) for lines in columns), "　")


def _items(row: ListRow, columns: Sequence[ListColumn]) -> Iterator[DraftItem]:
    """Yield a goal with its cells for each grid row of a row."""
    periods = period_columns(columns)
    goals = [index for index, column in enumerate(columns) if column.meaning is Meaning.GOAL]
    for part in row.parts:
        goal = joined(line for index in goals for line in part[index])
        cells = tuple(DraftCell(period, _whole(part[index])) for index, period in periods.items())
        if goal or any(cell.text for cell in cells):
            yield DraftItem(goal, cells)


def _whole(lines: Lines) -> Printed:
    """Return the text of a cell, with its line breaks as printed."""
    listed = printed_lines(lines)
    return Printed(
        joined_lines(line.text for line in listed), tuple(place for line in listed for place in line.places)
    )
