"""The headings above the projects: pillars, strategies, sections, and where in them the reading stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planextract.families.block.grammar import Numbered
from planextract.families.block.project_builder import Heading
from planextract.model.raw_plan import DraftHeading, Place, Printed


@dataclass(frozen=True, slots=True)
class Context:
    """What the next project belongs to."""

    pillar: int | None = None
    strategy: int | None = None
    upper: Heading | None = None
    """The last heading of the level right under a strategy: a section, or itself a project."""
    upper_is_project: bool = False

    @property
    def section(self) -> Printed | None:
        return self.upper.printed if self.upper and not self.upper_is_project else None


class Outline:
    """The pillars and strategies read so far, each once, however often its heading is printed."""

    def __init__(self) -> None:
        self.pillars: dict[int, DraftHeading] = {}
        self.strategies: dict[int, DraftHeading] = {}
        self.context = Context()

    def start_pillar(self, pillar: Numbered, place: Place) -> bool:
        """Go on under a pillar; whether it is a new one."""
        new = _enter(self.pillars, pillar, None, place)
        self.context = Context(pillar=pillar.number)
        return new

    def start_strategy(self, strategy: Numbered, place: Place) -> bool:
        """Go on under a strategy; whether it is a new one. One that is named again keeps its pillar."""
        new = _enter(self.strategies, strategy, self.context.pillar, place)
        if new or self.context.strategy != strategy.number:
            self.context = Context(self.strategies[strategy.number].parent, strategy.number)
        return new

    def start_upper(self, heading: Heading) -> None:
        """Go on under a heading that is a section's, unless a project's number follows it."""
        self.context = replace(self.context, upper=heading, upper_is_project=False)

    def lengthen_upper(self, heading: Heading, longer: Heading) -> None:
        """A heading took another line."""
        if self.context.upper is heading:
            self.context = replace(self.context, upper=longer)

    def take_as_project(self, heading: Heading | None) -> None:
        """A project's number followed a heading: it is no section's."""
        if heading is not None and heading is self.context.upper:
            self.context = replace(self.context, upper_is_project=True)


def lengthen(headings: dict[int, DraftHeading], number: int, more: Printed) -> None:
    """The title of a pillar or strategy goes on, or begins, on a line of its own."""
    heading = headings[number]
    headings[number] = heading._replace(title=heading.title + more if heading.title else more)


def _enter(headings: dict[int, DraftHeading], heading: Numbered, parent: int | None, place: Place) -> bool:
    known = headings.get(heading.number)
    if known is None:
        title = Printed(heading.title, (place,)) if heading.title else None
        headings[heading.number] = DraftHeading(heading.number, title, parent, (place.page,))
    elif place.page not in known.pages:
        headings[heading.number] = known._replace(pages=(*known.pages, place.page))
    return known is None
