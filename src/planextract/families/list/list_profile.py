"""The fields of profiles of the list family: one row per project."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planextract.profiles.schema import Pattern, Profile, ProfilePart, Titled, require_groups


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
    commitment: tuple[Pattern, ...] = ()
    """What a commitment (債務負担行為) is about; a title beside a column of `limit`."""
    mark: tuple[Pattern, ...] = ()
    """新規, 継続 and the like."""
    description: tuple[Pattern, ...] = ()
    """What the project is about."""
    goal: tuple[Pattern, ...] = ()
    """One of several things that are done, each in a row of its own."""
    period: tuple[Pattern, ...] = ()
    """期間"""
    remarks: tuple[Pattern, ...] = ()
    """備考"""
    before: tuple[Pattern, ...] = ()
    """補正前額: the budget of the same year before a supplement."""
    supplement: tuple[Pattern, ...] = ()
    """補正額; the budget itself where a list prints no other."""
    after: tuple[Pattern, ...] = ()
    """補正後額"""
    limit: tuple[Pattern, ...] = ()
    """限度額"""
    carried: tuple[Pattern, ...] = ()
    """翌年度繰越額; the budget itself where a list prints no other."""
    extra: tuple[Pattern, ...] = ()
    """Headers that have no field of their own; their texts are kept under them, without a finding."""
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


class ChangedHeaders(ProfilePart):
    """Parts of a header by which amounts before and after a change are told apart; found anywhere in it."""

    before: tuple[Pattern, ...] = ()
    """変更前"""
    after: tuple[Pattern, ...] = ()
    """変更後"""


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
    funding_marks: FundingColumns = FundingColumns()
    """Marks in a cell of 財源内訳 that name the source: (債). They match the whole line before an amount."""
    changed: ChangedHeaders = ChangedHeaders()
    """変更前 and 変更後 in headers."""
    title_departments: tuple[Annotated[Pattern, require_groups("department")], ...] = ()
    """Who is in charge, at the end of titles, where there is no such column; group `department`."""
    totals: TotalRows = TotalRows()
    """How rows are labelled that add up others."""
    ditto: tuple[str, ...] = ()
    """Marks that stand for what the cell above says."""
    labels: tuple[Pattern, ...] = ()
    """Parts of a header that say nothing of its column, such as (A) and (A-B)."""
    headings: tuple[Titled, ...] = ()
    """Headings of a list that bear a number."""
