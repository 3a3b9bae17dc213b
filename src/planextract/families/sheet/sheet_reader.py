"""Pages to labels and values, which a collector puts together to sheets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from planextract.families import captions
from planextract.families.period_headers import PeriodWords
from planextract.families.sheet.labelled_values import Entry, LabelledValue, ReadTable, read_sheet_table
from planextract.families.sheet.labels import Label, LabelMeaning, LabelReader
from planextract.families.sheet.period_table import PeriodColumn, PeriodTable
from planextract.families.sheet.sheet_groups import SheetCollector, SheetHeading
from planextract.families.sheet.sheet_profile import SheetProfile
from planextract.japanese.symbol_legends import read_symbol_legend
from planextract.japanese.widths import get_printed_group, match_key, narrow_width
from planextract.model.findings import FindingCode, finding
from planextract.model.layout import Block, Line, PageLayout, Table
from planextract.model.plan import Finding
from planextract.model.raw_plan import GlyphFate, SourceSpan, TracedText, join_texts
from planextract.structure.running_heads import MARGIN_SHARE_OF_HEIGHT

_MAX_CAPTION_GAP_EM = 2.5
"""Largest gap between a table and the line above it that names its project, in ems of the line."""

_NUMBERED = re.compile(
    r"[(\[【]?(?:№ ?|No\.? ?)?(?P<number>[A-Z]?[\d①-⑳]+(?:[-ー.()]+[\d①-⑳]+)*)[)\]】.]? +(?P<title>\S.+)"
)


class SheetReader:
    """Reads pages one after the other; `groups` and `findings` say what was read."""

    def __init__(self, profile: SheetProfile) -> None:
        self.profile = profile
        self.collector = SheetCollector()
        self.findings: list[Finding] = []
        self.cover: list[tuple[Line, SourceSpan]] = []
        """Lines above the first sheet."""
        self._labels = LabelReader(profile)
        self._words = PeriodWords(
            profile.periods.baseline, profile.periods.total, profile.periods.beside_year
        )
        self._page = 0
        self._account: Counter[GlyphFate] = Counter()
        self._lost: list[Line] = []
        self._is_first_table = True
        self._unit: TracedText | None = None
        """Of money, as a line names it above the next table, or above all."""
        self._is_unit_of_all = False
        self._above: Line | None = None
        """The line right above the next table, where it has no part in anything yet."""
        self._has_title_labels = False
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
        self.collector.close_sheet()
        for group, page in self.collector.copies:
            assert group.title is not None
            title = join_texts(group.title.lines).text
            self.findings.append(
                finding(FindingCode.REPEATED_BLOCK, page=page, first_page=group.page, text=title)
            )
        left = [each for each in self.collector.pending if each.glyphs]
        for page in sorted({each.page for each in left}):
            here = [each for each in left if each.page == page]
            text = " / ".join(_describe(each.entry) for each in here)
            count = sum(each.glyphs for each in here)
            self.findings.append(finding(FindingCode.UNUSED_TEXT, page=page, count=count, text=text))
        return [(each.page, each.glyphs) for each in left]

    def _report_gap(self, why: str) -> None:
        self.collector.close_sheet()
        self.findings.append(finding(FindingCode.UNREADABLE_PAGE, page=self._page, reason=why))

    # -- tables ----------------------------------------------------------------------------------

    def _read_table(self, table: Table) -> None:
        collector = self.collector
        group = collector.open
        last = group.entries[-1] if group is not None and group.entries else None
        at_break = self._is_first_table and group is not None and collector.last_page < self._page
        columns: tuple[PeriodColumn, ...] = ()
        if at_break and isinstance(last, PeriodTable):
            columns = last.columns
        read = read_sheet_table(table, self._page, self._labels, self._words, columns, is_continued=at_break)
        entries = [*self._take_caption(table, read), *read.entries]
        useful = [entry for entry in entries if not _is_bare_frame(entry)]
        if not (useful or read.rest):
            self._is_first_table = False
            self._report_unread(table)
            return
        if read.rest and group is not None and isinstance(last, LabelledValue):
            group.entries[-1] = last._replace(lines=(*last.lines, *read.rest))
            group.spans.extend(span for line in read.rest for span in line.spans)
        self._account[GlyphFate.RECORD] += read.used
        count_before = sum(len(each.entries) for each in collector.groups)
        share = read.used
        for entry in entries:
            if entry in useful:
                collector.take(entry, self._page, share)
                share = 0
            elif isinstance(entry, LabelledValue) and entry.label.unit and collector.open is not None:
                collector.open.units.append(TracedText(entry.label.unit, (entry.place,)))
        if sum(len(each.entries) for each in collector.groups) > count_before or read.rest:
            self._is_first_table = False  # it was more than the head of a sheet, printed again
        self._give_unit()
        if read.unread:
            count = sum(cell.glyphs for cell in read.unread)
            self._account[GlyphFate.UNUSED] += count
            text = " / ".join(cell.joined_text for cell in read.unread)
            self.findings.append(finding(FindingCode.UNUSED_TEXT, page=self._page, count=count, text=text))

    def _give_unit(self) -> None:
        """Give the unit that a line above the table names to the open sheet."""
        group = self.collector.open
        if group is not None and self._unit is not None and not group.units:
            group.units.append(self._unit)
            self._unit = self._unit if self._is_unit_of_all else None

    def _take_caption(self, table: Table, read: ReadTable) -> list[Entry]:
        """Return the number and the title that the line above a table gives the project of its labels, in a
        document without a label for titles."""
        self._has_title_labels = self._has_title_labels or has_title(read)
        line, self._above = self._above, None
        if self._has_title_labels or line is None or not is_captioned_sheet(line, table, read):
            return []
        if line in self._lost:
            self._lost.remove(line)
            self._account[GlyphFate.UNUSED] -= line.glyphs
            self._account[GlyphFate.RECORD] += line.glyphs
        self.cover = [(each, place) for each, place in self.cover if each is not line]
        return list(split_caption(line, self._page))

    def _report_unread(self, table: Table) -> None:
        self._account[GlyphFate.UNUSED] += table.glyphs
        text = " / ".join(cell.joined_text for cell in table.cells if cell.lines)
        self.findings.append(
            finding(FindingCode.UNKNOWN_TABLE, page=self._page, cells=len(table.cells), text=text)
        )

    # -- lines -----------------------------------------------------------------------------------

    def _read_line(self, line: Line) -> None:
        text = line.text.strip()
        self._above = None
        heading = self._read_heading(text, line)
        if heading is not None:
            self.collector.begin_heading(heading)
            self._account[GlyphFate.RECORD] += line.glyphs
            return
        if read_symbol_legend(text):
            self._account[GlyphFate.RECORD] += line.glyphs
            return
        unit = captions.read_money_unit(text, self.profile.units)
        if unit is not None:
            self._unit = TracedText(unit, (SourceSpan(self._page, line.box),))
            self._is_unit_of_all = not self.collector.groups
            self._account[GlyphFate.RECORD] += line.glyphs
            return
        read = self._read_labelled(line)
        if read is not None:
            self._account[GlyphFate.RECORD] += line.glyphs
            self.collector.take(read, self._page, line.glyphs)
            return
        self._account[GlyphFate.UNUSED] += line.glyphs
        if not self.collector.groups:
            self.cover.append((line, SourceSpan(self._page, line.box)))
        self._lost.append(line)
        self._above = line

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
        if not self.collector.groups or not lines:
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


def has_title(read: ReadTable) -> bool:
    """Return whether a table labels the title of a project."""
    return LabelMeaning.TITLE in _list_meanings(read)


def is_captioned_sheet(line: Line, table: Table, read: ReadTable) -> bool:
    """Return whether a line right above a table names the project that the table's labels describe."""
    meanings = _list_meanings(read)
    about = LabelMeaning.DESCRIPTION in meanings or any(
        isinstance(each, PeriodTable) for each in read.entries
    )
    gap = table.box.top - line.box.bottom
    return (
        LabelMeaning.DEPARTMENT in meanings
        and about
        and LabelMeaning.TITLE not in meanings
        and -1.0 <= gap <= _MAX_CAPTION_GAP_EM * line.size
        and not line.text.rstrip().endswith("。")
    )


def split_caption(line: Line, page: int) -> Sequence[LabelledValue]:
    """Return the title that a line gives a project, and the number before it."""
    place = SourceSpan(page, line.box)
    text = line.text.strip()
    match = _NUMBERED.fullmatch(narrow_width(text))
    found = []
    if match is not None:
        number = get_printed_group(match, "number", text)
        label = Label(LabelMeaning.NUMBER, "")
        found.append(LabelledValue(label, (TracedText(number, (place,)),), place))
        text = get_printed_group(match, "title", text)
    return [*found, LabelledValue(Label(LabelMeaning.TITLE, ""), (TracedText(text, (place,)),), place)]


def find_line_above(blocks: Sequence[Block], index: int) -> Line | None:
    """Return the line before a block of a page."""
    before = blocks[index - 1] if index else None
    return before if isinstance(before, Line) else None


def _list_meanings(read: ReadTable) -> set[LabelMeaning]:
    return {entry.label.meaning for entry in read.entries if isinstance(entry, LabelledValue)}
