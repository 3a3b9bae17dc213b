"""Define the rows of the published tables and the meanings of their columns."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from pydantic import Field, create_model

from planextract.model.fields import RecordField
from planextract.model.record import (
    BodyCode,
    FiscalYear,
    FundingSource,
    Match,
    PageNumber,
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
    """A text of a project under a header that has no column of its own."""

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
