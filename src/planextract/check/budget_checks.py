"""Checks of the amounts that a list prints: changes, funding sources and totals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planextract.model.budget import Budget
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding, Plan
from planextract.model.record import Fact


def check_budget_changes(plan: Plan) -> Iterator[Finding]:
    """Check that the budget of the year before and the printed change add up to the budget."""
    for place, budget in _iter_budgets(plan):
        current = budget.amounts[-1].amount if budget.amounts else budget.total
        if budget.previous is None or budget.change is None:
            continue
        before, change = budget.previous.amount, budget.change.amount
        if None not in (before, change, current) and (before or 0) + (change or 0) != current:
            facts: dict[str, Fact] = {"previous": before, "change": change, "amount": current}
            yield place.report(FindingCode.BUDGET_CHANGE, "/budget/change/text", **facts)


def check_funding_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the amounts of the funding sources add up to the budget or supplement that they pay."""
    for place, budget in _iter_budgets(plan):
        supplement = _get_supplement(budget)
        sources = {part.source for part in budget.funding}
        if any(part.amounts for part in budget.funding) and "general" not in sources:
            continue  # a project's table may name one source only: うち国庫支出金
        paid = [part.amount for part in budget.funding if part.amount is not None]
        amounts = [budget.total] if budget.total is not None else [each.amount for each in budget.amounts]
        if supplement is not None:
            amounts = [supplement]
        if paid and len(amounts) == 1 and amounts[0] is not None and sum(paid) != amounts[0]:
            yield place.report(FindingCode.FUNDING_SUM, "/budget/funding", sum=sum(paid), amount=amounts[0])


def _get_supplement(budget: Budget) -> int | None:
    """Return the amount by which a supplement changes the budget of one year; None where there is none."""
    if budget.previous is None or budget.change is None:
        return None
    years = {amount.fiscal_year for amount in budget.amounts}
    return budget.change.amount if budget.previous.fiscal_year in years else None


def check_printed_totals(plan: Plan) -> Iterator[Finding]:
    """Check that the amounts of the projects add up to each total that a list prints of them."""
    projects = {project.id: project for project in plan.projects}
    for index, total in enumerate(plan.totals):
        rows = [projects[each].budget for each in total.projects if each in projects]
        amounts = [_collect_amounts(budget) for budget in rows if budget is not None]
        for what, printed in _collect_amounts(total.budget).items():
            found = sum(amount for each in amounts for key, amount in each.items() if _is_summed(key, what))
            if found != printed:
                kind, name = what
                yield finding(
                    FindingCode.TOTAL_SUM,
                    page=total.page,
                    project=None,
                    pointer=f"/totals/{index}/budget",
                    label=total.label,
                    projects=len(rows),
                    sum=found,
                    total=printed,
                    **{kind: name},
                )


def _is_summed(key: tuple[str, str], total: tuple[str, str]) -> bool:
    """Return whether an amount is part of a total: the same, or one with a label of its own in its column."""
    return key == total or (key[0] == total[0] == "source" and key[1].startswith(total[1]))


def _collect_amounts(budget: Budget) -> dict[tuple[str, str], int]:
    """Return every printed amount of a budget, by its period or by its source."""
    figures = {("period", str(each.fiscal_year)): each.amount for each in budget.amounts}
    figures["period", "total"] = budget.total
    if budget.previous is not None:
        figures["period", "previous"] = budget.previous.amount
    if budget.change is not None:
        figures["period", "change"] = budget.change.amount
    figures |= {("source", part.label): part.amount for part in budget.funding}
    if budget.limit is not None:
        figures["period", "limit"] = budget.limit.amount
    if budget.carried is not None:
        figures["period", "carried"] = budget.carried.amount
    return {what: amount for what, amount in figures.items() if amount is not None}


class _BudgetPlace(NamedTuple):
    """The place of a budget: a project, or a printed total of the plan."""

    project: str | None
    label: str | None
    """Label of the printed total."""
    page: int | None
    pointer: str
    """JSON Pointer of the project or total from which that of a value goes on."""

    def report(self, code: FindingCode, pointer: str, **facts: Fact) -> Finding:
        """Return a finding about a value of the budget."""
        named: dict[str, Fact] = {} if self.label is None else {"label": self.label}
        at = f"{self.pointer}{pointer}"
        return finding(code, page=self.page, project=self.project, pointer=at, **named, **facts)


def _iter_budgets(plan: Plan) -> Iterator[tuple[_BudgetPlace, Budget]]:
    """Yield the place and the budget of every project and every printed total with a budget."""
    for project in plan.projects:
        if project.budget is not None:
            page = project.pages[0] if project.pages else None
            yield _BudgetPlace(project.id, None, page, ""), project.budget
    for index, total in enumerate(plan.totals):
        yield _BudgetPlace(None, total.label, total.page, f"/totals/{index}"), total.budget
