"""Choose the profile for a text: the first of the family with one table for each project that fits best."""

from __future__ import annotations

from collections.abc import Sequence

from planextract.errors import UsageError
from planextract.families.block.grammar import Grammar
from planextract.families.choose import Fit
from planextract.profiles.schema import BlockProfile, Profile
from planextract.salvage.overprinted_text import undoubled
from planextract.salvage.text_lines import LONGEST

_NUMBER = "a project's number over a table"
_STRATEGY = "the heading of a strategy"
_DEPARTMENTS = "a row of the budget or of the departments"


def judge(text: str, profiles: Sequence[Profile]) -> tuple[Fit, BlockProfile]:
    """Return the profile whose signs the lines show most, of equals the first, with its fit.

    Raises UsageError when none is of a family that text can be read by: lists need their ruled columns.
    """
    blocks = [profile for profile in profiles if isinstance(profile, BlockProfile)]
    if not blocks:
        raise UsageError(
            f"The profile {profiles[0].name} is for lists, whose columns a text has lost.",
            "Give the PDF, or a profile of the family `block`.",
        )
    lines = [undoubled(line.strip()[:LONGEST]) for line in text.splitlines() if line.strip()]
    fits = [(_fit(lines, profile), profile) for profile in blocks]
    return max(fits, key=lambda pair: pair[0].score)


def _fit(lines: Sequence[str], profile: BlockProfile) -> Fit:
    grammar = Grammar(profile)
    signs = {
        _NUMBER: any(grammar.band_like(line) for line in lines),
        _STRATEGY: any(grammar.strategy(line) is not None for line in lines),
        _DEPARTMENTS: any(
            grammar.departments(line) is not None or grammar.budget_row(line) is not None for line in lines
        ),
    }
    found = tuple(sign for sign, seen in signs.items() if seen)
    return Fit(profile, found, tuple(sign for sign in signs if sign not in found))
