"""Layout families, each of which turns the pages of one kind of plan into a raw plan."""

from __future__ import annotations

from collections.abc import Iterable

from planextract.families.block import assemble_block
from planextract.families.list import assemble_list
from planextract.families.page_progress import PageDone, ignore_progress
from planextract.model.layout import PageLayout
from planextract.model.raw_plan import RawPlan
from planextract.profiles.schema import BlockProfile, ListProfile, Profile


def assemble_plan(
    layouts: Iterable[PageLayout], profile: Profile, page_done: PageDone = ignore_progress
) -> RawPlan:
    """Read all pages by the rules of the profile's family, and account for every glyph."""
    match profile:
        case BlockProfile():
            return assemble_block.assemble_block_plan(layouts, profile, page_done)
        case ListProfile():
            return assemble_list.assemble_list_plan(layouts, profile, page_done)
    raise TypeError(f"{type(profile).__name__} belongs to no family of layouts")
