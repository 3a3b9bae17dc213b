"""Compares the headings of projects with each other: those of other type, and those without a project."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from planextract.families.block.outline import OutlinePosition
from planextract.families.block.project_builder import ProjectBuilder, ProjectHeading
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding

_MIN_HEADINGS = 4
"""Smallest number of headings of a level of which one can be odd."""

_USUAL_SHARE = 0.75
"""Smallest share of the headings of a level that have the usual size."""

_OTHER_SIZE_RATIO = 1.08
"""Smallest ratio of two font sizes at which they are different."""


class _DroppedHeading(NamedTuple):
    """A heading under which no project was found."""

    heading: ProjectHeading
    strategy: int
    page: int
    projects_before: int
    """Number of projects read before it."""


class HeadingComparison:
    """The headings of the projects read so far."""

    def __init__(self) -> None:
        self._projects: list[ProjectBuilder] = []
        self._dropped: list[_DroppedHeading] = []

    def take_project(self, project: ProjectBuilder) -> None:
        """Keep a project, whose heading is compared with the others."""
        self._projects.append(project)

    def drop_heading(self, heading: ProjectHeading | None, position: OutlinePosition, page: int) -> None:
        """Keep a heading under which no project was found, unless it is that of a section."""
        if heading is not None and position.strategy is not None:
            self._dropped.append(_DroppedHeading(heading, position.strategy, page, len(self._projects)))

    def find_odd_headings(self) -> Iterator[Finding]:
        """Yield the findings on headings, once all pages are read."""
        yield from self._find_headings_without_project()
        yield from self._find_other_sizes()
        yield from self._find_restarts()

    def _find_headings_without_project(self) -> Iterator[Finding]:
        """Yield a finding on each heading without a project that is among those of its strategy's projects.

        One after the last project may begin an annex, and one above others is a section's."""
        titles = {project.heading.printed for project in self._projects if project.heading is not None}
        sections = {project.section for project in self._projects if project.section is not None}
        for dropped in self._dropped:
            before = self._projects[: dropped.projects_before]
            after = self._projects[dropped.projects_before :]
            printed = dropped.heading.printed
            if printed in titles or printed in sections or not after:
                continue
            if any(project.strategy == dropped.strategy for project in before):
                yield finding(FindingCode.UNUSED_HEADING, page=dropped.page, heading=printed.text)

    def _find_restarts(self) -> Iterator[Finding]:
        """Yield a finding on each title whose number starts again under the same section.

        The heading of another section may be lost above it."""
        for before, project in pairwise(self._projects):
            one, other = before.heading, project.heading
            if one is None or other is None or before.strategy != project.strategy:
                continue
            same = (before.section and before.section.text) == (project.section and project.section.text)
            if same and other.number <= one.number:
                yield finding(
                    FindingCode.ODD_HEADING,
                    project=project.id,
                    page=other.title.spans[0].page if other.title.spans else None,
                    heading=other.printed.text,
                    before=one.printed.text,
                )

    def _find_other_sizes(self) -> Iterator[Finding]:
        """Yield a finding on each title that is set in another size than nearly all others of its level."""
        levels: dict[bool, list[ProjectBuilder]] = defaultdict(list)
        for project in self._projects:
            if project.heading is not None:
                levels[project.section is not None].append(project)
        for projects in levels.values():
            sizes = Counter(round(project.heading.size, 1) for project in projects if project.heading)
            usual, count = max(sizes.items(), key=lambda entry: (entry[1], -entry[0]))
            if len(projects) < _MIN_HEADINGS or count < _USUAL_SHARE * len(projects):
                continue
            for project in projects:
                heading = project.heading
                if heading is None:
                    continue
                ratio = heading.size / usual if usual else 1.0
                if not 1 / _OTHER_SIZE_RATIO < ratio < _OTHER_SIZE_RATIO:
                    yield finding(
                        FindingCode.ODD_HEADING,
                        project=project.id,
                        page=heading.title.spans[0].page if heading.title.spans else None,
                        heading=heading.printed.text,
                        size=round(heading.size, 1),
                        usual=usual,
                    )
