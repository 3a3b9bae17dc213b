"""Pairing of the projects of two editions.

A number alone is not evidence: inserting a project renumbers all that follow it. The passes therefore go
from the strongest evidence to the weakest, and each considers only projects still unpaired:

1. same number, same title
2. same title, which occurs once in each edition, and sufficient similarity of the rest
3. same number, sufficient similarity
4. the most similar pairs of any numbers
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from planextract.japanese.widths import match_key
from planextract.model.plan import Project

MIN_LIKENESS_SAME_NUMBER = 50.0
"""Minimum similarity (0 to 100) at which projects with the same number are one project, reworded."""
MIN_LIKENESS_OTHER_NUMBER = 70.0
"""Minimum similarity (0 to 100) at which projects with different numbers are one project, renumbered."""
_LIKENESS_WEIGHTS = (0.5, 0.35, 0.15)
"""Weights of the similarity of title, goals and departments."""


class ProjectPair(NamedTuple):
    """One project in both editions."""

    old: Project
    new: Project


class ProjectPairing(NamedTuple):
    """The projects in both editions, those only in the old and those only in the new one."""

    pairs: tuple[ProjectPair, ...]
    removed: tuple[Project, ...]
    added: tuple[Project, ...]


def pair_projects(old: Sequence[Project], new: Sequence[Project]) -> ProjectPairing:
    """Pair the projects of two editions, each at most once; the results keep the editions' orders."""
    matching = _ProjectMatching(old, new)
    matching.pair_remaining(
        lambda a, b: 100.0 if a.id == b.id and _make_title_key(a) == _make_title_key(b) else 0.0, 100.0
    )
    single = _find_unique_titles(old) & _find_unique_titles(new)
    matching.pair_remaining(
        lambda a, b: measure_likeness(a, b) if _make_title_key(a) == _make_title_key(b) in single else 0.0,
        MIN_LIKENESS_OTHER_NUMBER,
    )
    matching.pair_remaining(
        lambda a, b: measure_likeness(a, b) if a.id == b.id else 0.0, MIN_LIKENESS_SAME_NUMBER
    )
    matching.pair_remaining(measure_likeness, MIN_LIKENESS_OTHER_NUMBER)
    return matching.build_pairing()


def measure_likeness(a: Project, b: Project) -> float:
    """Return the similarity of two projects by title, goals and departments, from 0 to 100.

    A part that both lack does not count. The similarity is 0 unless both have a title or both have goals.
    """
    parts = [
        (_make_title_key(a), _make_title_key(b)),
        (
            "".join(match_key(item.goal) for item in a.items),
            "".join(match_key(item.goal) for item in b.items),
        ),
        (_make_departments_key(a), _make_departments_key(b)),
    ]
    if not any(left and right for left, right in parts[:2]):
        return 0.0
    weighed = [
        (weight, fuzz.ratio(left, right))
        for weight, (left, right) in zip(_LIKENESS_WEIGHTS, parts, strict=True)
        if left or right
    ]
    return sum(weight * score for weight, score in weighed) / sum(weight for weight, _ in weighed)


class _ProjectMatching:
    """The state of a pairing: the projects paired so far and those still unpaired."""

    def __init__(self, old: Sequence[Project], new: Sequence[Project]) -> None:
        self._old, self._new = list(old), list(new)
        self._partner: dict[int, int] = {}
        self._taken: set[int] = set()

    def pair_remaining(self, score: Callable[[Project, Project], float], least: float) -> None:
        """Pair projects still unpaired, the highest scores first, where the score is at least `least`."""
        candidates = [
            (-value, i, j)
            for i, a in enumerate(self._old)
            if i not in self._partner
            for j, b in enumerate(self._new)
            if j not in self._taken and (value := score(a, b)) >= least
        ]
        for _, i, j in sorted(candidates):
            if i not in self._partner and j not in self._taken:
                self._partner[i] = j
                self._taken.add(j)

    def build_pairing(self) -> ProjectPairing:
        """Return the pairs and the unpaired projects, each in the order of its edition."""
        return ProjectPairing(
            tuple(ProjectPair(self._old[i], self._new[j]) for i, j in sorted(self._partner.items())),
            tuple(project for i, project in enumerate(self._old) if i not in self._partner),
            tuple(project for j, project in enumerate(self._new) if j not in self._taken),
        )


def _make_title_key(project: Project) -> str:
    return match_key(project.title or "")


def _make_departments_key(project: Project) -> str:
    return "".join(match_key(unit.department + "".join(unit.sections)) for unit in project.departments)


def _find_unique_titles(projects: Sequence[Project]) -> set[str]:
    """Return the titles, as compared, that exactly one project has."""
    counts = Counter(_make_title_key(project) for project in projects)
    return {title for title, count in counts.items() if title and count == 1}
