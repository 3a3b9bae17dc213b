"""Sheets to projects, and the numbers that make up their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from planextract.families.project_ids import read_number_parts
from planextract.families.sheet.labelled_values import LabelledValue
from planextract.families.sheet.labels import LabelMeaning
from planextract.families.sheet.period_table import PeriodRow, PeriodTable
from planextract.families.sheet.sheet_groups import SheetGroup, SheetHeading
from planextract.families.title_marks import MarkReader
from planextract.japanese.amounts import find_common_unit
from planextract.japanese.project_numbers import parse_budget_entry as classification_numbers
from planextract.model.raw_plan import (
    Period,
    RawBudget,
    RawCell,
    RawDetail,
    RawExtra,
    RawItem,
    RawProject,
    SourceSpan,
    TracedText,
    join_texts,
)

TOTAL = Period("total", None)


@dataclass(slots=True)
class NumberedSheet:
    """A sheet in its strategy."""

    group: SheetGroup
    number: int
    printed: TracedText | None
    """Its number as printed, where the id does not show it."""
    is_counted: bool


@dataclass(slots=True)
class SheetStrategy:
    """The sheets under one heading, or of one run of numbers."""

    number: int
    title: TracedText | None
    members: list[NumberedSheet] = field(default_factory=list)

    @property
    def last_number(self) -> int:
        """The largest number so far."""
        return max((member.number for member in self.members), default=0)


def number_sheets(groups: Iterable[SheetGroup]) -> list[SheetStrategy]:
    """Return the strategies of all sheets, each sheet with a number of its own."""
    found: list[SheetStrategy] = []
    current: SheetStrategy | None = None
    heading: SheetHeading | None = None
    for group in groups:
        printed = next(iter(group.values(LabelMeaning.NUMBER)), None)
        text = join_texts(printed.lines) if printed is not None else None
        parts = read_number_parts(text.text) if text else None
        strategy = parts.strategy if parts is not None else None
        number = parts.number if parts is not None else None
        if strategy is not None:
            current = next((each for each in found if each.number == strategy), None) or _new(found, strategy)
            current.title = current.title or (group.heading.title if group.heading is not None else None)
        elif current is None or group.heading is not heading or (number == 1 and current.last_number):
            titled = group.heading if group.heading is not heading or current is None else None
            current = _new(found, titled.number if titled is not None else None)
            current.title = titled.title if titled is not None else None
        heading = group.heading
        taken = {member.number for member in current.members}
        if number is not None and not (strategy is None and number in taken):
            kept = text if parts is not None and parts.is_kept else None
            current.members.append(NumberedSheet(group, number, kept, False))
        else:
            current.members.append(NumberedSheet(group, current.last_number + 1, text or None, text is None))
    return found


def _new(found: list[SheetStrategy], wanted: int | None) -> SheetStrategy:
    taken = {each.number for each in found}
    number = wanted if wanted and wanted not in taken else max(taken, default=0) + 1
    found.append(SheetStrategy(number, None))
    return found[-1]


def build_project(strategy: SheetStrategy, member: NumberedSheet, marks: MarkReader) -> RawProject:
    """Return the project that a sheet describes."""
    group = member.group
    named = group.title
    assert named is not None
    printed = join_texts(named.lines)
    title = marks.read_title(printed.text)
    sections = [
        join_texts(value.lines)
        for value in sorted(
            (*group.values(LabelMeaning.SECTION), *_lesser_titles(group)), key=group.entries.index
        )
    ]
    sections = [section for section in sections if section]
    described = [join_texts(value.lines) for value in group.values(LabelMeaning.DESCRIPTION)]
    tables = [entry for entry in group.entries if isinstance(entry, PeriodTable)]
    return RawProject(
        strategy=strategy.number,
        number=member.number,
        title=replace(printed, text=title.text) if title.text else None,
        starred=title.starred,
        section=join_texts(sections, "　") if sections else None,
        description=join_texts(described),
        items=tuple(_items(tables)),
        budget=_budget(group, tables),
        departments=tuple(
            line for value in group.values(LabelMeaning.DEPARTMENT) for line in value.lines if line
        ),
        relisted=(),
        footnotes=(),
        spans=tuple(_one_box_a_page(group.spans)),
        classification=tuple(_classification(group)),
        details=(RawDetail("remarks", _join_values(group, LabelMeaning.REMARKS)),),
        printed_number=member.printed,
        marks=(
            *title.marks,
            *(text for value in group.values(LabelMeaning.MARK) if (text := join_texts(value.lines).text)),
        ),
        period=_join_values(group, LabelMeaning.PERIOD) or None,
        extra=tuple(_extras(group)),
    )


def _lesser_titles(group: SheetGroup) -> Iterator[LabelledValue]:
    """Yield what other labels of titles name: the project is a part of it."""
    return (value for value in group.values(LabelMeaning.TITLE) if value is not group.title)


def _items(tables: Iterable[PeriodTable]) -> Iterator[RawItem]:
    rows = [row for table in tables for row in table.rows if not _is_money(row)]
    for row in rows:
        yield RawItem(row.goal, row.cells)


def _is_money(row: PeriodRow) -> bool:
    return row.label is not None and row.label.meaning is LabelMeaning.BUDGET


def _budget(group: SheetGroup, tables: Sequence[PeriodTable]) -> RawBudget | None:
    """Return what a sheet prints of money: a row of its table of years, or a value of its own."""
    rows = [(table, row) for table in tables for row in table.rows if _is_money(row)]
    single = group.values(LabelMeaning.BUDGET)
    cells = [cell for _, row in rows[:1] for cell in row.cells]
    units: list[TracedText] = []
    for table, row in rows[:1]:
        if row.label is not None and row.label.unit is not None:
            units.append(TracedText(row.label.unit, row.goal.spans))
        elif table.unit is not None:
            units.append(table.unit)
    units.extend(table.unit for table in tables if table.unit is not None)
    if single and not any(cell.period == TOTAL for cell in cells):
        value = single[0]
        cells.append(RawCell(TOTAL, join_texts(value.lines, "\n")))
        if value.label.unit is not None:
            units.append(TracedText(value.label.unit, (value.place,)))
    if not cells:
        return None
    inline = find_common_unit(cell.text for cell in cells)
    if inline is not None:
        units.append(TracedText(inline, cells[0].printed.spans))
    units.extend(group.units)
    return RawBudget(units[0] if units else None, None, tuple(cells))


def _classification(group: SheetGroup) -> Iterator[TracedText]:
    for value in group.values(LabelMeaning.CLASSIFICATION):
        if all(classification_numbers(line.text) for line in value.lines):
            yield from value.lines
        elif any(value.lines):
            yield join_texts(value.lines)


def _extras(group: SheetGroup) -> Iterator[RawExtra]:
    """Yield the values whose labels are not understood, under their labels."""
    for entry in group.entries:
        if isinstance(entry, LabelledValue) and entry.label.meaning in (
            LabelMeaning.UNKNOWN,
            LabelMeaning.FRAME,
        ):
            yield RawExtra(entry.label.text, join_texts(entry.lines, "\n"))
    for value in group.values(LabelMeaning.BUDGET)[1:]:
        yield RawExtra(value.label.text, join_texts(value.lines, "\n"))
    rows = [row for entry in group.entries if isinstance(entry, PeriodTable) for row in entry.rows]
    for index, row in enumerate(row for row in rows if _is_money(row)):
        for cell in row.cells:
            if cell.text and (index or not _has_place_in_budget(cell.period)):
                yield RawExtra(f"{row.goal.text} {cell.period.key}", cell.printed)


def _has_place_in_budget(period: Period) -> bool:
    """Return whether a budget has a field for the amount of a period: a year, or all of them together."""
    return period == TOTAL or (period.fiscal_year is not None and period.key != "baseline")


def _one_box_a_page(places: Iterable[SourceSpan]) -> Iterator[SourceSpan]:
    boxes: dict[int, SourceSpan] = {}
    for place in places:
        known = boxes.get(place.page)
        boxes[place.page] = (
            place if known is None else SourceSpan(place.page, known.box.unite_with(place.box))
        )
    yield from boxes.values()


def _join_values(group: SheetGroup, meaning: LabelMeaning) -> TracedText:
    """Return the lines of all values under a label as one text."""
    return join_texts(join_texts(value.lines) for value in group.values(meaning))
