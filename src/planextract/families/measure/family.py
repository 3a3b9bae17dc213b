"""The measure family as one object: a table for each measure, a row per project, a column per period.

Its tables are lists whose columns hold what is planned for each year, so they are read as lists are; its
signs and its words are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planextract.families.base import UNSURE, DraftedYaml, Family
from planextract.families.list.assemble_list import assemble_list_plan
from planextract.families.list.column_meanings import ColumnMeaning
from planextract.families.list.list_columns import find_list_header
from planextract.families.list.row_budgets import find_period_columns
from planextract.families.measure.measure_profile import MeasureProfile
from planextract.model.layout import PageLayout, Table
from planextract.profiles.profile_files import read_profile_text
from planextract.profiles.yaml_errors import parse_yaml_as

_MIN_PERIODS = 2
"""Number of columns of periods from which a table plans over time."""

_SIGNS = _TABLE, _NAMED, _DEPARTMENT = (
    "a table with a row for each project and a column for each of several periods",
    "a column of numbers or of what a project is about",
    "a column of departments",
)


def find_measure_signs(page: PageLayout, profile: MeasureProfile) -> Iterator[str]:
    """Yield the signs of the measure family on a page."""
    for block in page.blocks:
        if isinstance(block, Table):
            yield from _find_table_signs(block, page.number, profile)


def _find_table_signs(table: Table, page: int, profile: MeasureProfile) -> Iterator[str]:
    header = find_list_header(table, page, profile)
    if header is None or len(find_period_columns(header.columns)) < _MIN_PERIODS:
        return
    meanings = {column.meaning for column in header.columns}
    yield _TABLE
    if meanings & {ColumnMeaning.NUMBER, ColumnMeaning.DESCRIPTION}:
        yield _NAMED
    if ColumnMeaning.DEPARTMENT in meanings:
        yield _DEPARTMENT


def draft_measure_profile(name: str, description: str, pages: Sequence[PageLayout]) -> DraftedYaml:
    """Return the shipped profile `measure` under a new name, with a comment on every header of the plan.

    A header that no pattern matches is unsure: a person decides on its meaning."""
    shipped = parse_yaml_as(MeasureProfile, read_profile_text("measure"))
    columns = [
        column
        for page in pages
        for block in page.blocks
        if isinstance(block, Table) and (header := find_list_header(block, page.number, shipped)) is not None
        for column in header.columns
        if column.path
    ]
    known = dict.fromkeys(
        f"#   {column.path}: {column.meaning.value}"
        for column in columns
        if column.meaning is not ColumnMeaning.UNKNOWN
    )
    unknown = dict.fromkeys(column.path for column in columns if column.meaning is ColumnMeaning.UNKNOWN)
    comments = [
        *known,
        *(
            f"#   {path}: {UNSURE}: no pattern matches it; add it where it belongs under columns"
            for path in unknown
        ),
    ]
    if not known:
        comments.append(f"# {UNSURE}: no header is known for the titles of projects (columns.title).")
    body = re.sub(r"\A(?:#.*\n)*", "", read_profile_text("measure"))
    body = re.sub(r"^name: .*$", f"name: {name}", body, flags=re.M)
    body = re.sub(r"^description: .*$", f"description: '{description}'", body, flags=re.M)
    return DraftedYaml(
        "\n".join(["# The headers of the tables, and what they are taken for:", *comments, body]),
        tuple(f"columns ({path})" for path in unknown),
    )


MEASURE = Family(
    name="measure",
    profile_type=MeasureProfile,
    signs=_SIGNS,
    find_signs=find_measure_signs,
    assemble=assemble_list_plan,
    draft_profile=draft_measure_profile,
)
