"""Tell what the publisher of a plan changed from what people corrected."""

from __future__ import annotations

from typing import NamedTuple

from planextract.corrections.apply import apply_corrections
from planextract.errors import UsageError
from planextract.model.plan import Correction, Plan
from planextract.profiles.vocabulary import Vocabulary


class CorrectionChange(NamedTuple):
    """A correction that is new, or one of the old data that is gone."""

    correction: Correction
    is_new: bool


def compare_corrections(old: Plan | None, new: Plan) -> tuple[CorrectionChange, ...]:
    """Return the corrections that only one of two plans has, new ones first."""
    before = {_identify(each): each for each in (old.corrections if old is not None else ())}
    after = {_identify(each): each for each in new.corrections}
    return (
        *(CorrectionChange(each, True) for key, each in after.items() if key not in before),
        *(CorrectionChange(each, False) for key, each in before.items() if key not in after),
    )


def undo_corrections(plan: Plan, vocabulary: Vocabulary) -> Plan:
    """Return a plan as it was read, before corrections were applied."""
    if not plan.corrections:
        return plan
    undone = [
        Correction(project=each.project, field=each.field, old=each.new, new=each.old, reason="undone")
        for each in plan.corrections
    ]
    try:
        printed = apply_corrections(plan, undone, vocabulary)
    except UsageError:  # a file that somebody changed by hand
        return plan
    return printed.model_copy(update={"corrections": [], "findings": plan.findings})


def _identify(correction: Correction) -> tuple[object, ...]:
    return correction.project, correction.field, correction.old, correction.new
