"""The fields of profiles of the block family: a table under each project."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planextract.profiles.schema import (
    Pattern,
    Profile,
    ProfilePart,
    Titled,
    Words,
    require_either_groups,
    require_groups,
)


class Headings(ProfilePart):
    """Patterns of the headings, with the groups `number` and `title`."""

    pillar: tuple[Titled, ...]
    """The topmost level; `[]` where there is none."""
    strategy: tuple[Titled, ...]
    """The level that project numbers begin with."""
    upper: tuple[Titled, ...]
    """The level right under a strategy: a section where headings of `lower` follow, else a title."""
    lower: tuple[Titled, ...]
    """The level under a section: a project's title."""


class Columns(ProfilePart):
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
    others: tuple[Pattern, ...] = ()
    """Of the first column of a table that is not the project's plan, such as 成果指標; whole header."""
    goals: tuple[Pattern, ...] = ()
    """Of further columns of goals before the years; found anywhere in the header. Other columns there are
    left out and reported."""
    row_numbers: tuple[Pattern, ...] = ()
    """Of a first column with the numbers of the rows; whole header."""
    year_parts: tuple[Pattern, ...] = ()
    """Of the parts of a year under it, such as 上半期, whose texts are joined; match the whole header."""
    header_rows: int = Field(default=3, ge=1, le=6)
    """At most so many rows of a table, its band aside, are its header."""


class FundingRows(ProfilePart):
    """Labels of the rows of each funding source; patterns match the whole label without spaces."""

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


class Rows(ProfilePart):
    """First words of the rows of a project's table that are not goals, compared without spaces."""

    budget: Words
    """Of the costs; the unit of money in brackets may follow: 事業費（百万円）."""
    departments: Words
    """Of who is in charge, in a row of the table or a line under it."""
    funding: FundingRows = FundingRows()
    """Of the sources of the costs: うち国庫支出金."""
    others: tuple[Pattern, ...] = ()
    """Of rows that are none of these: 備考; patterns match the whole label. Left out with a finding."""


class RelistedColumns(ProfilePart):
    """Headers of a table that refers to projects printed elsewhere (【再掲】): whole, without spaces."""

    initiative: Words
    """Of the initiative; it may span several contents."""
    content: Words
    """Of what is done; each line is an entry."""
    project: Words
    """Of the project that is pointed to."""
    caption: tuple[str, ...] = ("再掲",)
    """Words in the caption of such a table."""


class BlockProfile(Profile):
    """Profile of a layout with a table under each project."""

    layout: Literal["block"] = "block"
    """The family."""
    headings: Headings
    """How headings begin."""
    band: tuple[
        Annotated[
            Pattern, require_either_groups(("strategy", "number"), ("joined",)), require_groups("caption")
        ],
        ...,
    ]
    """The line or first row that numbers a project's table; groups `strategy` and `number`, or `joined` for a
    number like 2201, whose parts the heading above tells apart; and `caption`, what follows."""
    unnumbered_band: tuple[Annotated[Pattern, require_groups("printed", "caption")], ...] = ()
    """The same where it prints another number (group `printed`) or none: 重点１　年度別の取組計画. Under a
    title, it begins a project, whose number is counted in its strategy."""
    columns: Columns
    """What the headers of a project's table mean."""
    rows: Rows
    """What begins the rows that are no goals."""
    relisted: RelistedColumns
    """The table that points to projects printed elsewhere."""
    footnote: tuple[Annotated[Pattern, require_groups("marker", "rest")], ...]
    """How a footnote begins; groups `marker` and `rest`."""
