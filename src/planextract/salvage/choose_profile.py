"""Choose the profile for a text: the first of the family with one table for each project that fits best."""

from __future__ import annotations

from collections.abc import Sequence

from planextract.errors import UsageError
from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.grammar import BlockGrammar
from planextract.families.choose import ProfileFit
from planextract.profiles.schema import Profile
from planextract.read.doubled_text import drop_overprint
from planextract.salvage.text_lines import MAX_LINE_CHARACTERS
from planextract.wording.messages import make_message

_NUMBER_SIGN = "a project's number over a table"
_STRATEGY_SIGN = "the heading of a strategy"
_TABLE_FOOT_SIGN = "a row of the budget or of the departments"


def choose_text_profile(text: str, profiles: Sequence[Profile]) -> tuple[ProfileFit, BlockProfile]:
    """Return the profile whose signs the lines show most, of equals the first, with its fit.

    Raises UsageError when none is of a family that text can be read by: lists need their ruled columns.
    """
    blocks = [profile for profile in profiles if isinstance(profile, BlockProfile)]
    if not blocks:
        raise UsageError(
            make_message(
                "The profile {name} is for lists, whose columns a text has lost.", name=profiles[0].name
            ),
            "Give the PDF, or a profile of the family `block`.",
        )
    lines = [drop_overprint(line.strip()[:MAX_LINE_CHARACTERS]) for line in text.splitlines() if line.strip()]
    fits = [(_measure_fit(lines, profile), profile) for profile in blocks]
    return max(fits, key=lambda pair: pair[0].score)


def _measure_fit(lines: Sequence[str], profile: BlockProfile) -> ProfileFit:
    grammar = BlockGrammar(profile)
    signs = {
        _NUMBER_SIGN: any(grammar.is_like_project_caption(line) for line in lines),
        _STRATEGY_SIGN: any(grammar.read_strategy(line) is not None for line in lines),
        _TABLE_FOOT_SIGN: any(
            grammar.read_departments(line) is not None or grammar.read_budget_label(line) is not None
            for line in lines
        ),
    }
    found = tuple(sign for sign, seen in signs.items() if seen)
    return ProfileFit(profile, found, tuple(sign for sign in signs if sign not in found))
