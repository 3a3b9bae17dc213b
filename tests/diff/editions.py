"""Two editions of the sample plan, drawn and read; the second covers other years and differs in five."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from plandraw import content, draw
from plandraw.handmade import handmade_plan, handmade_style
from planextract.api import parse
from planextract.model.plan import Plan

Edit = Callable[[content.Project], content.Project]


def edit(plan: content.Plan, number: str, change: Edit) -> content.Plan:
    """The plan with one project changed."""
    return over_projects(
        plan,
        lambda strategy, project: (
            change(project) if content.project_id(strategy.number, project.number) == number else project
        ),
    )


def over_projects(
    plan: content.Plan, change: Callable[[content.Strategy, content.Project], content.Project | None]
) -> content.Plan:
    """The plan with every project changed, and without those that become None."""
    return replace(
        plan,
        chapters=tuple(
            replace(
                chapter,
                strategies=tuple(
                    replace(
                        strategy,
                        sections=tuple(
                            replace(
                                section,
                                projects=tuple(
                                    after
                                    for project in section.projects
                                    if (after := change(strategy, project)) is not None
                                ),
                            )
                            for section in strategy.sections
                        ),
                    )
                    for strategy in chapter.strategies
                ),
            )
            for chapter in plan.chapters
        ),
    )


def add(plan: content.Plan, strategy: int, project: content.Project) -> content.Plan:
    """The plan with one more project at the end of a strategy."""

    def grown(old: content.Strategy) -> content.Strategy:
        last = old.sections[-1]
        sections = (*old.sections[:-1], replace(last, projects=(*last.projects, project)))
        return replace(old, sections=sections) if old.number == strategy else old

    return replace(
        plan,
        chapters=tuple(
            replace(chapter, strategies=tuple(map(grown, chapter.strategies))) for chapter in plan.chapters
        ),
    )


def find(plan: content.Plan, number: str) -> content.Project:
    """The project of that number."""
    return next(
        project
        for strategy in plan.strategies
        for project in strategy.projects
        if content.project_id(strategy.number, project.number) == number
    )


def years(item: content.Item, *texts: str) -> content.Item:
    """The item with other texts in its years."""
    return replace(item, years=texts)


def first_edition() -> content.Plan:
    """The sample, 2027 to 2029, without its hidden page."""
    return replace(handmade_plan(), hidden=())


def a_year_later(plan: content.Plan) -> content.Plan:
    """The same plans in an edition that starts a year later: what it says of 2028 and 2029 is the same."""

    def shift(texts: tuple[str, ...]) -> tuple[str, ...]:
        return (*texts[1:], texts[-1])

    def later(_: content.Strategy, project: content.Project) -> content.Project:
        return replace(
            project,
            items=tuple(replace(item, baseline="検討", years=shift(item.years)) for item in project.items),
            budget=project.budget and replace(project.budget, amounts=shift(project.budget.amounts)),
        )

    edition = replace(plan.edition, baseline_year=plan.edition.baseline_year + 1)
    return over_projects(replace(plan, edition=edition), later)


def second_edition() -> content.Plan:
    """2028 to 2030; a project renumbered, one delayed, an item out, a budget changed, a department in."""
    plan = a_year_later(first_edition())
    moved = find(plan, "7-6")
    plan = over_projects(plan, lambda s, p: None if (s.number, p.number) == (7, 6) else p)
    plan = add(plan, 5, replace(moved, number=7))
    plan = edit(
        plan,
        "6-1",
        lambda p: replace(p, items=(p.items[0], years(p.items[1], "検討", "検討", "実施"))),
    )
    plan = edit(plan, "6-2", lambda p: replace(p, items=p.items[:1]))
    plan = edit(
        plan, "5-1", lambda p: replace(p, budget=replace(p.budget, amounts=("311", "1,180", "1,102")))
    )
    extra = (content.Department("産業文化部", ("商工課",)),)
    return edit(plan, "7-3", lambda p: replace(p, departments=(*p.departments, extra)))


def half(plan: content.Plan) -> content.Plan:
    """The edition cut in half: every project with an even number is missing."""
    return over_projects(plan, lambda _, project: project if project.number % 2 else None)


def pdf(plan: content.Plan) -> bytes:
    """The plan, printed."""
    return draw(plan, handmade_style()).pdf


@cache
def read(plan: content.Plan) -> Plan:
    """The plan, printed and read again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        path.write_bytes(pdf(plan))
        return parse(path)


def with_budgets(plan: content.Plan, change: Callable[[str], str]) -> content.Plan:
    """The plan with the text of every amount changed."""

    def changed(strategy: content.Strategy, project: content.Project) -> content.Project:
        if project.budget is None:
            return project
        amounts = tuple(map(change, project.budget.amounts))
        return replace(
            project, budget=replace(project.budget, amounts=amounts, total=change(project.budget.total))
        )

    return over_projects(plan, changed)
