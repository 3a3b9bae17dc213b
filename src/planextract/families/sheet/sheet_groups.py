"""Pages to sheets: which labels and values belong to one project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planextract.families import captions
from planextract.families.period_headers import PeriodWords
from planextract.families.sheet.labelled_values import Entry, LabelledValue, read_sheet_table
from planextract.families.sheet.labels import Label, LabelMeaning, LabelReader
from planextract.families.sheet.period_table import PeriodColumn, PeriodTable
from planextract.families.sheet.sheet_profile import SheetProfile
from planextract.japanese.symbol_legends import read_symbol_legend
from planextract.japanese.widths import get_printed_group, match_key, narrow_width
from planextract.model.findings import FindingCode, finding
from planextract.model.layout import Line, PageLayout, Table
from planextract.model.plan import Finding
from planextract.model.raw_plan import GlyphFate, SourceSpan, TracedText, join_texts
from planextract.structure.running_heads import MARGIN_SHARE_OF_HEIGHT

_CONTINUED = re.compile(r"[(\[](?:続き|つづき|続)[)\]]$")

_HEAD = frozenset({LabelMeaning.TITLE, LabelMeaning.NUMBER, LabelMeaning.SECTION, LabelMeaning.DEPARTMENT})
"""What is printed again at the top of a page on which a sheet continues."""


@dataclass(slots=True)
class SheetHeading:
    """A heading above sheets."""

    number: int
    title: TracedText
    page: int


@dataclass(slots=True)
class SheetGroup:
    """Everything that is printed of one project, mutable while it is read."""

    heading: SheetHeading | None
    entries: list[Entry] = field(default_factory=list)
    spans: list[SourceSpan] = field(default_factory=list)
    units: list[TracedText] = field(default_factory=list)
    """Of money, as lines between its tables name them."""
    glyphs: Counter[int] = field(default_factory=Counter)
    """By page."""

    def values(self, meaning: LabelMeaning) -> list[LabelledValue]:
        """Return the values of a meaning, in printed order."""
        return [
            entry
            for entry in self.entries
            if isinstance(entry, LabelledValue) and entry.label.meaning is meaning
        ]

    @property
    def title(self) -> LabelledValue | None:
        """The value that names the project: of several labels the one whose pattern is first."""
        return min(self.values(LabelMeaning.TITLE), key=lambda value: value.label.rank, default=None)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.spans[0].page

    def match_key(self) -> tuple[str, ...]:
        """Return all that is printed, for telling whether two sheets are the same."""
        return tuple(
            match_key(
                f"{entry.label.text}:{join_texts(entry.lines).text}"
                if isinstance(entry, LabelledValue)
                else "|".join(f"{row.goal.text}:{[cell.text for cell in row.cells]}" for row in entry.rows)
            )
            for entry in self.entries
        )


class SheetReader:
    """Reads pages one after the other; `groups` and `findings` say what was read."""

    def __init__(self, profile: SheetProfile) -> None:
        self.profile = profile
        self.groups: list[SheetGroup] = []
        self.findings: list[Finding] = []
        self.cover: list[tuple[Line, SourceSpan]] = []
        """Lines above the first sheet."""
        self._labels = LabelReader(profile)
        self._words = PeriodWords(
            profile.periods.baseline, profile.periods.total, profile.periods.beside_year
        )
        self._heading: SheetHeading | None = None
        self._lead: str | None = None
        """The label that sheets begin with."""
        self._group: SheetGroup | None = None
        self._pending: list[tuple[Entry, int, int]] = []
        """What is printed before a sheet's title and may belong to it: entries, their page and glyphs."""
        self._held: list[tuple[Entry, int, int]] = []
        """The head of a sheet as it is printed again; another sheet may begin with the same words."""
        self._page = 0
        self._account: Counter[GlyphFate] = Counter()
        self._lost: list[Line] = []
        self._is_first_table = True
        self._unit: TracedText | None = None
        """Of money, as a line names it above the next table, or above all."""
        self._is_unit_of_all = False
        self._last_page = 0
        """The page of the last value that belongs to a sheet."""
        self._earlier: set[str] = set()
        """Lines of the pages before."""

    def read_page(self, layout: PageLayout, furniture: frozenset[int]) -> Counter[GlyphFate]:
        """Read a page; return what became of its glyphs."""
        self._page = layout.number
        self._account = Counter()
        self._lost = []
        self._is_first_table = True
        if layout.unreadable is not None:
            self._report_gap(layout.unreadable)
            return self._account
        for index, block in enumerate(layout.blocks):
            if isinstance(block, Table):
                self._read_table(block)
            elif captions.read_money_unit(block.text, self.profile.units) is None and (
                index in furniture or self._is_running(block, layout.height)
            ):
                self._account[GlyphFate.FURNITURE] += block.glyphs
            else:
                self._read_line(block)
        self._earlier.update(match_key(block.text) for block in layout.blocks if isinstance(block, Line))
        self._report_lost()
        return self._account

    def _is_running(self, line: Line, height: float) -> bool:
        """Decide whether a line in the margin was on an earlier page too."""
        in_margin = (
            line.box.bottom < MARGIN_SHARE_OF_HEIGHT * height
            or line.box.top > (1 - MARGIN_SHARE_OF_HEIGHT) * height
        )
        return in_margin and match_key(line.text) in self._earlier

    def finish(self) -> list[tuple[int, int]]:
        """Report what belongs to no sheet after the last page; return pages and numbers of glyphs."""
        left = [(page, count) for _, page, count in self._pending if count]
        for page in sorted({page for page, _ in left}):
            count = sum(each for other, each in left if other == page)
            texts = " / ".join(_describe(entry) for entry, other, _ in self._pending if other == page)
            self.findings.append(finding(FindingCode.UNUSED_TEXT, page=page, count=count, text=texts))
        return left

    def _report_gap(self, why: str) -> None:
        self._group = None
        self.findings.append(finding(FindingCode.UNREADABLE_PAGE, page=self._page, reason=why))

    # -- tables ----------------------------------------------------------------------------------

    def _read_table(self, table: Table) -> None:
        last = self._group.entries[-1] if self._group is not None and self._group.entries else None
        columns: tuple[PeriodColumn, ...] = ()
        at_break = self._is_first_table and self._group is not None and self._last_page < self._page
        if at_break and isinstance(last, PeriodTable):
            columns = last.columns
        read = read_sheet_table(table, self._page, self._labels, self._words, columns, is_continued=at_break)
        named = any(
            isinstance(entry, LabelledValue) and entry.label.meaning is LabelMeaning.TITLE
            for entry in read.entries
        )
        useful = [entry for entry in read.entries if not _is_bare_frame(entry)]
        if not (named or self._group is not None or self._pending or useful) or not (useful or read.rest):
            self._is_first_table = False
            self._report_unread(table)
            return
        if read.rest and self._group is not None and isinstance(last, LabelledValue):
            self._group.entries[-1] = last._replace(lines=(*last.lines, *read.rest))
            self._group.spans.extend(place for line in read.rest for place in line.spans)
        self._account[GlyphFate.RECORD] += read.used
        share = read.used
        count_before = sum(len(group.entries) for group in self.groups)
        for entry in read.entries:
            if entry in useful:
                self._take(entry, share)
                share = 0
            elif isinstance(entry, LabelledValue) and entry.label.unit and self._group is not None:
                self._group.units.append(TracedText(entry.label.unit, (entry.place,)))
        if sum(len(group.entries) for group in self.groups) > count_before or read.rest:
            self._is_first_table = False  # it was more than the head of a sheet, printed again
        if self._group is not None and not named:
            self._group.spans.append(SourceSpan(self._page, table.box))
        if self._group is not None and self._unit is not None and not self._group.units:
            self._group.units.append(self._unit)
            self._unit = self._unit if self._is_unit_of_all else None
        if read.unread:
            count = sum(cell.glyphs for cell in read.unread)
            self._account[GlyphFate.UNUSED] += count
            text = " / ".join(cell.joined_text for cell in read.unread)
            self.findings.append(finding(FindingCode.UNUSED_TEXT, page=self._page, count=count, text=text))

    def _report_unread(self, table: Table) -> None:
        self._account[GlyphFate.UNUSED] += table.glyphs
        text = " / ".join(cell.joined_text for cell in table.cells if cell.lines)
        self.findings.append(
            finding(FindingCode.UNKNOWN_TABLE, page=self._page, cells=len(table.cells), text=text)
        )

    def _take(self, entry: Entry, glyphs: int) -> None:
        """Add an entry to the sheet that it belongs to."""
        if isinstance(entry, LabelledValue) and self._begins(entry):
            self._group = None
            self._pending = self._held
            self._held = []
        if self._group is None and not self._is_title(entry):
            self._pending.append((entry, self._page, glyphs))
            return
        if self._group is None:
            self._group = SheetGroup(self._heading)
            self.groups.append(self._group)
            for earlier, page, count in self._pending:
                self._add(earlier, page, count)
            self._lead = self._lead or _label_text(self._group.entries[0] if self._pending else entry)
            self._pending = []
        if isinstance(entry, LabelledValue) and self._is_printed_again(entry):
            self._held.append((entry, self._page, glyphs))
            self._group.spans.append(entry.place)
            self._group.glyphs[self._page] += glyphs
            return
        self._held = []
        self._add(entry, self._page, glyphs)

    def _add(self, entry: Entry, page: int, glyphs: int) -> None:
        assert self._group is not None
        self._last_page = page
        self._group.entries.append(entry)
        self._group.glyphs[page] += glyphs
        if isinstance(entry, LabelledValue):
            self._group.spans.append(entry.place)
        else:
            self._group.spans.extend(
                place for row in entry.rows for cell in row.cells for place in cell.printed.spans
            )

    def _is_title(self, entry: Entry) -> bool:
        return isinstance(entry, LabelledValue) and entry.label.meaning is LabelMeaning.TITLE

    def _begins(self, entry: LabelledValue) -> bool:
        """Decide whether a labelled value is the first of another sheet than the open one."""
        group = self._group
        if group is None:
            return False
        label = entry.label
        if self._is_printed_again(entry):
            return False
        if label.meaning in (LabelMeaning.TITLE, LabelMeaning.NUMBER):
            return any(
                value.label.rank == label.rank and value.label.text == label.text
                for value in group.values(label.meaning)
            )
        return group.title is not None and label.text == self._lead

    def _is_printed_again(self, entry: LabelledValue) -> bool:
        """Decide whether the open sheet printed the same value on an earlier page, as its head is again
        where it continues on the next."""
        group = self._group
        if group is None or not group.spans or entry.label.meaning not in _HEAD or group.page == self._page:
            return False
        return any(
            isinstance(known, LabelledValue)
            and known.place.page < self._page
            and known.label.text == entry.label.text
            and _plain(known.lines) == _plain(entry.lines)
            for known in group.entries
        )

    # -- lines -----------------------------------------------------------------------------------

    def _read_line(self, line: Line) -> None:
        text = line.text.strip()
        heading = self._read_heading(text, line)
        if heading is not None:
            self._heading = heading
            self._group = None
            self._account[GlyphFate.RECORD] += line.glyphs
            return
        if read_symbol_legend(text):
            self._account[GlyphFate.RECORD] += line.glyphs
            return
        unit = captions.read_money_unit(text, self.profile.units)
        if unit is not None:
            self._unit = TracedText(unit, (SourceSpan(self._page, line.box),))
            self._is_unit_of_all = not self.groups
            self._account[GlyphFate.RECORD] += line.glyphs
            return
        read = self._read_labelled(line)
        if read is not None:
            self._account[GlyphFate.RECORD] += line.glyphs
            self._take(read, line.glyphs)
            return
        self._account[GlyphFate.UNUSED] += line.glyphs
        if not self.groups:
            self.cover.append((line, SourceSpan(self._page, line.box)))
        self._lost.append(line)

    def _read_labelled(self, line: Line) -> LabelledValue | None:
        """Return the label and the value of a line that prints both."""
        place = SourceSpan(self._page, line.box)
        read = self._labels.read_inline(line.text.strip())
        if read is not None and read[1]:
            return LabelledValue(read[0], (TracedText(read[1], (place,)),), place)
        if len(line.segments) < 2:
            return None
        label = self._labels.read_label(line.segments[0].text)
        if label is None or label.meaning is LabelMeaning.FRAME:
            return None
        value = "　".join(segment.text.strip() for segment in line.segments[1:])
        return LabelledValue(label, (TracedText(value, (place,)),), place)

    def _read_heading(self, text: str, line: Line) -> SheetHeading | None:
        folded = narrow_width(text)
        for pattern in self.profile.headings:
            match = pattern.match(folded)
            if match is not None and not text.endswith("。"):
                title = TracedText(
                    get_printed_group(match, "title", text), (SourceSpan(self._page, line.box),)
                )
                return SheetHeading(int(match["number"]), title, self._page)
        return None

    def _report_lost(self) -> None:
        lines: Sequence[Line] = self._lost
        if not self.groups or not lines:
            return
        covers = {id(line) for line, _ in self.cover}
        lines = [line for line in lines if id(line) not in covers]
        if lines:
            count = sum(line.glyphs for line in lines)
            text = " / ".join(line.text for line in lines)
            self.findings.append(finding(FindingCode.UNUSED_TEXT, page=self._page, count=count, text=text))


def _is_bare_frame(entry: Entry) -> bool:
    """Decide whether an entry is the label of a table of years alone, without any value."""
    return (
        isinstance(entry, LabelledValue)
        and entry.label.meaning is LabelMeaning.FRAME
        and not any(line.text for line in entry.lines)
    )


def _describe(entry: Entry) -> str:
    """Return what an entry prints, for a finding."""
    if isinstance(entry, LabelledValue):
        return f"{entry.label.text} {join_texts(entry.lines).text}".strip()
    return " / ".join(row.goal.text for row in entry.rows)


def _label_text(entry: Entry) -> str | None:
    return entry.label.text if isinstance(entry, LabelledValue) else None


def _plain(lines: Sequence[TracedText]) -> str:
    return _CONTINUED.sub("", match_key(join_texts(lines).text))


def label_of(entry: Entry) -> Label | None:
    """Return the label of a labelled value."""
    return entry.label if isinstance(entry, LabelledValue) else None
