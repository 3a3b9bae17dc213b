"""What was printed, put in its place but not yet interpreted: the result of assembling."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from planextract.model.page import Box
from planextract.model.plan import Finding


class Place(NamedTuple):
    """Where on paper something stands."""

    page: int
    box: Box


class Period(NamedTuple):
    """What a column is about: `baseline`, a fiscal year, or `total`."""

    key: str
    fiscal_year: int | None


class DraftCell(NamedTuple):
    period: Period
    text: str


class DraftItem(NamedTuple):
    goal: str
    cells: tuple[DraftCell, ...]


class DraftBudget(NamedTuple):
    unit: str | None
    note: str | None
    cells: tuple[DraftCell, ...]


class DraftRelisted(NamedTuple):
    initiative: str
    content: str
    reference: str


class DraftFootnote(NamedTuple):
    marker: str
    term: str | None
    text: str


@dataclass(frozen=True, slots=True)
class DraftProject:
    """One project, its texts as printed."""

    strategy: int
    number: int
    title: str | None
    starred: bool
    section: str | None
    description: str
    items: tuple[DraftItem, ...]
    budget: DraftBudget | None
    departments: tuple[str, ...]
    """Lines of department names."""
    relisted: tuple[DraftRelisted, ...]
    footnotes: tuple[DraftFootnote, ...]
    places: tuple[Place, ...]

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
    title: str | None
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

    title: str | None
    pillars: tuple[DraftHeading, ...]
    strategies: tuple[DraftHeading, ...]
    projects: tuple[DraftProject, ...]
    hidden: tuple[DraftProject, ...]
    """Projects that stand only in hidden content."""
    findings: tuple[Finding, ...]
    accounts: tuple[PageAccount, ...]
    columns: tuple[Period, ...] = field(default=())
    """Every period that heads a column of a visible table, in order of appearance."""
    lines: bool = False
    """It was read from text: boxes of places hold numbers of lines, from the first to the last."""
