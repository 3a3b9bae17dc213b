"""Drafts to the published models: printed texts become numbers, stages, years and references."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from planextract.model.draft import Draft, DraftBudget, DraftCell, DraftItem, DraftProject, Place
from planextract.model.finding import finding
from planextract.model.plan import (
    Amount,
    Area,
    Budget,
    Cell,
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
    areas = _line_areas if draft.lines else _areas
    projects = [_project(project, vocabulary, organisation, findings, areas) for project in draft.projects]
    for hidden in draft.hidden:
        findings.append(
            finding(
                "hidden-project",
                f"Project {hidden.id}{f' “{hidden.title}”' if hidden.title else ''} stands only in hidden "
                f"content of page {hidden.page}.",
                project=hidden.id,
                page=hidden.page,
            )
        )
        if include_hidden:
            project = _project(hidden, vocabulary, organisation, findings, areas)
            projects.append(project.model_copy(update={"hidden": True}))
    years = {period.fiscal_year for period in draft.columns if period.key not in ("baseline", "total")}
    return Plan(
        title=draft.title,
        source=source,
        baseline_year=_baseline_year(draft, findings),
        fiscal_years=sorted(year for year in years if year is not None),
        pillars=[
            Pillar(number=pillar.number, title=pillar.title, pages=list(pillar.pages))
            for pillar in draft.pillars
        ],
        strategies=[
            Strategy(
                number=strategy.number,
                title=strategy.title,
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
        title=draft.title,
        starred=draft.starred,
        section=draft.section,
        description=draft.description,
        items=[_item(item, vocabulary) for item in draft.items],
        budget=_budget(draft.budget, draft, findings) if draft.budget is not None else None,
        departments=departments(draft.departments, organisation),
        relisted=[
            Relisted(initiative=row.initiative, content=row.content, project=reference(row.reference))
            for row in draft.relisted
        ],
        footnotes=[Footnote(marker=note.marker, term=note.term, text=note.text) for note in draft.footnotes],
        pages=sorted({place.page for place in draft.places}),
        areas=list(areas(draft.places)),
    )
    findings.extend(
        finding(
            "bad-reference",
            f"“{row.reference}” of “{row.content}” names no project.",
            project=draft.id,
            page=draft.page,
        )
        for row in draft.relisted
        if reference(row.reference) is None
    )
    return project


def _item(item: DraftItem, vocabulary: Vocabulary) -> Item:
    return Item(goal=item.goal, cells=[_cell(cell, vocabulary) for cell in item.cells])


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
    amounts: list[Amount] = []
    total: int | None = None
    for cell in budget.cells:
        try:
            value = amount(cell.text)
        except ValueError:
            value = None
            findings.append(
                finding(
                    "bad-amount",
                    f"“{cell.text}” in the budget of {cell.period.key} is no amount.",
                    project=project.id,
                    page=project.page,
                )
            )
        if cell.period.key == "total":
            total = value
        elif cell.period.key != "baseline" and cell.period.fiscal_year is not None:
            amounts.append(Amount(fiscal_year=cell.period.fiscal_year, amount=value, text=cell.text))
    return Budget(unit=budget.unit, amounts=amounts, total=total, note=budget.note)


def _areas(places: Iterable[Place]) -> Iterator[Area]:
    """One area a page, around everything that was read there.

    Rounded outwards to whole points; the small margin keeps the last digits in which two readers may
    differ from deciding.
    """
    pages: dict[int, Place] = {}
    for place in places:
        known = pages.get(place.page)
        pages[place.page] = place if known is None else Place(place.page, known.box.join(place.box))
    margin = 0.0137
    for page in sorted(pages):
        box = pages[page].box
        yield Area(
            page=page,
            x0=math.floor(box.x0 + margin),
            top=math.floor(box.top + margin),
            x1=math.ceil(box.x1 - margin),
            bottom=math.ceil(box.bottom - margin),
        )


def _line_areas(places: Iterable[Place]) -> Iterator[Area]:
    """One area for each run of lines of a text that was read, blank lines between them left aside.

    Where the order of a text is broken a project has several on a page, with those of others between.
    """
    run: Place | None = None
    for place in sorted(places, key=lambda place: (place.page, place.box.top)):
        if run is not None and run.page == place.page and place.box.top <= run.box.bottom + 2:
            run = Place(run.page, run.box.join(place.box))
            continue
        if run is not None:
            yield _line_area(run)
        run = place
    if run is not None:
        yield _line_area(run)


def _line_area(run: Place) -> Area:
    x0, top, x1, bottom = map(int, run.box)
    return Area(page=run.page, x0=x0, top=top, x1=x1, bottom=bottom)
