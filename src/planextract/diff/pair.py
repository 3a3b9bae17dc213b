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

from planextract.japanese.widths import bare
from planextract.model.plan import Project

SAME_NUMBER = 50.0
"""Minimum similarity (0 to 100) at which projects with the same number are one project, reworded."""
OTHER_NUMBER = 70.0
"""Minimum similarity (0 to 100) at which projects with different numbers are one project, renumbered."""
_WEIGHTS = (0.5, 0.35, 0.15)
"""Weights of the similarity of title, goals and departments."""


class Pair(NamedTuple):
    """One project in both editions."""

    old: Project
    new: Project


class Pairing(NamedTuple):
    """The projects in both editions, those only in the old and those only in the new one."""

    pairs: tuple[Pair, ...]
    removed: tuple[Project, ...]
    added: tuple[Project, ...]


def pair_projects(old: Sequence[Project], new: Sequence[Project]) -> Pairing:
    """Pair the projects of two editions, each at most once; the results keep the editions' orders."""
    matching = _Matching(old, new)
    matching.take(lambda a, b: 100.0 if a.id == b.id and _title(a) == _title(b) else 0.0, 100.0)
    single = _once(old) & _once(new)
    matching.take(lambda a, b: likeness(a, b) if _title(a) == _title(b) in single else 0.0, OTHER_NUMBER)
    matching.take(lambda a, b: likeness(a, b) if a.id == b.id else 0.0, SAME_NUMBER)
    matching.take(likeness, OTHER_NUMBER)
    return matching.result()


def likeness(a: Project, b: Project) -> float:
    """Return the similarity of two projects by title, goals and departments, from 0 to 100.

    A part that both lack does not count. The similarity is 0 unless both have a title or both have goals.
    """
    parts = [
        (_title(a), _title(b)),
        ("".join(bare(item.goal) for item in a.items), "".join(bare(item.goal) for item in b.items)),
        (_departments(a), _departments(b)),
    ]
    if not any(left and right for left, right in parts[:2]):
        return 0.0
    weighed = [
        (weight, fuzz.ratio(left, right))
        for weight, (left, right) in zip(_WEIGHTS, parts, strict=True)
        if left or right
    ]
    return sum(weight * score for weight, score in weighed) / sum(weight for weight, _ in weighed)


class _Matching:
    """The state of a pairing: the projects paired so far and those still unpaired."""

    def __init__(self, old: Sequence[Project], new: Sequence[Project]) -> None:
        self._old, self._new = list(old), list(new)
        self._partner: dict[int, int] = {}
        self._taken: set[int] = set()

    def take(self, score: Callable[[Project, Project], float], least: float) -> None:
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

    def result(self) -> Pairing:
        """Return the pairs and the unpaired projects, each in the order of its edition."""
        return Pairing(
            tuple(Pair(self._old[i], self._new[j]) for i, j in sorted(self._partner.items())),
            tuple(project for i, project in enumerate(self._old) if i not in self._partner),
            tuple(project for j, project in enumerate(self._new) if j not in self._taken),
        )


def _title(project: Project) -> str:
    return bare(project.title or "")


def _departments(project: Project) -> str:
    return "".join(bare(unit.department + "".join(unit.sections)) for unit in project.departments)


def _once(projects: Sequence[Project]) -> set[str]:
    """Return the titles, as compared, that exactly one project has."""
    counts = Counter(_title(project) for project in projects)
    return {title for title, count in counts.items() if title and count == 1}
