"""Lines and tables to projects."""

from __future__ import annotations

from collections.abc import Iterable

from planextract.assemble import listing, records
from planextract.model.draft import Draft
from planextract.model.layout import PageLayout
from planextract.profiles.model import BlockProfile, ListProfile, Profile


def assemble(layouts: Iterable[PageLayout], profile: Profile) -> Draft:
    """Everything the pages say, read as the profile's family of layouts is, and where every glyph went."""
    match profile:
        case BlockProfile():
            return records.assemble(layouts, profile)
        case ListProfile():
            return listing.assemble(layouts, profile)
    raise TypeError(f"{type(profile).__name__} is no family of layouts")
