"""Signs known by their shape, since the recogniser's alphabet lacks them or it passes over them.

― alone in a cell is a bar that a model of letters takes for dirt, or for the kanji 一; № is no character of
the model at all, which reads its N and passes over the small raised o.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planextract.recognise.recogniser import Picture, ReadCharacter
from planextract.recognise.text_lines import InkLine, Piece

_BAR_HIGH_EM = 0.16
_BAR_LONG_EM = 0.45
_BAR_RATIO = 3.5
"""A bar is longer than it is thick by this factor; a dot is not."""

_NUMERO_WIDE = 1.6
"""Width of № as a multiple of the height of its N; N, o and a full stop set apart take 2."""

SURE_SHAPE = 0.9
LIKELY_SHAPE = 0.8


class Sign(NamedTuple):
    """A sign and where its ink is, in pixels of the page."""

    text: str
    x0: float
    x1: float
    confidence: float


def find_signs(line: InkLine, found: Sequence[ReadCharacter]) -> list[Sign]:
    """Find № and ※ in the ink of a line, given what the model read in it."""
    return [*_numeros(line, found), *_reference_marks(line)]


_FILLED = dict(zip("☆△▽○□◇", "★▲▼●■◆", strict=True))
_OPEN = {filled: opened for opened, filled in _FILLED.items()}
"""Shapes of which the model knows the outline better than whether they are filled."""

_FILLED_SHARE = 0.6
"""Share of dark pixels about the middle of a shape from which it is filled."""


def filled_or_open(text: str, inks: Sequence[tuple[int, int, int, int]], labels: Picture) -> str:
    """Return the filled form of a shape where its middle is dark, the open one where it is light; any other
    text as it is. `inks` are the boxes of its ink in pixels of the page."""
    if (text not in _FILLED and text not in _OPEN) or not inks:
        return text
    x0, top = min(ink[0] for ink in inks), min(ink[1] for ink in inks)
    x1, bottom = max(ink[2] for ink in inks), max(ink[3] for ink in inks)
    wide, high = x1 - x0, bottom - top
    middle = labels[
        top + round(0.4 * high) : top + round(0.7 * high) + 1,
        x0 + round(0.4 * wide) : x0 + round(0.6 * wide) + 1,
    ]
    is_filled = bool(middle.size) and float((middle > 0).mean()) >= _FILLED_SHARE
    return _FILLED.get(text, text) if is_filled else _OPEN.get(text, text)


def find_bar(line: InkLine, em: float) -> Sign | None:
    """Find a level bar that is all there is of a line: ―, which prints that there is nothing. `em` is the
    usual height of type on the page."""
    width, height = line.x1 - line.x0, line.bottom - line.top
    if height > _BAR_HIGH_EM * em or width < _BAR_LONG_EM * em or width < _BAR_RATIO * height:
        return None
    if len(line.pieces) > 2:
        return None
    return Sign("―", line.x0, line.x1, SURE_SHAPE)


def _numeros(line: InkLine, found: Sequence[ReadCharacter]) -> list[Sign]:
    """№ where an N was read, with or without an o and a dot, in front of a digit and within an em."""
    signs = []
    for index, character in enumerate(found):
        if character.text not in "NＮ":
            continue
        end = index + 1
        while end < len(found) and end <= index + 2 and found[end].text in "oOｏＯ0０º°.．,。":
            end += 1
        if end == len(found) or not found[end].text.isdigit():
            continue
        letter = next((p for p in line.pieces if p.x0 - 1 <= character.middle <= p.x1 + 1), None)
        if letter is None:
            continue
        height = letter.bottom - letter.top
        border = (found[end - 1].middle + found[end].middle) / 2 if end > index + 1 else found[end].middle
        inside = [p for p in line.pieces if p.x0 >= letter.x0 and p.x1 <= border]
        if not inside:
            continue
        x1 = max(p.x1 for p in inside)
        # N, o and a full stop in a row take one and a half ems; an N without more is a letter.
        if len(inside) > 1 and x1 - letter.x0 <= _NUMERO_WIDE * height:
            signs.append(Sign("№", letter.x0, x1, LIKELY_SHAPE))
    return signs


def _reference_marks(line: InkLine) -> list[Sign]:
    """※: a cross with a dot in each of its four corners, all apart."""
    signs = []
    dots = [p for p in line.pieces if _is_dot(p)]
    for cross in line.pieces:
        wide, high = cross.x1 - cross.x0, cross.bottom - cross.top
        if high < 10 or not 0.75 <= wide / high <= 1.33:
            continue
        x, y = (cross.x0 + cross.x1) / 2, (cross.top + cross.bottom) / 2
        around = [p for p in dots if p != cross and max(p.x1 - p.x0, p.bottom - p.top) <= 0.35 * wide]
        if all(
            any(
                abs((p.x0 + p.x1) / 2 - (x + across * wide)) <= 0.17 * wide
                and abs((p.top + p.bottom) / 2 - (y + down * high)) <= 0.17 * high
                for p in around
            )
            for across, down in ((0, -0.36), (0, 0.36), (-0.36, 0), (0.36, 0))
        ):
            signs.append(Sign("※", float(cross.x0), float(cross.x1), SURE_SHAPE))
    return signs


def _is_dot(piece: Piece) -> bool:
    wide, high = piece.x1 - piece.x0, piece.bottom - piece.top
    return 0.5 <= wide / high <= 2
