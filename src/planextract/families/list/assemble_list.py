"""Assembles lists with one row per project into a raw plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from planextract.families.captions import find_only_year
from planextract.families.list.bare_years import is_bare_year
from planextract.families.list.column_meanings import ColumnMeaning
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_reader import FoundList, ListPart, ListReader
from planextract.families.list.list_rows import ListRow, ListRowKind
from planextract.families.list.numbering_runs import NumberingRun, find_numbering_runs
from planextract.families.list.row_budgets import TOTAL_PERIOD, find_period_columns
from planextract.families.list.row_projects import build_row_project
from planextract.families.list.settle_list import ListEntries, settle_list
from planextract.families.list.totals import find_totals
from planextract.families.page_progress import PageDone
from planextract.families.project_copies import compare_copies
from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode, finding
from planextract.model.layout import Line, PageLayout
from planextract.model.plan import Finding
from planextract.model.raw_plan import (
    GlyphFate,
    PageAccount,
    Period,
    RawHeading,
    RawPlan,
    RawProject,
    SourceSpan,
    TracedText,
)
from planextract.structure.running_heads import find_furniture


def assemble_list_plan(layouts: Iterable[PageLayout], profile: ListProfile, page_done: PageDone) -> RawPlan:
    """Return every project of the lists on the pages, with an account of every glyph."""
    visible, hidden = ListReader(profile), ListReader(profile)
    accounts: dict[int, PageAccount] = {}
    for layout, furniture in find_furniture(layouts, visible.recogniser):
        visible.read_page(layout, furniture)
        accounts[layout.number] = PageAccount(layout.number, layout.dropped, dict(visible.ledger.account))
        if layout.unreadable is not None:
            hidden.read_page(layout, frozenset())
        for blocks in layout.hidden:
            hidden.read_page(replace(layout, blocks=blocks), frozenset())
        page_done(len(accounts), visible.row_count)
    kept, left_out = _separate_commitments(visible.lists)
    document_year = _find_document_year(visible)
    lists = [settle_list(each, profile, document_year) for each in kept]
    found = find_numbering_runs(lists, profile)
    findings = [
        *visible.ledger.findings,
        *_report_unknown_columns(lists),
        *_report_counted_numbers(found),
        *_report_missing_years(lists),
        *_report_missing_eras(lists),
    ]
    for part in left_out:
        cells = [cell for cell in part.table.cells if part.first <= cell.row < part.end and cell.lines]
        _move_to_unused(accounts[part.page], sum(cell.glyphs for cell in cells))
        text = " / ".join(cell.joined_text for cell in cells)
        findings.append(finding(FindingCode.UNKNOWN_TABLE, page=part.page, cells=len(cells), list_text=text))
    for row in _find_lost_rows(lists):
        page = row.places[0].page
        _move_to_unused(accounts[page], row.glyphs)
        findings.append(
            finding(FindingCode.UNUSED_TEXT, page=page, row="".join(map(row.get_text, row.column_range)))
        )
    ids, projects = _build_projects(found, profile, findings)
    unseen_lists = [settle_list(each, profile, document_year) for each in hidden.lists]
    unseen = _find_hidden_projects(find_numbering_runs(unseen_lists, profile), profile, projects)
    return RawPlan(
        _find_plan_title(visible.cover),
        (),
        tuple(_build_strategy(run) for run in found),
        tuple(projects.values()),
        tuple(unseen),
        tuple(findings),
        tuple(accounts.values()),
        tuple(period for entries in lists for period in _list_periods(entries)),
        tuple(find_totals(lists, ids, profile)),
        document_year,
    )


def _separate_commitments(lists: Sequence[FoundList]) -> tuple[list[FoundList], list[ListPart]]:
    """Return the lists to read, and the rows of those that are left out.

    Commitments are what a document lists where it lists nothing else. Beside projects they are about the same
    works, which must not count twice."""
    projects = [each for each in lists if not each.has_commitments]
    if not any(each.parts for each in projects):
        return list(lists), []
    return projects, [part for each in lists if each.has_commitments for part in each.parts]


def _find_document_year(reader: ListReader) -> int | None:
    """Return the fiscal year of a document: the one that its lists agree on, else that of its cover."""
    years = {each.year for each in reader.lists if each.year is not None}
    if years:
        return years.pop() if len(years) == 1 else None
    return find_only_year(line.text for line, _ in reader.cover)


def _move_to_unused(account: PageAccount, glyphs: int) -> None:
    """Count glyphs of a page that were read into no record after all."""
    account.fates[GlyphFate.RECORD] -= glyphs
    account.fates[GlyphFate.UNUSED] = account.fates.get(GlyphFate.UNUSED, 0) + glyphs


def _build_projects(
    found: Iterable[NumberingRun], profile: ListProfile, findings: list[Finding]
) -> tuple[dict[int, str], dict[str, RawProject]]:
    """Return the project id of every row, by the identity of the row, and the projects by their id.

    Of copies the first is kept, and `findings` are added on the others."""
    ids: dict[int, str] = {}
    projects: dict[str, RawProject] = {}
    for run in found:
        for member in run.members:
            project = build_row_project(run, member, profile)
            ids[id(member.row)] = project.id
            first = projects.setdefault(project.id, project)
            if first is not project:
                findings.extend(compare_copies(first, project))
    return ids, projects


def _find_hidden_projects(
    found: Iterable[NumberingRun], profile: ListProfile, visible: Mapping[str, RawProject]
) -> Iterator[RawProject]:
    """Yield the projects that are printed only in hidden content.

    No visible project has their title or one that contains it. Where a visible one has the same number, they
    get the next free one."""
    seen = {match_key(project.title.text) for project in visible.values() if project.title is not None}
    taken = set(visible)
    for run in found:
        for member in run.members:
            project = build_row_project(run, member, profile)
            title = match_key(project.title.text) if project.title is not None else ""
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


def _find_lost_rows(lists: Iterable[ListEntries]) -> Iterator[ListRow]:
    """Yield the rows with neither number nor title that could not be joined to another row."""
    return (row for entries in lists for row in entries.rows if row.kind is ListRowKind.OTHER)


def _build_strategy(run: NumberingRun) -> RawHeading:
    """Return the heading of the strategy that a numbering run makes up."""
    assert run.number is not None
    pages = sorted({place.page for member in run.members for place in member.row.places})
    return RawHeading(run.number, run.title, None, tuple(pages))


def _list_periods(entries: ListEntries) -> Iterator[Period]:
    """Yield the periods of the columns of a list, without the previous year of its budget."""
    yield from find_period_columns(entries.columns).values()
    for column in entries.columns:
        if column.meaning is ColumnMeaning.BUDGET and column.year is not None:
            yield Period(str(column.year), column.year)
        elif column.meaning is ColumnMeaning.TOTAL:
            yield TOTAL_PERIOD


def _report_unknown_columns(lists: Iterable[ListEntries]) -> Iterator[Finding]:
    """Yield findings on columns that are kept as printed because their header is not understood."""
    for entries in lists:
        for index, column in enumerate(entries.columns):
            is_used = any(row.get_text(index) for row in entries.rows)
            if column.meaning is ColumnMeaning.UNKNOWN and is_used:
                yield finding(FindingCode.UNKNOWN_COLUMN, page=entries.page, kept_column=column.header)


def _report_counted_numbers(found: Iterable[NumberingRun]) -> Iterator[Finding]:
    """Yield findings on projects whose numbers are counted because none is printed."""
    for run in found:
        counted = [member for member in run.members if not member.own_number]
        if counted:
            yield finding(
                FindingCode.COUNTED_NUMBER,
                page=counted[0].row.places[0].page,
                count=len(counted),
                projects=len(run.members),
                strategy=run.number,
                first=f"{run.number}-{counted[0].number}",
            )


def _report_missing_years(lists: Iterable[ListEntries]) -> Iterator[Finding]:
    """Yield findings on budget columns without a year."""
    for entries in lists:
        for column in entries.columns:
            if column.meaning is ColumnMeaning.BUDGET and column.year is None:
                yield finding(FindingCode.MISSING_YEAR, page=entries.page, column=column.header)


def _report_missing_eras(lists: Iterable[ListEntries]) -> Iterator[Finding]:
    """Yield findings on columns whose years are numbers of an era that no line above the list names."""
    for entries in lists:
        bare = [column.period.key for column in entries.columns if column.period and is_bare_year(column)]
        if bare:
            yield finding(FindingCode.MISSING_ERA, page=entries.page, first=bare[0], last=bare[-1])


def _find_plan_title(cover: Iterable[tuple[Line, SourceSpan]]) -> TracedText | None:
    """Return the largest line above the first list, the longest of several; None without lines."""
    lines = list(cover)
    if not lines:
        return None
    line, place = max(lines, key=lambda each: (each[0].size, len(each[0].text)))
    return TracedText(line.text.strip(), (place,))
