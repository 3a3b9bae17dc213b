"""What was printed, put in its place but not yet interpreted: the result of assembling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from planextract.model.page import Box
from planextract.model.plan import Finding, FundingSource


class Place(NamedTuple):
    """Where on paper something stands."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as printed, and where on paper it was read: one place for every line or cell."""

    text: str
    places: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: Printed) -> Printed:
        """This text and the one it goes on with, joined without a break."""
        return joined((self, other))


NOTHING_PRINTED = Printed("")


def joined(parts: Iterable[Printed], separator: str = "") -> Printed:
    """Texts put together, their places kept in order."""
    parts = tuple(parts)
    return Printed(
        separator.join(part.text for part in parts), tuple(place for part in parts for place in part.places)
    )


class Period(NamedTuple):
    """What a column is about: `baseline`, a fiscal year, or `total`."""

    key: str
    fiscal_year: int | None


class DraftCell(NamedTuple):
    period: Period
    printed: Printed

    @property
    def text(self) -> str:
        return self.printed.text


class DraftItem(NamedTuple):
    goal: Printed
    cells: tuple[DraftCell, ...]


class DraftFunding(NamedTuple):
    source: FundingSource
    label: str
    printed: Printed


class DraftBudget(NamedTuple):
    unit: Printed | None
    note: Printed | None
    cells: tuple[DraftCell, ...]
    previous: DraftCell | None = None
    """Its period is that of the year before."""
    change: Printed | None = None
    funding: tuple[DraftFunding, ...] = ()

    @property
    def years(self) -> tuple[DraftCell, ...]:
        """The cells of fiscal years the plan is for."""
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
    """A row that adds up others."""

    label: str
    projects: tuple[str, ...]
    budget: DraftBudget
    page: int


class DraftRelisted(NamedTuple):
    initiative: Printed
    content: Printed
    reference: Printed


class DraftFootnote(NamedTuple):
    marker: Printed
    term: Printed | None
    text: Printed


@dataclass(frozen=True, slots=True)
class DraftProject:
    """One project, its texts as printed."""

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
    """Those beside the title, ★ aside."""

    @property
    def id(self) -> str:
        return f"{self.strategy}-{self.number}"

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.places[0].page


class DraftHeading(NamedTuple):
    """A pillar or a strategy."""

    number: int
    title: Printed | None
    parent: int | None
    pages: tuple[int, ...]


class Role(StrEnum):
    """What became of a glyph that is kept."""

    RECORD = "record"
    FURNITURE = "furniture"
    REPEATED = "repeated"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class PageAccount:
    """For one page, where every glyph that the file paints went."""

    page: int
    dropped: dict[str, int]
    """Glyphs by the reason why a reader does not see them."""
    used: dict[Role, int]
    """Glyphs a reader sees by what became of them."""

    @property
    def kept(self) -> int:
        return sum(self.used.values())

    @property
    def read(self) -> int:
        return self.kept + sum(self.dropped.values())


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole plan, assembled."""

    title: Printed | None
    pillars: tuple[DraftHeading, ...]
    strategies: tuple[DraftHeading, ...]
    projects: tuple[DraftProject, ...]
    hidden: tuple[DraftProject, ...]
    """Projects that stand only in hidden content."""
    findings: tuple[Finding, ...]
    accounts: tuple[PageAccount, ...]
    columns: tuple[Period, ...] = field(default=())
    """Every period that heads a column of a visible table, in order of appearance."""
    totals: tuple[DraftTotal, ...] = ()
    lines: bool = False
    """It was read from text: boxes of places hold numbers of lines, from the first to the last."""
