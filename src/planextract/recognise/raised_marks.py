"""Marks of footnotes: small type that is raised beside a word, such as ※１.

In the picture of a whole line they are a few pixels high, so that they are looked at once more by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from planextract.recognise.recogniser import ReadCharacter
from planextract.recognise.text_lines import InkLine, Piece

MARKS = frozenset("※＊*注")

_LEAST_TALL = 3
"""Pieces of full height by which the height of a line is known."""

_RAISED_HIGH = (0.3, 0.68)
"""Height of raised type, as a share of that of its line."""

_FOOT_SHARE = 0.25
"""Share of a line's height above its foot at which raised type ends, at least."""

_GAP_SHARE = 0.35
"""Share of a line's height between the pieces of one mark, at most."""

_LIKELY = 0.5
"""Confidence of a sign before a raised number that is taken for ※ though it was read as something else."""


def find_raised(line: InkLine) -> list[list[Piece]]:
    """Find the ink of raised small type in a line: groups that hold at least a sign and a digit."""
    tall = [p.bottom - p.top for p in line.pieces if p.bottom - p.top >= 0.7 * (line.bottom - line.top)]
    if len(tall) < _LEAST_TALL:
        return []
    height, foot = median(tall), median(p.bottom for p in line.pieces if p.bottom - p.top in tall)
    groups: list[list[Piece]] = []
    for piece in line.pieces:
        is_raised = piece.bottom <= foot - _FOOT_SHARE * height
        if groups and is_raised and piece.x0 - max(p.x1 for p in groups[-1]) <= _GAP_SHARE * height:
            groups[-1].append(piece)
        elif is_raised:
            groups.append([piece])
        elif groups and piece.x0 < max(p.x1 for p in groups[-1]):
            groups.pop()  # the upper part of a letter
    return [group for group in groups if _is_mark(group, height, line)]


def _is_mark(group: Sequence[Piece], height: float, line: InkLine) -> bool:
    top, bottom = min(p.top for p in group), max(p.bottom for p in group)
    x0, x1 = group[0].x0, max(p.x1 for p in group)
    low, high = _RAISED_HIGH
    overlaps = any(p not in group and p.x0 < x1 - 1 and x0 + 1 < p.x1 for p in line.pieces)
    return (
        low * height <= bottom - top <= high * height
        and 0.4 * height <= x1 - x0 <= 2.6 * height
        and not overlaps
    )


def with_raised_mark(
    found: list[ReadCharacter], pieces: Sequence[Piece], apart: Sequence[ReadCharacter]
) -> list[ReadCharacter]:
    """Put the mark that raised ink reads as by itself in place of what was read in the whole line.

    A sign that is no mark, before a raised number, is taken for ※ with little confidence: it is reported.
    """
    digits = [character for character in apart if character.text.isdigit()]
    signs = [character for character in apart if not character.text.isdigit()]
    if not digits or len(signs) > 1 or (signs and signs[0].middle > digits[0].middle):
        return found
    mark = [
        sign if sign.text in MARKS else sign._replace(text="※", confidence=_LIKELY, rival=sign.text)
        for sign in signs
    ]
    x0, x1 = pieces[0].x0, max(p.x1 for p in pieces)
    rest = [c for c in found if not x0 - 1 <= c.middle <= x1 + 1]
    return [*rest, *mark, *digits]
