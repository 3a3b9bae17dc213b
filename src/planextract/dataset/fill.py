"""FieldCounts how often each field of a plan is filled and how large its values are, by strategy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from planextract.diff.model import PlanDiff
from planextract.model.budget import Budget
from planextract.model.plan import Plan, Project

_YEN_PER_UNIT = {"百万円": 1_000_000, "万円": 10_000, "千円": 1_000, "円": 1}

MIN_VALUES = 10
"""Values of a field that a strategy must have had for a fall to count; fewer count in the whole plan only."""

MIN_VALUES_IN_PLAN = 3
"""The same for the whole plan."""

MIN_PAIRS = 3
"""Pairs of values from which their ratio counts; of fewer only one beyond the square of the limit."""

FieldCounts = dict[str, float]
"""A number by the name of a field."""


_BY_YEAR = frozenset({"cells with text", "milestones", "quantities", "amounts"})
"""Fields that a project has for each fiscal year, of which an edition may have more or fewer."""


@dataclass(slots=True)
class _FieldFill:
    projects: int = 0
    counts: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def iter_fill_reasons(old: Plan, new: Plan, diff: PlanDiff, max_drop: float) -> Iterator[str]:
    """Yield a sentence for each field that is filled less often than before, beyond the limit.

    Only projects that both editions have are compared, so that one that is lost is not counted twice.
    """
    pairs = _pair_projects(old, new, diff)
    before = _count_fill([(one, other.strategy) for one, other in pairs])
    after = _count_fill([(other, other.strategy) for _, other in pairs])
    fallen: set[str] = set()
    for strategy in (None, *sorted(each for each in before if each is not None)):
        was, now = before[strategy], after[strategy]
        least = MIN_VALUES_IN_PLAN if strategy is None else MIN_VALUES
        for name, count in was.counts.items():
            rate, new_rate = count / _count_years(old, name), now.counts[name] / _count_years(new, name)
            if name in fallen or count < least or new_rate >= rate * (1 - max_drop) - 1e-9:
                continue
            if strategy is None:
                fallen.add(name)
            where = "" if strategy is None else f" of strategy {strategy}"
            yield (
                f"{name.capitalize()}{where}: {now.counts[name]:,g} in the {now.projects} projects of both "
                f"editions, where there were {count:,g} (field_drop allows {max_drop:.0%} less)."
            )


def _count_years(plan: Plan, name: str) -> int:
    return max(1, len(plan.fiscal_years)) if name in _BY_YEAR else 1


def iter_scale_reasons(old: Plan, new: Plan, diff: PlanDiff, max_jump: float) -> Iterator[str]:
    """Yield a sentence for each field whose values became many times larger or smaller, beyond the limit."""
    pairs = _pair_projects(old, new, diff)
    for name, measure in _SCALES.items():
        by_strategy: dict[int | None, list[float]] = defaultdict(list)
        for one, other in pairs:
            ratio = _compute_ratio(measure(one), measure(other))
            if ratio is not None:
                by_strategy[None].append(ratio)
                by_strategy[other.strategy].append(ratio)
        for strategy, ratios in by_strategy.items():
            middle = median(ratios)
            limit = max_jump if len(ratios) >= MIN_PAIRS else max_jump**2
            if 1 / limit - 1e-9 <= middle <= limit + 1e-9:
                continue
            where = "" if strategy is None else f" of strategy {strategy}"
            yield (
                f"{name}{where}: {_format_ratio(middle)} in the middle "
                f"of {len(ratios)} projects (scale_jump allows {limit:g} times)."
            )
            if strategy is None:
                break


def _format_ratio(ratio: float) -> str:
    return f"{ratio:,.0f} times as large" if ratio > 1 else f"1/{1 / ratio:,.0f} as large"


def _count_fill(projects: Iterable[tuple[Project, int]]) -> dict[int | None, _FieldFill]:
    """Return the fill of every strategy, and of all projects under None, of projects with a strategy."""
    found: dict[int | None, _FieldFill] = defaultdict(_FieldFill)
    for project, strategy in projects:
        counts = _count_values(project)
        for key in (None, strategy):
            found[key].projects += 1
            for name, count in counts.items():
                found[key].counts[name] += count
    return found


def _count_values(project: Project) -> FieldCounts:
    """Return how many values of each field a project has."""
    cells = [cell for item in project.items for cell in item.cells]
    budget = project.budget
    return {
        "titles": bool(project.title),
        "stars": project.starred,
        "sections": bool(project.section),
        "descriptions": bool(project.description),
        "goals": sum(bool(item.goal) for item in project.items),
        "cells with text": sum(bool(cell.text) for cell in cells),
        "milestones": sum(len(cell.milestones) for cell in cells),
        "quantities": sum(cell.quantity is not None for cell in cells),
        "budgets": budget is not None,
        "amounts": len(_list_amounts(budget)),
        "budget units": bool(budget and budget.unit),
        "amounts of funding": sum(part.amount is not None for part in budget.funding) if budget else 0,
        "departments": len(project.departments),
        "department sections": sum(len(each.sections) for each in project.departments),
        "relisted rows": len(project.relisted),
        "references": sum(row.project is not None for row in project.relisted),
        "footnotes": len(project.footnotes),
        "classifications": len(project.classification),
        "marks": len(project.marks),
        "remarks": bool(project.remarks),
    }


def _list_amounts(budget: Budget | None) -> list[int]:
    if budget is None:
        return []
    found = [amount.amount for amount in budget.amounts]
    return [amount for amount in (*found, budget.total) if amount is not None]


def _pair_projects(old: Plan, new: Plan, diff: PlanDiff) -> list[tuple[Project, Project]]:
    """Return the pairs of projects that are the same in both editions."""
    before = {project.id: project for project in old.projects}
    renumbered = {each.id: each.old_id for each in diff.projects if each.old_id is not None}
    added = {each.id for each in diff.projects if each.status == "added"}
    return [
        (before[renumbered.get(project.id, project.id)], project)
        for project in new.projects
        if project.id not in added and renumbered.get(project.id, project.id) in before
    ]


def _measure_budget(project: Project) -> float | None:
    """Return the mean of a budget's amounts, which does not depend on how many years an edition has."""
    budget = project.budget
    if budget is None:
        return None
    amounts = [abs(amount.amount) for amount in budget.amounts if amount.amount]
    if not amounts:
        return abs(budget.total) * _YEN_PER_UNIT.get(budget.unit or "", 1) if budget.total else None
    return sum(amounts) / len(amounts) * _YEN_PER_UNIT.get(budget.unit or "", 1)


def _measure_quantity(project: Project) -> float | None:
    values = [
        abs(cell.quantity.value)
        for item in project.items
        for cell in item.cells
        if cell.quantity is not None and cell.quantity.value
    ]
    return sum(values) / len(values) if values else None


def _measure_description(project: Project) -> float | None:
    return float(len(project.description)) or None


def _measure_goals(project: Project) -> float | None:
    return float(sum(len(item.goal) for item in project.items)) / (len(project.items) or 1) or None


def _measure_title(project: Project) -> float | None:
    return float(len(project.title or "")) or None


_SCALES: dict[str, Callable[[Project], float | None]] = {
    "Budgets": _measure_budget,
    "Quantities": _measure_quantity,
    "The length of descriptions": _measure_description,
    "The length of goals": _measure_goals,
    "The length of titles": _measure_title,
}


def _compute_ratio(old: float | None, new: float | None) -> float | None:
    return None if not old or not new else new / old
