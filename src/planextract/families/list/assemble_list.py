"""Assembles lists with one row per project into a raw plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planextract.families.list.list_columns import Meaning
from planextract.families.list.list_reader import ListEntries, ListReader
from planextract.families.list.list_rows import Kind, ListRow
from planextract.families.list.numbering_runs import Run, runs
from planextract.families.list.row_projects import TOTAL, draft, period_columns
from planextract.families.list.totals import totals
from planextract.families.marks import MarkReader
from planextract.families.progress import PageDone
from planextract.families.project_copies import compare
from planextract.japanese.widths import bare, fold
from planextract.model.findings import finding
from planextract.model.layout import Line, PageLayout
from planextract.model.plan import Finding
from planextract.model.raw_plan import (
    Draft,
    DraftHeading,
    DraftProject,
    PageAccount,
    Period,
    Place,
    Printed,
    Role,
)
from planextract.profiles.schema import ListProfile
from planextract.structure.running_heads import marked


@dataclass(frozen=True)
class _Known:
    """Recognisers of single lines by the profile of a list."""

    profile: ListProfile

    def furniture(self, text: str) -> bool:
        return any(pattern.match(fold(text)) for pattern in self.profile.furniture)

    def structural(self, text: str) -> bool:
        return False

    def numbered(self, text: str) -> bool:
        return False


def assemble(layouts: Iterable[PageLayout], profile: ListProfile, page_done: PageDone) -> Draft:
    """Return every project of the lists on the pages, with an account of every glyph."""
    visible, hidden = ListReader(profile), ListReader(profile)
    accounts: dict[int, PageAccount] = {}
    for layout, furniture in marked(layouts, _Known(profile)):
        used = visible.page(layout, furniture)
        accounts[layout.number] = PageAccount(layout.number, layout.dropped, used)
        if layout.unreadable is not None:
            hidden.page(layout, frozenset())
        for blocks in layout.hidden:
            hidden.page(replace(layout, blocks=blocks), frozenset())
        page_done(len(accounts), visible.row_count)
    found = runs(visible.lists, profile)
    findings = [*visible.findings, *_about_numbers(found), *_about_years(visible.lists)]
    for row in _lost(visible.lists):
        page = row.places[0].page
        accounts[page].used[Role.RECORD] -= row.glyphs
        accounts[page].used[Role.UNUSED] += row.glyphs
        findings.append(
            finding(
                "unused-text",
                f"A row of a list has neither number nor title: “{''.join(map(row.text, row.every))[:60]}”.",
                page=page,
            )
        )
    ids, projects = _projects(found, profile, findings)
    unseen = _unseen(runs(hidden.lists, profile), profile, projects)
    return Draft(
        _plan_title(visible.cover),
        (),
        tuple(_strategy(run) for run in found),
        tuple(projects.values()),
        tuple(unseen),
        tuple(findings),
        tuple(accounts.values()),
        tuple(period for entries in visible.lists for period in _periods(entries)),
        tuple(totals(visible.lists, ids, profile)),
    )


def _projects(
    found: Iterable[Run], profile: ListProfile, findings: list[Finding]
) -> tuple[dict[int, str], dict[str, DraftProject]]:
    """Return the project id of every row, by the identity of the row, and the projects by their id.

    Of copies the first is kept, and `findings` are added on the others."""
    marks = MarkReader(profile.marks)
    ids: dict[int, str] = {}
    projects: dict[str, DraftProject] = {}
    for run in found:
        for member in run.members:
            project = draft(run, member, marks)
            ids[id(member.row)] = project.id
            first = projects.setdefault(project.id, project)
            if first is not project:
                findings.extend(compare(first, project))
    return ids, projects


def _unseen(
    found: Iterable[Run], profile: ListProfile, visible: Mapping[str, DraftProject]
) -> Iterator[DraftProject]:
    """Yield the projects that are printed only in hidden content.

    No visible project has their title or one that contains it. Where a visible one has the same number, they
    get the next free one."""
    marks = MarkReader(profile.marks)
    seen = {bare(project.title.text) for project in visible.values() if project.title is not None}
    taken = set(visible)
    for run in found:
        for member in run.members:
            project = draft(run, member, marks)
            title = bare(project.title.text) if project.title is not None else ""
            if any(title in other for other in seen):
                continue
            while project.id in taken:
                project = replace(
                    project,
                    number=project.number + 1,
                    printed_number=project.printed_number or member.printed,
                )
            taken.add(project.id)
            seen.add(title)
            yield project


def _lost(lists: Iterable[ListEntries]) -> Iterator[ListRow]:
    """Yield the rows with neither number nor title that could not be joined to another row."""
    return (row for entries in lists for row in entries.rows if row.kind is Kind.OTHER)


def _strategy(run: Run) -> DraftHeading:
    """Return the heading of the strategy that a numbering run makes up."""
    assert run.number is not None
    pages = sorted({place.page for member in run.members for place in member.row.places})
    return DraftHeading(run.number, run.title, None, tuple(pages))


def _periods(entries: ListEntries) -> Iterator[Period]:
    """Yield the periods of the columns of a list, without the previous year of its budget."""
    yield from period_columns(entries.columns).values()
    for column in entries.columns:
        if column.meaning is Meaning.BUDGET and column.year is not None:
            yield Period(str(column.year), column.year)
        elif column.meaning is Meaning.TOTAL:
            yield TOTAL


def _about_numbers(found: Iterable[Run]) -> Iterator[Finding]:
    """Yield findings on projects whose numbers are counted because none is printed."""
    for run in found:
        counted = [member for member in run.members if not member.own_number]
        if counted:
            yield finding(
                "counted-number",
                f"{len(counted)} of the {len(run.members)} projects of strategy {run.number} print no number "
                f"of their own, the first on page {counted[0].row.places[0].page}; they are counted from "
                f"{run.number}-{counted[0].number} on.",
                page=counted[0].row.places[0].page,
            )


def _about_years(lists: Iterable[ListEntries]) -> Iterator[Finding]:
    """Yield findings on budget columns without a year."""
    for entries in lists:
        for column in entries.columns:
            if column.meaning is Meaning.BUDGET and column.year is None:
                yield finding(
                    "missing-year",
                    f"Neither the column “{column.header}” nor a line above the list names its fiscal year.",
                    page=entries.page,
                )


def _plan_title(cover: Iterable[tuple[Line, Place]]) -> Printed | None:
    """Return the largest line above the first list, the first of several; None without lines."""
    lines = list(cover)
    if not lines:
        return None
    line, place = max(lines, key=lambda each: each[0].size)
    return Printed(line.text.strip(), (place,))
