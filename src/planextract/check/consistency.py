"""Consistency checks of a whole plan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from planextract.check import budget_checks as money
from planextract.check import self_comparison
from planextract.japanese.widths import nfkc_key
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding, Item, Plan, Project
from planextract.model.record import Fact

_FOOTNOTE_MARK = re.compile(r"※\d{1,2}")


def check_plan(plan: Plan) -> list[Finding]:
    """Return the findings of all checks of a plan, in a fixed order."""
    return [found for rule in PLAN_CHECKS for found in rule(plan)]


CODE_MIN = 100
"""Least number in a strategy from which on its numbers are codes (0320, 11111), which are not counted."""


def check_numbering(plan: Plan) -> Iterator[Finding]:
    """Check that the projects of a strategy are numbered 1, 2, 3 … without a gap; codes have gaps."""
    numbers: dict[int, set[int]] = defaultdict(set)
    for project in plan.projects:
        numbers[project.strategy].add(project.number)
    for strategy in sorted(numbers):
        present = numbers[strategy]
        if min(present) >= CODE_MIN:
            continue
        for number in range(1, max(present)):
            if number not in present:
                yield finding(
                    FindingCode.NUMBER_GAP,
                    project=f"{strategy}-{number}",
                    strategy=strategy,
                    last=f"{strategy}-{max(present)}",
                )


def check_titles(plan: Plan) -> Iterator[Finding]:
    """Check that every project has a title."""
    for project in plan.projects:
        if not project.title:
            yield _report(project, FindingCode.MISSING_TITLE, "/title")


def check_departments(plan: Plan) -> Iterator[Finding]:
    """Check that projects with a table have a department, and sections a department if most of them do.

    Many lists name sections alone.
    """
    named = [department for project in plan.projects for department in project.departments]
    alone = sum(not department.department for department in named)
    divided = sum(bool(department.department and department.sections) for department in named) >= alone
    if not named and any(project.items for project in plan.projects):
        yield finding(FindingCode.MISSING_DEPARTMENT)
    for project in plan.projects:
        if project.items and not project.departments and named:
            yield _report(project, FindingCode.MISSING_DEPARTMENT, "/departments")
        for index, department in enumerate(project.departments):
            if not department.department and divided:
                pointer, names = f"/departments/{index}/department", "、".join(department.sections)
                yield _report(project, FindingCode.UNKNOWN_DEPARTMENT, pointer, sections=names)


def check_budget_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the years of a budget add up to its total."""
    for project in plan.projects:
        budget = project.budget
        if budget is None or budget.total is None:
            continue
        amounts = [amount.amount for amount in budget.amounts if amount.amount is not None]
        if amounts and sum(amounts) != budget.total:
            facts: dict[str, Fact] = {"sum": sum(amounts), "total": budget.total, "unit": budget.unit}
            yield _report(project, FindingCode.BUDGET_SUM, "/budget/total", **facts)


def check_quantity_sums(plan: Plan) -> Iterator[Finding]:
    """Check that the quantities of a row's years add up to its total, where all have the same unit."""
    for project in plan.projects:
        for index, item in enumerate(project.items):
            sums = _sum_quantities(item)
            if sums is not None and sums[0] != sums[1]:
                facts: dict[str, Fact] = {"goal": item.goal, "sum": sums[0], "total": sums[1]}
                yield _report(project, FindingCode.QUANTITY_SUM, f"/items/{index}/goal", **facts)


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
        for row, item in enumerate(project.items):
            columns: dict[str, int] = {}
            for column, cell in enumerate(item.cells):
                for milestone in cell.milestones:
                    if milestone.match == "none":
                        columns.setdefault(milestone.term, column)
            for term, column in columns.items():
                pointer = f"/items/{row}/cells/{column}/text"
                yield _report(project, FindingCode.UNKNOWN_MILESTONE, pointer, term=term, goal=item.goal)


def check_references(plan: Plan) -> Iterator[Finding]:
    """Check that every project to which a relisted row refers is in the plan."""
    known = {project.id for project in plan.projects}
    for project in plan.projects:
        targets: dict[str, int] = {}
        for index, row in enumerate(project.relisted):
            if row.project is not None:
                targets.setdefault(row.project, index)
        for target, index in targets.items():
            if target not in known:
                yield _report(
                    project, FindingCode.UNKNOWN_PROJECT, f"/relisted/{index}/project", target=target
                )


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
                yield _report(project, FindingCode.UNDEFINED_FOOTNOTE, mark=mark)


def check_characters(plan: Plan) -> Iterator[Finding]:
    """Check that no character was lost to a font without a Unicode map."""
    for project in plan.projects:
        count = project.model_dump_json().count("\ufffd")
        if count:
            yield _report(project, FindingCode.MISSING_CHARACTER, count=count)


def _report(project: Project, code: FindingCode, pointer: str | None = None, **facts: Fact) -> Finding:
    """Return a finding about a project, located on its first page."""
    page = project.pages[0] if project.pages else None
    return finding(code, page=page, project=project.id, pointer=pointer, **facts)


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
    self_comparison.check_rows,
    self_comparison.check_missing_budgets,
    self_comparison.check_periods,
    self_comparison.check_budget_units,
    self_comparison.check_lengths,
)
