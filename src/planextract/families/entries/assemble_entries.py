"""Assembles lines of title, department and amount, and the prose under them, into a raw plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from planextract.families.captions import find_only_year
from planextract.families.entries.entry_lines import EntryLine, TextRow, group_rows, read_entry_line
from planextract.families.entries.entry_profile import EntryProfile
from planextract.families.page_progress import PageDone
from planextract.families.title_marks import MarkReader
from planextract.model.findings import FindingCode, finding
from planextract.model.layout import Line, PageLayout, Table
from planextract.model.raw_plan import (
    GlyphFate,
    PageAccount,
    Period,
    RawBudget,
    RawCell,
    RawHeading,
    RawPlan,
    RawProject,
    SourceSpan,
    TracedText,
    join_texts,
)
from planextract.structure.coverage import CoverageLedger
from planextract.structure.page_recogniser import PlainRecogniser
from planextract.structure.repeated_pages import PageMemory
from planextract.structure.running_heads import find_furniture

_TOTAL = Period("total", None)

_PROSE_MAX_GAP_EM = 1.5
"""Greatest gap between a line of prose and the line above it, in ems."""

_HEADING_MAX_CHARS = 30
"""Greatest number of characters of a heading between entries."""


@dataclass(slots=True)
class _Entry:
    """An entry while its prose is collected."""

    page: int
    line: EntryLine
    section: TracedText | None
    spans: list[SourceSpan]
    prose: list[TracedText] = field(default_factory=list)


class _EntryReader:
    """Reads pages one after the other; `entries` and the findings of `ledger` contain the result."""

    def __init__(self, profile: EntryProfile) -> None:
        self.profile = profile
        self.recogniser = PlainRecogniser(profile.furniture)
        self.entries: list[_Entry] = []
        self.ledger = CoverageLedger()
        self.cover: list[tuple[Line, SourceSpan]] = []
        self._memory = PageMemory(self.recogniser)
        self._section: TracedText | None = None
        self._above: TextRow | None = None

    def read_page(self, layout: PageLayout, furniture: frozenset[int]) -> None:
        """Read a page; `furniture` are the indices of its running heads."""
        self.ledger.open_page(layout.number)
        self._above = None
        if layout.unreadable is not None:
            self.ledger.report_finding(FindingCode.UNREADABLE_PAGE, reason=layout.unreadable)
            return
        repeat = self._memory.find_repeated_content(layout, furniture)
        again = repeat.blocks if repeat is not None else frozenset[int]()
        if repeat is not None:
            self.ledger.findings.extend(repeat.findings)
        lines: list[Line] = []
        for index, block in enumerate(layout.blocks):
            if index in again or index in furniture:
                fate = GlyphFate.REPEATED if index in again else GlyphFate.FURNITURE
                self.ledger.record_glyphs(fate, block.glyphs)
            elif isinstance(block, Table):
                self.ledger.record_unread_table(block)
            else:
                lines.append(block)
        for row in group_rows(lines):
            self._read_row(row)
        self.ledger.close_page()

    def _read_row(self, row: TextRow) -> None:
        """Read a row as the beginning of an entry, as prose under one, or as a heading."""
        page = self.ledger.page
        place = SourceSpan(page, row.box)
        entry = read_entry_line(row, self.profile.units, self.profile.title_departments)
        last = self.entries[-1] if self.entries else None
        above, self._above = self._above, row
        if entry is not None:
            self.entries.append(_Entry(page, entry, self._section, [place]))
        elif last is not None and self._is_prose(row, above, last):
            last.prose.append(TracedText(row.text.strip(), (place,)))
            last.spans.append(place)
        elif last is None and not self.cover:
            self.cover.extend((line, SourceSpan(page, line.box)) for line in row.lines)
        elif len(row.text) <= _HEADING_MAX_CHARS and not row.text.rstrip().endswith("。"):
            self._section = TracedText(row.text.strip(), (place,))
        else:
            for line in row.lines:
                self.ledger.record_line(GlyphFate.UNUSED, line)
            return
        self.ledger.record_glyphs(GlyphFate.RECORD, row.glyphs)

    def _is_prose(self, row: TextRow, above: TextRow | None, last: _Entry) -> bool:
        """Return whether a row is under the title of the last entry, and right below the row above it.

        At the top of a page it must continue a sentence."""
        size = row.lines[0].size
        if row.lines[0].box.x0 < last.line.title_box.x0 - size / 2:
            return False
        if above is None:
            return bool(last.prose) and not last.prose[-1].text.endswith("。")
        return row.box.top - above.box.bottom <= _PROSE_MAX_GAP_EM * size


def assemble_entry_plan(layouts: Iterable[PageLayout], profile: EntryProfile, page_done: PageDone) -> RawPlan:
    """Return every entry on the pages as a project, with an account of every glyph."""
    visible, hidden = _EntryReader(profile), _EntryReader(profile)
    accounts: list[PageAccount] = []
    for layout, furniture in find_furniture(layouts, visible.recogniser):
        visible.read_page(layout, furniture)
        accounts.append(PageAccount(layout.number, layout.dropped, dict(visible.ledger.account)))
        for blocks in layout.hidden:
            hidden.read_page(replace(layout, blocks=blocks), frozenset())
        page_done(len(accounts), len(visible.entries))
    year = find_only_year(line.text for line, _ in visible.cover)
    projects = [_build_project(entry, index, year, profile) for index, entry in enumerate(visible.entries, 1)]
    titles = {project.title.text for project in projects if project.title is not None}
    unseen = [
        _build_project(entry, len(projects) + index, year, profile)
        for index, entry in enumerate(hidden.entries, 1)
        if entry.line.title not in titles
    ]
    findings = list(visible.ledger.findings)
    if projects:
        findings.append(
            finding(
                FindingCode.COUNTED_NUMBER,
                page=projects[0].page,
                count=len(projects),
                projects=len(projects),
                strategy=1,
                first="1-1",
            )
        )
    if projects and year is None:
        findings.append(finding(FindingCode.MISSING_YEAR, page=projects[0].page, column=""))
    title = TracedText(visible.cover[0][0].text.strip(), (visible.cover[0][1],)) if visible.cover else None
    pages = tuple(sorted({span.page for project in projects for span in project.spans}))
    return RawPlan(
        title,
        (),
        (RawHeading(1, title, None, pages),) if projects else (),
        tuple(projects),
        tuple(unseen),
        tuple(findings),
        tuple(accounts),
        (Period(str(year), year),) if projects and year is not None else (),
        era_year=year,
    )


def _build_project(entry: _Entry, number: int, year: int | None, profile: EntryProfile) -> RawProject:
    """Return the raw project of an entry."""
    line, page = entry.line, entry.page
    title_span, amount_span = SourceSpan(page, line.title_box), SourceSpan(page, line.amount_box)
    title = MarkReader(profile.marks).read_title(line.title)
    period = _TOTAL if year is None else Period(str(year), year)
    amount = RawCell(period, TracedText(line.amount, (amount_span,)))
    return RawProject(
        strategy=1,
        number=number,
        title=TracedText(title.text, (title_span,)) if title.text else None,
        starred=title.starred,
        section=entry.section,
        description=join_texts(entry.prose),
        items=(),
        budget=RawBudget(TracedText(line.unit, (amount_span,)), None, (amount,)),
        departments=(TracedText(line.department, (title_span,)),) if line.department else (),
        relisted=(),
        footnotes=(),
        spans=tuple(entry.spans),
        marks=(*line.marks, *title.marks),
    )
