"""Assembles lines and tables into projects, in one pass over the pages in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.block_recogniser import BlockRecogniser
from planextract.families.block.description_lines import is_beside_text, is_small_label
from planextract.families.block.grammar import (
    BlockGrammar,
    FootnoteStart,
    NumberedHeading,
    ProjectCaption,
)
from planextract.families.block.heading_comparison import HeadingComparison
from planextract.families.block.heading_lines import TitleLine, can_continue_title, split_title_line
from planextract.families.block.outline import Outline, OutlinePosition, lengthen_title
from planextract.families.block.plan_columns import PlanColumn
from planextract.families.block.plan_tables import PlanTable, join_row_text, read_plan_table
from planextract.families.block.project_builder import ProjectBuilder, ProjectHeading
from planextract.families.block.table_parts import cut_rows, split_table_parts
from planextract.families.block.wide_sheets import SheetPart, add_further_columns, read_further_columns
from planextract.families.footnotes import find_footnote_owner
from planextract.families.page_progress import PageDone
from planextract.families.project_copies import compare_copies
from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode
from planextract.model.layout import Block, Line, PageLayout, Table
from planextract.model.raw_plan import (
    GlyphFate,
    PageAccount,
    Period,
    RawExtra,
    RawHeading,
    RawPlan,
    SourceSpan,
    TracedText,
    join_texts,
)
from planextract.structure.body_type import HEADING_MIN_SIZE_RATIO, PARAGRAPH_LINE_MIN_CHARS, BodyType
from planextract.structure.coverage import CoverageLedger
from planextract.structure.repeated_pages import PageMemory
from planextract.structure.running_heads import find_furniture

_FOOTNOTE_INDENT_EM = 10.0
"""Ems by which the later lines of a footnote may be indented, under its text or its term."""

_ANNEX_SIZE_RATIO = 1.25
"""Smallest ratio of the size of a line that ends the plan, as that of an annex, to that of the text."""

_FOOT_DISTANCE_EM = 6.0
"""Distance from the text above, in ems, from which a footnote is printed at the foot of the page."""

_PARAGRAPH_LINE_PITCH = 1.6
"""Greatest distance between the lines of one paragraph or title, in line heights."""


_PLAN_WORDS = ("計画", "プラン", "戦略", "ビジョン")
"""Last words of the title of a plan."""


def assemble_block_plan(
    layouts: Iterable[PageLayout],
    profile: BlockProfile,
    page_done: PageDone,
) -> RawPlan:
    """Return the raw plan of the pages, each project once, with an account of every glyph."""
    grammar = BlockGrammar(profile)
    visible = _BlockAssembler(grammar)
    hidden = _BlockAssembler(grammar)
    accounts = []
    for layout, furniture in find_furniture(layouts, grammar):
        visible.read_page(layout, furniture)
        accounts.append(PageAccount(layout.number, layout.dropped, dict(visible.ledger.account)))
        if layout.unreadable is not None:
            hidden.read_page(layout, frozenset())
        for blocks in layout.hidden:
            hidden.read_page(replace(layout, blocks=blocks), frozenset())
        page_done(len(accounts), len(visible.projects))
    visible.finish_plan()
    hidden.finish_plan()
    # Where no project is visible, as in the text layer of a scan, the hidden content is a plan by itself.
    told = hidden if hidden.projects and not visible.projects else visible
    return RawPlan(
        told.plan_title,
        tuple(told.outline.pillars.values()),
        tuple(told.outline.strategies.values()),
        tuple(building.build_project() for building in visible.projects.values()),
        tuple(
            building.build_project()
            for id_, building in hidden.projects.items()
            if id_ not in visible.projects
        ),
        tuple(visible.ledger.findings),
        tuple(accounts),
        tuple(told.periods),
    )


_NEVER_LAST_IN_TITLE = tuple("、・のをにとでがへや")
"""Characters in which no title ends."""

_TITLE_INDENT_EM = 1.8
"""Smallest indent of the later lines of a title, in ems; paragraphs are indented by one."""

_FULL_TITLE_SHARE = 0.6
"""Smallest length of a title's line that continues, as a share of the longest line of its page."""

_LONG_TITLE_EM = 28.0
"""Width of a title, in ems, from which it may go on below in a text whatever the length of its lines."""

_FULL_LINE_SHARE = 0.85
"""Length from which on a line may be one of a paragraph, as a share of the longest line of its page."""


class _Continuation(Enum):
    """The text that a line without a sign of its own continues."""

    NOTHING = auto()
    PILLAR = auto()
    STRATEGY = auto()
    TITLE = auto()
    DESCRIPTION = auto()
    BAND = auto()
    DEPARTMENTS = auto()
    AFTERWORD = auto()
    FOOTNOTE = auto()


_HEADING_CONTINUATIONS = (_Continuation.PILLAR, _Continuation.STRATEGY, _Continuation.TITLE)


@dataclass(slots=True)
class _PendingProject:
    """A heading and the text under it, until the caption of its project is read."""

    heading: ProjectHeading | None
    section: TracedText | None
    description: list[TracedText]
    places: list[SourceSpan]
    size: float = 0.0
    """Font size of the description in points."""
    unit: TracedText | None = None
    """Unit of money in a caption above the table."""
    first_line: Line | None = None
    """The first line of the description."""
    left: float | None = None
    """Left edge of the description in points."""
    departments: list[TracedText] = field(default_factory=list)
    """Departments printed on the title's line or above the table."""
    labels: list[Line] = field(default_factory=list)
    """Texts beside the title that are no part of it."""


class _BlockAssembler:
    """The state of the pass over the pages, for either the visible or the hidden content."""

    def __init__(self, grammar: BlockGrammar) -> None:
        self.grammar = grammar
        self.plan_title: TracedText | None = None
        self.outline = Outline()
        self.ledger = CoverageLedger()
        self.projects: dict[str, ProjectBuilder] = {}
        self.periods: list[Period] = []
        self._memory = PageMemory(BlockRecogniser(grammar))
        self._pending: _PendingProject | None = None
        self._current: ProjectBuilder | None = None
        self._since: OutlinePosition | None = None
        """The position in the outline before the headings read since the last project.

        The outline returns to it if these headings introduce a copy of an earlier project."""
        self._copy_of: ProjectBuilder | None = None
        self._resume: tuple[OutlinePosition, ProjectBuilder | None] | None = None
        self._open: list[ProjectBuilder] = []
        """Projects that begin on this page or continue from the last one; later footnotes may be theirs."""
        self._reading = _Continuation.NOTHING
        self._last: Line | None = None
        self._bottom = 0.0
        """Bottom of the line or table that was read last, in points."""
        self._body = BodyType()
        self._cover: list[tuple[Line, SourceSpan]] = []
        self._footnoted: ProjectBuilder | None = None
        self._is_typeset = True
        self._right = 0.0
        """The x of the right end of the longest line that begins at the left of the page, in points."""
        self._heading_sizes: dict[bool, list[float]] = {}
        """Sizes in points of the headings set larger than the text, by level: True for the upper one."""
        self._pillar_word: str | None = None
        """The word with which the headings of the pillars begin."""
        self._with_sections: set[int | None] = set()
        """The strategies in which headings of the upper level are those of sections."""
        self._title_line: Line | None = None
        """The last line of the title that is being read."""
        self._is_outside = False
        """True after a large line that is no heading of the plan, as an annex begins with."""
        self._first_table: Table | None = None
        """The first table of the current project."""
        self._headings = HeadingComparison()
        self._sheets: list[SheetPart] = []
        """Tables of this page and the last one, whose columns may continue on the page after."""
        self._counted: list[ProjectCaption] = []
        """Captions on this page whose numbers are counted."""
        self._gap_page: int | None = None
        """An unreadable page after which no strategy began yet."""

    # -- pages -----------------------------------------------------------------------------------

    def read_page(self, layout: PageLayout, furniture: frozenset[int]) -> None:
        """Read a page whose blocks with indices in `furniture` are running heads."""
        self.ledger.open_page(layout.number)
        self._sheets = [part for part in self._sheets if part.page == layout.number - 1]
        self._last = None
        self._is_typeset = layout.is_typeset
        self._right = max(
            (line.box.x1 for line in layout.blocks if isinstance(line, Line) and line.box.x0 < 3 * line.size),
            default=0.0,
        )
        if layout.unreadable is not None:
            self._skip_unreadable_page(layout.unreadable)
            return
        body = [layout.blocks[index] for index in _select_other_blocks(layout, furniture)]
        for index in furniture:
            self.ledger.record_glyphs(GlyphFate.FURNITURE, layout.blocks[index].glyphs)
        repeat = self._memory.find_repeated_content(layout, furniture)
        if repeat is not None:
            self.ledger.findings.extend(repeat.findings)
            self.ledger.record_glyphs(
                GlyphFate.REPEATED, sum(layout.blocks[index].glyphs for index in repeat.blocks)
            )
            body = [layout.blocks[index] for index in _select_other_blocks(layout, furniture | repeat.blocks)]
            if not body:
                return
        for block in body:
            # Titles are often longer than the text under them, and are not running text.
            if isinstance(block, Line) and not self.grammar.is_numbered(block.text):
                self._body.add_line(block)
        self._resume_after_copy()
        if self._reading in (_Continuation.FOOTNOTE, _Continuation.PILLAR, _Continuation.STRATEGY):
            self._reading = _Continuation.NOTHING
        self._open = [self._current] if self._current is not None else []
        for block in body:
            heading = self._read_framed_heading(block) if isinstance(block, Table) else block
            if heading is not None:
                self._take_line(heading)
            elif isinstance(block, Table):
                self._read_tables(block)
        self._report_counted()
        is_before = not self.projects and self.outline.context == OutlinePosition()
        self.ledger.close_page(is_front=is_before and _is_front_page(body))
        if layout.is_gap:
            self._break_off()

    def _skip_unreadable_page(self, why: str) -> None:
        """Report an unreadable page: the text after it continues nothing from before it."""
        current = self._current
        self._break_off()
        self.ledger.report_finding(
            FindingCode.UNREADABLE_PAGE, project=current.id if current is not None else None, reason=why
        )

    def _break_off(self) -> None:
        """Let the text after this page continue nothing from before it."""
        self._leave_project()
        self._drop_pending()
        self._current, self._open = None, []
        self.outline.context, self._since = OutlinePosition(), None
        self._gap_page = self.ledger.page

    def finish_plan(self) -> None:
        """Complete the last project and find the title of the plan."""
        self._resume_after_copy()
        self._drop_pending()
        self.ledger.findings.extend(self._headings.find_odd_headings())
        if self._cover and self.plan_title is None:
            self.plan_title = _find_cover_title(self._cover)

    # -- lines -----------------------------------------------------------------------------------

    def _take_line(self, line: Line) -> None:
        """Read a line and count its glyphs."""
        role = self._read_line(line)
        self.ledger.record_line(role, line, self._get_project_id())
        self._last = line
        self._bottom = line.box.bottom

    def _read_line(self, line: Line) -> GlyphFate:
        """Read a line by its own signs or else as a continuation, and return the fate of its glyphs."""
        grammar, text = self.grammar, line.text
        pillar = grammar.read_pillar(text)
        if pillar is not None and self._is_pillar(text):
            return self._start_pillar(pillar, line)
        strategy = grammar.read_strategy(text)
        if strategy is not None:
            return self._start_strategy(strategy, line)
        band = grammar.read_project_caption(text, self._find_strategy_of(text))
        if band is not None:
            self._start_project(band, line)
            self._reading = _Continuation.BAND
            return self._choose_fate()
        for recognise, is_upper in ((grammar.read_lower_heading, False), (grammar.read_upper_heading, True)):
            if recognise(text) is None:
                continue
            parts = split_title_line(line, grammar)
            heading = recognise(parts.line.text)
            if heading is not None and self._is_heading(parts.line, heading, is_upper):
                return self._start_heading(heading, parts, is_upper)
        caption = grammar.read_unnumbered_caption(text)
        if caption is not None and self._pending is not None and self._pending.heading is not None:
            self._start_project(self._count_project(caption), line)
            self._reading = _Continuation.BAND
            return self._choose_fate()
        departments = grammar.read_departments(text)
        if departments is not None and self._takes_departments(departments):
            if departments:
                self._add_departments(departments, line)
            self._extend_project_source(line)
            self._reading = _Continuation.DEPARTMENTS
            return self._choose_fate()
        others = self._read_other_label(line)
        if others is not None:
            return others
        footnote = grammar.read_footnote(text)
        if footnote is not None and self._can_take_footnote(line):
            project = self._find_footnoted_project(footnote, line)
            if project is not None:
                project.add_footnote(footnote, self._locate_block(line))
                self._footnoted = project
                self._reading = _Continuation.FOOTNOTE
                return self._choose_fate()
        return self._continue_text(line)

    def _continue_text(self, line: Line) -> GlyphFate:
        """Read a line without signs of its own as a continuation of the text above it, if it is one."""
        match self._reading:
            case _Continuation.PILLAR if self.outline.context.pillar is not None:
                return self._continue_title(self.outline.pillars, self.outline.context.pillar, line)
            case _Continuation.STRATEGY if self.outline.context.strategy is not None:
                return self._continue_title(self.outline.strategies, self.outline.context.strategy, line)
            case _Continuation.TITLE | _Continuation.DESCRIPTION if self._pending is not None:
                return self._continue_pending(self._pending, line)
            case _Continuation.BAND if self._last is not None and line.box.top < self._last.box.bottom:
                return self._choose_fate()  # the rest of the caption, beside a number in a frame of its own
            case _Continuation.DEPARTMENTS if self._has_unit_names(line.text):
                self._add_departments(line.text, line)
                self._extend_project_source(line)
                return self._choose_fate()
            case _Continuation.DEPARTMENTS if self._pending is not None:
                return self._continue_pending(self._pending, line)
            case _Continuation.FOOTNOTE if self._footnoted and self._is_under_footnote(line):
                self._footnoted.continue_footnote(line.text, self._locate_block(line))
                return self._choose_fate()
            case _Continuation.FOOTNOTE if not self._is_typeset:
                self._reading = _Continuation.NOTHING  # what is under this line continues no footnote
        if self._current is not None:
            unit = self._read_unit(line.text, line)
            if unit is not None:
                self._current.unit = unit
                return self._choose_fate()
            if not self._is_outside and self._is_afterword(self._current, line):
                self._current.description.append(TracedText(line.text.strip(), (self._locate_block(line),)))
                self._extend_project_source(line)
                self._reading = _Continuation.AFTERWORD
                return self._choose_fate()
            if line.size >= _ANNEX_SIZE_RATIO * self._body.size and self._is_typeset:
                self._is_outside = True
        elif not self.projects and self.outline.context == OutlinePosition():
            self._cover.append((line, self._locate_block(line)))
        return GlyphFate.UNUSED

    def _is_afterword(self, project: ProjectBuilder, line: Line) -> bool:
        """Return whether a line is part of a project's description under its table, where none is above."""
        if abs(line.size - self._body.size) > 0.04 * line.size or line.boxed:
            return False
        if self._reading is _Continuation.AFTERWORD:
            return self._last is None or self._is_near(line, 2.0)
        begins = len(line.text) >= PARAGRAPH_LINE_MIN_CHARS or line.text.endswith("。")
        return begins and not project.description and project.heading is not None

    def _read_unit(self, text: str, block: Block) -> TracedText | None:
        """Return the unit of money that a text names, in which the project's amounts are printed."""
        unit = self.grammar.read_unit(text)
        return TracedText(unit, (self._locate_block(block),)) if unit is not None else None

    def _locate_block(self, block: Block) -> SourceSpan:
        return SourceSpan(self.ledger.page, block.box)

    def _choose_fate(self) -> GlyphFate:
        """Return the fate of glyphs of the current project: repeated for a copy, else read into a record."""
        return GlyphFate.REPEATED if self._copy_of is not None else GlyphFate.RECORD

    def _is_near(self, line: Line, factor: float = _PARAGRAPH_LINE_PITCH) -> bool:
        """Return whether a line follows directly under the one before it."""
        last = self._last
        if last is None:
            return True
        return line.box.top - last.box.bottom < (factor - 0.5) * max(line.size, last.size)

    def _is_under_footnote(self, line: Line) -> bool:
        """Return whether a line may continue the footnote above: it is below it and not far to the right."""
        indent = line.box.x0 - self._last.box.x0 if self._last is not None else 0.0
        return not line.boxed and self._is_near(line, 2.0) and indent < _FOOTNOTE_INDENT_EM * line.size

    def _is_heading(self, line: Line, heading: NumberedHeading, is_upper: bool) -> bool:
        """Return whether a numbered line is a heading, by its size or else by its number and distance."""
        level = self._heading_sizes.setdefault(is_upper, [])
        if self._body.is_prominent(line):
            level.append(line.size)
            return True
        if level and line.size * HEADING_MIN_SIZE_RATIO < min(level):
            return False  # smaller than every heading of its level: an entry of a list in the text
        # Type no larger than the body's: only with the expected number and some space above.
        if line.text.endswith(("。", "、")) or len(line.text) > 45:
            return False
        context = self.outline.context
        if is_upper:
            expected = context.upper.number + 1 if context.upper else 1
        else:
            before = self._pending.heading if self._pending else self._get_current_heading()
            expected = before.number + 1 if before and before is not context.upper else 1
        # In a text without sizes of type, a heading may also follow another one directly.
        under_heading = not self._is_typeset and self._reading in _HEADING_CONTINUATIONS
        apart = under_heading or self._last is None or line.box.top - self._last.box.bottom > 0.7 * line.size
        return heading.number == expected and apart and context.strategy is not None

    def _get_current_heading(self) -> ProjectHeading | None:
        return self._current.heading if self._current else None

    # -- headings --------------------------------------------------------------------------------

    def _is_pillar(self, text: str) -> bool:
        """Return whether a heading is that of a pillar: its word is that of the plan's other pillars.

        The plan's first heading decides: a 基本方針 within a strategy is something else."""
        word = re.split(r"[\dⅠ-Ⅻ一二三四五六七八九十\s]", match_key(text), maxsplit=1)[0]
        if self._pillar_word is None and not self.outline.strategies:
            self._pillar_word = word
        return self._pillar_word == word or self.grammar.is_usual_pillar(text)

    def _start_pillar(self, pillar: NumberedHeading, line: Line) -> GlyphFate:
        """Continue under the heading of a pillar."""
        self._leave_project()
        if self.outline.start_pillar(pillar, self._locate_block(line)):
            self._reading = _Continuation.PILLAR
        return GlyphFate.RECORD

    def _start_strategy(self, strategy: NumberedHeading, line: Line) -> GlyphFate:
        """Continue under the heading of a strategy."""
        self._leave_project()
        self._gap_page = None
        if self.outline.start_strategy(strategy, self._locate_block(line)):
            self._reading = _Continuation.STRATEGY
        return GlyphFate.RECORD

    def _continue_title(self, headings: dict[int, RawHeading], number: int, line: Line) -> GlyphFate:
        """Add a line to the title of a pillar or strategy, which may be printed on lines of its own."""
        heading = headings[number]
        if not self._is_typeset and heading.title is not None:
            if self._is_rest_of_title(line):
                lengthen_title(headings, number, TracedText(line.text, (self._locate_block(line),)))
                return GlyphFate.RECORD
            self._reading = _Continuation.NOTHING
            return GlyphFate.UNUSED
        if not self._body.is_prominent(line) and not line.boxed and heading.title is not None:
            self._reading = _Continuation.NOTHING
            return GlyphFate.UNUSED
        last = self._last
        if heading.title is not None and (
            last is None or abs(line.size - last.size) > 0.5 or not self._is_near(line)
        ):
            self._reading = _Continuation.NOTHING
            return GlyphFate.UNUSED
        lengthen_title(headings, number, TracedText(line.text, (self._locate_block(line),)))
        return GlyphFate.RECORD

    def _is_rest_of_title(self, line: Line) -> bool:
        """Return whether a line continues the title above, in a text that has no sizes of type.

        The title's line is nearly full, and the rest of it is indented or shorter than a line of prose."""
        last = self._last
        if last is None or not self._is_near(line, 1.1) or "。" in line.text:
            return False
        if self.grammar.is_numbered(line.text):
            return False
        if last.text.endswith(_NEVER_LAST_IN_TITLE):
            return True
        indented = line.box.x0 - last.box.x0 >= _TITLE_INDENT_EM * line.size
        is_long = last.box.x1 - last.box.x0 >= _LONG_TITLE_EM * line.size
        return (is_long or last.box.x1 >= _FULL_TITLE_SHARE * self._right) and (
            indented or line.box.x1 < _FULL_LINE_SHARE * self._right
        )

    def _start_heading(self, heading: NumberedHeading, parts: TitleLine, is_upper: bool) -> GlyphFate:
        """Continue under the heading of a section or project."""
        self._leave_project()
        line = parts.line
        badge, rest = self.grammar.split_leading_badge(heading.title)
        title = self.grammar.read_title(rest)
        place = self._locate_block(line)
        found = ProjectHeading(
            heading.number,
            TracedText(title.text, (place,)),
            title.starred or any(mark in self.grammar.profile.marks.starred for mark in parts.marks),
            (*badge, *title.marks, *(mark for mark in parts.marks if mark != "★")),
            TracedText(line.text.strip(), (place,)),
            line.size,
        )
        self._drop_pending()
        if is_upper:
            self.outline.start_upper(found)
            section = None
        else:
            section = self.outline.context.section
            self._with_sections.add(self.outline.context.strategy)
        self._pending = _PendingProject(found, section, [], [self._locate_block(parts.whole)])
        self._pending.departments.extend(TracedText(text, (place,)) for text in parts.departments)
        self._pending.labels.extend(parts.labels)
        self._title_line = line
        self._reading = _Continuation.TITLE
        return GlyphFate.RECORD

    def _continue_pending(self, pending: _PendingProject, line: Line) -> GlyphFate:
        """Add a line to the title or description of a heading whose project is not read yet."""
        heading = pending.heading
        place = self._locate_block(line)
        if (
            self._reading is _Continuation.TITLE
            and heading is not None
            and (
                abs(line.size - heading.size) <= 0.04 * heading.size
                and self._body.is_prominent(line)
                and self._is_near(line)
                and can_continue_title(self._title_line or line, line)
                if self._is_typeset
                else self._is_rest_of_title(line)
            )
        ):
            self._title_line = line
            title = self.grammar.read_title(line.text)
            # a mark may itself be broken over two lines
            whole = self.grammar.read_title(heading.title.text + title.text)
            longer = replace(
                heading,
                title=TracedText(whole.text, (*heading.title.spans, place)),
                starred=heading.starred or title.starred or whole.starred,
                marks=heading.marks + whole.marks + title.marks,
                printed=heading.printed + TracedText(line.text.strip(), (place,)),
            )
            pending.heading = longer
            self.outline.lengthen_upper(heading, longer)
            pending.places.append(place)
            return GlyphFate.RECORD
        if self.grammar.is_unit(line.text):
            pending.unit = self._read_unit(line.text, line)
            pending.places.append(place)
            return GlyphFate.RECORD
        if self._last is None and pending.size and abs(line.size - pending.size) > 0.04 * pending.size:
            return GlyphFate.UNUSED  # at the top of a page, in other type: the paragraph does not continue
        if self._last is not None and line.box.bottom < self._last.box.top:
            pending.left = line.box.x0  # the text continues at the top of another column
        if self._is_typeset and is_beside_text(line, pending.size, pending.left):
            return GlyphFate.UNUSED  # the label of a chart
        if self._is_typeset and len(pending.description) == 1:
            self._drop_label(pending, line.size)
        self._reading = _Continuation.DESCRIPTION
        if not pending.description:
            pending.first_line = line
        pending.size = line.size
        pending.left = line.box.x0 if pending.left is None else min(pending.left, line.box.x0)
        pending.description.append(TracedText(line.text.strip(), (place,)))
        pending.places.append(place)
        return GlyphFate.RECORD

    def _drop_label(self, pending: _PendingProject, size: float) -> None:
        """Take the first line of a description as a label beside the title, if it is set in smaller type.

        `size` is that of the text, in points. A sentence stays, whatever its size."""
        first = pending.first_line
        if first is not None and is_small_label(first, size):
            pending.labels.append(first)
            pending.description.clear()
            pending.left = None

    def _drop_pending(self) -> None:
        """Drop a heading without a project; the text under it, as under a section, belongs to no project."""
        pending, self._pending = self._pending, None
        if pending is None:
            return
        for line in pending.labels:
            self.ledger.record_line(GlyphFate.UNUSED, line)
        self._headings.drop_heading(pending.heading, self._since or self.outline.context, self.ledger.page)
        if not pending.description:
            return
        count = len(match_key(join_texts(pending.description).text))
        heading = pending.heading.printed.text if pending.heading is not None else ""
        self.ledger.reassign_to_unused(count, heading)

    # -- projects --------------------------------------------------------------------------------

    def _start_project(self, band: ProjectCaption, block: Block) -> None:
        """Begin the project of a caption, or continue it if it is the current one."""
        place = self._locate_block(block)
        pending = self._pending
        if pending is None and self._current is not None and self._current.id == band.id:
            self._extend_project_source(block)
            self._reading = _Continuation.NOTHING
            return
        if pending is not None:
            if len(pending.description) == 1 and self._is_typeset:
                self._drop_label(pending, self._body.size)
            self._settle_section(pending)
        known = self.projects.get(band.id)
        if known is not None:
            self._resume = (self._since or self.outline.context, self._current)
        self._copy_of = known
        self._since = None
        self._current = ProjectBuilder(
            band.strategy,
            band.number,
            pending.heading if pending else None,
            pending.section if pending else None,
            pending.description if pending else [],
            [*(pending.places if pending else []), place],
        )
        self._current.unit = self._read_unit(band.caption, block) or (pending.unit if pending else None)
        if pending is not None:
            self._current.departments.extend(pending.departments)
            for line in pending.labels:
                self.ledger.record_line(GlyphFate.UNUSED, line, band.id)
        if band.printed is not None:
            self._current.printed_number = TracedText(band.printed, (place,))
            if band not in self._counted:
                self._counted.append(band)
        self._pending = None
        self._reading = _Continuation.NOTHING
        if known is not None:
            return
        self.projects[band.id] = self._current
        self._headings.take_project(self._current)
        if self._gap_page is not None:
            self.ledger.report_finding(FindingCode.UNREADABLE_PAGE, project=band.id, lost_page=self._gap_page)
        self._open.append(self._current)
        if pending is not None:
            self.outline.take_as_project(pending.heading)

    def _settle_section(self, pending: _PendingProject) -> None:
        """Take a heading as a section's, where its siblings are: the project under it has lost its title."""
        heading, context = pending.heading, self.outline.context
        if heading is not None and heading is context.upper and context.strategy in self._with_sections:
            pending.heading, pending.section = None, heading.printed

    def _count_project(self, caption: ProjectCaption) -> ProjectCaption:
        """Return a caption with the number of its project counted in the strategy above it."""
        strategy = self.outline.context.strategy or 0
        numbers = [each.number for each in self.projects.values() if each.strategy == strategy]
        counted = caption._replace(strategy=strategy, number=1 + max(numbers, default=0))
        self._counted.append(counted)
        return counted

    def _takes_departments(self, text: str) -> bool:
        """Return whether departments are named here: under a table, or between a title and its table."""
        if self._pending is None:
            return self._current is not None
        return bool(text) and self._has_unit_names(text)

    def _add_departments(self, text: str, line: Line) -> None:
        """Add a line of departments to the project whose title or table is above it."""
        traced = TracedText(text, (self._locate_block(line),))
        if self._pending is not None:
            self._pending.departments.append(traced)
            self._pending.places.append(self._locate_block(line))
        elif self._current is not None:
            self._current.departments.append(traced)

    def _read_other_label(self, line: Line) -> GlyphFate | None:
        """Keep a line that begins with the label of something else, such as 関係課; None for other lines."""
        found = self.grammar.read_other_label(line.text)
        if found is None or self._current is None or self._pending is not None:
            return None
        label, text = found
        self._current.extra.append(RawExtra(label, TracedText(text, (self._locate_block(line),))))
        self._extend_project_source(line)
        self._reading = _Continuation.NOTHING
        return self._choose_fate()

    def _find_strategy_of(self, text: str) -> int | None:
        """Return the strategy by which a number such as 2201 is split into its parts.

        It is the strategy above, or the one of an earlier project that is printed again elsewhere."""
        above, grammar = self.outline.context.strategy, self.grammar
        if (
            above is None
            or not grammar.is_like_project_caption(text)
            or grammar.read_project_caption(text, above) is not None
        ):
            return above
        for strategy in self.outline.strategies:
            band = grammar.read_project_caption(text, strategy)
            if band is not None and band.id in self.projects:
                return strategy
        return above

    def _leave_project(self) -> None:
        """Finish the current text, because a new heading begins."""
        self._is_outside = False
        self._resume_after_copy()
        if self._since is None:
            self._since = self.outline.context
        self._reading = _Continuation.NOTHING

    def _resume_after_copy(self) -> None:
        """Return to the position before a copy of an earlier project, and report the copy."""
        if self._copy_of is None or self._current is None:
            return
        copy = self._current.build_project()
        self.ledger.findings.extend(compare_copies(self._copy_of.build_project(), copy))
        self._copy_of = None
        if self._resume is not None:
            self.outline.context, self._current = self._resume
        self._resume = None

    def _extend_project_source(self, block: Block) -> None:
        """Add a block to the source spans of the current project."""
        if self._current is not None:
            self._current.places.append(self._locate_block(block))

    def _has_unit_names(self, text: str) -> bool:
        """Return whether a line continues a list of departments."""
        words = [word for word in text.replace("、", "　").split() if word]
        return any(self.grammar.organisation.is_unit(word) for word in words) and not text.endswith("。")

    # -- tables ----------------------------------------------------------------------------------

    def _read_tables(self, table: Table) -> None:
        """Read the tables that a grid contains, one under the other."""
        for part in split_table_parts(table, self.grammar, self._find_strategy_of):
            self._read_plan_table(self._take_unnumbered_caption(part))

    def _take_unnumbered_caption(self, table: Table) -> Table:
        """Begin the project of a caption that prints no number, and return the table under the caption."""
        caption = self.grammar.read_unnumbered_caption(join_row_text(table, 0))
        if caption is None or len(table.rows) <= 2:
            return table
        if self._pending is not None and self._pending.heading is not None:
            self._start_project(self._count_project(caption), table)
        rest = cut_rows(table, 1, len(table.rows) - 1)
        self.ledger.record_glyphs(self._choose_fate(), table.glyphs - rest.glyphs)
        return rest

    def _read_plan_table(self, table: Table) -> None:
        """Read a table into the current project or into the one that its caption begins."""
        self._last = None
        self._bottom = table.box.bottom
        if self._read_rest_of_sheet(table):
            return
        before = self._current.columns if self._current is not None else ()
        top = join_row_text(table, 0)
        read = read_plan_table(table, self.ledger.page, self.grammar, before, self._find_strategy_of(top))
        if read is None:
            self.ledger.record_unread_table(table, self._get_project_id())
            return
        goes_on = read.band is None
        if read.band is not None:
            # The caption may be printed again over the rest of a table: №1-1（続き）
            goes_on = self._is_continued_on_page(read.band)
            self._start_project(read.band, table)
        elif self._pending is not None or self._current is None:
            self.ledger.record_unread_table(table)
            return
        elif not self._is_plan_table(self._current, read) and not self._replaces_table(read):
            self.ledger.record_unread_table(table, self._current.id)
            return
        else:
            self._extend_project_source(table)
        current = self._current
        assert current is not None
        # A caption above its table is a line of its own; the first table after it continues none.
        goes_on = goes_on and bool(current.columns)
        part = SheetPart(self.ledger.page, table.rows, read, current, len(current.items))
        if goes_on is False and not current.columns and not read.relisted:
            self._first_table = table
        current.add_table(read, goes_on=goes_on)
        if read.rows.items and len(current.items) == part.first_item + len(read.rows.items):
            self._sheets.append(part)
        self._reading = _Continuation.NOTHING
        role = self._choose_fate()
        self.ledger.record_glyphs(role, table.glyphs - read.unused_glyphs)
        self._report_unused(read, current.id)
        if role is GlyphFate.RECORD:
            for column in read.columns:
                if column.period is not None and read.has_header:
                    self.periods.append(column.period)

    def _read_rest_of_sheet(self, table: Table) -> bool:
        """Read the further columns of a wide sheet; return whether the table contains them."""
        if self._pending is not None:
            return False
        for part in reversed(self._sheets):
            if part.is_continued_by(table, self.ledger.page):
                periods = read_further_columns(table, part, self.grammar)
                if periods:
                    add_further_columns(table, part, periods, self.ledger.page)
                    self.periods.extend(periods)
                    part.project.places.append(self._locate_block(table))
                    self.ledger.record_glyphs(GlyphFate.RECORD, table.glyphs)
                    return True
        return False

    def _report_counted(self) -> None:
        """Report the projects on this page whose printed number is not that of strategy and project."""
        named = [f"{each.id} ({each.printed})" if each.printed else each.id for each in self._counted]
        self._counted = []
        if named:
            self.ledger.report_finding(FindingCode.OTHER_NUMBER, projects=", ".join(named))

    def _report_unused(self, read: PlanTable, project: str) -> None:
        """Report the columns, rows and cells of a project's table that are part of no value."""
        self.ledger.record_unused_cells(read.unused, project)
        for header in read.unknown_headers:
            self.ledger.report_finding(FindingCode.UNKNOWN_COLUMN, project=project, column=header)
        if self._current is not None:
            self._current.extra.extend(read.rows.extra)
        for label in read.rows.other_budgets:
            self.ledger.report_finding(FindingCode.SECOND_BUDGET, project=project, label=label.text)

    def _is_continued_on_page(self, band: ProjectCaption) -> bool:
        """Return whether a caption repeats the number of a project that began on an earlier page."""
        current = self._current
        return (
            current is not None
            and self._pending is None
            and current.id == band.id
            and all(place.page < self.ledger.page for place in current.places)
        )

    def _is_plan_table(self, project: ProjectBuilder, read: PlanTable) -> bool:
        """Return whether a table without a caption is the plan of a project, or a part of it.

        Others are printed near it, such as a table of indicators or of past years: their rows are headed
        otherwise, or they have other periods."""
        if not read.has_header or read.relisted or any(column.role == "content" for column in read.columns):
            return True
        header = _get_goal_header(read.columns)
        if self.grammar.is_other_table(header):
            return False
        if not project.periods:
            return True
        same = {column.period.key for column in read.columns if column.period is not None}
        return match_key(header) == match_key(project.goal_header) and same == project.periods

    def _replaces_table(self, read: PlanTable) -> bool:
        """Return whether a table is the plan of the current project, and the first one was of past years.

        The first table names no costs, departments or baseline, and its years are before those of this one;
        its rows are taken back and reported."""
        project, first = self._current, self._first_table
        years = {
            int(column.period.key) for column in read.columns if column.period and column.period.key.isdigit()
        }
        if project is None or first is None or not years or self._copy_of is not None:
            return False
        earlier = {int(key) for key in project.periods if key.isdigit()}
        is_plan = (
            not earlier or project.budget is not None or "baseline" in project.periods or project.relisted
        )
        if is_plan or max(earlier) >= min(years):
            return False
        project.items.clear()
        project.periods, project.goal_header, project.columns = set(), "", ()
        self.periods = [period for period in self.periods if period.fiscal_year not in earlier]
        self.ledger.record_glyphs(GlyphFate.RECORD, -first.glyphs)
        self.ledger.record_unread_table(first, project.id)
        return True

    def _get_project_id(self) -> str | None:
        """Return the id of the project in whose extent the next line is; None between projects."""
        return self._current.id if self._current is not None and self._pending is None else None

    def _read_framed_heading(self, table: Table) -> Line | None:
        """Return a single row of cells as a line if it is a heading: 戦略計画 | 22 | title."""
        if len(table.rows) != 2:
            return None
        lines = [line for cell in table.cells for line in cell.lines]
        text = "　".join(cell.joined_text for cell in table.cells if cell.lines)
        if self.grammar.read_pillar(text) is None and self.grammar.read_strategy(text) is None:
            return None
        segments = tuple(segment for line in lines for segment in line.segments)
        size = max(line.size for line in lines)
        return Line(text, table.box, size, segments, table.glyphs, boxed=True)

    # -- footnotes -------------------------------------------------------------------------------

    def _can_take_footnote(self, line: Line) -> bool:
        """Return whether a footnote may begin here."""
        if self._current is None:
            return False
        if self._pending is not None and self._pending.description:
            # In the middle of a paragraph a line may begin with the mark of a footnote.
            return self._body.is_small(line)
        return True

    def _find_footnoted_project(self, footnote: FootnoteStart, line: Line) -> ProjectBuilder | None:
        """Return the project that a footnote explains: the one with its mark, else the last one above."""
        if self._copy_of is not None:
            return self._current
        strategy = self.outline.context.strategy
        marked = find_footnote_owner(
            footnote.marker,
            footnote.term,
            self._open[::-1],
            reversed(self.projects.values()),
            strategy,
            is_at_foot=line.box.top - self._bottom > _FOOT_DISTANCE_EM * line.size,
        )
        # Under a heading of its own, or in an annex, a footnote belongs to no project that lacks its mark.
        return marked or (self._current if self._pending is None and not self._is_outside else None)


def _select_other_blocks(layout: PageLayout, without: frozenset[int]) -> Iterator[int]:
    """Yield the indices of the blocks that are not in `without`."""
    return (index for index in range(len(layout.blocks)) if index not in without)


def _get_goal_header(columns: tuple[PlanColumn, ...]) -> str:
    """Return the header of the column of goals; empty where there is none."""
    return next((column.header for column in columns if column.role == "goal"), "")


def _is_front_page(blocks: Iterable[Block]) -> bool:
    """Return whether a page before the plan is its cover, which prints the title, or its contents."""
    texts = [match_key(block.text) for block in blocks if isinstance(block, Line)]
    return any(text.endswith(_PLAN_WORDS) or text in ("目次", "もくじ") for text in texts)


def _find_cover_title(lines: list[tuple[Line, SourceSpan]]) -> TracedText | None:
    """Return the largest line before the plan begins, if it names a plan."""
    named = [(line, place) for line, place in lines if match_key(line.text).endswith(_PLAN_WORDS)]
    if not named:
        return None
    line, place = max(named, key=lambda found: found[0].size)
    return TracedText(line.text.strip(), (place,))
