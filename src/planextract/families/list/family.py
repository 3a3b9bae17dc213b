"""The list family as one object: tables with one row per project."""

from __future__ import annotations

from collections.abc import Iterator

from planextract.families.base import Family
from planextract.families.list.assemble_list import assemble_list_plan
from planextract.families.list.column_meanings import MONEY_MEANINGS, PERIOD_MEANINGS, ColumnMeaning
from planextract.families.list.draft_list import draft_list_profile
from planextract.families.list.list_columns import find_list_header
from planextract.families.list.list_profile import ListProfile
from planextract.model.layout import PageLayout, Table
from planextract.structure.facing_tables import join_facing_tables

_SIGNS = _TITLE, _NUMBER, _DEPARTMENT, _VALUE = (
    "a table header with a column of project titles",
    "a column of numbers",
    "a column of departments",
    "a column of amounts, of a period or of what is done in a year",
)


def find_list_signs(page: PageLayout, profile: ListProfile) -> Iterator[str]:
    """Yield the signs of the list family on a page."""

    def is_whole(table: Table) -> bool:
        return find_list_header(table, page.number, profile) is not None

    for _, block in join_facing_tables(enumerate(page.blocks), is_whole):
        if isinstance(block, Table):
            yield from _find_table_signs(block, page.number, profile)


def _find_table_signs(table: Table, page: int, profile: ListProfile) -> Iterator[str]:
    header = find_list_header(table, page, profile)
    if header is None:
        return
    meanings = {column.meaning for column in header.columns}
    yield _TITLE
    if ColumnMeaning.NUMBER in meanings:
        yield _NUMBER
    if ColumnMeaning.DEPARTMENT in meanings:
        yield _DEPARTMENT
    if meanings & (MONEY_MEANINGS | PERIOD_MEANINGS | {ColumnMeaning.PERIOD}):
        yield _VALUE


LIST = Family(
    name="list",
    profile_type=ListProfile,
    signs=_SIGNS,
    find_signs=find_list_signs,
    assemble=assemble_list_plan,
    draft_profile=draft_list_profile,
)
