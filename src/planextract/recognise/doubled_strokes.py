"""Characters that were read in a stroke of another one: they have no room of their own in the line."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from planextract.recognise.recogniser import ReadCharacter
from planextract.recognise.text_lines import InkLine

_STROKES = frozenset("1１IＩlｌ|｜i！!丨")

_DOUBLE_EM = 0.45
"""Ems between the middles of an ideograph and of a stroke of its own; a letter beside it is farther off."""

_SURE_INSERTED = 0.97
"""Confidence under which a character that has no room is none."""


def drop_doubles(line: InkLine, found: list[ReadCharacter]) -> list[ReadCharacter]:
    """Leave out a stroke that was read as a 1 or I beside the ideograph that it is part of: both together
    are no wider than one is. What is left is in doubt."""
    em = float(line.bottom - line.top)
    steps = [b.middle - a.middle for a, b in pairwise(found) if _fills_em(a.text) and _fills_em(b.text)]
    pitch = median(steps) if len(steps) >= 3 else em
    kept: list[ReadCharacter] = []
    for index, character in enumerate(found):
        before = kept[-1] if kept else None
        after = found[index + 1] if index + 1 < len(found) else None
        if before is not None and after is not None and _has_no_room(before, character, after, pitch):
            continue
        if before is not None and character.text in _STROKES and _is_ideograph(before.text):
            outer = kept[-2] if len(kept) > 1 else None
            if _is_one(before, character, outer, after, em, pitch):
                kept[-1] = before._replace(confidence=min(before.confidence, 0.75), rival=character.text)
                continue
        elif before is not None and before.text in _STROKES and _is_ideograph(character.text):
            outer = kept[-2] if len(kept) > 1 else None
            if _is_one(before, character, outer, after, em, pitch):
                kept[-1] = character._replace(confidence=min(character.confidence, 0.75), rival=before.text)
                continue
        kept.append(character)
    return kept


def _has_no_room(before: ReadCharacter, character: ReadCharacter, after: ReadCharacter, pitch: float) -> bool:
    """Return True for a doubtful character between two that follow each other: part of one of them."""
    return (
        character.confidence < _SURE_INSERTED
        and _fills_em(before.text)
        and _fills_em(after.text)
        and after.middle - before.middle < 1.25 * pitch
    )


def _is_one(
    first: ReadCharacter,
    second: ReadCharacter,
    before: ReadCharacter | None,
    after: ReadCharacter | None,
    em: float,
    pitch: float,
) -> bool:
    """Return True where two characters have no more room than one."""
    if second.middle - first.middle < _DOUBLE_EM * em:
        return True
    return (
        before is not None
        and after is not None
        and _fills_em(before.text)
        and _fills_em(after.text)
        and after.middle - before.middle < 2.25 * pitch
    )


def _is_ideograph(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"


def _fills_em(text: str) -> bool:
    return "\u3041" <= text <= "\u30fa" or _is_ideograph(text)
