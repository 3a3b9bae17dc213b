"""Lines and tables to projects."""

from __future__ import annotations

from collections.abc import Iterable

from planextract.assemble import listing, records
from planextract.assemble.progress import PageDone, unheard
from planextract.model.draft import Draft
from planextract.model.layout import PageLayout
from planextract.profiles.model import BlockProfile, ListProfile, Profile


def assemble(layouts: Iterable[PageLayout], profile: Profile, page_done: PageDone = unheard) -> Draft:
    """Everything the pages say, read as the profile's family of layouts is, and where every glyph went."""
    match profile:
        case BlockProfile():
            return records.assemble(layouts, profile, page_done)
        case ListProfile():
            return listing.assemble(layouts, profile, page_done)
    raise TypeError(f"{type(profile).__name__} is no family of layouts")
