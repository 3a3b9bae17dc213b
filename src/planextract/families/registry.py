"""The layout families, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planextract.families.base import Family
from planextract.families.block.family import BLOCK
from planextract.families.entries.family import ENTRIES
from planextract.families.list.family import LIST
from planextract.families.measure.family import MEASURE
from planextract.families.page_progress import PageDone, ignore_progress
from planextract.families.sheet.family import SHEET
from planextract.model.layout import PageLayout
from planextract.model.raw_plan import RawPlan
from planextract.profiles.schema import Profile

FAMILIES: tuple[Family[Any], ...] = (BLOCK, LIST, MEASURE, SHEET, ENTRIES)
"""All families. Of two profiles that fit equally well, that of the earlier family is chosen."""


def find_family(profile: Profile) -> Family[Any]:
    """Return the family of a profile."""
    return next(family for family in FAMILIES if type(profile) is family.profile_type)


def assemble_plan(
    layouts: Iterable[PageLayout], profile: Profile, page_done: PageDone = ignore_progress
) -> RawPlan:
    """Read all pages by the rules of the profile's family, and account for every glyph."""
    return find_family(profile).assemble(layouts, profile, page_done)
