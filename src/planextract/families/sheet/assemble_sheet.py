"""Pages of sheets, one project each, to a raw plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planextract.families.page_progress import PageDone
from planextract.families.project_copies import compare_copies
from planextract.families.sheet.period_table import PeriodTable
from planextract.families.sheet.sheet_groups import SheetGroup
from planextract.families.sheet.sheet_profile import SheetProfile
from planextract.families.sheet.sheet_projects import SheetStrategy, build_project, number_sheets
from planextract.families.sheet.sheet_reader import SheetReader
from planextract.families.title_marks import MarkReader
from planextract.japanese.widths import match_key, narrow_width
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


@dataclass(frozen=True)
class _SheetLineClassifier:
    """The recognisers of single lines by the profile of sheets."""

    profile: SheetProfile

    def is_furniture(self, text: str) -> bool:
        return any(pattern.match(narrow_width(text)) for pattern in self.profile.furniture)

    def is_structural(self, text: str) -> bool:
        return False

    def is_numbered(self, text: str) -> bool:
        return any(pattern.match(narrow_width(text)) for pattern in self.profile.headings)


def assemble_sheet_plan(layouts: Iterable[PageLayout], profile: SheetProfile, page_done: PageDone) -> RawPlan:
    """Return every project of the sheets on the pages, and what became of every glyph."""
    visible, hidden = SheetReader(profile), SheetReader(profile)
    accounts: dict[int, PageAccount] = {}
    for layout, furniture in find_furniture(layouts, _SheetLineClassifier(profile)):
        used = visible.read_page(layout, furniture)
        accounts[layout.number] = PageAccount(layout.number, layout.dropped, used)
        for blocks in layout.hidden:
            hidden.read_page(replace(layout, blocks=blocks), frozenset())
        page_done(len(accounts), len(visible.collector.groups))
    for page, glyphs in visible.finish():
        accounts[page].fates[GlyphFate.RECORD] -= glyphs
        accounts[page].fates[GlyphFate.UNUSED] += glyphs
    findings = list(visible.findings)
    groups = list(_each_once(visible.collector.groups, findings))
    strategies = number_sheets(groups)
    findings.extend(_about_numbers(strategies))
    projects: dict[str, RawProject] = {}
    marks = MarkReader(profile.marks)
    for strategy in strategies:
        for member in strategy.members:
            project = build_project(strategy, member, marks)
            first = projects.setdefault(project.id, project)
            if first is not project:
                findings.extend(compare_copies(first, project))
    return RawPlan(
        _plan_title(visible.cover),
        (),
        tuple(map(_heading, strategies)),
        tuple(projects.values()),
        tuple(_unseen(hidden.collector.groups, projects, marks)),
        tuple(findings),
        tuple(accounts.values()),
        tuple(period for group in groups for period in _periods(group)),
    )


def _each_once(groups: Iterable[SheetGroup], findings: list[Finding]) -> Iterator[SheetGroup]:
    """Yield the sheets without those that are bound in again."""
    seen: dict[tuple[str, ...], SheetGroup] = {}
    for group in groups:
        first = seen.setdefault(group.match_key(), group)
        if first is group:
            yield group
            continue
        assert group.title is not None
        findings.append(
            finding(
                FindingCode.REPEATED_BLOCK,
                page=group.page,
                first_page=first.page,
                text="".join(line.text for line in group.title.lines),
            )
        )


def _unseen(
    groups: Iterable[SheetGroup], visible: dict[str, RawProject], marks: MarkReader
) -> Iterator[RawProject]:
    """Yield the projects that only hidden content holds; where a visible one has their number, they are
    counted on."""
    seen = {match_key(project.title.text) for project in visible.values() if project.title is not None}
    taken = set(visible)
    for strategy in number_sheets(groups):
        for member in strategy.members:
            project = build_project(strategy, member, marks)
            title = match_key(project.title.text) if project.title is not None else ""
            if any(title in other for other in seen):
                continue
            while project.id in taken:
                project = replace(project, number=project.number + 1)
            taken.add(project.id)
            seen.add(title)
            yield project


def _heading(strategy: SheetStrategy) -> RawHeading:
    pages = sorted({place.page for member in strategy.members for place in member.group.spans})
    return RawHeading(strategy.number, strategy.title, None, tuple(pages))


def _periods(group: SheetGroup) -> Iterator[Period]:
    for entry in group.entries:
        if isinstance(entry, PeriodTable):
            yield from (column.period for column in entry.columns)


def _about_numbers(strategies: Iterable[SheetStrategy]) -> Iterator[Finding]:
    """Yield which projects have a number that is counted, not printed."""
    for strategy in strategies:
        counted = [member for member in strategy.members if member.is_counted]
        if counted:
            yield finding(
                FindingCode.COUNTED_NUMBER,
                page=counted[0].group.page,
                count=len(counted),
                projects=len(strategy.members),
                strategy=strategy.number,
                first=f"{strategy.number}-{counted[0].number}",
            )


def _plan_title(cover: Iterable[tuple[Line, SourceSpan]]) -> TracedText | None:
    """Return the largest line above the first sheet, of several as large the first."""
    lines = list(cover)
    if not lines:
        return None
    line, place = max(lines, key=lambda each: each[0].size)
    return TracedText(line.text.strip(), (place,))
