"""Labels and values to sheets: which of them belong to one project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planextract.families.captions import is_same_title
from planextract.families.sheet.labelled_values import Entry, LabelledValue
from planextract.families.sheet.labels import LabelMeaning
from planextract.families.sheet.period_table import PeriodTable
from planextract.japanese.widths import match_key
from planextract.model.raw_plan import SourceSpan, TracedText, join_texts

_HEAD = frozenset({LabelMeaning.TITLE, LabelMeaning.NUMBER, LabelMeaning.SECTION, LabelMeaning.DEPARTMENT})
"""Meanings of what is printed again at the top of a page on which a sheet continues."""


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


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with the page that it is printed on and its number of glyphs."""

    entry: Entry
    page: int
    glyphs: int


class SheetCollector:
    """Takes entries in reading order; `groups` are the sheets that they make up."""

    def __init__(self) -> None:
        self.groups: list[SheetGroup] = []
        self.heading: SheetHeading | None = None
        """The last heading above a sheet."""
        self.open: SheetGroup | None = None
        """The sheet that the next entry may belong to."""
        self.last_page = 0
        """The page of the last value that belongs to a sheet."""
        self.pending: list[PlacedEntry] = []
        """Entries before a sheet's title, which may belong to it."""
        self.copies: list[tuple[SheetGroup, int]] = []
        """Sheets that are printed again as a whole, with the page on which they are."""
        self._lead: str | None = None
        """The label that sheets begin with."""
        self._held: list[PlacedEntry] = []
        """The first entries of a page that the open sheet printed on an earlier page: the head of a sheet
        that continues, another sheet that begins with the same words, or a copy."""

    def begin_heading(self, heading: SheetHeading) -> None:
        """Take a heading, which ends the sheet above it."""
        self.close_sheet()
        self.heading = heading

    def close_sheet(self) -> None:
        """End the open sheet; what was held of it is a copy if it is more than a head."""
        if self.open is not None and any(not _is_head(held.entry) for held in self._held):
            self.copies.append((self.open, self._held[0].page))
        self.open = None
        self._held = []

    def take(self, entry: Entry, page: int, glyphs: int) -> None:
        """Add an entry to the sheet that it belongs to."""
        placed = PlacedEntry(entry, page, glyphs)
        if self.open is not None and self._is_printed_again(entry, page):
            self._held.append(placed)
            return
        if self.open is not None and self._begins(entry):
            held, self._held = self._held, []
            self.close_sheet()
            self.pending = held
        if self.open is None:
            self.pending.append(placed)
            if any(_is_title(each.entry) for each in self.pending):
                self._open_sheet()
            return
        self._release_head()
        self._add(placed)

    def _open_sheet(self) -> None:
        self.open = SheetGroup(self.heading)
        self.groups.append(self.open)
        if self._lead is None:
            self._lead = _get_label_text(self.pending[0].entry)
        for earlier in self.pending:
            self._add(earlier)
        self.pending = []

    def _release_head(self) -> None:
        """Count what was held as the head of the open sheet, printed again."""
        assert self.open is not None
        for held in self._held:
            self.open.glyphs[held.page] += held.glyphs
            if isinstance(held.entry, LabelledValue):
                self.open.spans.append(held.entry.place)
        self._held = []

    def _add(self, placed: PlacedEntry) -> None:
        assert self.open is not None
        entry = placed.entry
        self.last_page = placed.page
        self.open.entries.append(entry)
        self.open.glyphs[placed.page] += placed.glyphs
        if isinstance(entry, LabelledValue):
            self.open.spans.append(entry.place)
        else:
            self.open.spans.extend(
                span for row in entry.rows for cell in row.cells for span in cell.printed.spans
            )

    def _begins(self, entry: Entry) -> bool:
        """Decide whether an entry is the first of another sheet than the open one."""
        group = self.open
        if group is None or not isinstance(entry, LabelledValue):
            return False
        label = entry.label
        same = [value for value in group.values(label.meaning) if value.label.text == label.text]
        if label.meaning in (LabelMeaning.TITLE, LabelMeaning.NUMBER):
            return any(value.label.rank == label.rank for value in same)
        if self._held and label.meaning is not LabelMeaning.UNKNOWN:
            return bool(same)  # under the head of the open sheet, another value for one of its labels
        return group.title is not None and label.text == self._lead

    def _is_printed_again(self, entry: Entry, page: int) -> bool:
        """Decide whether the open sheet printed the same on an earlier page, as it does with its head where
        it continues; all else only counts behind the head."""
        group = self.open
        if group is None or not group.spans or group.page == page:
            return False
        if not (self._held or _is_head(entry)):
            return False
        return any(_is_same(known, entry) for known in group.entries if _get_page(known) < page)


def _is_title(entry: Entry) -> bool:
    return isinstance(entry, LabelledValue) and entry.label.meaning is LabelMeaning.TITLE


def _is_head(entry: Entry) -> bool:
    return isinstance(entry, LabelledValue) and entry.label.meaning in _HEAD


def _get_label_text(entry: Entry) -> str | None:
    return entry.label.text if isinstance(entry, LabelledValue) else None


def _get_page(entry: Entry) -> int:
    if isinstance(entry, LabelledValue):
        return entry.place.page
    spans = (span for row in entry.rows for cell in row.cells for span in cell.printed.spans)
    return next((span.page for span in spans), 0)


def _is_same(one: Entry, other: Entry) -> bool:
    """Return whether two entries print the same; a title may say that it continues."""
    if isinstance(one, LabelledValue) and isinstance(other, LabelledValue):
        texts = [_join_lines(each.lines) for each in (one, other)]
        return one.label.text == other.label.text and is_same_title(*texts)
    if isinstance(one, PeriodTable) and isinstance(other, PeriodTable):
        return bool(one.rows) and _read_rows(one) == _read_rows(other)
    return False


def _read_rows(table: PeriodTable) -> list[tuple[str, ...]]:
    return [(match_key(row.goal.text), *(match_key(cell.text) for cell in row.cells)) for row in table.rows]


def _join_lines(lines: Sequence[TracedText]) -> str:
    return match_key(join_texts(lines).text)
