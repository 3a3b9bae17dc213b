"""Find what contradicts itself in a plan: repeated numbers, references to nothing, sums without a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from planextract.check import check_plan
from planextract.harmless import is_harmful
from planextract.model.findings import FINDING_KINDS
from planextract.model.plan import Plan

Contradiction = tuple[str, str]
"""A place in the file, such as `projects.0.pages`, and a sentence."""


def iter_contradictions(plan: Plan) -> Iterator[Contradiction]:
    """Yield everything in a plan that no file written by this program contains."""
    for rule in _RULES:
        yield from rule(plan)


def _check_repeated_numbers(plan: Plan) -> Iterator[Contradiction]:
    yield from _iter_repeated("projects", "id", (project.id for project in plan.projects))
    yield from _iter_repeated("strategies", "number", (each.number for each in plan.strategies))
    yield from _iter_repeated("pillars", "number", (each.number for each in plan.pillars))
    yield from _iter_repeated("fiscal_years", "", plan.fiscal_years)


def _iter_repeated(group: str, name: str, values: Iterable[object]) -> Iterator[Contradiction]:
    counts: Counter[object] = Counter()
    for number, value in enumerate(values):
        counts[value] += 1
        if counts[value] == 2:
            yield f"{group}.{number}{'.' * bool(name)}{name}", f"{value} occurs more than once."


def _check_parents(plan: Plan) -> Iterator[Contradiction]:
    strategies = {each.number for each in plan.strategies}
    pillars = {each.number for each in plan.pillars}
    for number, project in enumerate(plan.projects):
        if project.strategy not in strategies:
            yield f"projects.{number}.strategy", f"There is no strategy {project.strategy} in the file."
    for number, strategy in enumerate(plan.strategies):
        if strategy.pillar is not None and strategy.pillar not in pillars:
            yield f"strategies.{number}.pillar", f"There is no pillar {strategy.pillar} in the file."


def _check_pages(plan: Plan) -> Iterator[Contradiction]:
    last = plan.source.pages
    named: list[tuple[str, Iterable[int | None]]] = []
    named += [(f"pillars.{number}.pages", each.pages) for number, each in enumerate(plan.pillars)]
    named += [(f"strategies.{number}.pages", each.pages) for number, each in enumerate(plan.strategies)]
    named += [(f"projects.{number}.pages", each.pages) for number, each in enumerate(plan.projects)]
    for number, project in enumerate(plan.projects):
        named.append((f"projects.{number}.areas", [area.page for area in project.areas]))
    named += [(f"totals.{number}.page", [total.page]) for number, total in enumerate(plan.totals)]
    named += [(f"findings.{number}.page", [found.page]) for number, found in enumerate(plan.findings)]
    for place, pages in named:
        for page in pages:
            if page is not None and page > last:
                yield place, f"There is no page {page}: the source has {last}."


def _check_periods(plan: Plan) -> Iterator[Contradiction]:
    for number, project in enumerate(plan.projects):
        for row, item in enumerate(project.items):
            for column, cell in enumerate(item.cells):
                fitting = {
                    "total": cell.fiscal_year is None,
                    "baseline": True,
                }.get(cell.period, cell.period == str(cell.fiscal_year))
                if not fitting:
                    place = f"projects.{number}.items.{row}.cells.{column}.period"
                    yield place, f"The period {cell.period} and the fiscal year {cell.fiscal_year} differ."


def _check_findings(plan: Plan) -> Iterator[Contradiction]:
    for number, found in enumerate(plan.findings):
        kind = FINDING_KINDS.get(found.code)
        if kind is None:
            yield f"findings.{number}.code", f"There is no finding {found.code}."
        elif kind.severity != found.severity:
            yield f"findings.{number}.severity", f"{found.code} is of severity {kind.severity}."


def _check_unreported(plan: Plan) -> Iterator[Contradiction]:
    """Run the checks of a plan again: what they find must be among its findings."""
    reported = Counter((found.code, found.project) for found in plan.findings)
    places = {project.id: number for number, project in enumerate(plan.projects)}
    for found in check_plan(plan):
        key = (found.code, found.project)
        if not reported[key]:
            number = places.get(found.project or "")
            yield (
                "findings" if number is None else f"projects.{number}",
                f"{found.message} No finding reports it.",
            )
        reported[key] -= 1


def _check_references(plan: Plan) -> Iterator[Contradiction]:
    known = {project.id for project in plan.projects}
    for number, total in enumerate(plan.totals):
        for each in total.projects:
            if each not in known:
                yield f"totals.{number}.projects", f"There is no project {each} in the file."
    for number, correction in enumerate(plan.corrections):
        if correction.project not in known:
            yield f"corrections.{number}.project", f"There is no project {correction.project} in the file."


def _check_amounts(plan: Plan) -> Iterator[Contradiction]:
    for number, project in enumerate(plan.projects):
        if project.budget is not None:
            years = [amount.fiscal_year for amount in project.budget.amounts]
            yield from _iter_repeated(f"projects.{number}.budget.amounts", "fiscal_year", years)


def _check_characters(plan: Plan) -> Iterator[Contradiction]:
    for place, text in _iter_texts(plan.model_dump(mode="json"), ""):
        if is_harmful(text):
            yield place, "The text holds characters that control a terminal or turn the text around."


def _iter_texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _iter_texts(each, f"{place}.{name}".lstrip("."))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _iter_texts(each, f"{place}.{number}".lstrip("."))


_RULES: tuple[Callable[[Plan], Iterator[Contradiction]], ...] = (
    _check_repeated_numbers,
    _check_parents,
    _check_pages,
    _check_periods,
    _check_amounts,
    _check_references,
    _check_findings,
    _check_unreported,
    _check_characters,
)
