"""The headings above the projects (pillars, strategies, sections), and the current position among them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planextract.families.block.grammar import NumberedHeading
from planextract.families.block.project_builder import ProjectHeading
from planextract.model.raw_plan import RawHeading, SourceSpan, TracedText


@dataclass(frozen=True, slots=True)
class OutlinePosition:
    """The headings to which the next project belongs."""

    pillar: int | None = None
    strategy: int | None = None
    upper: ProjectHeading | None = None
    """The last heading right under a strategy, of a section or of a project."""
    upper_is_project: bool = False

    @property
    def section(self) -> TracedText | None:
        """The heading of the current section, unless a project's number followed it."""
        return self.upper.printed if self.upper and not self.upper_is_project else None


class Outline:
    """The pillars and strategies read so far, each once, however often its heading is printed."""

    def __init__(self) -> None:
        self.pillars: dict[int, RawHeading] = {}
        self.strategies: dict[int, RawHeading] = {}
        self.context = OutlinePosition()

    def start_pillar(self, pillar: NumberedHeading, place: SourceSpan) -> bool:
        """Continue under a pillar; return whether it is a new one."""
        new = _enter_heading(self.pillars, pillar, None, place)
        self.context = OutlinePosition(pillar=pillar.number)
        return new

    def start_strategy(self, strategy: NumberedHeading, place: SourceSpan) -> bool:
        """Continue under a strategy; return whether it is a new one. A repeated one keeps its pillar."""
        new = _enter_heading(self.strategies, strategy, self.context.pillar, place)
        if new or self.context.strategy != strategy.number:
            self.context = OutlinePosition(self.strategies[strategy.number].parent, strategy.number)
        return new

    def start_upper(self, heading: ProjectHeading) -> None:
        """Continue under a heading, taken as a section's until a project's number follows it."""
        self.context = replace(self.context, upper=heading, upper_is_project=False)

    def lengthen_upper(self, heading: ProjectHeading, longer: ProjectHeading) -> None:
        """Replace the current heading by its longer version, after another of its lines is read."""
        if self.context.upper is heading:
            self.context = replace(self.context, upper=longer)

    def take_as_project(self, heading: ProjectHeading | None) -> None:
        """Mark the current heading as a project's, because a project's number followed it."""
        if heading is not None and heading is self.context.upper:
            self.context = replace(self.context, upper_is_project=True)


def lengthen_title(headings: dict[int, RawHeading], number: int, more: TracedText) -> None:
    """Add a line to the title of a pillar or strategy, or begin the title with it."""
    heading = headings[number]
    headings[number] = heading._replace(title=heading.title + more if heading.title else more)


def _enter_heading(
    headings: dict[int, RawHeading], heading: NumberedHeading, parent: int | None, place: SourceSpan
) -> bool:
    """Add a heading or its further page to the headings; return whether it is a new one."""
    known = headings.get(heading.number)
    if known is None:
        title = TracedText(heading.title, (place,)) if heading.title else None
        headings[heading.number] = RawHeading(heading.number, title, parent, (place.page,))
    elif place.page not in known.pages:
        headings[heading.number] = known._replace(pages=(*known.pages, place.page))
    return known is None
