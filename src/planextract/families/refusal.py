"""Explanation of why no plan was found in a file."""

from __future__ import annotations

from pathlib import Path

from planextract.errors import NoPlanError, NoTextError, PlanextractError, UnreadableError
from planextract.families.choose import ProfileChoice
from planextract.model.raw_plan import RawPlan

_LOST_MIN_SHARE = 0.5
"""Share of a file's characters without a known meaning above which its text counts as lost."""


def explain_no_plan(draft: RawPlan, choice: ProfileChoice, path: Path, lost: int) -> PlanextractError:
    """Return the error that explains why no plan was found in the file at `path`.

    `lost` is the number of its characters in fonts that do not map them to Unicode."""
    for found in draft.findings:
        if found.code == "unreadable-page":
            return UnreadableError(f"No plan can be read in {path}. {found.message}", "")
    if not any(account.glyph_count for account in draft.accounts):
        return NoTextError(
            f"The pages of {path} have no text layer: they are pictures.",
            "Run OCR on the file first (for example `ocrmypdf -l jpn in.pdf out.pdf`).",
        )
    kept = sum(account.kept_count for account in draft.accounts)
    if lost > _LOST_MIN_SHARE * kept:
        return NoTextError(
            f"{lost:,} of the {kept:,} characters of {path} are in fonts that do not tell which they are.",
            "Get the file as it was before it was converted, or run OCR on it (for example "
            "`ocrmypdf --force-ocr -l jpn in.pdf out.pdf`).",
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
