"""The published tables: one frozen model a row, the source of every tabular format's columns.

`id` is the project a row belongs to, in every table; other names are those of `plan.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from planextract.model.plan import (
    BodyCode,
    FiscalYear,
    Match,
    PageNumber,
    Plan,
    ProjectId,
    Record,
    Severity,
    Stage,
)


class Row(Record):
    """Base of every row. The columns in `extensions` come last, and only where the body was named."""

    extensions: ClassVar[tuple[str, ...]] = ("body_code", "body_name")

    body_code: BodyCode | None = Field(default=None, description="全国地方公共団体コード, as text")
    body_name: str | None = Field(default=None, description="name of the body whose plan it is")


class ProjectRow(Row):
    """One project."""

    id: ProjectId = Field(description="number of the project: strategy, hyphen, number in the strategy")
    pillar: int | None = Field(description="number of the 施策の柱")
    pillar_title: str | None
    strategy: int = Field(description="number of the 戦略計画")
    strategy_title: str | None
    section: str | None = Field(description="heading between strategy and project, as printed")
    number: int = Field(description="number of the project in its strategy")
    title: str | None
    starred: bool = Field(description="★ is printed after the title")
    description: str = Field(description="the paragraphs under the title, joined")
    first_page: PageNumber | None = Field(description="page of the PDF it begins on, counted from 1")
    last_page: PageNumber | None = Field(description="page of the PDF it ends on")
    hidden: bool = Field(description="true for a project that no reader of the pages can see")


class MilestoneRow(Row):
    """One milestone or quantity of a project's item in a period."""

    id: ProjectId = Field(description="the project")
    item: int = Field(ge=1, description="which row of the project's table, counted from 1")
    goal: str = Field(description="the item's goal as printed")
    period: str = Field(description="`baseline`, a fiscal year, or `total`")
    fiscal_year: FiscalYear | None = Field(description="Gregorian; empty for the total")
    text: str = Field(description="the whole cell as printed")
    stage: Stage | None = Field(description="empty for a quantity")
    term: str | None = Field(description="the printed word")
    match: Match | None = Field(description="how the word was mapped to its stage")
    note: str | None = Field(description="what stands in brackets after the word")
    value: int | float | None = Field(description="empty for a milestone")
    unit: str | None
    cumulative: int | float | None


class BudgetRow(Row):
    """The budget of a project in one fiscal year, or in all of them together."""

    id: ProjectId = Field(description="the project")
    period: str = Field(description="a fiscal year, or `total`")
    fiscal_year: FiscalYear | None = Field(description="Gregorian; empty for the total")
    amount: int | None = Field(description="in the unit of this row; empty where none is printed")
    unit: str | None = Field(description="百万円, 千円, 万円 or 円")
    text: str | None = Field(description="the cell as printed; empty for the total")
    note: str | None = Field(description="what stands behind the label of the row")


class DepartmentRow(Row):
    """A section in charge of a project, or a department named alone."""

    id: ProjectId = Field(description="the project")
    department: str = Field(description="部, 局 or 室")
    section: str | None = Field(description="課; empty where the department is named alone")


class RelistedRow(Row):
    """A line of 【再掲】."""

    id: ProjectId = Field(description="the project it is printed under")
    initiative: str
    content: str
    project: ProjectId | None = Field(description="the project it points to")


class FootnoteRow(Row):
    """A footnote of a project."""

    id: ProjectId = Field(description="the project")
    marker: str
    term: str | None
    text: str


class FindingRow(Row):
    """Something a person should look at."""

    code: str
    severity: Severity
    message: str
    project: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class TableRows:
    """One published table."""

    name: str
    model: type[Record]
    rows: Sequence[Record]
    extended: bool = False
    """Whether it has the columns of the model's `extensions`, at the end."""

    @property
    def columns(self) -> tuple[str, ...]:
        late = self.model.extensions
        own = tuple(name for name in self.model.model_fields if name not in late)
        return own + late if self.extended else own

    def values(self) -> Iterator[tuple[object, ...]]:
        for row in self.rows:
            yield tuple(getattr(row, column) for column in self.columns)


def tables(plan: Plan) -> list[TableRows]:
    """Every table of a plan, in the order in which they are published."""
    found = [
        TableRows("projects", ProjectRow, list(_projects(plan))),
        TableRows("milestones", MilestoneRow, list(_milestones(plan))),
        TableRows("budgets", BudgetRow, list(_budgets(plan))),
        TableRows("departments", DepartmentRow, list(_departments(plan))),
        TableRows("relisted", RelistedRow, list(_relisted(plan))),
        TableRows("footnotes", FootnoteRow, list(_footnotes(plan))),
        TableRows("findings", FindingRow, [FindingRow(**dict(found)) for found in plan.findings]),
    ]
    body = plan.body
    if body is None:
        return found
    named = {"body_code": body.code, "body_name": body.name}
    return [
        TableRows(
            table.name, table.model, [row.model_copy(update=named) for row in table.rows], extended=True
        )
        for table in found
    ]


def _projects(plan: Plan) -> Iterator[ProjectRow]:
    pillars = {pillar.number: pillar.title for pillar in plan.pillars}
    strategies = {strategy.number: strategy for strategy in plan.strategies}
    for project in plan.projects:
        strategy = strategies.get(project.strategy)
        pillar = strategy.pillar if strategy else None
        yield ProjectRow(
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
        )


def _milestones(plan: Plan) -> Iterator[MilestoneRow]:
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
                }
                nothing = dict.fromkeys(
                    ("stage", "term", "match", "note", "value", "unit", "cumulative"), None
                )
                for milestone in cell.milestones:
                    yield MilestoneRow.model_validate(common | nothing | dict(milestone))
                if cell.quantity is not None:
                    yield MilestoneRow.model_validate(common | nothing | dict(cell.quantity))


def _budgets(plan: Plan) -> Iterator[BudgetRow]:
    for project in plan.projects:
        budget = project.budget
        if budget is None:
            continue
        for amount in budget.amounts:
            yield BudgetRow(
                id=project.id,
                period=str(amount.fiscal_year),
                fiscal_year=amount.fiscal_year,
                amount=amount.amount,
                unit=budget.unit,
                text=amount.text,
                note=budget.note,
            )
        yield BudgetRow(
            id=project.id,
            period="total",
            fiscal_year=None,
            amount=budget.total,
            unit=budget.unit,
            text=None,
            note=budget.note,
        )


def _departments(plan: Plan) -> Iterator[DepartmentRow]:
    for project in plan.projects:
        for department in project.departments:
            sections: list[str | None] = [*department.sections] or [None]
            for section in sections:
                yield DepartmentRow(id=project.id, department=department.department, section=section)


def _relisted(plan: Plan) -> Iterator[RelistedRow]:
    for project in plan.projects:
        for row in project.relisted:
            yield RelistedRow(id=project.id, **dict(row))


def _footnotes(plan: Plan) -> Iterator[FootnoteRow]:
    for project in plan.projects:
        for note in project.footnotes:
            yield FootnoteRow(id=project.id, **dict(note))
