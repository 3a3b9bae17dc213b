"""Drafts to the published models: printed texts become numbers, stages, years and references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from planextract.model.draft import (
    Draft,
    DraftBudget,
    DraftCell,
    DraftItem,
    DraftProject,
    Place,
    Printed,
)
from planextract.model.finding import finding
from planextract.model.plan import (
    Amount,
    Area,
    Budget,
    Cell,
    Department,
    Finding,
    Footnote,
    Item,
    Pillar,
    Plan,
    Project,
    Relisted,
    Source,
    Strategy,
)
from planextract.normalise.departments import Organisation, departments
from planextract.normalise.milestones import Vocabulary, milestones
from planextract.normalise.numbering import reference
from planextract.normalise.numbers import amount, quantity
from planextract.normalise.places import area


def interpret(
    draft: Draft,
    source: Source,
    vocabulary: Vocabulary,
    organisation: Organisation,
    *,
    include_hidden: bool = False,
) -> Plan:
    """The plan that a draft says, with the findings of assembling and interpreting it."""
    findings = list(draft.findings)
    areas = _runs_of_lines if draft.lines else _areas
    projects = [_project(project, vocabulary, organisation, findings, areas) for project in draft.projects]
    for hidden in draft.hidden:
        named = f"{hidden.id} “{hidden.title.text}”" if hidden.title else hidden.id
        findings.append(
            finding(
                "hidden-project",
                f"Project {named} stands only in hidden content of page {hidden.page}.",
                project=hidden.id,
                page=hidden.page,
            )
        )
        if include_hidden:
            project = _project(hidden, vocabulary, organisation, findings, areas)
            projects.append(project.model_copy(update={"hidden": True}))
    years = {period.fiscal_year for period in draft.columns if period.key not in ("baseline", "total")}
    return Plan(
        title=_text(draft.title),
        source=source,
        baseline_year=_baseline_year(draft, findings),
        fiscal_years=sorted(year for year in years if year is not None),
        pillars=[
            Pillar(number=pillar.number, title=_text(pillar.title), pages=list(pillar.pages))
            for pillar in draft.pillars
        ],
        strategies=[
            Strategy(
                number=strategy.number,
                title=_text(strategy.title),
                pillar=strategy.parent,
                pages=list(strategy.pages),
            )
            for strategy in draft.strategies
        ],
        projects=projects,
        findings=findings,
    )


def _baseline_year(draft: Draft, findings: list[Finding]) -> int | None:
    years = Counter(
        period.fiscal_year
        for period in draft.columns
        if period.key == "baseline" and period.fiscal_year is not None
    )
    if not years:
        return None
    best = max(years, key=lambda year: (years[year], -year))
    if len(years) > 1:
        listed = ", ".join(f"{year} ({count} tables)" for year, count in sorted(years.items()))
        findings.append(finding("mixed-baseline", f"Baseline years: {listed}."))
    return best


def _project(
    draft: DraftProject,
    vocabulary: Vocabulary,
    organisation: Organisation,
    findings: list[Finding],
    areas: Callable[[Iterable[Place]], Iterator[Area]],
) -> Project:
    project = Project(
        id=draft.id,
        strategy=draft.strategy,
        number=draft.number,
        title=_text(draft.title),
        starred=draft.starred,
        section=_text(draft.section),
        description=draft.description.text,
        items=[_item(item, vocabulary) for item in draft.items],
        budget=_budget(draft.budget, draft, findings) if draft.budget is not None else None,
        departments=[
            Department(department=unit.department.text, sections=[name.text for name in unit.sections])
            for unit in departments(draft.departments, organisation)
        ],
        relisted=[
            Relisted(
                initiative=row.initiative.text,
                content=row.content.text,
                project=reference(row.reference.text),
            )
            for row in draft.relisted
        ],
        footnotes=[
            Footnote(marker=note.marker.text, term=_text(note.term), text=note.text.text)
            for note in draft.footnotes
        ],
        pages=sorted({place.page for place in draft.places}),
        areas=list(areas(draft.places)),
    )
    findings.extend(
        finding(
            "bad-reference",
            f"“{row.reference.text}” of “{row.content.text}” names no project.",
            project=draft.id,
            page=draft.page,
        )
        for row in draft.relisted
        if reference(row.reference.text) is None
    )
    return project


def _text(printed: Printed | None) -> str | None:
    return printed.text if printed is not None else None


def _item(item: DraftItem, vocabulary: Vocabulary) -> Item:
    return Item(goal=item.goal.text, cells=[_cell(cell, vocabulary) for cell in item.cells])


def _cell(cell: DraftCell, vocabulary: Vocabulary) -> Cell:
    number = quantity(cell.text)
    return Cell(
        period=cell.period.key,
        fiscal_year=cell.period.fiscal_year,
        text=cell.text,
        milestones=[] if number is not None else milestones(cell.text, vocabulary),
        quantity=number,
    )


def _budget(budget: DraftBudget, project: DraftProject, findings: list[Finding]) -> Budget:
    def value(cell: DraftCell) -> int | None:
        try:
            return amount(cell.text)
        except ValueError:
            findings.append(
                finding(
                    "bad-amount",
                    f"“{cell.text}” in the budget of {cell.period.key} is no amount.",
                    project=project.id,
                    page=cell.printed.places[0].page if cell.printed.places else project.page,
                )
            )
            return None

    return Budget(
        unit=_text(budget.unit),
        amounts=[
            Amount(fiscal_year=year, amount=value(cell), text=cell.text)
            for cell in budget.years
            if (year := cell.period.fiscal_year) is not None
        ],
        total=value(budget.total) if budget.total is not None else None,
        note=_text(budget.note),
    )


def _areas(places: Iterable[Place]) -> Iterator[Area]:
    """One area a page, around everything that was read there."""
    pages: dict[int, Place] = {}
    for place in places:
        known = pages.get(place.page)
        pages[place.page] = place if known is None else Place(place.page, known.box.join(place.box))
    for page in sorted(pages):
        yield area(pages[page])


def _runs_of_lines(places: Iterable[Place]) -> Iterator[Area]:
    """One area for each run of lines of a text that was read; a blank line does not end a run.

    Where the order of a text is broken a project has several on a page, with those of others between.
    """
    runs: list[Place] = []
    for place in sorted(places, key=lambda place: (place.page, place.box.top)):
        last = runs[-1] if runs else None
        if last is not None and last.page == place.page and place.box.top <= last.box.bottom + 2:
            runs[-1] = Place(last.page, last.box.join(place.box))
        else:
            runs.append(place)
    yield from map(area, runs)
