"""Comparisons of a plan with itself: each part with its siblings, so that what is odd is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from statistics import median
from typing import TypeVar

from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding, Item, Plan, Project
from planextract.model.record import Fact

_Value = TypeVar("_Value", bound=Hashable)

MIN_SIBLINGS = 3
"""Smallest number of siblings with which a part is compared."""

USUAL_SHARE = 0.75
"""Smallest share of the siblings that must agree before one that differs is odd."""

TITLE_LENGTH_RATIO = 3.0
"""Smallest ratio of a title's length to the median at which it is odd."""

MIN_ODD_TITLE_CHARS = 60
"""Smallest number of characters of a title that is odd by its length."""

DESCRIPTION_LENGTH_RATIO = 6.0
"""Smallest ratio of a description's length to the median at which it is odd."""

MIN_ODD_DESCRIPTION_CHARS = 600
"""Smallest number of characters of a description that is odd by its length."""


def check_rows(plan: Plan) -> Iterator[Finding]:
    """Check that every row has a goal and a value, and every numbered table a row."""
    tables = sum(bool(project.items or project.relisted) for project in plan.projects)
    rows = [item for project in plan.projects for item in project.items]
    named = 2 * sum(bool(item.goal.strip()) for item in rows) >= len(rows)
    for project in plan.projects:
        for index, item in enumerate(project.items):
            filled = [cell.text for cell in item.cells if cell.text]
            pointer = f"/items/{index}/goal"
            if filled and named and not item.goal.strip():
                yield _report(project, FindingCode.NAMELESS_GOAL, pointer, text=" / ".join(filled))
            if item.goal.strip() and not filled:
                yield _report(project, FindingCode.EMPTY_ROW, pointer, goal=item.goal)
        if 2 * tables > len(plan.projects) and not (project.items or project.relisted):
            yield _report(project, FindingCode.EMPTY_TABLE, "/items")


def check_missing_budgets(plan: Plan) -> Iterator[Finding]:
    """Check that no project without costs has a row of bare numbers, where the others have costs."""
    planned = [project for project in plan.projects if project.items]
    costed = sum(project.budget is not None for project in planned)
    if costed < max(1, USUAL_SHARE * (len(planned) - 1)):
        return
    for project in planned:
        for index, item in enumerate(project.items):
            if project.budget is None and _has_bare_numbers(item):
                pointer = f"/items/{index}/goal"
                yield _report(project, FindingCode.MISSING_BUDGET, pointer, goal=item.goal)


def _has_bare_numbers(item: Item) -> bool:
    """Return whether an item has a number without a unit in two years or more, and nothing else."""
    filled = [cell for cell in item.cells if cell.text and cell.period not in ("baseline", "total")]
    numbers = [cell for cell in filled if cell.quantity is not None and not cell.quantity.unit]
    return len(numbers) == len(filled) >= 2


def check_periods(plan: Plan) -> Iterator[Finding]:
    """Check that the tables of a plan have the same periods, and name the year of the baseline alike."""
    tables = [
        (project, tuple(cell.period for cell in item.cells))
        for project in plan.projects
        for item in project.items
    ]
    first = {project.id: periods for project, periods in reversed(tables)}
    usual = _find_usual(first.values())
    reported: set[str] = set()
    for project, periods in tables:
        if usual is not None and periods != usual and project.id not in reported:
            reported.add(project.id)
            named = ", ".join(periods)
            yield _report(project, FindingCode.ODD_PERIODS, "/items", periods=named, usual=", ".join(usual))
    years = {project.id: _find_baseline_years(project) for project in plan.projects}
    if any(year is not None for found in years.values() for year in found):
        for project in plan.projects:
            if None in years[project.id] and project.id not in reported:
                pointer = "/items/0/cells/0/fiscal_year"
                yield _report(project, FindingCode.ODD_PERIODS, pointer)


def _find_baseline_years(project: Project) -> set[int | None]:
    """Return the years of a project's baselines; None for one that names no year."""
    return {cell.fiscal_year for item in project.items for cell in item.cells if cell.period == "baseline"}


def check_budget_units(plan: Plan) -> Iterator[Finding]:
    """Check that the budgets of a plan have the same unit."""
    budgets = [(project, project.budget.unit) for project in plan.projects if project.budget is not None]
    usual = _find_usual(unit for _, unit in budgets)
    for project, unit in budgets:
        if usual is not None and unit != usual:
            yield _report(project, FindingCode.ODD_UNIT, "/budget/unit", unit=unit, usual=usual)


def check_lengths(plan: Plan) -> Iterator[Finding]:
    """Check that no title or description is far longer than those of the other projects."""
    titles = [(project, len(match_key(project.title or ""))) for project in plan.projects]
    yield from _find_too_long(titles, TITLE_LENGTH_RATIO, MIN_ODD_TITLE_CHARS, "/title")
    texts = [(project, len(match_key(project.description))) for project in plan.projects]
    yield from _find_too_long(texts, DESCRIPTION_LENGTH_RATIO, MIN_ODD_DESCRIPTION_CHARS, "/description")
    for project in plan.projects:
        if "。" in (project.title or ""):
            yield _report(project, FindingCode.ODD_LENGTH, "/title", title=project.title)


def _find_too_long(
    lengths: Sequence[tuple[Project, int]], ratio: float, least: int, pointer: str
) -> Iterator[Finding]:
    """Yield a finding on each text that has at least `least` characters and `ratio` times the median."""
    lengths = [(project, length) for project, length in lengths if length]
    if len(lengths) < MIN_SIBLINGS:
        return
    usual = median(length for _, length in lengths)
    for project, length in lengths:
        if length >= max(least, ratio * usual):
            yield _report(project, FindingCode.ODD_LENGTH, pointer, count=length, usual=round(usual))


def _find_usual(values: Iterable[_Value]) -> _Value | None:
    """Return the value that most siblings have; None where there are too few or they differ."""
    counts = Counter(values)
    total = sum(counts.values())
    if total < MIN_SIBLINGS:
        return None
    best = max(counts, key=lambda value: counts[value])
    return best if counts[best] >= USUAL_SHARE * total else None


def _report(project: Project, code: FindingCode, pointer: str, **facts: Fact) -> Finding:
    """Return a finding about a project, located on its first page."""
    page = project.pages[0] if project.pages else None
    return finding(code, project=project.id, page=page, pointer=pointer, **facts)
