"""Reads pages into the entries of lists, in one pass in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planextract.families.list import captions
from planextract.families.list.infer_columns import apply_captions, infer_amount_columns
from planextract.families.list.list_columns import (
    ColumnMeaning,
    ListColumn,
    align_continued_table,
    read_list_header,
)
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_rows import ListRow, ListRowKind, find_title_column, read_rows
from planextract.families.list.split_rows import (
    fill_across_break,
    fill_from_above,
    fill_upwards,
    has_money,
    join_split_row,
)
from planextract.japanese.widths import match_key
from planextract.model.findings import make_finding
from planextract.model.layout import Block, Line, PageLayout, Table, TableCell
from planextract.model.plan import Finding
from planextract.model.raw_plan import GlyphFate, SourceSpan, TracedText, join_texts
from planextract.structure.running_heads import MARGIN_SHARE_OF_HEIGHT

_QUOTED_CHARS = 60
"""Greatest number of characters of a text that a finding quotes."""


@dataclass(slots=True)
class ListEntries:
    """One list: its title, its columns and its rows in printed order, mutable while it is read."""

    title: TracedText | None
    page: int
    columns: tuple[ListColumn, ...]
    unit: TracedText | None
    """The unit of money that a line above the list names."""
    rows: list[ListRow] = field(default_factory=list)
    headings: dict[int, TracedText] = field(default_factory=dict)
    """Headings between rows, by the index of the row below them."""


class ListReader:
    """Reads pages one after the other; `lists` and `findings` contain the result."""

    def __init__(self, profile: ListProfile) -> None:
        self.profile = profile
        self.lists: list[ListEntries] = []
        self.findings: list[Finding] = []
        self.cover: list[tuple[Line, SourceSpan]] = []
        """Lines above the first list."""
        self._above: list[Line] = []
        """Lines since the last table of the page."""
        self._earlier: set[str] = set()
        """Normalised lines of the pages before."""
        self._running: list[Line] = []
        """Running heads of the page."""
        self._page = 0
        self._account: Counter[GlyphFate] = Counter()
        self._lost: list[Line] = []
        self._first_page: dict[str, int] = {}
        self._after_gap = False
        """True if the page before is unreadable and no row was read since."""

    @property
    def row_count(self) -> int:
        """Number of rows read so far, totals included."""
        return sum(len(entries.rows) for entries in self.lists)

    def read_page(self, layout: PageLayout, furniture: frozenset[int]) -> Counter[GlyphFate]:
        """Read a page and return the fate of its glyphs; `furniture` are the indices of its running heads."""
        self._page = layout.number
        self._account = Counter()
        self._above, self._running, self._lost = [], [], []
        if layout.unreadable is not None:
            self._skip_unreadable_page(layout.unreadable)
            return self._account
        if self._is_bound_again(layout.blocks):
            self._account[GlyphFate.REPEATED] = sum(block.glyphs for block in layout.blocks)
            return self._account
        for index, block in enumerate(layout.blocks):
            if isinstance(block, Table):
                self._read_list_table(block)
            elif index in furniture or self._is_running_head(block, layout.height):
                self._running.append(block)
                self._account[GlyphFate.FURNITURE] += block.glyphs
            else:
                self._above.append(block)
                self._account[GlyphFate.UNUSED] += block.glyphs
                self._lost.append(block)
        if not self.lists:
            self._keep_cover_lines(self._above)
        self._earlier.update(match_key(block.text) for block in layout.blocks if isinstance(block, Line))
        self._report_unused_lines()
        return self._account

    def _skip_unreadable_page(self, why: str) -> None:
        """Report an unreadable page, after which no row continues an earlier one."""
        self._after_gap = True
        self.findings.append(
            make_finding(
                "unreadable-page",
                f"Page {self._page} can't be read: {why}. Rows after it may belong to another list, "
                "and lists after it be counted from a smaller number.",
                page=self._page,
            )
        )

    # -- tables ----------------------------------------------------------------------------------

    def _read_list_table(self, table: Table) -> None:
        """Read a table as lists, and report the rows that belong to none."""
        first, count = self._continue_list(table)
        while first < count:
            framed: list[Line] = []  # in the table's own frame, above its header
            start = first
            while start < count and (line := captions.read_spanning_row(table, start)) is not None:
                framed.append(line)
                start += 1
            header = read_list_header(table, self._page, self.profile, start) if start < count else None
            if header is None:
                break
            self._begin_list(header.columns, framed)
            rows, end = read_rows(table, self._page, header.columns, header.end, self.profile)
            self._take_rows(rows, at_break=bool(self.lists[-1].rows))
            self._count_glyphs(table, header.columns, first, end)
            first = end
        if first < count:
            self._report_unread_cells([cell for cell in table.cells if cell.row >= first])
        for line in self._above:
            if self.lists and self._is_printed_again(line.text, self.lists[-1]):
                self._mark_used(line)
        self._above = []

    def _continue_list(self, table: Table) -> tuple[int, int]:
        """Read the rows that continue the last list without a header.

        Return the grid row after them, and the number of all grid rows."""
        count = len(table.rows) - 1
        framed = next((row for row in range(count) if captions.read_spanning_row(table, row) is None), 0)
        if not self.lists or read_list_header(table, self._page, self.profile, framed) is not None:
            return 0, count
        entries = self.lists[-1]
        whole = align_continued_table(table, entries.columns)
        if whole is None:
            return 0, count
        loose = any(row.loose for row in entries.rows)
        rows, first = read_rows(whole, self._page, entries.columns, 0, self.profile, loose=loose)
        self._take_rows(rows, at_break=True)
        self._count_glyphs(whole, entries.columns, 0, first)
        return first, count

    def _begin_list(self, columns: tuple[ListColumn, ...], framed: Sequence[Line]) -> None:
        """Begin the list under a header, or continue the last list if its header is only printed again."""
        above = [*self._above, *framed]
        known = self.lists[-1] if self.lists else None
        # A line of an earlier page is a running head, or the title printed again.
        title = self._find_title(
            [line for line in above if known is None or match_key(line.text) not in self._earlier]
        )
        if (
            known is not None
            and [column.header for column in known.columns] == [column.header for column in columns]
            and (title is None or known.title is None or captions.is_same_title(title.text, known.title.text))
        ):
            return
        if known is None:
            self._keep_cover_lines(above)
        # A list's title may be printed at the top of page after page, as a running head.
        title = title or self._find_title(self._running)
        units = [self._trace_text(unit, line) for line in above if (unit := self._read_unit(line.text))]
        captioned = units[-1] if units else None
        said = (*([title.text] if title else []), *(line.text for line in reversed(above)))
        found = apply_captions(columns, captions.find_only_year(said), captioned)
        self.lists.append(ListEntries(title, self._page, found, captioned))
        for line in self._above:
            self._mark_used(line)
        for column in found:
            if column.meaning is ColumnMeaning.UNKNOWN and column.header:
                self.findings.append(
                    make_finding(
                        "unknown-column",
                        f"The column “{column.header}” is not understood; what it says is left out.",
                        page=self._page,
                    )
                )

    def _take_rows(self, rows: list[ListRow], *, at_break: bool) -> None:
        """Add rows to the last list; at a page break the first may be the rest of the row before it."""
        entries = self.lists[-1]
        columns, ditto = entries.columns, self.profile.ditto
        for index, row in enumerate(rows):
            if row.kind is ListRowKind.HEADING:
                entries.headings[len(entries.rows)] = join_texts(row.get_lines(find_title_column(columns)))
                continue
            above = entries.rows[-1] if entries.rows and not self._after_gap else None
            self._after_gap = False
            headed = len(entries.rows) in entries.headings
            if above is not None and not headed and row.kind in (ListRowKind.PROJECT, ListRowKind.OTHER):
                if index == 0 and at_break:
                    others = [each for each in entries.rows[:-1] if each.kind is ListRowKind.PROJECT]
                    whole = join_split_row(
                        above,
                        row,
                        columns,
                        all_have_money=bool(others) and all(has_money(each, columns) for each in others),
                    )
                    if whole is not None:
                        if len(entries.rows) > 1 and entries.rows[-2].kind is ListRowKind.PROJECT:
                            whole = fill_from_above(whole, entries.rows[-2], columns, ditto)
                        entries.rows = fill_upwards([*entries.rows[:-1], whole], columns)
                        continue
                    if above.kind is ListRowKind.PROJECT:
                        entries.rows, row = fill_across_break(entries.rows, row, columns, ditto)
                elif above.kind is ListRowKind.PROJECT:
                    row = fill_from_above(row, above, columns, ditto)
            entries.rows.append(row)
        entries.columns = infer_amount_columns(columns, entries.unit, entries.rows)

    def _count_glyphs(self, table: Table, columns: Sequence[ListColumn], first: int, end: int) -> None:
        """Count the glyphs of grid rows; those in columns of unknown meaning are unused."""
        for cell in table.cells:
            if first <= cell.row < end:
                covers = range(cell.column, cell.column + cell.column_span)
                lost = all(columns[index].meaning is ColumnMeaning.UNKNOWN for index in covers)
                self._account[GlyphFate.UNUSED if lost else GlyphFate.RECORD] += cell.glyphs

    def _report_unread_cells(self, cells: Sequence[TableCell]) -> None:
        """Count cells that belong to no list as unused, and report them."""
        self._account[GlyphFate.UNUSED] += sum(cell.glyphs for cell in cells)
        text = " / ".join(cell.joined_text for cell in cells if cell.lines)
        self.findings.append(
            make_finding(
                "unknown-table",
                f"A table of {len(cells)} cells is no list of projects: “{text[:_QUOTED_CHARS]}”.",
                page=self._page,
            )
        )

    # -- lines -----------------------------------------------------------------------------------

    def _keep_cover_lines(self, lines: Sequence[Line]) -> None:
        """Keep lines from which the title of the plan may be taken."""
        self.cover.extend((line, SourceSpan(self._page, line.box)) for line in lines)

    def _trace_text(self, text: str, line: Line) -> TracedText:
        return TracedText(text, (SourceSpan(self._page, line.box),))

    def _find_title(self, above: Sequence[Line]) -> TracedText | None:
        return captions.find_list_title(above, self._page, self.profile.units)

    def _read_unit(self, text: str) -> str | None:
        return captions.read_money_unit(text, self.profile.units)

    def _mark_used(self, line: Line) -> None:
        """Count a line above a list as read, because its title, year or unit was taken from it."""
        if line not in self._lost:
            return
        self._lost.remove(line)
        self._account[GlyphFate.UNUSED] -= line.glyphs
        self._account[GlyphFate.RECORD] += line.glyphs

    def _is_printed_again(self, text: str, entries: ListEntries) -> bool:
        """Return whether a line repeats the title or the unit of the list that continues."""
        if entries.title is not None and captions.is_same_title(text, entries.title.text):
            return True
        return entries.unit is not None and self._read_unit(text) == entries.unit.text

    def _is_running_head(self, line: Line, height: float) -> bool:
        """Return whether a line in the margin repeats a line of an earlier page, and not the list's title."""
        in_margin = (
            line.box.bottom < MARGIN_SHARE_OF_HEIGHT * height
            or line.box.top > (1 - MARGIN_SHARE_OF_HEIGHT) * height
        )
        known = self.lists and self._is_printed_again(line.text, self.lists[-1])
        return in_margin and match_key(line.text) in self._earlier and not known

    def _is_bound_again(self, blocks: Sequence[Block]) -> bool:
        """Return whether a page with the same text was read before, and report it."""
        key = match_key("\n".join(_block_text(block) for block in blocks))
        if len(key) < 40:
            return False
        first = self._first_page.setdefault(key, self._page)
        if first == self._page:
            return False
        self.findings.append(
            make_finding("repeated-page", f"Page {self._page} says what page {first} says.", page=self._page)
        )
        return True

    def _report_unused_lines(self) -> None:
        """Report the lines of the page that are part of no record."""
        if not self._lost:
            return
        count = sum(line.glyphs for line in self._lost)
        sample = " / ".join(line.text for line in self._lost)
        if len(sample) > _QUOTED_CHARS:
            sample = sample[: _QUOTED_CHARS - 1] + "…"
        self.findings.append(
            make_finding(
                "unused-text", f"{count} characters landed in no record: “{sample}”.", page=self._page
            )
        )


def _block_text(block: Block) -> str:
    return block.text if isinstance(block, Line) else "\n".join(cell.text for cell in block.cells)
