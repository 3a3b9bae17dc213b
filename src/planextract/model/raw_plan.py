"""Define the raw plan: printed texts assigned to projects and fields, but not yet interpreted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, NamedTuple

from planextract.model.page import Box
from planextract.model.plan import Finding
from planextract.model.record import FundingSource


class SourceSpan(NamedTuple):
    """The page and box in which a text is printed.

    The box is in points from the top left of the visible page; in a raw plan read from text, it contains
    line numbers.
    """

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class TracedText:
    """A text as printed, with one source span for every line or cell it was read from."""

    text: str
    spans: tuple[SourceSpan, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: TracedText) -> TracedText:
        """Join this text and its continuation without a separator."""
        return join_texts((self, other))


EMPTY_TEXT = TracedText("")
"""The text of a field that is not printed."""


def join_texts(parts: Iterable[TracedText], separator: str = "") -> TracedText:
    """Join texts with a separator and keep their source spans in order."""
    parts = tuple(parts)
    return TracedText(
        separator.join(part.text for part in parts), tuple(place for part in parts for place in part.spans)
    )


class Period(NamedTuple):
    """The period that a column covers: `baseline`, a fiscal year, or `total`."""

    key: str
    fiscal_year: int | None
    years: tuple[int, int | None] | None = None
    """The first and the last of several fiscal years; no last one where the period is open-ended."""


class RawCell(NamedTuple):
    """The text printed for one period of an item or budget."""

    period: Period
    printed: TracedText

    @property
    def text(self) -> str:
        return self.printed.text


def _select_years(cells: tuple[RawCell, ...]) -> tuple[RawCell, ...]:
    """Return the cells of single fiscal years, without the baseline and the total."""
    return tuple(
        cell
        for cell in cells
        if cell.period.key not in ("baseline", "total") and cell.period.fiscal_year is not None
    )


class RawItem(NamedTuple):
    """One row of a project's table: a goal and its cells."""

    goal: TracedText
    cells: tuple[RawCell, ...]
    department: TracedText | None = None
    """Who does it, where a project has a row for each of several departments."""


class RawFunding(NamedTuple):
    """The amount that one source pays of a budget."""

    source: FundingSource
    label: str
    printed: TracedText
    cells: tuple[RawCell, ...] = ()
    """The amounts by period, where the table prints them."""

    @property
    def years(self) -> tuple[RawCell, ...]:
        """Cells of the fiscal years that the plan covers."""
        return _select_years(self.cells)


class RawExtra(NamedTuple):
    """The text under a header or label that has no field of its own."""

    label: str
    printed: TracedText


class RawBudget(NamedTuple):
    """The budget of a project or of a row with totals."""

    unit: TracedText | None
    note: TracedText | None
    cells: tuple[RawCell, ...]
    previous: RawCell | None = None
    """Cell of the year before; its period is that year."""
    change: TracedText | None = None
    funding: tuple[RawFunding, ...] = ()
    limit: TracedText | None = None
    """限度額 of a commitment."""
    carried: TracedText | None = None
    """翌年度繰越額"""

    @property
    def years(self) -> tuple[RawCell, ...]:
        """Cells of the fiscal years that the plan covers."""
        return _select_years(self.cells)

    @property
    def total(self) -> RawCell | None:
        """The cell under 計; of several, the last."""
        return next((cell for cell in reversed(self.cells) if cell.period.key == "total"), None)


class RawTotal(NamedTuple):
    """A row of a list that contains the sums of other rows."""

    label: str
    projects: tuple[str, ...]
    budget: RawBudget
    page: int


class RawRelisted(NamedTuple):
    """A row of a table that refers to projects printed elsewhere (【再掲】)."""

    initiative: TracedText
    content: TracedText
    reference: TracedText


class RawFootnote(NamedTuple):
    """A footnote of a project."""

    marker: TracedText
    term: TracedText | None
    text: TracedText


class RawDetail(NamedTuple):
    """The text of a plain field of a project, such as 備考, and the name of the field."""

    name: str
    printed: TracedText


@dataclass(frozen=True, slots=True)
class RawProject:
    """One project with its texts as printed."""

    strategy: int
    number: int
    title: TracedText | None
    starred: bool
    section: TracedText | None
    description: TracedText
    items: tuple[RawItem, ...]
    budget: RawBudget | None
    departments: tuple[TracedText, ...]
    """Lines of department names."""
    relisted: tuple[RawRelisted, ...]
    footnotes: tuple[RawFootnote, ...]
    spans: tuple[SourceSpan, ...]
    classification: tuple[TracedText, ...] = ()
    """Lines of 款項目."""
    details: tuple[RawDetail, ...] = ()
    """Texts of the plain fields, which need no interpretation."""
    period: TracedText | None = None
    """期間"""
    extra: tuple[RawExtra, ...] = ()
    printed_number: TracedText | None = None
    marks: tuple[str, ...] = ()
    """Marks beside the title, without ★."""

    @property
    def id(self) -> str:
        return f"{self.strategy}-{self.number}"

    @property
    def parts(self) -> dict[str, Any]:
        """Everything that is printed of the project, by the name of its field."""
        own = {each.name: getattr(self, each.name) for each in fields(self)}
        return own | {detail.name: detail.printed for detail in self.details}

    @property
    def page(self) -> int:
        """Number of the page on which the project begins."""
        return self.spans[0].page


class RawHeading(NamedTuple):
    """The heading of a pillar or of a strategy."""

    number: int
    title: TracedText | None
    parent: int | None
    pages: tuple[int, ...]


class GlyphFate(StrEnum):
    """The ways in which a visible glyph was used."""

    RECORD = "record"
    FURNITURE = "furniture"
    REPEATED = "repeated"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class PageAccount:
    """The count of all glyphs painted on one page, by drop reason or by use."""

    page: int
    dropped: dict[str, int]
    """Number of invisible glyphs by reason."""
    fates: dict[GlyphFate, int]
    """Number of visible glyphs by their use."""

    @property
    def kept_count(self) -> int:
        """Number of visible glyphs."""
        return sum(self.fates.values())

    @property
    def glyph_count(self) -> int:
        """Number of all glyphs that the file paints on the page."""
        return self.kept_count + sum(self.dropped.values())


@dataclass(frozen=True, slots=True)
class RawPlan:
    """A whole plan, assembled but not yet interpreted."""

    title: TracedText | None
    pillars: tuple[RawHeading, ...]
    strategies: tuple[RawHeading, ...]
    projects: tuple[RawProject, ...]
    hidden: tuple[RawProject, ...]
    """Projects that appear only in invisible content."""
    findings: tuple[Finding, ...]
    accounts: tuple[PageAccount, ...]
    columns: tuple[Period, ...] = field(default=())
    """Periods of the column headers of all visible tables, in order of appearance."""
    totals: tuple[RawTotal, ...] = ()
    era_year: int | None = None
    """A fiscal year that the document names; years without an era are of its era."""
    legend: Mapping[str, str] = field(default_factory=dict)
    """Words by the symbol that a legend on a page explains with them."""
    from_text: bool = False
    """True for a plan read from text: boxes then contain the first and last line number, not points."""
