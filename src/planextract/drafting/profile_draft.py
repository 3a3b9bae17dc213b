"""Choice of the layout family for an unknown plan, and the profile that is drafted for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planextract.drafting.block_profile import UNSURE, draft_block_profile
from planextract.drafting.list_profile import draft_list_profile
from planextract.drafting.profile_evidence import collect_evidence
from planextract.families.choose import ProfileFit, choose_layout_profile
from planextract.interpret.departments import Organisation
from planextract.model.layout import PageLayout
from planextract.profiles import shipped_profiles
from planextract.profiles.loader import parse_profile


class ProfileDraft(NamedTuple):
    """A drafted profile, its fit to the pages, and the shipped profile that fits best."""

    yaml: str
    unsure: tuple[str, ...]
    """The fields for which the pages give no evidence."""
    fit: ProfileFit
    shipped: ProfileFit


def draft_profile(pages: Sequence[PageLayout], name: str, file: str) -> ProfileDraft:
    """Draft a profile named `name` for the plan on these pages; its comments mention `file`.

    The draft is valid. Fields without evidence on the pages are taken over from a shipped profile of the same
    family and marked in a comment."""
    shipped = choose_layout_profile(pages, shipped_profiles()).best
    found = collect_evidence(pages, Organisation())
    description = f"Layout of {file}"
    is_block = bool(found.band.count or found.joined.count)
    make = (
        draft_block_profile(name, description, found)
        if is_block
        else draft_list_profile(name, description, pages)
    )
    fit = choose_layout_profile(pages, [parse_profile(make.yaml)]).best
    head = [
        f"# Drafted by `planextract profiles new` from {file}.",
        f"# On its pages this draft scores {fit.score:.2f}, the shipped profile {shipped.profile.name} "
        f"{shipped.score:.2f}.",
        f"# Look at what is marked {UNSURE}; docs/profiles.md tells about every field.",
    ]
    return ProfileDraft("\n".join([*head, "", make.yaml]), make.unsure, fit, shipped)
