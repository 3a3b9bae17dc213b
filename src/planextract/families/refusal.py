"""Explanation of why no plan was found in a file."""

from __future__ import annotations

from pathlib import Path

from planextract.errors import NoPlanError, NoTextError, PlanextractError, UnreadableError
from planextract.families.choose import ProfileChoice
from planextract.model.findings import FindingCode, FindingMessage
from planextract.model.raw_plan import RawPlan
from planextract.model.recognition import OcrMode
from planextract.recognise.extra import describe_remedy, is_recognition_off
from planextract.wording.messages import make_message

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
        if found.code == FindingCode.UNREADABLE_PAGE:
            return UnreadableError(
                make_message(
                    "No plan can be read in {path}. {first}", path=path, first=FindingMessage(found)
                ),
                "",
            )
    if not any(account.glyph_count for account in draft.accounts):
        if is_recognition_off(mode):
            return NoTextError(
                make_message("The pages of {path} have no text layer: they are pictures.", path=path),
                describe_remedy(mode),
            )
        return NoPlanError(
            make_message("Nothing was recognised on the pages of {path}.", path=path), describe_remedy(mode)
        )
    if pictures and is_recognition_off(mode):
        return NoTextError(
            make_message(
                "{pictures:,} of the {pages:,} pages of {path} are pictures, which were not read.",
                pictures=pictures,
                pages=len(draft.accounts),
                path=path,
            ),
            describe_remedy(mode),
        )
    kept = sum(account.kept_count for account in draft.accounts)
    if lost > _LOST_MIN_SHARE * kept:
        return NoTextError(
            make_message(
                "{lost:,} of the {kept:,} characters of {path} are in fonts that do not tell which they are.",
                lost=lost,
                kept=kept,
                path=path,
            ),
            describe_remedy(mode),
        )
    if draft.hidden and not draft.projects:
        return NoPlanError(
            make_message(
                "All projects of {path} stand in content that no reader of its pages can see.", path=path
            ),
            "If it is the text layer of a scan, give --include-hidden.",
        )
    return NoPlanError(
        make_message(
            "No action plan was recognised in {path}: {nearest}.",
            path=path,
            nearest=_describe_nearest(choice),
        ),
        make_message(
            "Check that this is the right file; if it is, `planextract profiles new {path}` drafts a profile "
            "for it.",
            path=path,
        ),
    )


def _describe_nearest(choice: ProfileChoice) -> str:
    """Return a phrase on the profile that fits best, the signs that it found and those that are missing."""
    best = choice.best
    name, score = best.profile.name, best.score
    if not best.missing:
        return make_message(
            "the profile {name} fits (score {score:.2f}), but no project could be read with it",
            name=name,
            score=score,
        )
    if not best.found:
        tried = [fit.profile.name for fit in (best, *choice.others)]
        return make_message("nothing that the profile {tried:or} names was found", tried=tried)
    return make_message(
        "the profile {name} comes nearest (score {score:.2f}); found: {found}; but not: {missing}",
        name=name,
        score=score,
        found=[make_message(sign) for sign in best.found],
        missing=[make_message(sign) for sign in best.missing],
    )
