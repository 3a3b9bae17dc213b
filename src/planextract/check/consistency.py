"""Consistency checks of a whole plan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from planextract.check import money
from planextract.japanese.widths import compatible
from planextract.model.findings import finding
from planextract.model.plan import Finding, Item, Plan, Project

_MARK = re.compile(r"※\d{1,2}")


def check(plan: Plan) -> list[Finding]:
    """Return the findings of all checks of a plan, in a fixed order."""
    return [found for rule in CHECKS for found in rule(plan)]


def numbering(plan: Plan) -> Iterator[Finding]:
    """Check that the projects of a strategy are numbered 1, 2, 3 … without a gap."""
    numbers: dict[int, set[int]] = defaultdict(set)
    for project in plan.projects:
        numbers[project.strategy].add(project.number)
    for strategy in sorted(numbers):
        present = numbers[strategy]
        for number in range(1, max(present)):
            if number not in present:
                yield finding(
                    "number-gap",
                    f"Strategy {strategy} goes up to {strategy}-{max(present)}, but "
                    f"{strategy}-{number} is missing.",
                    project=f"{strategy}-{number}",
                )


def titles(plan: Plan) -> Iterator[Finding]:
    """Check that every project has a title."""
    for project in plan.projects:
        if not project.title:
            yield _about(project, "missing-title", f"Project {project.id} has no title.")


def in_charge(plan: Plan) -> Iterator[Finding]:
    """Check that projects with a table have a department, and sections a department if most of them do.

    Many lists name sections alone.
    """
    named = [department for project in plan.projects for department in project.departments]
    alone = sum(not department.department for department in named)
    divided = sum(bool(department.department and department.sections) for department in named) >= alone
    if not named and any(project.items for project in plan.projects):
        yield finding("missing-department", "No project names a department.")
    for project in plan.projects:
        if project.items and not project.departments and named:
            yield _about(project, "missing-department", f"Project {project.id} names no department.")
        for department in project.departments:
            if not department.department and divided:
                names = "、".join(department.sections)
                yield _about(project, "unknown-department", f"{names} stands without a department.")


def budget_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the years of a budget add up to its total."""
    for project in plan.projects:
        budget = project.budget
        if budget is None or budget.total is None:
            continue
        amounts = [amount.amount for amount in budget.amounts if amount.amount is not None]
        if amounts and sum(amounts) != budget.total:
            yield _about(
                project,
                "budget-sum",
                f"The budget's years add up to {sum(amounts):,}, the total says {budget.total:,} "
                f"({budget.unit or 'no unit'}).",
            )


def quantity_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the quantities of a row's years add up to its total, where all have the same unit."""
    for project in plan.projects:
        for item in project.items:
            sums = _sums(item)
            if sums is not None and sums[0] != sums[1]:
                yield _about(
                    project,
                    "quantity-sum",
                    f"“{item.goal}”: the years add up to {sums[0]:,}, the total says {sums[1]:,}.",
                )


def _sums(item: Item) -> tuple[float, float] | None:
    """Return the sum of a row's years and its printed total; None where they can't be compared."""
    total = next((cell.quantity for cell in item.cells if cell.period == "total"), None)
    years = [cell for cell in item.cells if cell.period not in ("baseline", "total")]
    quantities = [cell.quantity for cell in years if cell.quantity is not None]
    if total is None or not quantities or any(each.unit != total.unit for each in quantities):
        return None
    return round(sum(each.value for each in quantities), 6), total.value


def vocabulary(plan: Plan) -> Iterator[Finding]:
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
                yield _about(project, "unknown-milestone", f"“{term}” of “{item.goal}” is no known stage.")


def references(plan: Plan) -> Iterator[Finding]:
    """Check that every project to which a relisted row refers is in the plan."""
    known = {project.id for project in plan.projects}
    for project in plan.projects:
        targets = {row.project: None for row in project.relisted if row.project is not None}
        for target in targets:
            if target not in known:
                yield _about(project, "unknown-project", f"{project.id} points to {target}: not here.")


def footnote_marks(plan: Plan) -> Iterator[Finding]:
    """Check that every footnote mark in a text, such as ※１, has its footnote."""
    for project in plan.projects:
        known = {compatible(note.marker) for note in project.footnotes}
        texts = [project.description, *(item.goal for item in project.items)]
        if project.budget is not None and project.budget.note:
            texts.append(project.budget.note)
        marks = {mark: None for text in texts for mark in _MARK.findall(compatible(text))}
        for mark in marks:
            if mark not in known:
                yield _about(project, "undefined-footnote", f"{mark} in {project.id} is explained nowhere.")


def characters(plan: Plan) -> Iterator[Finding]:
    """Check that no character was lost to a font without a Unicode map."""
    for project in plan.projects:
        count = project.model_dump_json().count("\ufffd")
        if count:
            yield _about(project, "missing-character", f"{count} characters of {project.id} can't be read.")


def _about(project: Project, code: str, message: str) -> Finding:
    """Return a finding about a project, located on its first page."""
    return finding(code, message, project=project.id, page=project.pages[0] if project.pages else None)


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    numbering,
    titles,
    in_charge,
    budget_sums,
    money.changes,
    money.sources,
    money.totals,
    quantity_sums,
    vocabulary,
    references,
    footnote_marks,
    characters,
)
