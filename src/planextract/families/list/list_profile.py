"""The fields of profiles of the list family: one row per project."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planextract.profiles.schema import Pattern, Profile, ProfilePart, Titled


class ListColumns(ProfilePart):
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


class FundingColumns(ProfilePart):
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
    national_prefectural: tuple[Pattern, ...] = ()
    """国県支出金, both in one column"""
    bonds_other: tuple[Pattern, ...] = ()
    """地方債・その他, both in one column"""
    received: tuple[Pattern, ...] = ()
    """既収入特定財源"""


class TotalRows(ProfilePart):
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
