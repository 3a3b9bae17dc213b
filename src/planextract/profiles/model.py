"""What a profile may say, strictly checked."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from planextract.model.plan import BodyCode, Licence, Stage
from planextract.normalise.departments import Organisation
from planextract.normalise.fold import bare
from planextract.normalise.milestones import Vocabulary


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _compile(source: object) -> re.Pattern[str]:
    if not isinstance(source, str):
        raise ValueError("a pattern is a string")
    try:
        return re.compile(source)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error


def _with_groups(*groups: str) -> AfterValidator:
    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        missing = [group for group in groups if group not in pattern.groupindex]
        if missing:
            raise ValueError(f"needs the named group {', '.join(missing)}: {pattern.pattern}")
        return pattern

    return AfterValidator(check)


def _with_either(*choices: tuple[str, ...]) -> AfterValidator:
    """One of the choices of groups must be there whole."""

    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        if not any(set(choice) <= set(pattern.groupindex) for choice in choices):
            named = " or ".join(" and ".join(choice) for choice in choices)
            raise ValueError(f"needs the named groups {named}: {pattern.pattern}")
        return pattern

    return AfterValidator(check)


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compile)]
Numbered = Annotated[Pattern, _with_groups("number")]
Titled = Annotated[Pattern, _with_groups("number", "title")]
Words = Annotated[tuple[str, ...], Field(min_length=1)]


class Headings(_Part):
    pillar: tuple[Titled, ...]
    strategy: tuple[Titled, ...]
    upper: tuple[Titled, ...]
    lower: tuple[Titled, ...]


class Marks(_Part):
    """Marks printed beside a title; they are no part of it."""

    starred: tuple[str, ...] = ("★",)
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every mark, the longest first, so that none is read as the beginning of another."""
        return tuple(sorted({*self.starred, *self.others}, key=lambda mark: (-len(mark), mark)))


class Columns(_Part):
    baseline: tuple[Pattern, ...]
    total: tuple[Pattern, ...]
    after_year: tuple[str, ...] = ()
    """Words that a header may print behind the year: 計画, 目標."""
    header_rows: int = Field(default=3, ge=1, le=6)
    """At most so many rows of a table, its band aside, are its header."""


class Rows(_Part):
    budget: Words
    departments: Words


class RelistedColumns(_Part):
    initiative: Words
    content: Words
    project: Words


class Units(_Part):
    departments: Words
    sections: Words


class BodyOfProfile(_Part):
    """The local public body that a profile is for."""

    code: BodyCode | None = None
    name: str | None = Field(default=None, min_length=1)


class Profile(_Part):
    """What the profiles of every family say."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    description: str
    body: BodyOfProfile = BodyOfProfile()
    licence: Licence | None = None
    vocabulary: str = "milestones"
    units: Words
    """Units of money."""
    organisation: Units
    marks: Marks = Marks()
    reference: tuple[Annotated[Pattern, _with_either(("strategy", "number"), ("plan", "joined"))], ...] = ()
    """How a text points to a project."""
    furniture: tuple[Pattern, ...] = ()

    def units_of_body(self) -> Organisation:
        return Organisation(self.organisation.departments, self.organisation.sections)


class BlockProfile(Profile):
    """Layouts with a table under each project."""

    layout: Literal["block"] = "block"
    headings: Headings
    band: tuple[
        Annotated[Pattern, _with_either(("strategy", "number"), ("joined",)), _with_groups("caption")], ...
    ]
    columns: Columns
    rows: Rows
    relisted: RelistedColumns
    footnote: tuple[Annotated[Pattern, _with_groups("marker", "rest")], ...]


class ListColumns(_Part):
    """How the columns of a list are headed, by what they mean.

    A pattern must match the whole header: the cells over the column from the top down, joined by "/",
    each without spaces, the year and the unit of money that it names.
    """

    number: tuple[Pattern, ...] = ()
    section: tuple[Pattern, ...] = ()
    department: tuple[Pattern, ...] = ()
    classification: tuple[Pattern, ...] = ()
    """款項目"""
    title: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    mark: tuple[Pattern, ...] = ()
    """新規, 継続 and the like."""
    description: tuple[Pattern, ...] = ()
    goal: tuple[Pattern, ...] = ()
    """One of several things that are done, each in a row of its own."""
    remarks: tuple[Pattern, ...] = ()
    budget: tuple[Pattern, ...] = ()
    previous: tuple[Pattern, ...] = ()
    """The budget of the year before."""
    change: tuple[Pattern, ...] = ()
    """増減: what the budget is more than that of the year before."""
    total: tuple[Pattern, ...] = ()
    """The budget of all years together."""
    schedule: tuple[Pattern, ...] = ()
    """What is done in a year; a header that is nothing but the year means this too."""
    baseline: tuple[Pattern, ...] = ()
    """How things stood before."""


class FundingColumns(_Part):
    """財源内訳: how the columns of each source are headed, matched as those of `ListColumns`."""

    national: tuple[Pattern, ...] = ()
    prefectural: tuple[Pattern, ...] = ()
    bonds: tuple[Pattern, ...] = ()
    other: tuple[Pattern, ...] = ()
    general: tuple[Pattern, ...] = ()


class TotalRows(_Part):
    """How rows are labelled that add up others; patterns match the whole label without spaces."""

    part: tuple[Pattern, ...] = ()
    """Of the rows since the last row with a total, or since the heading above."""
    whole: tuple[Pattern, ...] = ()
    """Of the rows of the list since the last such row; where there are none between, of all rows so far."""


class ListProfile(Profile):
    """Layouts with one row per project."""

    layout: Literal["list"]
    columns: ListColumns
    funding: FundingColumns = FundingColumns()
    totals: TotalRows = TotalRows()
    ditto: tuple[str, ...] = ()
    """Marks that stand for what the cell above says."""
    labels: tuple[Pattern, ...] = ()
    """Parts of a header that say nothing of its column, such as (A) and (A-B)."""
    headings: tuple[Titled, ...] = ()
    """Headings of a list that bear a number."""


FAMILIES: dict[str, type[Profile]] = {"block": BlockProfile, "list": ListProfile}
"""By the value of `layout`."""


class VocabularyFile(_Part):
    """The file that maps printed words to stages."""

    name: str
    stages: dict[Stage, tuple[str, ...]]
    goes_on: tuple[str, ...] = ()
    """Signs that stand for the stage of the period before."""

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(dict(self.stages), self.goes_on)


def begins_with(text: str, words: tuple[str, ...]) -> str | None:
    """The longest of the words that the text, spaces aside, begins with."""
    plain = bare(text)
    fitting = [word for word in words if plain.startswith(bare(word))]
    return max(fitting, key=len, default=None)
