"""Define the published data model of `plan.json`.

These models are the only source of the JSON Schema in `schemas/` and of the CSV columns. All are
frozen and reject unknown keys. The fields follow the printed plan; where the contract of the format
omits a value, the description of the field states it. A field listed in `extensions` was added after
version 1.0 and is written only when it has a value, so that files stay as earlier readers expect them.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from planextract.model.budget import Budget
from planextract.model.record import (
    BodyCode,
    ExtendedRecord,
    Fact,
    FiscalYear,
    Licence,
    Match,
    PageMethod,
    PageNumber,
    ProjectId,
    Record,
    Severity,
    Stage,
    Value,
    is_silent,
)

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class Source(ExtendedRecord):
    """The file that was read and how."""

    extensions: ClassVar[tuple[str, ...]] = ("page_methods",)

    file: str = Field(description="file name without its folder")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file's bytes")
    pages: int = Field(ge=0, description="number of pages in the file")
    profile: str = Field(description="name of the layout profile that was applied")
    engine: str = Field(
        description="reader that listed the glyphs; text where there were none",
        examples=["pdfium", "pdfplumber", "text"],
    )
    page_methods: list[PageMethod] = Field(
        default=[],
        description="how each page was read: from its text, from the invisible text over its picture "
        "(compared with the picture), or in its picture; only where a page was not read from its text",
    )


class Body(Record):
    """The local public body whose plan it is, as whoever ran the program named it."""

    code: BodyCode | None
    name: str | None = Field(description="name of the body", examples=["東雲野区"])


class Pillar(Record):
    """施策の柱: the top level of the plan."""

    number: int
    title: str | None
    pages: list[PageNumber]


class Strategy(Record):
    """戦略計画: belongs to the last pillar printed above it."""

    number: int
    title: str | None
    pillar: int | None = Field(description="number of its pillar; null where none is printed above it")
    pages: list[PageNumber]


class Milestone(Record):
    """One word of a cell that says how far a project is in a period."""

    stage: Stage
    term: str = Field(description="the printed word")
    match: Match = Field(description="how the word was mapped to its stage; none: it is in no vocabulary")
    note: str | None = Field(description="what stands in brackets after the word, brackets removed")


class Quantity(Record):
    """A number with its unit, as in `1,200手続き（累計1,700手続き）`."""

    value: int | float
    unit: str
    cumulative: int | float | None


class Cell(Record):
    """The cell of one item in one period."""

    period: str = Field(
        description="`baseline`, a fiscal year such as `2024`, `total`, or several years such as `2023-2025` "
        "(`2011-` where no last one is printed); as printed where no era makes a year of it"
    )
    fiscal_year: FiscalYear | None = Field(description="null for the total and for several years")
    text: str = Field(description="as printed, lines separated by \\n; empty for a blank cell")
    milestones: list[Milestone]
    quantity: Quantity | None
    fiscal_years: list[FiscalYear | None] | None = Field(
        default=None,
        min_length=2,
        max_length=2,
        exclude_if=is_silent,
        description="the first and the last of several years; null for the last where none is printed; "
        "only where the period is several years",
    )


class Item(Record):
    """One row of a project's table: a goal and what is planned for it in each period."""

    goal: str
    cells: list[Cell]
    department: str | None = Field(
        default=None,
        exclude_if=is_silent,
        description="who does it, as printed; only where a project has a row for each of several departments",
    )


class Department(Record):
    """A 部 (局, 室 …) and those of its 課 that are in charge; a plan may name the 部 alone."""

    department: str
    sections: list[str]


class Relisted(Record):
    """【再掲】: a line that points to a project printed elsewhere in the plan."""

    initiative: str
    content: str
    project: ProjectId | None


class Footnote(Record):
    """※１　term・・・　text."""

    marker: str
    term: str | None
    text: str


class Classification(Record):
    """款項目: the entry of the body's budget that a project's money is in."""

    text: str = Field(description="as printed", examples=["２．１．１"])
    numbers: list[int] = Field(
        description="款, 項, 目 and so on, from the top down; empty where no numbers are printed"
    )


class ProjectPeriod(Record):
    """期間: when a project is carried out."""

    text: str = Field(description="as printed, lines joined", examples=["令和９年度から令和13年度まで"])
    first_year: FiscalYear | None = Field(description="null where the text names no fiscal year")
    last_year: FiscalYear | None = Field(description="null where it is not named or the period is open")


class Extra(Record):
    """A text under a header or label that has no field of its own."""

    label: str = Field(description="the header or label as printed", examples=["工事場所"])
    text: str = Field(description="as printed, lines separated by \\n")


class Area(Record):
    """Where on paper something was read: whole points, rounded outwards, from the top left corner of
    the visible page. Where a text was read (`source.engine` is `text`) there are no points: `top` and
    `bottom` are the first and the last line, counted from 1 over the whole file, `x0` is 0 and `x1` the
    number of characters of the longest line."""

    page: PageNumber
    x0: int
    top: int
    x1: int
    bottom: int


class Project(ExtendedRecord):
    """One numbered project with everything that is printed about it."""

    extensions: ClassVar[tuple[str, ...]] = (
        "marks",
        "classification",
        "remarks",
        "period",
        "extra",
        "printed_number",
        "hidden",
    )

    id: ProjectId
    strategy: int = Field(description="number of its strategy; in a list, of the run of numbers it is in")
    number: int = Field(description="as printed; counted where a list prints none that is one of a kind")
    title: str | None
    starred: bool = Field(
        description="★ is printed beside the title, or a mark that the profile counts the same"
    )
    section: str | None = Field(description="heading between strategy and project, as printed")
    description: str = Field(description="the paragraphs under the title, lines joined")
    items: list[Item]
    budget: Budget | None
    departments: list[Department]
    relisted: list[Relisted]
    footnotes: list[Footnote]
    pages: list[PageNumber]
    areas: list[Area]
    marks: list[str] = Field(
        default=[],
        description="marks beside the title other than ★, as printed; only where there are any",
        examples=[["◎", "【新規】"]],
    )
    classification: list[Classification] = Field(default=[], description="only where a list prints it")
    remarks: str = Field(default="", description="備考 of a list, lines joined")
    period: ProjectPeriod | None = Field(default=None, description="期間; only where it is printed")
    extra: list[Extra] = Field(
        default=[], description="what is printed under headers that have no field of their own"
    )
    printed_number: str | None = Field(
        default=None,
        description="what is printed as its number, where that is a code (0320) or is not `number`",
    )
    hidden: bool = Field(
        default=False,
        description="true only with --include-hidden, for a project that no reader of the pages can see",
    )

    @model_validator(mode="after")
    def _check_id(self) -> Self:
        if self.id != f"{self.strategy}-{self.number}":
            raise ValueError(f"id {self.id} is not strategy {self.strategy}, number {self.number}")
        return self


class Total(Record):
    """A row of a list that adds up others: 小計, 合計."""

    label: str = Field(description="as printed, spaces aside")
    projects: list[ProjectId] = Field(description="those it adds up")
    budget: Budget = Field(description="the sums as printed")
    page: PageNumber


class Correction(ExtendedRecord):
    """A value that a person corrected after comparing it with the page."""

    extensions: ClassVar[tuple[str, ...]] = ("by", "date", "context")

    project: ProjectId
    field: str = Field(
        pattern=r"^/", description="JSON Pointer from the project's record", examples=["/items/0/goal"]
    )
    old: Value = Field(description="what was read")
    new: Value
    reason: str = Field(min_length=1)
    by: str | None = Field(default=None, description="who made the correction; only where it is recorded")
    date: str | None = Field(
        default=None, pattern=r"^\d{4}-\d{2}-\d{2}$", description="day on which it was made"
    )
    context: dict[str, Value] = Field(
        default={},
        description="values by JSON Pointer, such as the title, that must be as they were for it to fit",
    )


class Finding(ExtendedRecord):
    """Something a person should look at."""

    extensions: ClassVar[tuple[str, ...]] = ("pointer", "facts")

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    severity: Severity
    message: str = Field(description="what was found, and what to do about it")
    project: str | None = Field(description="id of the project concerned")
    page: PageNumber | None
    pointer: str | None = Field(
        default=None,
        description="JSON Pointer of the value concerned, from the project's record, or from the plan where "
        "`project` is null",
        examples=["/budget/amounts/0/text"],
    )
    facts: dict[str, Fact] = Field(default={}, description="values that the message names, by name")


class Plan(ExtendedRecord):
    """A whole action plan: the root of `plan.json`."""

    extensions: ClassVar[tuple[str, ...]] = ("totals", "body", "licence", "corrections")

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    title: str | None
    source: Source
    baseline_year: FiscalYear | None
    fiscal_years: list[FiscalYear]
    pillars: list[Pillar]
    strategies: list[Strategy]
    projects: list[Project]
    findings: list[Finding]
    totals: list[Total] = Field(default=[], description="only where a list prints them")
    body: Body | None = Field(default=None, description="whose plan it is; only where it was named")
    licence: Licence | None = Field(default=None, description="licence of the data; only where it was named")
    corrections: list[Correction] = Field(default=[], description="corrections that were applied")

    def project(self, project_id: str) -> Project:
        """Return the project with an id, such as `5-1`. Raises KeyError when there is none."""
        for project in self.projects:
            if project.id == project_id:
                return project
        raise KeyError(project_id)

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of every published table by its name, each row by the names of its columns."""
        from planextract.model.table_rows import build_tables

        return {
            table.name: [dict(zip(table.columns, row, strict=True)) for row in table.iter_values()]
            for table in build_tables(self)
        }

    def to_pandas(self) -> dict[str, Any]:
        """Return every published table as a pandas DataFrame, by its name; it needs pandas."""
        from planextract.model.table_frames import build_pandas_frame
        from planextract.model.table_rows import build_tables

        return {table.name: build_pandas_frame(table) for table in build_tables(self)}

    def to_polars(self) -> dict[str, Any]:
        """Return every published table as a Polars DataFrame, by its name; it needs polars."""
        from planextract.model.table_frames import build_polars_frame
        from planextract.model.table_rows import build_tables

        return {table.name: build_polars_frame(table) for table in build_tables(self)}

    def _repr_html_(self) -> str:
        """Return the plan as a notebook shows it."""
        from planextract.model.notebook import format_plan_html

        return format_plan_html(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the plan as JSON: this sends it to another process in a fifth of the time."""
        return type(self).model_validate_json, (self.model_dump_json(),)


EMPTY_PLAN = Plan(
    title=None,
    source=Source(file="", sha256="0" * 64, pages=0, profile="", engine=""),
    baseline_year=None,
    fiscal_years=[],
    pillars=[],
    strategies=[],
    projects=[],
    findings=[],
)
"""An empty plan, used where no file has been read before."""
