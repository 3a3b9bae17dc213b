"""Define the rows of the published tables, from which every tabular format takes its columns.

In every table `id` is the project a row belongs to; the other names are the same as in `plan.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, NamedTuple

from pydantic import Field, create_model

from planextract.model.fields import RecordField, list_plain_fields
from planextract.model.plan import (
    BodyCode,
    Budget,
    FiscalYear,
    FundingSource,
    Match,
    PageNumber,
    Plan,
    ProjectId,
    Record,
    Severity,
    Stage,
)


class PublishedRow(Record):
    """Base of every row. The columns in `extensions` come last, and only where the plan says something of
    what they hold."""

    extensions: ClassVar[tuple[str, ...]] = ("body_code", "body_name")

    body_code: BodyCode | None = Field(default=None, description="全国地方公共団体コード, as text")
    body_name: str | None = Field(default=None, description="name of the body whose plan it is")


class ProjectRow(PublishedRow):
    """One project."""

    extensions: ClassVar[tuple[str, ...]] = (
        "marks",
        "period",
        "period_first_year",
        "period_last_year",
        "printed_number",
        *PublishedRow.extensions,
    )

    id: ProjectId = Field(description="number of the project: strategy, hyphen, number in the strategy")
    pillar: int | None = Field(description="number of the 施策の柱")
    pillar_title: str | None = Field(description="title of the 施策の柱, as printed")
    strategy: int = Field(description="number of the 戦略計画")
    strategy_title: str | None = Field(description="title of the 戦略計画, as printed")
    section: str | None = Field(description="heading between strategy and project, as printed")
    number: int = Field(description="number of the project in its strategy")
    title: str | None = Field(description="title of the project, as printed")
    starred: bool = Field(description="★ is printed after the title")
    description: str = Field(description="the paragraphs under the title, joined")
    first_page: PageNumber | None = Field(description="page of the PDF it begins on, counted from 1")
    last_page: PageNumber | None = Field(description="page of the PDF it ends on")
    hidden: bool = Field(description="true for a project that no reader of the pages can see")
    marks: str | None = Field(default=None, description="marks beside the title other than ★, as printed")
    period: str | None = Field(default=None, description="期間 as printed")
    period_first_year: FiscalYear | None = Field(default=None, description="first fiscal year of the 期間")
    period_last_year: FiscalYear | None = Field(
        default=None, description="last fiscal year of the 期間; empty where it is open"
    )
    printed_number: str | None = Field(
        default=None, description="what is printed as the number, where that is not `number`"
    )


@cache
def build_project_row_model(plain: tuple[RecordField, ...]) -> type[ProjectRow]:
    """Return the model of a project's row with a column for each plain field."""
    columns: dict[str, Any] = {
        field.name: (str | None, _describe_plain_column(field))
        for field in plain
        if field.meaning is not None
    }
    model = create_model("ProjectRow", __base__=ProjectRow, __doc__=ProjectRow.__doc__, **columns)
    first, *others = ProjectRow.extensions
    model.extensions = (first, *columns, *others)
    return model


def _describe_plain_column(field: RecordField) -> Any:
    """Return the definition of the column of a plain field."""
    meaning = field.meaning or field.label
    japanese: dict[str, Any] = {"label_ja": field.label.ja, "meaning_ja": meaning.ja}
    return Field(default=None, description=meaning.en, json_schema_extra=japanese)


class MilestoneRow(PublishedRow):
    """One milestone or quantity of a project's item in a period."""

    extensions: ClassVar[tuple[str, ...]] = (
        "first_year",
        "last_year",
        "department",
        *PublishedRow.extensions,
    )

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
    unit: str | None = Field(description="unit of the quantity, as printed")
    cumulative: int | float | None = Field(description="cumulative quantity in brackets after it")
    first_year: FiscalYear | None = Field(default=None, description="of a period of several years")
    last_year: FiscalYear | None = Field(
        default=None, description="of a period of several years; empty where it is open-ended"
    )
    department: str | None = Field(default=None, description="who does it, where the row names it")


class BudgetRow(PublishedRow):
    """The budget of a project in one fiscal year, or in all of them together."""

    id: ProjectId = Field(description="the project")
    period: str = Field(
        description="a fiscal year, or `total`; of lists that print them also `previous`, the budget before, "
        "`change`, what the budget is more than that, `limit` (限度額) and `carried` (翌年度繰越額)"
    )
    fiscal_year: FiscalYear | None = Field(description="Gregorian; empty for the total and the change")
    amount: int | None = Field(description="in the unit of this row; empty where none is printed")
    unit: str | None = Field(description="百万円, 千円, 万円 or 円")
    text: str | None = Field(description="the cell as printed; empty for the total")
    note: str | None = Field(description="what stands behind the label of the row")


class FundingRow(PublishedRow):
    """The amount that one source pays of a project's budget."""

    id: ProjectId = Field(description="the project")
    source: FundingSource = Field(
        description="国庫支出金, 都道府県支出金, 地方債, その他の特定財源, 一般財源; "
        "国県支出金 or 地方債・その他 where they are one column; 既収入特定財源"
    )
    label: str = Field(description="the source as the list names it")
    amount: int | None = Field(description="in the unit of this row; empty where none is printed")
    unit: str | None = Field(description="百万円, 千円, 万円 or 円")
    text: str = Field(description="the cell as printed")


class ClassificationRow(PublishedRow):
    """An entry of the body's budget that a project's money is in."""

    id: ProjectId = Field(description="the project")
    text: str = Field(description="款項目 as printed")
    kan: int | None = Field(description="number of the 款; empty where no numbers are printed")
    kou: int | None = Field(description="number of the 項")
    moku: int | None = Field(description="number of the 目")


class TotalRow(PublishedRow):
    """One amount of a row that adds up others."""

    total: int = Field(ge=1, description="which row with a total, counted from 1")
    label: str = Field(description="小計, 合計 and the like, as printed")
    projects: int = Field(ge=0, description="number of the projects that it adds up")
    page: PageNumber = Field(description="page of the PDF that the row is on, counted from 1")
    period: str = Field(description="a fiscal year, `total`, `previous`, `change`, or `funding` for a source")
    fiscal_year: FiscalYear | None = Field(description="Gregorian; empty where the amount is of no one year")
    source: str | None = Field(description="the source of funding as the list names it")
    amount: int | None = Field(description="in the unit of this row; empty where none is printed")
    unit: str | None = Field(description="百万円, 千円, 万円 or 円")
    text: str | None = Field(description="the cell as printed; empty for the total of all years")


class ExtraRow(PublishedRow):
    """What a project prints under a header that has no column of its own."""

    id: ProjectId = Field(description="the project")
    label: str = Field(description="the header as printed")
    text: str = Field(description="as printed")


class DepartmentRow(PublishedRow):
    """A section in charge of a project, or a department named alone."""

    id: ProjectId = Field(description="the project")
    department: str = Field(description="部, 局 or 室")
    section: str | None = Field(description="課; empty where the department is named alone")


class RelistedRow(PublishedRow):
    """A line of 【再掲】."""

    id: ProjectId = Field(description="the project it is printed under")
    initiative: str = Field(description="initiative, as printed")
    content: str = Field(description="what is done, as printed")
    project: ProjectId | None = Field(description="the project it points to")


class FootnoteRow(PublishedRow):
    """A footnote of a project."""

    id: ProjectId = Field(description="the project")
    marker: str = Field(description="mark of the footnote, such as ※１")
    term: str | None = Field(description="the term that it explains")
    text: str = Field(description="the footnote, lines joined")


class FindingRow(PublishedRow):
    """Something a person should look at."""

    extensions: ClassVar[tuple[str, ...]] = ("pointer", *PublishedRow.extensions)

    code: str = Field(description="kind of the finding")
    severity: Severity = Field(description="how serious it is")
    message: str = Field(description="what was found, and what to do about it")
    project: str | None = Field(description="the project concerned; empty where it is not one project")
    page: int | None = Field(description="page of the PDF concerned, counted from 1")
    pointer: str | None = Field(default=None, description="JSON Pointer of the value in the project's record")


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
