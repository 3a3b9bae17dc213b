"""Converts a row of a list into a raw project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planextract.families.block.plan_rows import join_cell_lines
from planextract.families.list.column_meanings import KEPT_MEANINGS, ColumnMeaning
from planextract.families.list.list_columns import ListColumn
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_rows import CellLines, ListRow, drop_blank_lines
from planextract.families.list.numbering_runs import NumberedRow, NumberingRun
from planextract.families.list.row_budgets import find_period_columns, read_row_budget
from planextract.families.title_marks import MarkReader
from planextract.japanese.project_numbers import parse_budget_entry
from planextract.japanese.widths import get_printed_group, narrow_width
from planextract.model.raw_plan import (
    RawCell,
    RawDetail,
    RawExtra,
    RawItem,
    RawProject,
    TracedText,
    join_texts,
)


def build_row_project(run: NumberingRun, member: NumberedRow, profile: ListProfile) -> RawProject:
    """Return the raw project of a row."""
    assert run.number is not None
    assert member.number is not None
    row, columns = member.row, member.entries.columns
    cells = _RowCells(row, columns)
    sections = [
        section for section in (member.section, cells.join_text(ColumnMeaning.SECTION, "　")) if section
    ]
    printed = cells.join_text(ColumnMeaning.TITLE)
    departments = cells.collect_lines(ColumnMeaning.DEPARTMENT)
    if member.entries.has_title_departments:
        printed, departments = split_title_department(printed, profile)
    title = MarkReader(profile.marks).read_title(printed.text)
    has_schedule = bool(find_period_columns(columns))
    prose = [ColumnMeaning.DESCRIPTION] if has_schedule else [ColumnMeaning.DESCRIPTION, ColumnMeaning.GOAL]
    period = cells.join_text(ColumnMeaning.PERIOD)
    return RawProject(
        strategy=run.number,
        number=member.number,
        title=replace(printed, text=title.text) if title.text else None,
        starred=title.starred,
        section=join_texts(sections, "　") if sections else None,
        description=join_texts(cells.join_text(meaning) for meaning in prose),
        items=tuple(_read_items(row, columns)) if has_schedule else (),
        budget=read_row_budget(row, columns, profile.funding_marks),
        departments=departments,
        relisted=(),
        footnotes=(),
        spans=row.places,
        classification=tuple(_read_classification(cells)),
        details=(RawDetail("remarks", cells.join_text(ColumnMeaning.REMARKS)),),
        period=period if period else None,
        marks=(*title.marks, *(join_texts(lines).text for lines in cells.iterate_cells(ColumnMeaning.MARK))),
        extra=tuple(_read_extra(row, columns)),
        printed_number=None
        if member.own_number and not member.is_number_kept and member.strategy in (None, run.number)
        else member.printed,
    )


def split_title_department(
    printed: TracedText, profile: ListProfile
) -> tuple[TracedText, tuple[TracedText, ...]]:
    """Separate a title from the department that is printed behind it: 坂道の手すり【道路課】.

    No department is returned where none is printed so."""
    folded = narrow_width(printed.text)
    for pattern in profile.title_departments:
        match = pattern.search(folded)
        if match is not None and match.start() > 0:
            title = printed.text[: match.start()].rstrip()
            name = "".join(get_printed_group(match, "department", printed.text).split())
            return replace(printed, text=title), (replace(printed, text=name),)
    return printed, ()


def _read_extra(row: ListRow, columns: Sequence[ListColumn]) -> Iterator[RawExtra]:
    """Yield what a row prints in columns without a field of their own, under their headers."""
    for index, column in enumerate(columns):
        if column.meaning in KEPT_MEANINGS and row.get_text(index):
            same = sum(column.header == other.header for other in columns) > 1
            label = column.path if same and column.path else column.header
            yield RawExtra(label, join_texts(row.get_lines(index), "\n"))


class _RowCells:
    """The cells of a row by the meaning of their columns; several columns may have the same."""

    def __init__(self, row: ListRow, columns: Sequence[ListColumn]) -> None:
        self._row = row
        self._columns = columns

    def iterate_cells(self, meaning: ColumnMeaning) -> Iterator[CellLines]:
        """Yield the lines of each cell with text under a meaning."""
        for index, column in enumerate(self._columns):
            if column.meaning is meaning and self._row.get_text(index):
                yield self._row.get_lines(index)

    def collect_lines(self, meaning: ColumnMeaning) -> CellLines:
        """Return the lines of all cells under a meaning."""
        return tuple(line for lines in self.iterate_cells(meaning) for line in lines)

    def join_text(self, meaning: ColumnMeaning, between: str = "") -> TracedText:
        """Return the text of all cells under a meaning."""
        return join_texts((join_texts(lines) for lines in self.iterate_cells(meaning)), between)


def _read_classification(cells: _RowCells) -> Iterator[TracedText]:
    """Yield the budget classification 款項目 as printed.

    In a single column, each line of numbers is an entry of its own; else there is a column for each level."""
    columns = list(cells.iterate_cells(ColumnMeaning.CLASSIFICATION))
    if len(columns) == 1 and all(parse_budget_entry(line.text) for line in columns[0]):
        yield from columns[0]
    elif columns:
        yield join_texts((join_texts(lines) for lines in columns), "　")


def _read_items(row: ListRow, columns: Sequence[ListColumn]) -> Iterator[RawItem]:
    """Yield a goal with its cells for each grid row of a row."""
    periods = find_period_columns(columns)
    goals = [index for index, column in enumerate(columns) if column.meaning is ColumnMeaning.GOAL]
    in_charge = [index for index, column in enumerate(columns) if column.meaning is ColumnMeaning.DEPARTMENT]
    named = [part for part in row.parts if any(any(part[index]) for index in in_charge)]
    department: TracedText | None = None
    for part in row.parts:
        department = join_texts(line for index in in_charge for line in part[index]) or department
        goal = join_texts(line for index in goals for line in part[index])
        cells = tuple(RawCell(period, _join_printed_lines(part[index])) for index, period in periods.items())
        if goal or any(cell.text for cell in cells):
            yield RawItem(goal, cells, department if len(named) > 1 else None)


def _join_printed_lines(lines: CellLines) -> TracedText:
    """Return the text of a cell, with its line breaks as printed."""
    listed = drop_blank_lines(lines)
    return TracedText(
        join_cell_lines(line.text for line in listed), tuple(place for line in listed for place in line.spans)
    )
