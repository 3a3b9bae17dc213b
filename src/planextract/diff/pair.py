"""Which project of the old edition is which of the new one.

A number alone proves nothing: where a project is put in, all those after it bear another number. So the
passes go from the surest evidence to the weakest, and each looks only at what the passes before left:

1. same number, same title
2. same title, found once on either side, and like enough in the rest
3. same number, like enough
4. the most alike pairs of any numbers
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from planextract.japanese.widths import bare
from planextract.model.plan import Project

SAME_NUMBER = 50.0
"""Least likeness (0 to 100) of two projects with one number to be the same project, reworded."""
OTHER_NUMBER = 70.0
"""Least likeness of two projects with different numbers to be the same project, renumbered."""
_WEIGHTS = (0.5, 0.35, 0.15)
"""Of title, goals and departments."""


class Pair(NamedTuple):
    old: Project
    new: Project


class Pairing(NamedTuple):
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
    """How alike two projects are by title, goals and departments, 0 to 100.

    What neither has does not count; without a title or goals on both sides nothing can be said (0).
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
    """What is paired so far and what is left."""

    def __init__(self, old: Sequence[Project], new: Sequence[Project]) -> None:
        self._old, self._new = list(old), list(new)
        self._partner: dict[int, int] = {}
        self._taken: set[int] = set()

    def take(self, score: Callable[[Project, Project], float], least: float) -> None:
        """Pair what is left, the highest scores first, down to the least one."""
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
    counts = Counter(_title(project) for project in projects)
    return {title for title, count in counts.items() if title and count == 1}
