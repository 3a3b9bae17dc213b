"""Comparison of two editions of a whole plan.

Texts that differ only in white space, in the width of their characters or in the kind of dash count as
equal. The position of a text on the page is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planextract.diff.headings import compare_headings
from planextract.diff.items import compare_items
from planextract.diff.model import Change, Edition, PlanDiff, ProjectDiff
from planextract.diff.money import compare_budgets
from planextract.diff.pair import Pair, pair_projects
from planextract.diff.parts import compare_departments, compare_footnotes, compare_relisted
from planextract.japanese.widths import bare
from planextract.model.plan import Plan, Project


def compare(old: Plan, new: Plan) -> PlanDiff:
    """Return all changes from the old edition to the new one, in the order of project numbers."""
    pairing = pair_projects(old.projects, new.projects)
    numbers = {pair.old.id: pair.new.id for pair in pairing.pairs}
    same_years = old.fiscal_years == new.fiscal_years
    found = [_removed(project) for project in pairing.removed]
    found += [_added(project) for project in pairing.added]
    unchanged = 0
    for pair in pairing.pairs:
        changes = list(_changes(pair, numbers, same_years))
        if changes:
            found.append(_changed(pair, changes))
        else:
            unchanged += 1
    return PlanDiff(
        old=_edition(old),
        new=_edition(new),
        unchanged=unchanged,
        headings=compare_headings(old, new),
        projects=sorted(found, key=_order),
    )


def _changes(pair: Pair, numbers: Mapping[str, str], same_years: bool) -> Iterator[Change]:
    """Yield the changes of one project; `numbers` maps old project numbers to new ones."""
    old, new = pair
    if old.id != new.id:
        yield Change(kind="renumbered", old=old.id, new=new.id)
    if bare(old.title or "") != bare(new.title or ""):
        yield Change(kind="title", old=old.title, new=new.title)
    if old.starred != new.starred:
        yield Change(kind="starred", old="★" if old.starred else None, new="★" if new.starred else None)
    if bare(old.section or "") != bare(new.section or ""):
        yield Change(kind="section", old=old.section, new=new.section)
    if bare(old.description) != bare(new.description):
        yield Change(kind="description", old=old.description, new=new.description)
    if old.hidden != new.hidden:
        yield Change(kind="hidden", old=_seen(old), new=_seen(new))
    yield from compare_items(old.items, new.items, same_years)
    yield from compare_budgets(old.budget, new.budget, same_years)
    yield from compare_departments(old.departments, new.departments)
    yield from compare_relisted(old.relisted, new.relisted, numbers)
    yield from compare_footnotes(old.footnotes, new.footnotes)


def _seen(project: Project) -> str:
    return "hidden" if project.hidden else "visible"


def _removed(project: Project) -> ProjectDiff:
    change = Change(kind="removed", old=project.title)
    return ProjectDiff(
        status="removed", id=project.id, old_id=project.id, title=project.title, changes=[change]
    )


def _added(project: Project) -> ProjectDiff:
    change = Change(kind="added", new=project.title)
    return ProjectDiff(status="added", id=project.id, old_id=None, title=project.title, changes=[change])


def _changed(pair: Pair, changes: list[Change]) -> ProjectDiff:
    return ProjectDiff(
        status="changed" if pair.old.id == pair.new.id else "renumbered",
        id=pair.new.id,
        old_id=pair.old.id,
        title=pair.new.title,
        changes=changes,
    )


def _order(project: ProjectDiff) -> tuple[int, int, bool]:
    """Return the sort key of a project: strategy, number, removed projects before the others."""
    strategy, number = project.id.split("-")
    return int(strategy), int(number), project.status != "removed"


def _edition(plan: Plan) -> Edition:
    return Edition(
        title=plan.title,
        file=plan.source.file,
        sha256=plan.source.sha256,
        baseline_year=plan.baseline_year,
        fiscal_years=plan.fiscal_years,
        projects=len(plan.projects),
    )
