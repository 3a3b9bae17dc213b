"""Consistency checks of a whole plan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from planextract.check import budget_checks as money
from planextract.japanese.widths import nfkc_key
from planextract.model.findings import make_finding
from planextract.model.plan import Finding, Item, Plan, Project

_FOOTNOTE_MARK = re.compile(r"※\d{1,2}")


def check_plan(plan: Plan) -> list[Finding]:
    """Return the findings of all checks of a plan, in a fixed order."""
    return [found for rule in PLAN_CHECKS for found in rule(plan)]


def check_numbering(plan: Plan) -> Iterator[Finding]:
    """Check that the projects of a strategy are numbered 1, 2, 3 … without a gap."""
    numbers: dict[int, set[int]] = defaultdict(set)
    for project in plan.projects:
        numbers[project.strategy].add(project.number)
    for strategy in sorted(numbers):
        present = numbers[strategy]
        for number in range(1, max(present)):
            if number not in present:
                yield make_finding(
                    "number-gap",
                    f"Strategy {strategy} goes up to {strategy}-{max(present)}, but "
                    f"{strategy}-{number} is missing.",
                    project=f"{strategy}-{number}",
                )


def check_titles(plan: Plan) -> Iterator[Finding]:
    """Check that every project has a title."""
    for project in plan.projects:
        if not project.title:
            yield _make_finding(project, "missing-title", f"Project {project.id} has no title.")


def check_departments(plan: Plan) -> Iterator[Finding]:
    """Check that projects with a table have a department, and sections a department if most of them do.

    Many lists name sections alone.
    """
    named = [department for project in plan.projects for department in project.departments]
    alone = sum(not department.department for department in named)
    divided = sum(bool(department.department and department.sections) for department in named) >= alone
    if not named and any(project.items for project in plan.projects):
        yield make_finding("missing-department", "No project names a department.")
    for project in plan.projects:
        if project.items and not project.departments and named:
            yield _make_finding(project, "missing-department", f"Project {project.id} names no department.")
        for department in project.departments:
            if not department.department and divided:
                names = "、".join(department.sections)
                yield _make_finding(project, "unknown-department", f"{names} stands without a department.")


def check_budget_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the years of a budget add up to its total."""
    for project in plan.projects:
        budget = project.budget
        if budget is None or budget.total is None:
            continue
        amounts = [amount.amount for amount in budget.amounts if amount.amount is not None]
        if amounts and sum(amounts) != budget.total:
            yield _make_finding(
                project,
                "budget-sum",
                f"The budget's years add up to {sum(amounts):,}, the total says {budget.total:,} "
                f"({budget.unit or 'no unit'}).",
            )


def check_quantity_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the quantities of a row's years add up to its total, where all have the same unit."""
    for project in plan.projects:
        for item in project.items:
            sums = _sum_quantities(item)
            if sums is not None and sums[0] != sums[1]:
                yield _make_finding(
                    project,
                    "quantity-sum",
                    f"“{item.goal}”: the years add up to {sums[0]:,}, the total says {sums[1]:,}.",
                )


def _sum_quantities(item: Item) -> tuple[float, float] | None:
    """Return the sum of a row's years and its printed total; None where they can't be compared."""
    total = next((cell.quantity for cell in item.cells if cell.period == "total"), None)
    years = [cell for cell in item.cells if cell.period not in ("baseline", "total")]
    quantities = [cell.quantity for cell in years if cell.quantity is not None]
    if total is None or not quantities or any(each.unit != total.unit for each in quantities):
        return None
    return round(sum(each.value for each in quantities), 6), total.value


def check_vocabulary(plan: Plan) -> Iterator[Finding]:
    """Check that every milestone word is in the vocabulary."""
    for project in plan.projects:
        for item in project.items:
            unknown = {
                milestone.term: None
                for cell in item.cells
                for milestone in cell.milestones
                if milestone.match == "none"
            }
            for term in unknown:
                yield _make_finding(
                    project, "unknown-milestone", f"“{term}” of “{item.goal}” is no known stage."
                )


def check_references(plan: Plan) -> Iterator[Finding]:
    """Check that every project to which a relisted row refers is in the plan."""
    known = {project.id for project in plan.projects}
    for project in plan.projects:
        targets = {row.project: None for row in project.relisted if row.project is not None}
        for target in targets:
            if target not in known:
                yield _make_finding(project, "unknown-project", f"{project.id} points to {target}: not here.")


def check_footnote_marks(plan: Plan) -> Iterator[Finding]:
    """Check that every footnote mark in a text, such as ※１, has its footnote."""
    for project in plan.projects:
        known = {nfkc_key(note.marker) for note in project.footnotes}
        texts = [project.description, *(item.goal for item in project.items)]
        if project.budget is not None and project.budget.note:
            texts.append(project.budget.note)
        marks = {mark: None for text in texts for mark in _FOOTNOTE_MARK.findall(nfkc_key(text))}
        for mark in marks:
            if mark not in known:
                yield _make_finding(
                    project, "undefined-footnote", f"{mark} in {project.id} is explained nowhere."
                )


def check_characters(plan: Plan) -> Iterator[Finding]:
    """Check that no character was lost to a font without a Unicode map."""
    for project in plan.projects:
        count = project.model_dump_json().count("\ufffd")
        if count:
            yield _make_finding(
                project, "missing-character", f"{count} characters of {project.id} can't be read."
            )


def _make_finding(project: Project, code: str, message: str) -> Finding:
    """Return a finding about a project, located on its first page."""
    return make_finding(code, message, project=project.id, page=project.pages[0] if project.pages else None)


PLAN_CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_numbering,
    check_titles,
    check_departments,
    check_budget_sums,
    money.check_budget_changes,
    money.check_funding_sums,
    money.check_printed_totals,
    check_quantity_sums,
    check_vocabulary,
    check_references,
    check_footnote_marks,
    check_characters,
)
