"""Checks of the amounts that a list prints: changes, funding sources and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planextract.model.findings import make_finding
from planextract.model.plan import Budget, Finding, Plan, Project, Total


def check_budget_changes(plan: Plan) -> Iterator[Finding]:
    """Check that the budget of the year before and the printed change add up to the budget."""
    for name, project, page, budget in _iter_budgets(plan):
        current = budget.amounts[-1].amount if budget.amounts else budget.total
        if budget.previous is None or budget.change is None:
            continue
        before, change = budget.previous.amount, budget.change.amount
        if None not in (before, change, current) and (before or 0) + (change or 0) != current:
            yield make_finding(
                "budget-change",
                f"{name}: {before:,} the year before and a change of {change:,} don't make {current:,}.",
                project=project,
                page=page,
            )


def check_funding_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the amounts of the funding sources add up to the budget that they pay."""
    for name, project, page, budget in _iter_budgets(plan):
        paid = [part.amount for part in budget.funding if part.amount is not None]
        amounts = [budget.total] if budget.total is not None else [each.amount for each in budget.amounts]
        if paid and len(amounts) == 1 and amounts[0] is not None and sum(paid) != amounts[0]:
            yield make_finding(
                "funding-sum",
                f"{name}: the sources add up to {sum(paid):,}, the budget says {amounts[0]:,}.",
                project=project,
                page=page,
            )


def check_printed_totals(plan: Plan) -> Iterator[Finding]:
    """Check that the amounts of the projects add up to each total that a list prints of them."""
    projects = {project.id: project for project in plan.projects}
    for total in plan.totals:
        rows = [projects[each].budget for each in total.projects if each in projects]
        sums: Counter[str] = Counter()
        for budget in rows:
            if budget is not None:
                sums.update(_collect_amounts(budget))
        for what, printed in _collect_amounts(total.budget).items():
            if sums[what] != printed:
                yield make_finding(
                    "total-sum",
                    f"{what}: the {len(rows)} projects add up to {sums[what]:,}, “{total.label}” says "
                    f"{printed:,}.",
                    page=total.page,
                )


def _collect_amounts(budget: Budget) -> dict[str, int]:
    """Return every printed amount of a budget, by its description."""
    figures = {f"the budget of {each.fiscal_year}": each.amount for each in budget.amounts}
    figures["the budget of all years"] = budget.total
    if budget.previous is not None:
        figures["the budget of the year before"] = budget.previous.amount
    if budget.change is not None:
        figures["the change"] = budget.change.amount
    figures |= {f"the funding by {part.label}": part.amount for part in budget.funding}
    return {what: amount for what, amount in figures.items() if amount is not None}


def _iter_budgets(plan: Plan) -> Iterator[tuple[str, str | None, int | None, Budget]]:
    """Yield (name, project number, page, budget) of every project and every printed total with a budget."""
    named: list[Project | Total] = [*plan.projects, *plan.totals]
    for each in named:
        if each.budget is None:
            continue
        if isinstance(each, Total):
            yield f"“{each.label}”", None, each.page, each.budget
        else:
            yield each.id, each.id, each.pages[0] if each.pages else None, each.budget
