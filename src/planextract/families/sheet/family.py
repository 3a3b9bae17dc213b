"""The sheet family as one object: a group of labels and values for each project."""

from __future__ import annotations

from collections.abc import Iterator

from planextract.families.base import Family
from planextract.families.period_headers import PeriodWords
from planextract.families.sheet.assemble_sheet import assemble_sheet_plan
from planextract.families.sheet.draft_sheet import draft_sheet_profile
from planextract.families.sheet.labelled_values import LabelledValue, ReadTable, read_sheet_table
from planextract.families.sheet.labels import LabelMeaning, LabelReader
from planextract.families.sheet.period_table import PeriodTable
from planextract.families.sheet.sheet_profile import SheetProfile
from planextract.families.sheet.sheet_reader import find_line_above, is_captioned_sheet
from planextract.model.layout import PageLayout, Table

_SIGNS = _TITLE, _SECOND, _DEPARTMENT, _ABOUT, _PERIODS = (
    "the label of a project's title, or a title above its labels",
    "two other labels with their values",
    "the label of who is in charge",
    "the label of what a project is about",
    "a table of years",
)


def find_sheet_signs(page: PageLayout, profile: SheetProfile) -> Iterator[str]:
    """Yield the signs of the sheet family on a page."""
    labels = LabelReader(profile)
    words = PeriodWords(profile.periods.baseline, profile.periods.total, profile.periods.beside_year)
    for index, block in enumerate(page.blocks):
        if isinstance(block, Table):
            read = read_sheet_table(block, page.number, labels, words)
            yield from _find_table_signs(read)
            line = find_line_above(page.blocks, index)
            if line is not None and is_captioned_sheet(line, block, read):
                yield _TITLE


def _find_table_signs(read: ReadTable) -> Iterator[str]:
    values = [entry for entry in read.entries if isinstance(entry, LabelledValue)]
    meanings = {value.label.meaning for value in values if any(value.lines)}
    if LabelMeaning.TITLE in meanings:
        yield _TITLE
    if len(meanings - {LabelMeaning.TITLE, LabelMeaning.UNKNOWN, LabelMeaning.FRAME}) >= 2:
        yield _SECOND
    if LabelMeaning.DEPARTMENT in meanings:
        yield _DEPARTMENT
    if LabelMeaning.DESCRIPTION in meanings:
        yield _ABOUT
    if any(isinstance(entry, PeriodTable) for entry in read.entries):
        yield _PERIODS


SHEET = Family(
    name="sheet",
    profile_type=SheetProfile,
    signs=_SIGNS,
    find_signs=find_sheet_signs,
    assemble=assemble_sheet_plan,
    draft_profile=draft_sheet_profile,
)
