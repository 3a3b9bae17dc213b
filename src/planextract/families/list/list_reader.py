"""Finds the lists on the pages: their titles, their headers, and the tables that hold their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planextract.families import captions
from planextract.families.list.list_columns import (
    ListColumn,
    ListHeader,
    align_continued_table,
    find_list_header,
    read_list_header,
)
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_recogniser import ListRecogniser
from planextract.families.list.list_rows import find_list_end
from planextract.japanese.symbol_legends import read_symbol_legend
from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode
from planextract.model.layout import Line, PageLayout, Table, TableCell
from planextract.model.raw_plan import GlyphFate, SourceSpan, TracedText
from planextract.structure.coverage import CoverageLedger
from planextract.structure.facing_tables import join_facing_tables
from planextract.structure.repeated_pages import PageMemory
from planextract.structure.running_heads import MARGIN_SHARE_OF_HEIGHT


@dataclass(frozen=True, slots=True)
class ListPart:
    """The rows of a list in one table: grid rows `first` up to but not including `end`."""

    page: int
    table: Table
    """The table, on the grid of the list."""
    first: int
    end: int
    after_gap: bool
    """True if the page before can't be read, so that no row continues an earlier one."""


@dataclass(slots=True)
class FoundList:
    """One list as it is printed; the meaning of its columns is settled after its last row is found."""

    title: TracedText | None
    page: int
    header: tuple[ListColumn, ...]
    unit: TracedText | None
    """The unit of money that a line above the list names."""
    year: int | None
    """The fiscal year that a line above the list names."""
    years: frozenset[int] = frozenset()
    """All fiscal years that lines above the list name, those between the first and the last of a span too."""
    names_years: bool = False
    """True if lines above the list name any fiscal year, be it several of them."""
    has_commitments: bool = False
    """True for a list of commitments (債務負担行為) or bonds, not of projects."""
    parts: list[ListPart] = field(default_factory=list)


class ListReader:
    """Reads pages one after the other; `lists` and the findings of `ledger` contain the result."""

    def __init__(self, profile: ListProfile) -> None:
        self.profile = profile
        self.lists: list[FoundList] = []
        self.ledger = CoverageLedger()
        self.cover: list[tuple[Line, SourceSpan]] = []
        """Lines above the first list."""
        self.recogniser = ListRecogniser(profile, self._get_columns)
        self._memory = PageMemory(self.recogniser)
        self._above: list[Line] = []
        """Lines since the last table of the page."""
        self._running: list[Line] = []
        """Running heads of the page."""
        self._used: set[Line] = set()
        """Lines of the page that give a list its title, year or unit."""
        self._earlier: set[str] = set()
        """Normalised lines of the pages before."""
        self._after_gap = False
        """True if the page before is unreadable and no row was found since."""

    @property
    def row_count(self) -> int:
        """Number of grid rows of the lists found so far."""
        return sum(part.end - part.first for found in self.lists for part in found.parts)

    def read_page(self, layout: PageLayout, furniture: frozenset[int]) -> None:
        """Read a page; `furniture` are the indices of its running heads."""
        self.ledger.open_page(layout.number)
        self._above, self._running, self._used = [], [], set()
        if layout.unreadable is not None:
            self._skip_unreadable_page(layout.unreadable)
            return
        repeat = self._memory.find_repeated_content(layout, furniture)
        again = frozenset[int]()
        if repeat is not None:
            again = repeat.blocks
            self.ledger.findings.extend(repeat.findings)
            self.ledger.record_glyphs(GlyphFate.REPEATED, sum(layout.blocks[index].glyphs for index in again))
        lines: list[Line] = []
        body = ((index, block) for index, block in enumerate(layout.blocks) if index not in again)
        for index, block in join_facing_tables(body, self._is_whole):
            if isinstance(block, Table):
                self._read_list_table(block)
            elif index in furniture or self._is_running_head(block, layout.height):
                self._running.append(block)
                self.ledger.record_glyphs(GlyphFate.FURNITURE, block.glyphs)
            else:
                self._above.append(block)
                lines.append(block)
        if not self.lists:
            self._keep_cover_lines(self._above)
        for line in lines:
            used = line in self._used or bool(read_symbol_legend(line.text))
            self.ledger.record_line(GlyphFate.RECORD if used else GlyphFate.UNUSED, line)
        self._earlier.update(match_key(block.text) for block in layout.blocks if isinstance(block, Line))
        self.ledger.close_page()
        self._after_gap = self._after_gap or layout.is_gap

    def _skip_unreadable_page(self, why: str) -> None:
        """Report an unreadable page, after which no row continues an earlier one."""
        self._after_gap = True
        self.ledger.report_finding(FindingCode.UNREADABLE_PAGE, list_reason=why)

    # -- tables ----------------------------------------------------------------------------------

    def _read_list_table(self, table: Table) -> None:
        """Find the lists in a table, and report the rows that belong to none."""
        count = len(table.rows) - 1
        first = self._continue_list(table)
        while first < count:
            framed: list[Line] = []  # in the table's own frame, above its header
            start = first
            while start < count and (line := captions.read_spanning_row(table, start)) is not None:
                framed.append(line)
                start += 1
            header = read_list_header(table, self.ledger.page, self.profile, start) if start < count else None
            if header is None:
                break
            self._begin_list(header, framed)
            end = self._add_part(table, header.end)
            self._record_rows(table, first, end)
            first = end
        if first < count:
            self._report_unread_cells([cell for cell in table.cells if cell.row >= first])
        if self.lists:
            self._used.update(
                line for line in self._above if self._is_printed_again(line.text, self.lists[-1])
            )
        self._above = []

    def _continue_list(self, table: Table) -> int:
        """Find the rows that continue the last list without a header; return the grid row after them."""
        count = len(table.rows) - 1
        framed = next((row for row in range(count) if captions.read_spanning_row(table, row) is None), 0)
        if not self.lists or read_list_header(table, self.ledger.page, self.profile, framed) is not None:
            return 0
        whole = align_continued_table(table, self.lists[-1].header)
        if whole is None:
            return 0
        end = self._add_part(whole, 0)
        self._record_rows(whole, 0, end)
        return end

    def _add_part(self, table: Table, first: int) -> int:
        """Add the rows of a table from a grid row on to the last list; return the grid row after them."""
        found = self.lists[-1]
        end = find_list_end(table, first, found.header, self.profile)
        if end > first:
            found.parts.append(ListPart(self.ledger.page, table, first, end, self._after_gap))
            self._after_gap = False
        return end

    def _begin_list(self, header: ListHeader, framed: Sequence[Line]) -> None:
        """Begin the list under a header, or continue the last list if its header is only printed again."""
        above = [*self._above, *framed]
        known = self.lists[-1] if self.lists else None
        # A line of an earlier page is a running head, or the title printed again.
        new = [line for line in above if known is None or match_key(line.text) not in self._earlier]
        title = self._find_title(new)
        if (
            known is not None
            and [column.header for column in known.header] == [column.header for column in header.columns]
            and (title is None or known.title is None or captions.is_same_title(title.text, known.title.text))
        ):
            return
        # The title and the unit of a list may be printed at the top of page after page, as running heads.
        if known is None:
            self._keep_cover_lines(above or self._running)
        title = title or self._find_title(self._running)
        near = [*self._running, *above]
        units = [self._trace_text(unit, line) for line in near if (unit := self._read_unit(line.text))]
        years = (*([title.text] if title else []), *(line.text for line in reversed(near)))
        self.lists.append(
            FoundList(
                title,
                self.ledger.page,
                header.columns,
                units[-1] if units else None,
                captions.find_only_year(years),
                captions.find_named_years((*years, *(line.text for line, _ in self.cover))),
                names_years=captions.has_year(years),
                has_commitments=header.has_commitments,
            )
        )
        self._used.update(self._above)

    def _record_rows(self, table: Table, first: int, end: int) -> None:
        """Count the glyphs of grid rows as read."""
        self.ledger.record_glyphs(
            GlyphFate.RECORD, sum(cell.glyphs for cell in table.cells if first <= cell.row < end)
        )

    def _report_unread_cells(self, cells: Sequence[TableCell]) -> None:
        """Count cells that belong to no list as unused, and report them."""
        self.ledger.record_glyphs(GlyphFate.UNUSED, sum(cell.glyphs for cell in cells))
        text = " / ".join(cell.joined_text for cell in cells if cell.lines)
        self.ledger.report_finding(FindingCode.UNKNOWN_TABLE, cells=len(cells), list_text=text)

    # -- lines -----------------------------------------------------------------------------------

    def _keep_cover_lines(self, lines: Sequence[Line]) -> None:
        """Keep lines from which the title of the plan may be taken."""
        self.cover.extend((line, SourceSpan(self.ledger.page, line.box)) for line in lines)

    def _trace_text(self, text: str, line: Line) -> TracedText:
        return TracedText(text, (SourceSpan(self.ledger.page, line.box),))

    def _find_title(self, above: Sequence[Line]) -> TracedText | None:
        return captions.find_list_title(above, self.ledger.page, self.profile.units)

    def _read_unit(self, text: str) -> str | None:
        return captions.read_money_unit(text, self.profile.units)

    def _get_columns(self) -> tuple[ListColumn, ...]:
        """Return the columns of the last list; none before the first list."""
        return self.lists[-1].header if self.lists else ()

    def _is_whole(self, table: Table) -> bool:
        """Return whether a table has the header of a list."""
        return find_list_header(table, self.ledger.page, self.profile) is not None

    def _is_printed_again(self, text: str, found: FoundList) -> bool:
        """Return whether a line repeats the title or the unit of the list that continues."""
        if found.title is not None and captions.is_same_title(text, found.title.text):
            return True
        return found.unit is not None and self._read_unit(text) == found.unit.text

    def _is_running_head(self, line: Line, height: float) -> bool:
        """Return whether a line in the margin repeats a line of an earlier page, and not the list's title."""
        margin = MARGIN_SHARE_OF_HEIGHT * height
        in_margin = line.box.bottom < margin or line.box.top > height - margin
        known = self.lists and self._is_printed_again(line.text, self.lists[-1])
        return in_margin and match_key(line.text) in self._earlier and not known
