"""Comparison of two editions of a whole plan.

Texts that differ only in white space, in the width of their characters or in the kind of dash count as
equal. The position of a text on the page is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planextract.diff.budgets import compare_budgets
from planextract.diff.headings import compare_headings
from planextract.diff.items import compare_items
from planextract.diff.model import Edition, PlanDiff, ProjectChange, ProjectDiff
from planextract.diff.pair import ProjectPair, pair_projects
from planextract.diff.parts import compare_departments, compare_footnotes, compare_relisted
from planextract.japanese.widths import match_key
from planextract.model.plan import Plan, Project


def compare_plans(old: Plan, new: Plan) -> PlanDiff:
    """Return all changes from the old edition to the new one, in the order of project numbers."""
    pairing = pair_projects(old.projects, new.projects)
    numbers = {pair.old.id: pair.new.id for pair in pairing.pairs}
    same_years = old.fiscal_years == new.fiscal_years
    found = [_report_removed(project) for project in pairing.removed]
    found += [_report_added(project) for project in pairing.added]
    unchanged = 0
    for pair in pairing.pairs:
        changes = list(_find_changes(pair, numbers, same_years))
        if changes:
            found.append(_report_changed(pair, changes))
        else:
            unchanged += 1
    return PlanDiff(
        old=_describe_edition(old),
        new=_describe_edition(new),
        unchanged=unchanged,
        headings=compare_headings(old, new),
        projects=sorted(found, key=_get_sort_key),
    )


def _find_changes(pair: ProjectPair, numbers: Mapping[str, str], same_years: bool) -> Iterator[ProjectChange]:
    """Yield the changes of one project; `numbers` maps old project numbers to new ones."""
    old, new = pair
    if old.id != new.id:
        yield ProjectChange(kind="renumbered", old=old.id, new=new.id)
    if match_key(old.title or "") != match_key(new.title or ""):
        yield ProjectChange(kind="title", old=old.title, new=new.title)
    if old.starred != new.starred:
        yield ProjectChange(
            kind="starred", old="★" if old.starred else None, new="★" if new.starred else None
        )
    if match_key(old.section or "") != match_key(new.section or ""):
        yield ProjectChange(kind="section", old=old.section, new=new.section)
    if match_key(old.description) != match_key(new.description):
        yield ProjectChange(kind="description", old=old.description, new=new.description)
    if old.hidden != new.hidden:
        yield ProjectChange(kind="hidden", old=_describe_visibility(old), new=_describe_visibility(new))
    yield from compare_items(old.items, new.items, same_years)
    yield from compare_budgets(old.budget, new.budget, same_years)
    yield from compare_departments(old.departments, new.departments)
    yield from compare_relisted(old.relisted, new.relisted, numbers)
    yield from compare_footnotes(old.footnotes, new.footnotes)


def _describe_visibility(project: Project) -> str:
    return "hidden" if project.hidden else "visible"


def _report_removed(project: Project) -> ProjectDiff:
    change = ProjectChange(kind="removed", old=project.title)
    return ProjectDiff(
        status="removed", id=project.id, old_id=project.id, title=project.title, changes=[change]
    )


def _report_added(project: Project) -> ProjectDiff:
    change = ProjectChange(kind="added", new=project.title)
    return ProjectDiff(status="added", id=project.id, old_id=None, title=project.title, changes=[change])


def _report_changed(pair: ProjectPair, changes: list[ProjectChange]) -> ProjectDiff:
    return ProjectDiff(
        status="changed" if pair.old.id == pair.new.id else "renumbered",
        id=pair.new.id,
        old_id=pair.old.id,
        title=pair.new.title,
        changes=changes,
    )


def _get_sort_key(project: ProjectDiff) -> tuple[int, int, bool]:
    """Return the sort key of a project: strategy, number, removed projects before the others."""
    strategy, number = project.id.split("-")
    return int(strategy), int(number), project.status != "removed"


def _describe_edition(plan: Plan) -> Edition:
    return Edition(
        title=plan.title,
        file=plan.source.file,
        sha256=plan.source.sha256,
        baseline_year=plan.baseline_year,
        fiscal_years=plan.fiscal_years,
        projects=len(plan.projects),
    )
