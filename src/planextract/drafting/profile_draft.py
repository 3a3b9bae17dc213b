"""Choice of the layout family for an unknown plan, and the profile that is drafted for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planextract.families.base import UNSURE
from planextract.families.choose import ProfileFit, choose_layout_profile
from planextract.families.profile_loader import parse_profile, shipped_profiles
from planextract.families.registry import FAMILIES
from planextract.model.layout import PageLayout


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
    description = f"Layout of {file}"
    drafts = [family.draft_profile(name, description, pages) for family in FAMILIES]
    fits = [choose_layout_profile(pages, [parse_profile(draft.yaml)]).best for draft in drafts]
    made, fit = max(zip(drafts, fits, strict=True), key=lambda both: (both[1].is_fit, both[1].score))
    head = [
        f"# Drafted by `planextract profiles new` from {file}.",
        f"# On its pages this draft scores {fit.score:.2f}, the shipped profile {shipped.profile.name} "
        f"{shipped.score:.2f}.",
        f"# Look at what is marked {UNSURE}; docs/profiles.md tells about every field.",
    ]
    return ProfileDraft("\n".join([*head, "", made.yaml]), made.unsure, fit, shipped)
