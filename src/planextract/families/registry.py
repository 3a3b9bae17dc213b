"""The layout families, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from planextract.families.base import Family
from planextract.families.page_progress import PageDone, ignore_progress
from planextract.model.layout import PageLayout
from planextract.model.raw_plan import RawPlan
from planextract.profiles.schema import Profile

SHIPPED_PROFILES = {
    "block": ("ward",),
    "list": ("list",),
    "measure": ("measure",),
    "sheet": ("sheet",),
    "entries": ("entries",),
}
"""The names of the shipped profiles of each family, in the order in which they are tried."""


def load_family(name: str) -> Family[Any]:
    """Import a family; all of them take longer than the whole first page of a plan."""
    family: Family[Any] = getattr(import_module(f"planextract.families.{name}.family"), name.upper())
    return family


class _Families:
    """All families, each imported when it is reached."""

    def __iter__(self) -> Iterator[Family[Any]]:
        return map(load_family, SHIPPED_PROFILES)


FAMILIES = _Families()
"""All families. Of two profiles that fit equally well, that of the earlier family is chosen."""


def find_family(profile: Profile) -> Family[Any]:
    """Return the family of a profile."""
    return next(family for family in FAMILIES if type(profile) is family.profile_type)


def assemble_plan(
    layouts: Iterable[PageLayout], profile: Profile, page_done: PageDone = ignore_progress
) -> RawPlan:
    """Read all pages by the rules of the profile's family, and account for every glyph."""
    return find_family(profile).assemble(layouts, profile, page_done)
