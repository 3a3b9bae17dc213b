"""Explanation of why no plan was found in a file."""

from __future__ import annotations

from pathlib import Path

from planextract.errors import NoPlanError, NoTextError, PlanextractError, UnreadableError
from planextract.families.choose import ProfileChoice
from planextract.model.raw_plan import RawPlan
from planextract.model.recognition import OcrMode
from planextract.recognise.extra import describe_remedy, is_recognition_off

_LOST_MIN_SHARE = 0.5
"""Share of a file's characters without a known meaning above which its text counts as lost."""


def explain_no_plan(
    draft: RawPlan,
    choice: ProfileChoice,
    path: Path,
    lost: int,
    pictures: int = 0,
    mode: OcrMode = OcrMode.AUTO,
) -> PlanextractError:
    """Return the error that explains why no plan was found in the file at `path`.

    `lost` is the number of its characters in fonts that do not map them to Unicode, `pictures` the number of
    its pages that are pictures and were not read; `mode` tells when pictures are read.
    """
    for found in draft.findings:
        if found.code == "unreadable-page":
            return UnreadableError(f"No plan can be read in {path}. {found.message}", "")
    if not any(account.glyph_count for account in draft.accounts):
        if is_recognition_off(mode):
            return NoTextError(
                f"The pages of {path} have no text layer: they are pictures.", describe_remedy(mode)
            )
        return NoPlanError(f"Nothing was recognised on the pages of {path}.", describe_remedy(mode))
    if pictures and is_recognition_off(mode):
        return NoTextError(
            f"{pictures:,} of the {len(draft.accounts):,} pages of {path} are pictures, which were not read.",
            describe_remedy(mode),
        )
    kept = sum(account.kept_count for account in draft.accounts)
    if lost > _LOST_MIN_SHARE * kept:
        return NoTextError(
            f"{lost:,} of the {kept:,} characters of {path} are in fonts that do not tell which they are.",
            f"{describe_remedy(mode)} Or get the file as it was before it was converted.",
        )
    if draft.hidden and not draft.projects:
        return NoPlanError(
            f"All projects of {path} stand in content that no reader of its pages can see.",
            "If it is the text layer of a scan, give --include-hidden.",
        )
    return NoPlanError(
        f"No action plan was recognised in {path}: {_describe_nearest(choice)}.",
        f"Check that this is the right file; if it is, `planextract profiles new {path}` drafts a profile "
        "for it.",
    )


def _describe_nearest(choice: ProfileChoice) -> str:
    """Return a phrase on the profile that fits best and its missing signs."""
    best = choice.best
    name, score = best.profile.name, f"score {best.score:.2f}"
    if not best.missing:
        return f"the profile {name} fits ({score}), but no project could be read with it"
    if not best.found:
        tried = " or ".join(fit.profile.name for fit in (best, *choice.others))
        return f"nothing that the profile {tried} names was found"
    return f"the profile {name} comes nearest ({score}), but these were not found: {', '.join(best.missing)}"
