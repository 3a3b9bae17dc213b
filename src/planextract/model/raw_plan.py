"""Define the raw plan: printed texts assigned to projects and fields, but not yet interpreted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from planextract.model.page import Box
from planextract.model.plan import Finding, FundingSource


class Place(NamedTuple):
    """The page and box in which a text is printed.

    The box is in points from the top left of the visible page; in a raw plan read from text, it contains
    line numbers.
    """

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as printed, with one source span for every line or cell it was read from."""

    text: str
    places: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: Printed) -> Printed:
        """Join this text and its continuation without a separator."""
        return joined((self, other))


NOTHING_PRINTED = Printed("")
"""The text of a field that is not printed."""


def joined(parts: Iterable[Printed], separator: str = "") -> Printed:
    """Join texts with a separator and keep their source spans in order."""
    parts = tuple(parts)
    return Printed(
        separator.join(part.text for part in parts), tuple(place for part in parts for place in part.places)
    )


class Period(NamedTuple):
    """The period that a column covers: `baseline`, a fiscal year, or `total`."""

    key: str
    fiscal_year: int | None


class DraftCell(NamedTuple):
    """The text printed for one period of an item or budget."""

    period: Period
    printed: Printed

    @property
    def text(self) -> str:
        return self.printed.text


class DraftItem(NamedTuple):
    """One row of a project's table: a goal and its cells."""

    goal: Printed
    cells: tuple[DraftCell, ...]


class DraftFunding(NamedTuple):
    """The amount that one source pays of a budget."""

    source: FundingSource
    label: str
    printed: Printed


class DraftBudget(NamedTuple):
    """The budget of a project or of a row with totals."""

    unit: Printed | None
    note: Printed | None
    cells: tuple[DraftCell, ...]
    previous: DraftCell | None = None
    """Cell of the year before; its period is that year."""
    change: Printed | None = None
    funding: tuple[DraftFunding, ...] = ()

    @property
    def years(self) -> tuple[DraftCell, ...]:
        """Cells of the fiscal years that the plan covers."""
        return tuple(
            cell
            for cell in self.cells
            if cell.period.key not in ("baseline", "total") and cell.period.fiscal_year is not None
        )

    @property
    def total(self) -> DraftCell | None:
        """The cell under 計; of several, the last."""
        return next((cell for cell in reversed(self.cells) if cell.period.key == "total"), None)


class DraftTotal(NamedTuple):
    """A row of a list that contains the sums of other rows."""

    label: str
    projects: tuple[str, ...]
    budget: DraftBudget
    page: int


class DraftRelisted(NamedTuple):
    """A row of a table that refers to projects printed elsewhere (【再掲】)."""

    initiative: Printed
    content: Printed
    reference: Printed


class DraftFootnote(NamedTuple):
    """A footnote of a project."""

    marker: Printed
    term: Printed | None
    text: Printed


@dataclass(frozen=True, slots=True)
class DraftProject:
    """One project with its texts as printed."""

    strategy: int
    number: int
    title: Printed | None
    starred: bool
    section: Printed | None
    description: Printed
    items: tuple[DraftItem, ...]
    budget: DraftBudget | None
    departments: tuple[Printed, ...]
    """Lines of department names."""
    relisted: tuple[DraftRelisted, ...]
    footnotes: tuple[DraftFootnote, ...]
    places: tuple[Place, ...]
    classification: tuple[Printed, ...] = ()
    """Lines of 款項目."""
    remarks: Printed = NOTHING_PRINTED
    printed_number: Printed | None = None
    marks: tuple[str, ...] = ()
    """Marks beside the title, without ★."""

    @property
    def id(self) -> str:
        return f"{self.strategy}-{self.number}"

    @property
    def page(self) -> int:
        """Number of the page on which the project begins."""
        return self.places[0].page


class DraftHeading(NamedTuple):
    """The heading of a pillar or of a strategy."""

    number: int
    title: Printed | None
    parent: int | None
    pages: tuple[int, ...]


class Role(StrEnum):
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
    used: dict[Role, int]
    """Number of visible glyphs by their use."""

    @property
    def kept(self) -> int:
        """Number of visible glyphs."""
        return sum(self.used.values())

    @property
    def read(self) -> int:
        """Number of all glyphs that the file paints on the page."""
        return self.kept + sum(self.dropped.values())


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole plan, assembled but not yet interpreted."""

    title: Printed | None
    pillars: tuple[DraftHeading, ...]
    strategies: tuple[DraftHeading, ...]
    projects: tuple[DraftProject, ...]
    hidden: tuple[DraftProject, ...]
    """Projects that appear only in invisible content."""
    findings: tuple[Finding, ...]
    accounts: tuple[PageAccount, ...]
    columns: tuple[Period, ...] = field(default=())
    """Periods of the column headers of all visible tables, in order of appearance."""
    totals: tuple[DraftTotal, ...] = ()
    lines: bool = False
    """True for a plan read from text: boxes then contain the first and last line number, not points."""
