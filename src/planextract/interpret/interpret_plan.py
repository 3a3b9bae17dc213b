"""Interpret a raw plan: turn printed texts into the numbers, stages, years and references of a plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from planextract.interpret.departments import parse_departments
from planextract.interpret.milestones import iter_row_milestones
from planextract.interpret.quantities import make_quantity
from planextract.interpret.source_spans import round_to_area
from planextract.japanese.amounts import parse_amount
from planextract.japanese.project_numbers import parse_budget_entry, parse_reference
from planextract.japanese.year_spans import find_period_years
from planextract.model.budget import Amount, Budget, Change, Funding, FurtherAmount, PreviousAmount
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import (
    Area,
    Cell,
    Classification,
    Department,
    Extra,
    Finding,
    Footnote,
    Item,
    Milestone,
    Pillar,
    Plan,
    Project,
    ProjectPeriod,
    Relisted,
    Source,
    Strategy,
    Total,
)
from planextract.model.raw_plan import (
    RawBudget,
    RawCell,
    RawItem,
    RawPlan,
    RawProject,
    SourceSpan,
    TracedText,
)
from planextract.model.record import Fact
from planextract.profiles.organisation import Organisation
from planextract.profiles.vocabulary import Vocabulary


def interpret_plan(
    draft: RawPlan,
    source: Source,
    vocabulary: Vocabulary,
    organisation: Organisation,
    references: Sequence[re.Pattern[str]],
    *,
    include_hidden: bool = False,
) -> Plan:
    """Return the published plan of a raw plan, with the findings of assembling and interpreting it.

    `references` are the patterns of cross references. Hidden projects are included, marked, only with
    `include_hidden`.
    """
    findings = list(draft.findings)

    areas = _iter_line_run_areas if draft.from_text else _iter_page_areas

    def read(project: RawProject) -> Project:
        return _interpret_project(
            project, vocabulary, organisation, references, findings, areas, draft.era_year
        )

    projects = [read(project) for project in draft.projects]
    for hidden in draft.hidden:
        named = {"title": hidden.title.text} if hidden.title else {}
        findings.append(finding(FindingCode.HIDDEN_PROJECT, page=hidden.page, project=hidden.id, **named))
        if include_hidden:
            projects.append(read(hidden).model_copy(update={"hidden": True}))
    years = {period.fiscal_year for period in draft.columns if period.key not in ("baseline", "total")}
    return Plan(
        title=_text_or_none(draft.title),
        source=source,
        baseline_year=_find_baseline_year(draft, findings),
        fiscal_years=sorted(year for year in years if year is not None),
        pillars=[
            Pillar(number=pillar.number, title=_text_or_none(pillar.title), pages=list(pillar.pages))
            for pillar in draft.pillars
        ],
        strategies=[
            Strategy(
                number=strategy.number,
                title=_text_or_none(strategy.title),
                pillar=strategy.parent,
                pages=list(strategy.pages),
            )
            for strategy in draft.strategies
        ],
        projects=projects,
        totals=[
            Total(
                label=total.label,
                projects=list(total.projects),
                budget=_interpret_budget(total.budget, None, total.page, findings, f"/totals/{index}/budget"),
                page=total.page,
            )
            for index, total in enumerate(draft.totals)
        ],
        findings=findings,
    )


def _find_baseline_year(draft: RawPlan, findings: list[Finding]) -> int | None:
    """Return the baseline year that most tables name, the later of two; add a finding where they differ."""
    years = Counter(
        period.fiscal_year
        for period in draft.columns
        if period.key == "baseline" and period.fiscal_year is not None
    )
    if not years:
        return None
    best = max(years, key=lambda year: (years[year], -year))
    if len(years) > 1:
        findings.append(
            finding(
                FindingCode.MIXED_BASELINE,
                pointer="/baseline_year",
                years=sorted(years),
                year=best,
                count=years[best],
            )
        )
    return best


def _interpret_project(
    draft: RawProject,
    vocabulary: Vocabulary,
    organisation: Organisation,
    references: Sequence[re.Pattern[str]],
    findings: list[Finding],
    areas: Callable[[Iterable[SourceSpan]], Iterator[Area]],
    era_year: int | None,
) -> Project:
    targets = [parse_reference(row.reference.text, references) for row in draft.relisted]
    details: dict[str, Any] = {detail.name: detail.printed.text for detail in draft.details}
    project = Project(
        id=draft.id,
        strategy=draft.strategy,
        number=draft.number,
        title=_text_or_none(draft.title),
        starred=draft.starred,
        marks=list(draft.marks),
        section=_text_or_none(draft.section),
        description=draft.description.text,
        items=[_interpret_item(item, vocabulary) for item in draft.items],
        budget=_interpret_budget(draft.budget, draft.id, draft.page, findings)
        if draft.budget is not None
        else None,
        departments=[
            Department(department=unit.department.text, sections=[name.text for name in unit.sections])
            for unit in parse_departments(draft.departments, organisation)
        ],
        relisted=[
            Relisted(initiative=row.initiative.text, content=row.content.text, project=target)
            for row, target in zip(draft.relisted, targets, strict=True)
        ],
        footnotes=[
            Footnote(marker=note.marker.text, term=_text_or_none(note.term), text=note.text.text)
            for note in draft.footnotes
        ],
        pages=sorted({place.page for place in draft.spans}),
        areas=list(areas(draft.spans)),
        classification=[
            Classification(text=line.text, numbers=parse_budget_entry(line.text))
            for line in draft.classification
        ],
        **details,
        period=_interpret_period(draft.period.text, era_year) if draft.period else None,
        extra=[Extra(label=part.label, text=part.printed.text) for part in draft.extra],
        printed_number=_text_or_none(draft.printed_number),
    )
    findings.extend(
        finding(
            FindingCode.BAD_REFERENCE,
            page=draft.page,
            project=draft.id,
            pointer=f"/relisted/{index}/project",
            text=row.reference.text,
            content=row.content.text,
        )
        for index, (row, target) in enumerate(zip(draft.relisted, targets, strict=True))
        if target is None
    )
    return project


def _text_or_none(printed: TracedText | None) -> str | None:
    return printed.text if printed is not None else None


def _interpret_period(text: str, era_year: int | None) -> ProjectPeriod:
    first, last = find_period_years(text, era_year)
    return ProjectPeriod(text=text, first_year=first, last_year=last)


def _interpret_item(item: RawItem, vocabulary: Vocabulary) -> Item:
    said = iter_row_milestones((cell.text for cell in item.cells), vocabulary)
    cells = [_interpret_cell(cell, found) for cell, found in zip(item.cells, said, strict=True)]
    return Item(goal=item.goal.text, cells=cells, department=_text_or_none(item.department))


def _interpret_cell(cell: RawCell, milestones: list[Milestone]) -> Cell:
    return Cell(
        period=cell.period.key,
        fiscal_year=cell.period.fiscal_year,
        text=cell.text,
        milestones=milestones,
        quantity=make_quantity(cell.text),
        fiscal_years=list(cell.period.years) if cell.period.years is not None else None,
    )


def _interpret_budget(
    budget: RawBudget, project: str | None, page: int, findings: list[Finding], pointer: str = "/budget"
) -> Budget:
    """Return the budget of a project, or of a total at `pointer` in the plan."""

    def value(printed: TracedText, at: str, **named: Fact) -> int | None:
        try:
            return parse_amount(printed.text, _text_or_none(budget.unit))
        except ValueError:
            findings.append(
                finding(
                    FindingCode.BAD_AMOUNT,
                    page=printed.spans[0].page if printed.spans else page,
                    project=project,
                    pointer=f"{pointer}/{at}",
                    text=printed.text,
                    **named,
                )
            )
            return None

    def amounts(cells: Iterable[RawCell], at: str, named: dict[str, Fact]) -> list[Amount]:
        return [
            Amount(
                fiscal_year=year,
                amount=value(cell.printed, f"{at}/{index}/text", **(named or {"period": cell.period.key})),
                text=cell.text,
            )
            for index, cell in enumerate(cells)
            if (year := cell.period.fiscal_year) is not None
        ]

    total, previous = budget.total, budget.previous
    return Budget(
        unit=_text_or_none(budget.unit),
        amounts=amounts(budget.years, "amounts", {}),
        total=value(total.printed, "total", period="total") if total is not None else None,
        note=_text_or_none(budget.note),
        previous=PreviousAmount(
            fiscal_year=previous.period.fiscal_year,
            amount=value(previous.printed, "previous/text", period="previous"),
            text=previous.text,
        )
        if previous is not None
        else None,
        change=Change(amount=value(budget.change, "change/text", period="change"), text=budget.change.text)
        if budget.change is not None
        else None,
        funding=[
            Funding(
                source=part.source,
                label=part.label,
                amount=value(part.printed, f"funding/{index}/text", source=part.label),
                text=part.printed.text,
                amounts=amounts(part.years, f"funding/{index}/amounts", {"source": part.label}),
            )
            for index, part in enumerate(budget.funding)
        ],
        limit=FurtherAmount(amount=value(budget.limit, "limit/text", period="limit"), text=budget.limit.text)
        if budget.limit is not None
        else None,
        carried=FurtherAmount(
            amount=value(budget.carried, "carried/text", period="carried"), text=budget.carried.text
        )
        if budget.carried is not None
        else None,
    )


def _iter_page_areas(places: Iterable[SourceSpan]) -> Iterator[Area]:
    """Yield one area for each page, around all spans on it."""
    pages: dict[int, SourceSpan] = {}
    for place in places:
        known = pages.get(place.page)
        pages[place.page] = (
            place if known is None else SourceSpan(place.page, known.box.unite_with(place.box))
        )
    for page in sorted(pages):
        yield round_to_area(pages[page])


def _iter_line_run_areas(places: Iterable[SourceSpan]) -> Iterator[Area]:
    """Yield one area for each run of consecutive lines of a text; a blank line does not end a run.

    Where the reading order of a text is lost, a project has several runs on a page, with lines of other
    projects between them.
    """
    runs: list[SourceSpan] = []
    for place in sorted(places, key=lambda place: (place.page, place.box.top)):
        last = runs[-1] if runs else None
        if last is not None and last.page == place.page and place.box.top <= last.box.bottom + 2:
            runs[-1] = SourceSpan(last.page, last.box.unite_with(place.box))
        else:
            runs.append(place)
    yield from map(round_to_area, runs)
