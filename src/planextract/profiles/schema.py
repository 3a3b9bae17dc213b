"""Define the fields of profiles and vocabulary files, which are strictly validated."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from planextract.interpret.departments import Organisation
from planextract.interpret.milestones import Vocabulary
from planextract.japanese.widths import match_key
from planextract.model.plan import BodyCode, Licence, Stage


class _ProfilePart(BaseModel):
    """Base of every model in a profile; docs/profiles.md is made from the docstrings of the fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


def _compile_pattern(source: object) -> re.Pattern[str]:
    if not isinstance(source, str):
        raise ValueError("a pattern is a string")
    try:
        return re.compile(source)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error


def _require_groups(*groups: str) -> AfterValidator:
    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        missing = [group for group in groups if group not in pattern.groupindex]
        if missing:
            raise ValueError(f"needs the named group {', '.join(missing)}: {pattern.pattern}")
        return pattern

    return AfterValidator(check)


def _require_either_groups(*choices: tuple[str, ...]) -> AfterValidator:
    """Return a validator that requires all named groups of at least one of the choices."""

    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        if not any(set(choice) <= set(pattern.groupindex) for choice in choices):
            named = " or ".join(" and ".join(choice) for choice in choices)
            raise ValueError(f"needs the named groups {named}: {pattern.pattern}")
        return pattern

    return AfterValidator(check)


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compile_pattern)]
Numbered = Annotated[Pattern, _require_groups("number")]
Titled = Annotated[Pattern, _require_groups("number", "title")]
Words = Annotated[tuple[str, ...], Field(min_length=1)]


class Headings(_ProfilePart):
    """Patterns of the headings, with the groups `number` and `title`."""

    pillar: tuple[Titled, ...]
    """The topmost level; `[]` where there is none."""
    strategy: tuple[Titled, ...]
    """The level that project numbers begin with."""
    upper: tuple[Titled, ...]
    """The level right under a strategy: a section where headings of `lower` follow, else a title."""
    lower: tuple[Titled, ...]
    """The level under a section: a project's title."""


class Marks(_ProfilePart):
    """Marks printed beside a title, which are not part of it."""

    starred: tuple[str, ...] = ("★",)
    """Those that set a project's `starred`."""
    others: tuple[str, ...] = ()
    """Those that are only kept, in a project's `marks`."""

    @property
    def all_marks(self) -> tuple[str, ...]:
        """All marks, the longest first, so that none is read as the beginning of another."""
        return tuple(sorted({*self.starred, *self.others}, key=lambda mark: (-len(mark), mark)))


class Columns(_ProfilePart):
    """Meanings of the headers of a project's table.

    A header is matched without spaces. Columns left of the first known header contain the goals; a header
    that consists of a year, with or without a word of `after_year`, is the column of that year.
    """

    baseline: tuple[Pattern, ...]
    """Of the state before the plan; found anywhere in the header, which may also name the year."""
    total: tuple[Pattern, ...]
    """Of all years together; matches the whole header."""
    after_year: tuple[str, ...] = ()
    """Words that a header may print behind the year: 計画, 目標."""
    header_rows: int = Field(default=3, ge=1, le=6)
    """At most so many rows of a table, its band aside, are its header."""


class Rows(_ProfilePart):
    """First words of the rows of a project's table that are not goals, compared without spaces."""

    budget: Words
    """Of the costs; the unit of money in brackets may follow: 事業費（百万円）."""
    departments: Words
    """Of who is in charge, in a row of the table or a line under it."""


class RelistedColumns(_ProfilePart):
    """Headers of a table that refers to projects printed elsewhere (【再掲】): whole, without spaces."""

    initiative: Words
    """Of the initiative; it may span several contents."""
    content: Words
    """Of what is done; each line is an entry."""
    project: Words
    """Of the project that is pointed to."""


class Units(_ProfilePart):
    """Last words of the names of a body's departments and sections."""

    departments: Words
    """Those of the higher level: 部."""
    sections: Words
    """Those within them: 課."""


class BodyOfProfile(_ProfilePart):
    """The local public body that a profile is for."""

    code: BodyCode | None = None
    """全国地方公共団体コード, six digits with the check digit."""
    name: str | None = Field(default=None, min_length=1)
    """Name of the body."""


class Profile(_ProfilePart):
    """The fields that profiles of every layout family have."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """What `source.profile` of plan.json says; small letters, digits and hyphens."""
    description: str
    """One line for `planextract profiles list`."""
    body: BodyOfProfile = BodyOfProfile()
    """Whose plans it is for; goes into the data."""
    licence: Licence | None = None
    """Licence of the data: an identifier such as CC-BY-4.0, or a URL."""
    vocabulary: str = "milestones"
    """Words of the milestones: the name of a shipped vocabulary or the path of a YAML file."""
    units: Words
    """Units of money."""
    organisation: Units
    """How the names of departments and sections end."""
    marks: Marks = Marks()
    """Marks beside a title."""
    reference: tuple[
        Annotated[Pattern, _require_either_groups(("strategy", "number"), ("plan", "joined"))], ...
    ] = ()
    """How a text points to a project; groups `strategy` and `number`, or `plan` and `joined` for a number
    like 2201. Found anywhere in the text, which has no spaces. The first that fits counts."""
    furniture: tuple[Pattern, ...] = ()
    """Lines that are no part of the plan, such as running heads."""

    def make_organisation(self) -> Organisation:
        """Return the endings of departments' and sections' names for the parser of departments."""
        return Organisation(self.organisation.departments, self.organisation.sections)


class BlockProfile(Profile):
    """Profile of a layout with a table under each project."""

    layout: Literal["block"] = "block"
    """The family."""
    headings: Headings
    """How headings begin."""
    band: tuple[
        Annotated[
            Pattern, _require_either_groups(("strategy", "number"), ("joined",)), _require_groups("caption")
        ],
        ...,
    ]
    """The line or first row that numbers a project's table; groups `strategy` and `number`, or `joined` for a
    number like 2201, whose parts the heading above tells apart; and `caption`, what follows."""
    columns: Columns
    """What the headers of a project's table mean."""
    rows: Rows
    """What begins the rows that are no goals."""
    relisted: RelistedColumns
    """The table that points to projects printed elsewhere."""
    footnote: tuple[Annotated[Pattern, _require_groups("marker", "rest")], ...]
    """How a footnote begins; groups `marker` and `rest`."""


class ListColumns(_ProfilePart):
    """Headers of the columns of a list, by their meaning.

    A pattern must match the whole header: the cells over the column from the top down, joined by "/",
    each without spaces, the year and the unit of money that it names.
    """

    number: tuple[Pattern, ...] = ()
    """The project's number."""
    section: tuple[Pattern, ...] = ()
    """What the project is a part of."""
    department: tuple[Pattern, ...] = ()
    """Who is in charge."""
    classification: tuple[Pattern, ...] = ()
    """款項目"""
    title: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    """The project's name; a table without such a column is no list."""
    mark: tuple[Pattern, ...] = ()
    """新規, 継続 and the like."""
    description: tuple[Pattern, ...] = ()
    """What the project is about."""
    goal: tuple[Pattern, ...] = ()
    """One of several things that are done, each in a row of its own."""
    remarks: tuple[Pattern, ...] = ()
    """備考"""
    budget: tuple[Pattern, ...] = ()
    """The budget of a year, which the header or a line above the list names."""
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


class FundingColumns(_ProfilePart):
    """Headers of the columns of each funding source (財源内訳), matched as in `ListColumns`."""

    national: tuple[Pattern, ...] = ()
    """国庫支出金"""
    prefectural: tuple[Pattern, ...] = ()
    """都道府県支出金"""
    bonds: tuple[Pattern, ...] = ()
    """地方債"""
    other: tuple[Pattern, ...] = ()
    """その他の特定財源"""
    general: tuple[Pattern, ...] = ()
    """一般財源"""


class TotalRows(_ProfilePart):
    """Labels of rows that contain totals; patterns match the whole label without spaces."""

    part: tuple[Pattern, ...] = ()
    """Of the rows since the last row with a total, or since the heading above."""
    whole: tuple[Pattern, ...] = ()
    """Of the rows of the list since the last such row; where there are none between, of all rows so far."""


class ListProfile(Profile):
    """Profile of a layout with one row per project."""

    layout: Literal["list"]
    """The family."""
    columns: ListColumns
    """What the columns are headed."""
    funding: FundingColumns = FundingColumns()
    """What the columns of 財源内訳 are headed."""
    totals: TotalRows = TotalRows()
    """How rows are labelled that add up others."""
    ditto: tuple[str, ...] = ()
    """Marks that stand for what the cell above says."""
    labels: tuple[Pattern, ...] = ()
    """Parts of a header that say nothing of its column, such as (A) and (A-B)."""
    headings: tuple[Titled, ...] = ()
    """Headings of a list that bear a number."""


PROFILES_BY_LAYOUT: dict[str, type[Profile]] = {"block": BlockProfile, "list": ListProfile}
"""Profile models by the value of the field `layout`."""


class VocabularyFile(_ProfilePart):
    """A file that maps printed words to stages of a project."""

    name: str
    """What it is called."""
    stages: dict[Stage, tuple[str, ...]]
    """The words that stand for each stage; the stage's own name need not be among them."""
    goes_on: tuple[str, ...] = ()
    """Signs that stand for the stage of the period before."""

    def make_vocabulary(self) -> Vocabulary:
        """Return the vocabulary that the file defines."""
        return Vocabulary(dict(self.stages), self.goes_on)


def find_leading_word(text: str, words: tuple[str, ...]) -> str | None:
    """Return the longest of the words with which the text begins, compared without spaces, or None."""
    plain = match_key(text)
    fitting = [word for word in words if plain.startswith(match_key(word))]
    return max(fitting, key=len, default=None)
