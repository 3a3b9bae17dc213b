"""Define the rows of the published tables, from which every tabular format takes its columns.

In every table `id` is the project a row belongs to; the other names are the same as in `plan.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from planextract.model.budget import Budget
from planextract.model.fields import list_plain_fields
from planextract.model.plan import Plan
from planextract.model.record import (
    Record,
)
from planextract.model.row_models import (
    BudgetRow,
    ClassificationRow,
    DepartmentRow,
    ExtraRow,
    FindingRow,
    FootnoteRow,
    FundingRow,
    MilestoneRow,
    ProjectRow,
    PublishedRow,
    RelistedRow,
    TotalRow,
    build_project_row_model,
)


@dataclass(frozen=True, slots=True)
class TableRows:
    """One published table."""

    name: str
    model: type[Record]
    rows: Sequence[Record]
    extended: tuple[str, ...] = ()
    """Columns of the model's `extensions` that this table has, at the end."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        late = self.model.extensions
        own = tuple(name for name in self.model.model_fields if name not in late)
        return own + tuple(name for name in late if name in self.extended)

    def iter_values(self) -> Iterator[tuple[object, ...]]:
        """Yield the values of each row, in the order of the columns."""
        columns = self.columns
        for row in self.rows:
            yield tuple(getattr(row, column) for column in columns)


LIST_ONLY_TABLES = frozenset({"funding", "classification", "extra", "totals"})
"""Names of the tables that few plans fill; they are published only where they have rows."""


def build_tables(plan: Plan) -> list[TableRows]:
    """Return every table of a plan in the order of publication.

    Tables that only lists fill are included where they have rows.
    """
    projects = list(_iter_project_rows(plan))
    findings = [FindingRow(**found.model_dump(exclude={"facts"})) for found in plan.findings]
    found = [
        _build_extended_table("projects", build_project_row_model(tuple(list_plain_fields())), projects),
        _build_extended_table("milestones", MilestoneRow, list(_iter_milestone_rows(plan))),
        TableRows("budgets", BudgetRow, list(_iter_budget_rows(plan))),
        TableRows("funding", FundingRow, list(_iter_funding_rows(plan))),
        TableRows("classification", ClassificationRow, list(_iter_classification_rows(plan))),
        TableRows("extra", ExtraRow, list(_iter_extra_rows(plan))),
        TableRows("departments", DepartmentRow, list(_iter_department_rows(plan))),
        TableRows("relisted", RelistedRow, list(_iter_relisted_rows(plan))),
        TableRows("footnotes", FootnoteRow, list(_iter_footnote_rows(plan))),
        TableRows("totals", TotalRow, list(_iter_total_rows(plan))),
        _build_extended_table("findings", FindingRow, findings),
    ]
    found = [table for table in found if table.rows or table.name not in LIST_ONLY_TABLES]
    body = plan.body
    if body is None:
        return found
    named = {"body_code": body.code, "body_name": body.name}
    return [
        TableRows(
            table.name,
            table.model,
            [row.model_copy(update=named) for row in table.rows],
            (*table.extended, *named),
        )
        for table in found
    ]


def _build_extended_table(name: str, model: type[PublishedRow], rows: Sequence[PublishedRow]) -> TableRows:
    """Return a table with those of its extensions that any row has a value for."""
    own = (each for each in model.extensions if each not in PublishedRow.extensions)
    return TableRows(
        name, model, rows, tuple(each for each in own if any(getattr(row, each) is not None for row in rows))
    )


def _iter_project_rows(plan: Plan) -> Iterator[ProjectRow]:
    pillars = {pillar.number: pillar.title for pillar in plan.pillars}
    strategies = {strategy.number: strategy for strategy in plan.strategies}
    row = build_project_row_model(tuple(list_plain_fields()))
    for project in plan.projects:
        strategy = strategies.get(project.strategy)
        pillar = strategy.pillar if strategy else None
        yield row(
            id=project.id,
            pillar=pillar,
            pillar_title=pillars.get(pillar) if pillar is not None else None,
            strategy=project.strategy,
            strategy_title=strategy.title if strategy else None,
            section=project.section,
            number=project.number,
            title=project.title,
            starred=project.starred,
            description=project.description,
            first_page=min(project.pages, default=None),
            last_page=max(project.pages, default=None),
            hidden=project.hidden,
            marks="".join(project.marks) or None,
            **{field.name: getattr(project, field.name) or None for field in list_plain_fields()},
            period=project.period.text if project.period else None,
            period_first_year=project.period.first_year if project.period else None,
            period_last_year=project.period.last_year if project.period else None,
            printed_number=project.printed_number,
        )


def _iter_milestone_rows(plan: Plan) -> Iterator[MilestoneRow]:
    for project in plan.projects:
        for number, item in enumerate(project.items, 1):
            for cell in item.cells:
                common = {
                    "id": project.id,
                    "item": number,
                    "goal": item.goal,
                    "period": cell.period,
                    "fiscal_year": cell.fiscal_year,
                    "text": cell.text,
                    "first_year": cell.fiscal_years[0] if cell.fiscal_years else None,
                    "last_year": cell.fiscal_years[1] if cell.fiscal_years else None,
                    "department": item.department,
                }
                nothing = dict.fromkeys(
                    ("stage", "term", "match", "note", "value", "unit", "cumulative"), None
                )
                for milestone in cell.milestones:
                    yield MilestoneRow.model_validate(common | nothing | dict(milestone))
                if cell.quantity is not None:
                    yield MilestoneRow.model_validate(common | nothing | dict(cell.quantity))


class _BudgetFigure(NamedTuple):
    """One printed amount of a budget, other than those of funding sources."""

    period: str
    fiscal_year: int | None
    amount: int | None
    text: str | None


def _iter_budget_figures(budget: Budget) -> Iterator[_BudgetFigure]:
    for amount in budget.amounts:
        yield _BudgetFigure(str(amount.fiscal_year), amount.fiscal_year, amount.amount, amount.text)
    yield _BudgetFigure("total", None, budget.total, None)
    if budget.previous is not None:
        previous = budget.previous
        yield _BudgetFigure("previous", previous.fiscal_year, previous.amount, previous.text)
    if budget.change is not None:
        yield _BudgetFigure("change", None, budget.change.amount, budget.change.text)
    for name, further in (("limit", budget.limit), ("carried", budget.carried)):
        if further is not None:
            yield _BudgetFigure(name, None, further.amount, further.text)


def _iter_budget_rows(plan: Plan) -> Iterator[BudgetRow]:
    for project in plan.projects:
        budget = project.budget
        if budget is None:
            continue
        for figure in _iter_budget_figures(budget):
            yield BudgetRow(id=project.id, **figure._asdict(), unit=budget.unit, note=budget.note)


def _iter_funding_rows(plan: Plan) -> Iterator[FundingRow]:
    for project in plan.projects:
        if project.budget is not None:
            for part in project.budget.funding:
                # The amounts of each year, which only a project's own table prints, are in plan.json.
                yield FundingRow(
                    id=project.id,
                    source=part.source,
                    label=part.label,
                    amount=part.amount,
                    unit=project.budget.unit,
                    text=part.text,
                )


def _iter_classification_rows(plan: Plan) -> Iterator[ClassificationRow]:
    for project in plan.projects:
        for each in project.classification:
            kan, kou, moku, *_ = (*each.numbers, None, None, None)
            yield ClassificationRow(id=project.id, text=each.text, kan=kan, kou=kou, moku=moku)


def _iter_extra_rows(plan: Plan) -> Iterator[ExtraRow]:
    for project in plan.projects:
        for extra in project.extra:
            yield ExtraRow(id=project.id, label=extra.label, text=extra.text)


def _iter_total_rows(plan: Plan) -> Iterator[TotalRow]:
    for number, total in enumerate(plan.totals, 1):
        same: dict[str, Any] = {
            "total": number,
            "label": total.label,
            "projects": len(total.projects),
            "page": total.page,
            "unit": total.budget.unit,
        }
        for figure in _iter_budget_figures(total.budget):
            yield TotalRow(**same, **figure._asdict(), source=None)
        for part in total.budget.funding:
            yield TotalRow(
                **same,
                period="funding",
                fiscal_year=None,
                source=part.label,
                amount=part.amount,
                text=part.text,
            )


def _iter_department_rows(plan: Plan) -> Iterator[DepartmentRow]:
    for project in plan.projects:
        for department in project.departments:
            sections: list[str | None] = [*department.sections] or [None]
            for section in sections:
                yield DepartmentRow(id=project.id, department=department.department, section=section)


def _iter_relisted_rows(plan: Plan) -> Iterator[RelistedRow]:
    for project in plan.projects:
        for row in project.relisted:
            yield RelistedRow(id=project.id, **dict(row))


def _iter_footnote_rows(plan: Plan) -> Iterator[FootnoteRow]:
    for project in plan.projects:
        for note in project.footnotes:
            yield FootnoteRow(id=project.id, **dict(note))
