"""Reads pages into the entries of lists, in one pass in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planextract.families.list import captions
from planextract.families.list.infer_columns import resolved, with_amounts
from planextract.families.list.list_columns import (
    ListColumn,
    Meaning,
    continued,
    read_header,
)
from planextract.families.list.list_rows import Kind, ListRow, read_rows, title_column
from planextract.families.list.split_rows import across_break, has_money, inherited, mended, named_upwards
from planextract.japanese.widths import bare
from planextract.model.findings import finding
from planextract.model.layout import Block, Cell, Line, PageLayout, Table
from planextract.model.plan import Finding
from planextract.model.raw_plan import Place, Printed, Role, joined
from planextract.profiles.schema import ListProfile
from planextract.structure.running_heads import MARGIN

_SHOWN = 60
"""Greatest number of characters of a text that a finding quotes."""


@dataclass(slots=True)
class ListEntries:
    """One list: its title, its columns and its rows in printed order, mutable while it is read."""

    title: Printed | None
    page: int
    columns: tuple[ListColumn, ...]
    unit: Printed | None
    """The unit of money that a line above the list names."""
    rows: list[ListRow] = field(default_factory=list)
    headings: dict[int, Printed] = field(default_factory=dict)
    """Headings between rows, by the index of the row below them."""


class ListReader:
    """Reads pages one after the other; `lists` and `findings` contain the result."""

    def __init__(self, profile: ListProfile) -> None:
        self.profile = profile
        self.lists: list[ListEntries] = []
        self.findings: list[Finding] = []
        self.cover: list[tuple[Line, Place]] = []
        """Lines above the first list."""
        self._above: list[Line] = []
        """Lines since the last table of the page."""
        self._earlier: set[str] = set()
        """Normalised lines of the pages before."""
        self._running: list[Line] = []
        """Running heads of the page."""
        self._page = 0
        self._account: Counter[Role] = Counter()
        self._lost: list[Line] = []
        self._first_page: dict[str, int] = {}
        self._after_gap = False
        """True if the page before is unreadable and no row was read since."""

    @property
    def row_count(self) -> int:
        """Number of rows read so far, totals included."""
        return sum(len(entries.rows) for entries in self.lists)

    def page(self, layout: PageLayout, furniture: frozenset[int]) -> Counter[Role]:
        """Read a page and return the fate of its glyphs; `furniture` are the indices of its running heads."""
        self._page = layout.number
        self._account = Counter()
        self._above, self._running, self._lost = [], [], []
        if layout.unreadable is not None:
            self._gap(layout.unreadable)
            return self._account
        if self._is_bound_again(layout.blocks):
            self._account[Role.REPEATED] = sum(block.glyphs for block in layout.blocks)
            return self._account
        for index, block in enumerate(layout.blocks):
            if isinstance(block, Table):
                self._table(block)
            elif index in furniture or self._is_running(block, layout.height):
                self._running.append(block)
                self._account[Role.FURNITURE] += block.glyphs
            else:
                self._above.append(block)
                self._account[Role.UNUSED] += block.glyphs
                self._lost.append(block)
        if not self.lists:
            self._cover(self._above)
        self._earlier.update(bare(block.text) for block in layout.blocks if isinstance(block, Line))
        self._report()
        return self._account

    def _gap(self, why: str) -> None:
        """Report an unreadable page, after which no row continues an earlier one."""
        self._after_gap = True
        self.findings.append(
            finding(
                "unreadable-page",
                f"Page {self._page} can't be read: {why}. Rows after it may belong to another list, "
                "and lists after it be counted from a smaller number.",
                page=self._page,
            )
        )

    # -- tables ----------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        """Read a table as lists, and report the rows that belong to none."""
        first, count = self._go_on(table)
        while first < count:
            framed: list[Line] = []  # in the table's own frame, above its header
            start = first
            while start < count and (line := captions.across(table, start)) is not None:
                framed.append(line)
                start += 1
            header = read_header(table, self._page, self.profile, start) if start < count else None
            if header is None:
                break
            self._begin(header.columns, framed)
            rows, end = read_rows(table, self._page, header.columns, header.end, self.profile)
            self._take(rows, at_break=bool(self.lists[-1].rows))
            self._count(table, header.columns, first, end)
            first = end
        if first < count:
            self._unread([cell for cell in table.cells if cell.row >= first])
        for line in self._above:
            if self.lists and self._is_printed_again(line.text, self.lists[-1]):
                self._use(line)
        self._above = []

    def _go_on(self, table: Table) -> tuple[int, int]:
        """Read the rows that continue the last list without a header.

        Return the grid row after them, and the number of all grid rows."""
        count = len(table.rows) - 1
        framed = next((row for row in range(count) if captions.across(table, row) is None), 0)
        if not self.lists or read_header(table, self._page, self.profile, framed) is not None:
            return 0, count
        entries = self.lists[-1]
        whole = continued(table, entries.columns)
        if whole is None:
            return 0, count
        loose = any(row.loose for row in entries.rows)
        rows, first = read_rows(whole, self._page, entries.columns, 0, self.profile, loose=loose)
        self._take(rows, at_break=True)
        self._count(whole, entries.columns, 0, first)
        return first, count

    def _begin(self, columns: tuple[ListColumn, ...], framed: Sequence[Line]) -> None:
        """Begin the list under a header, or continue the last list if its header is only printed again."""
        above = [*self._above, *framed]
        known = self.lists[-1] if self.lists else None
        # A line of an earlier page is a running head, or the title printed again.
        title = self._title([line for line in above if known is None or bare(line.text) not in self._earlier])
        if (
            known is not None
            and [column.header for column in known.columns] == [column.header for column in columns]
            and (title is None or known.title is None or captions.same(title.text, known.title.text))
        ):
            return
        if known is None:
            self._cover(above)
        # A list's title may be printed at the top of page after page, as a running head.
        title = title or self._title(self._running)
        units = [self._printed(unit, line) for line in above if (unit := self._unit(line.text))]
        captioned = units[-1] if units else None
        said = (*([title.text] if title else []), *(line.text for line in reversed(above)))
        found = resolved(columns, captions.only_year(said), captioned)
        self.lists.append(ListEntries(title, self._page, found, captioned))
        for line in self._above:
            self._use(line)
        for column in found:
            if column.meaning is Meaning.UNKNOWN and column.header:
                self.findings.append(
                    finding(
                        "unknown-column",
                        f"The column “{column.header}” is not understood; what it says is left out.",
                        page=self._page,
                    )
                )

    def _take(self, rows: list[ListRow], *, at_break: bool) -> None:
        """Add rows to the last list; at a page break the first may be the rest of the row before it."""
        entries = self.lists[-1]
        columns, ditto = entries.columns, self.profile.ditto
        for index, row in enumerate(rows):
            if row.kind is Kind.HEADING:
                entries.headings[len(entries.rows)] = joined(row.lines(title_column(columns)))
                continue
            above = entries.rows[-1] if entries.rows and not self._after_gap else None
            self._after_gap = False
            headed = len(entries.rows) in entries.headings
            if above is not None and not headed and row.kind in (Kind.PROJECT, Kind.OTHER):
                if index == 0 and at_break:
                    others = [each for each in entries.rows[:-1] if each.kind is Kind.PROJECT]
                    whole = mended(
                        above,
                        row,
                        columns,
                        all_have_money=bool(others) and all(has_money(each, columns) for each in others),
                    )
                    if whole is not None:
                        if len(entries.rows) > 1 and entries.rows[-2].kind is Kind.PROJECT:
                            whole = inherited(whole, entries.rows[-2], columns, ditto)
                        entries.rows = named_upwards([*entries.rows[:-1], whole], columns)
                        continue
                    if above.kind is Kind.PROJECT:
                        entries.rows, row = across_break(entries.rows, row, columns, ditto)
                elif above.kind is Kind.PROJECT:
                    row = inherited(row, above, columns, ditto)
            entries.rows.append(row)
        entries.columns = with_amounts(columns, entries.unit, entries.rows)

    def _count(self, table: Table, columns: Sequence[ListColumn], first: int, end: int) -> None:
        """Count the glyphs of grid rows; those in columns of unknown meaning are unused."""
        for cell in table.cells:
            if first <= cell.row < end:
                covers = range(cell.column, cell.column + cell.column_span)
                lost = all(columns[index].meaning is Meaning.UNKNOWN for index in covers)
                self._account[Role.UNUSED if lost else Role.RECORD] += cell.glyphs

    def _unread(self, cells: Sequence[Cell]) -> None:
        """Count cells that belong to no list as unused, and report them."""
        self._account[Role.UNUSED] += sum(cell.glyphs for cell in cells)
        text = " / ".join(cell.joined for cell in cells if cell.lines)
        self.findings.append(
            finding(
                "unknown-table",
                f"A table of {len(cells)} cells is no list of projects: “{text[:_SHOWN]}”.",
                page=self._page,
            )
        )

    # -- lines -----------------------------------------------------------------------------------

    def _cover(self, lines: Sequence[Line]) -> None:
        """Keep lines from which the title of the plan may be taken."""
        self.cover.extend((line, Place(self._page, line.box)) for line in lines)

    def _printed(self, text: str, line: Line) -> Printed:
        return Printed(text, (Place(self._page, line.box),))

    def _title(self, above: Sequence[Line]) -> Printed | None:
        return captions.title(above, self._page, self.profile.units)

    def _unit(self, text: str) -> str | None:
        return captions.unit(text, self.profile.units)

    def _use(self, line: Line) -> None:
        """Count a line above a list as read, because its title, year or unit was taken from it."""
        if line not in self._lost:
            return
        self._lost.remove(line)
        self._account[Role.UNUSED] -= line.glyphs
        self._account[Role.RECORD] += line.glyphs

    def _is_printed_again(self, text: str, entries: ListEntries) -> bool:
        """Return whether a line repeats the title or the unit of the list that continues."""
        if entries.title is not None and captions.same(text, entries.title.text):
            return True
        return entries.unit is not None and self._unit(text) == entries.unit.text

    def _is_running(self, line: Line, height: float) -> bool:
        """Return whether a line in the margin repeats a line of an earlier page, and not the list's title."""
        in_margin = line.box.bottom < MARGIN * height or line.box.top > (1 - MARGIN) * height
        known = self.lists and self._is_printed_again(line.text, self.lists[-1])
        return in_margin and bare(line.text) in self._earlier and not known

    def _is_bound_again(self, blocks: Sequence[Block]) -> bool:
        """Return whether a page with the same text was read before, and report it."""
        key = bare("\n".join(_text(block) for block in blocks))
        if len(key) < 40:
            return False
        first = self._first_page.setdefault(key, self._page)
        if first == self._page:
            return False
        self.findings.append(
            finding("repeated-page", f"Page {self._page} says what page {first} says.", page=self._page)
        )
        return True

    def _report(self) -> None:
        """Report the lines of the page that are part of no record."""
        if not self._lost:
            return
        count = sum(line.glyphs for line in self._lost)
        sample = " / ".join(line.text for line in self._lost)
        if len(sample) > _SHOWN:
            sample = sample[: _SHOWN - 1] + "…"
        self.findings.append(
            finding("unused-text", f"{count} characters landed in no record: “{sample}”.", page=self._page)
        )


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else "\n".join(cell.text for cell in block.cells)
