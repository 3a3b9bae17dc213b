"""Models of a comparison's result, as printed by `planextract diff --format json`.

These models are the only source of `schemas/diff.schema.json` and of the columns of the CSV.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from planextract.model.record import FiscalYear, ProjectId, Record, Stage

ProjectStatus = Literal["added", "removed", "renumbered", "changed"]
ChangeKind = Literal[
    "added",
    "removed",
    "renumbered",
    "title",
    "starred",
    "section",
    "description",
    "hidden",
    "item-added",
    "item-removed",
    "item-reworded",
    "delayed",
    "advanced",
    "stage",
    "wording",
    "quantity",
    "budget",
    "budget-row",
    "budget-note",
    "department-added",
    "department-removed",
    "department-sections",
    "relisted-added",
    "relisted-removed",
    "relisted-changed",
    "footnote-added",
    "footnote-removed",
    "footnote-changed",
]

CHANGE_MEANINGS: dict[ChangeKind, str] = {
    "added": "the project is only in the new edition",
    "removed": "the project is only in the old edition",
    "renumbered": "the same project bears another number",
    "title": "the title reads otherwise",
    "starred": "★ was added or taken away",
    "section": "the heading above the project reads otherwise",
    "description": "the paragraphs under the title read otherwise",
    "hidden": "the project went into, or came out of, what no reader of the pages can see",
    "item-added": "a row of the table is only in the new edition",
    "item-removed": "a row of the table is only in the old edition",
    "item-reworded": "a row's goal reads otherwise",
    "delayed": "a milestone first stands in a later fiscal year; the difference is in years",
    "advanced": "a milestone first stands in an earlier fiscal year; the difference is in years, negative",
    "stage": "a period has other stages",
    "wording": "a period has the same stages in other words",
    "quantity": "a period has another number; the difference is in its unit",
    "budget": "another amount; the difference is in the unit",
    "budget-row": "the row of the budget was added or taken away",
    "budget-note": "what stands behind the label of the budget reads otherwise",
    "department-added": "a department is only in the new edition",
    "department-removed": "a department is only in the old edition",
    "department-sections": "other sections of the same department",
    "relisted-added": "a line of 【再掲】 is only in the new edition",
    "relisted-removed": "a line of 【再掲】 is only in the old edition",
    "relisted-changed": "a line of 【再掲】 points to another project",
    "footnote-added": "a footnote is only in the new edition",
    "footnote-removed": "a footnote is only in the old edition",
    "footnote-changed": "a footnote reads otherwise",
}


class _DiffModel(BaseModel):
    # frozen as the records of a plan are, but every field is always written: the schema requires them all
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Edition(_DiffModel):
    """One of the two plans that were compared."""

    title: str | None
    file: str = Field(description="file that the plan was read from, without its folder")
    sha256: str
    baseline_year: FiscalYear | None
    fiscal_years: list[FiscalYear]
    projects: int = Field(ge=0, description="number of projects")


class ProjectChange(_DiffModel):
    """One thing that changed."""

    kind: ChangeKind = Field(
        description="; ".join(f"{kind}: {meaning}" for kind, meaning in CHANGE_MEANINGS.items())
    )
    item: str | None = Field(default=None, description="goal of the table's row, as the newer edition has it")
    milestone: str | None = Field(default=None, description="the word that moved to another year")
    stage: Stage | None = Field(default=None, description="the stage of that word")
    period: str | None = Field(default=None, description="`baseline`, a fiscal year, or `total`")
    old: str | None = Field(default=None, description="null: nothing was there")
    new: str | None = Field(default=None, description="null: nothing is there")
    difference: int | float | None = Field(default=None, description="new minus old, where both are numbers")
    unit: str | None = Field(default=None, description="unit of the difference")


class ProjectDiff(_DiffModel):
    """A project that is not the same in both editions."""

    status: ProjectStatus = Field(description="a renumbered project may have changed as well")
    id: ProjectId = Field(description="its number in the new edition, in the old one if it was removed")
    old_id: ProjectId | None = Field(description="its number in the old edition; null if it was added")
    title: str | None = Field(description="as in the newer edition that has it")
    changes: list[ProjectChange] = Field(min_length=1)


class HeadingDiff(_DiffModel):
    """A pillar or strategy that is not the same in both editions."""

    level: Literal["pillar", "strategy"]
    status: Literal["added", "removed", "renumbered", "retitled", "moved"]
    number: int = Field(description="in the new edition, in the old one if it was removed")
    old: str | None
    new: str | None


class PlanDiff(_DiffModel):
    """Everything that changed between two editions of a plan."""

    schema_version: Literal["1.0"] = "1.0"
    old: Edition
    new: Edition
    unchanged: int = Field(ge=0, description="number of projects in which nothing changed")
    headings: list[HeadingDiff]
    projects: list[ProjectDiff]

    @property
    def is_empty(self) -> bool:
        """True where no project and no heading differs between the editions."""
        return not self.projects and not self.headings

    def count_projects(self, status: ProjectStatus) -> int:
        """Return the number of changed projects that have a status."""
        return sum(project.status == status for project in self.projects)


class ChangeRow(Record):
    """One row of the CSV: a change with the project it belongs to."""

    id: ProjectId | None = Field(description="the project; empty for a pillar or strategy")
    old_id: ProjectId | None = Field(description="its number in the old edition; empty if it was added")
    title: str | None
    kind: str
    item: str | None
    milestone: str | None
    stage: Stage | None
    period: str | None
    old: str | None
    new: str | None
    difference: int | float | None
    unit: str | None
