"""Leave out of the plan of a text the rows of tables that may have been put together wrongly.

A text keeps no edges between rows. Where its lines can be divided into rows in more than one way, or where
what was read of a row contradicts its kind, its values are left out and become findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planextract.japanese.amounts import parse_amount
from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode, finding
from planextract.model.geometry import Box
from planextract.model.layout import Line, PageLayout, Table
from planextract.model.plan import Finding
from planextract.model.raw_plan import (
    EMPTY_TEXT,
    RawBudget,
    RawFootnote,
    RawItem,
    RawPlan,
    RawProject,
    RawRelisted,
    SourceSpan,
    TracedText,
)
from planextract.model.record import Fact
from planextract.profiles.organisation import Organisation

_FOOT = re.compile(r"[※＊*]|注\d")
_BADGED_NUMBER = re.compile(r"(?:【[^】]+】|[★☆◎○●])+\s*(?:[(（][\d０-９]+[)）]|[\d０-９]+\s)")
"""The beginning of a title with its badges before its number."""

_WIDE_GAP = "\u3000"
"""A gap of about an em or more inside a line, which separates the cells of a row."""

_MIN_SHARED_POINTS = 1.0


@dataclass(slots=True)
class UncertainRows:
    """The rows of the tables of a text that can be divided otherwise, collected while the pages pass by."""

    boxes: dict[int, list[Box]] = field(default_factory=dict)
    """By page: the boxes of the rows."""
    _unknown: Counter[str | None] = field(default_factory=Counter)
    """Number of columns of each project whose header is not understood."""
    edges: Counter[str] = field(default_factory=Counter)
    """Number of pages that begin or end with a text, as running heads do."""

    def watch_pages(self, pages: Iterable[PageLayout]) -> Iterator[PageLayout]:
        """Yield the pages unchanged, and collect their uncertain rows."""
        for layout in pages:
            found = [box for block in layout.blocks if isinstance(block, Table) for box in block.uncertain]
            if found:
                self.boxes[layout.number] = found
            outer = [block for block in (*layout.blocks[:1], *layout.blocks[-1:]) if isinstance(block, Line)]
            self.edges.update({match_key(line.segments[0].text) for line in outer if line.segments})
            yield layout

    def leave_out(self, draft: RawPlan, organisation: Organisation) -> RawPlan:
        """Return the plan of a text without the values of uncertain rows, with a finding for each row."""
        self._unknown = Counter(
            each.project for each in draft.findings if each.code == FindingCode.UNKNOWN_COLUMN
        )
        findings: list[Finding] = []
        projects = tuple(self._filter_project(each, organisation, findings) for each in draft.projects)
        return replace(draft, projects=projects, findings=(*draft.findings, *findings))

    def _filter_project(
        self, project: RawProject, organisation: Organisation, findings: list[Finding]
    ) -> RawProject:
        def report(code: FindingCode, spans: tuple[SourceSpan, ...], **facts: Fact) -> None:
            page = spans[0].page if spans else project.page
            findings.append(finding(code, page=page, project=project.id, pointer=None, **facts))

        out_of_line = self._unknown[project.id] > 1 or _has_shifted_cells(project)
        items: list[RawItem] = []
        broken = _find_broken_items(project.items)
        for index, item in enumerate(project.items):
            is_foreign = self._is_foreign_item(item, organisation)
            if is_foreign or index in broken or out_of_line or self._is_uncertain(item):
                shown = item.goal.text or "｜".join(cell.text for cell in item.cells)
                report(FindingCode.UNPLACED_CELL, _collect_spans(item), goal=shown)
            else:
                items.append(item)
        budget = project.budget
        if budget is not None and (out_of_line or self._is_uncertain(budget) or _has_mixed_amounts(budget)):
            report(FindingCode.UNPLACED_CELL, _collect_spans(budget))
            budget = None
        relisted: list[RawRelisted] = []
        for row in project.relisted:
            if _is_foreign_relisted(row, organisation) or (
                self._is_uncertain(row) and not _shares_initiative(row, project.relisted)
            ):
                text = "｜".join(part.text for part in row)
                report(FindingCode.UNPLACED_TEXT, _collect_spans(row), row_text=text)
            else:
                relisted.append(row)
        departments = project.departments
        is_among_goals = any(
            _names_department(cell.text, organisation) for item in project.items for cell in item.cells
        )
        is_mixed = self._is_uncertain(departments) and not _are_whole(departments, organisation)
        if departments and (is_among_goals or is_mixed):
            text = "｜".join(line.text for line in departments)
            report(FindingCode.UNPLACED_TEXT, _collect_spans(departments), row_text=text)
            departments = ()
        footnotes = [note for note in project.footnotes if _explains_own_term(note, project)]
        for note in project.footnotes:
            if note not in footnotes:
                report(FindingCode.UNPLACED_TEXT, note.text.spans, footnote=note.text.text)
        kept = replace(
            project,
            items=tuple(items),
            budget=budget,
            relisted=tuple(relisted),
            departments=departments,
            footnotes=tuple(footnotes),
        )
        if _BADGED_NUMBER.match(project.description.text):
            # The title of the project is in its description, and what was taken for it is another heading.
            report(FindingCode.UNPLACED_TEXT, project.description.spans, rest=project.description.text)
            kept = replace(kept, title=None, starred=False, marks=(), description=EMPTY_TEXT)
        return kept

    def _is_foreign_item(self, item: RawItem, organisation: Organisation) -> bool:
        """Return True for a row of no goal: one without a name, a footnote, a running head, departments."""
        goal = match_key(item.goal.text)
        if not goal or _FOOT.match(goal) or self.edges[goal] > 1:
            return True
        return _is_one_cell(item) or any(_names_department(cell.text, organisation) for cell in item.cells)

    def _is_uncertain(self, record: Any) -> bool:
        """Return True where a text of the record is printed in an uncertain row."""
        return any(
            min(span.box.bottom, box.bottom) - max(span.box.top, box.top) > _MIN_SHARED_POINTS
            for span in _collect_spans(record)
            for box in self.boxes.get(span.page, ())
        )


def _collect_spans(record: Any) -> tuple[SourceSpan, ...]:
    """Return the source spans of a record of texts."""
    if isinstance(record, SourceSpan):
        return (record,)
    if isinstance(record, tuple):
        return tuple(span for part in record for span in _collect_spans(part))
    return _collect_spans(record.spans) if hasattr(record, "spans") else ()


def _find_broken_items(items: Sequence[RawItem]) -> set[int]:
    """Return the indices of rows without any cell, and of the rows that they may be a part of."""
    blank = {index for index, item in enumerate(items) if not any(cell.text for cell in item.cells)}
    return {near for index in blank for near in (index - 1, index, index + 1)}


def _explains_own_term(note: RawFootnote, project: RawProject) -> bool:
    """Return True where the term of a footnote, if it has one, is in a text of its project."""
    if note.term is None:
        return True
    title = project.title.text if project.title is not None else ""
    rows = [text for item in project.items for text in (item.goal.text, *(c.text for c in item.cells))]
    return match_key(note.term.text) in match_key("".join([title, project.description.text, *rows]))


def _has_shifted_cells(project: RawProject) -> bool:
    """Return True where a cell has two words beside each other: the columns are not those of the table."""
    return any(_is_run_together(cell.text) for item in project.items for cell in item.cells)


def _is_run_together(text: str) -> bool:
    return _WIDE_GAP in text


def _is_one_cell(item: RawItem) -> bool:
    """Return True where one text is over all periods, from the first to the total: it follows no column."""
    ends = [cell.printed for cell in item.cells if cell.period.key in ("baseline", "total")]
    return len(ends) > 1 and bool(ends[0].text) and ends[0] == ends[-1]


def _names_department(text: str, organisation: Organisation) -> bool:
    """Return True where a line or word of a text is the name of a department."""
    return any(len(word) > 1 and organisation.is_department(word) for word in re.split(r"[\s　、]+", text))


def _is_foreign_relisted(row: RawRelisted, organisation: Organisation) -> bool:
    """Return True for a relisted row that lacks a part, or contains names of departments."""
    if not (row.initiative and row.content) or any(_is_run_together(part.text) for part in row):
        return True
    if not re.search(r"\d", match_key(row.reference.text)):
        return True
    return any(_names_department(part.text, organisation) for part in row)


def _shares_initiative(row: RawRelisted, rows: Iterable[RawRelisted]) -> bool:
    """Return True where one initiative is beside several rows that are all complete.

    They are the same rows, in whatever way their lines are divided.
    """
    group = [each for each in rows if each.initiative == row.initiative]
    return len(group) > 1 and all(each.content and each.reference for each in group)


def _are_whole(lines: Iterable[TracedText], organisation: Organisation) -> bool:
    """Return True where each line begins with a department and names nothing but units."""
    words = [[word for word in re.split(r"[\s　、]+", line.text) if word] for line in lines]
    return all(
        line and organisation.is_department(line[0]) and all(map(organisation.is_unit, line))
        for line in words
    )


def _has_mixed_amounts(budget: RawBudget) -> bool:
    """Return True where a cell of the budget is not one amount, or where one of a sum is missing."""
    try:
        for cell in budget.cells:
            parse_amount(cell.text)
        years = [parse_amount(cell.text) if cell.text else None for cell in budget.years]
        total = parse_amount(budget.total.text) if budget.total is not None else None
    except ValueError:
        return True
    is_lost = not all(cell.text for cell in budget.years) and total is not None
    return is_lost and sum(amount or 0 for amount in years) != total
