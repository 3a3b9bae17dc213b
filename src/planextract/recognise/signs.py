"""Signs known by their shape, since the recogniser's alphabet lacks them or it passes over them.

― alone in a cell is a bar that a model of letters takes for dirt, or for the kanji 一; № is no character of
the model at all, which reads its N and passes over the small raised o.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planextract.recognise.recogniser import Picture
from planextract.recognise.text_lines import InkLine, Piece

_BAR_HIGH_EM = 0.16
_BAR_LONG_EM = 0.45
_BAR_RATIO = 3.5
"""A bar is longer than it is thick by this factor; a dot is not."""

_O_HIGH = (0.3, 0.75)
"""Height of the raised o of №, as a share of its N."""

_O_RAISED = 0.12
"""Share of N's height by which the o ends above N's foot; the bar under it counts as part of it or not."""

SURE_SHAPE = 0.9
LIKELY_SHAPE = 0.8


class Sign(NamedTuple):
    """A sign and where its ink is, in pixels of the page."""

    text: str
    x0: float
    x1: float
    confidence: float


class LineSigns(NamedTuple):
    """The signs of a line."""

    whole: Sign | None
    """The sign that is all of the line."""
    inside: tuple[Sign, ...]


def find_signs(line: InkLine, em: float) -> LineSigns:
    """Find the signs in a line; `em` is the usual height of type on its page."""
    bar = _bar(line, em)
    return LineSigns(bar, () if bar is not None else tuple(_numero(line)))


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
        top + round(0.4 * high) : top + round(0.7 * high) + 1, x0 + round(0.4 * wide) : x0 + round(0.6 * wide) + 1
    ]
    is_filled = bool(middle.size) and float((middle > 0).mean()) >= _FILLED_SHARE
    return _FILLED.get(text, text) if is_filled else _OPEN.get(text, text)


def _bar(line: InkLine, em: float) -> Sign | None:
    """A level bar that is all there is: ―, which prints that there is nothing."""
    width, height = line.x1 - line.x0, line.bottom - line.top
    if height > _BAR_HIGH_EM * em or width < _BAR_LONG_EM * em or width < _BAR_RATIO * height:
        return None
    if len(line.pieces) > 2:
        return None
    return Sign("―", line.x0, line.x1, SURE_SHAPE)


def _numero(line: InkLine) -> list[Sign]:
    """№ at the start of a line: a letter as high as the digits after it, and a smaller raised one within an
    em, with or without a bar or dot under it."""
    groups = _groups(line.pieces)
    if len(groups) < 3:
        return []
    first, second = groups[0], groups[1]
    height = first.bottom - first.top
    wide = first.x1 - first.x0
    if not 0.45 * height <= wide <= 1.1 * height:
        return []
    o_high = second.bottom - second.top
    raised = first.bottom - second.bottom
    under = _bar_under(line.pieces, second, first)
    is_o = _O_HIGH[0] * height <= o_high <= _O_HIGH[1] * height and 0.25 * height <= second.x1 - second.x0
    near = second.x0 - first.x1 <= 0.25 * height and second.x1 - first.x0 <= 1.7 * height
    if is_o and near and (raised >= _O_RAISED * height or under):
        return [Sign("№", first.x0, second.x1, LIKELY_SHAPE)]
    return []


def _bar_under(pieces: Sequence[Piece], o: Piece, n: Piece) -> bool:
    return any(
        p.top >= o.bottom and o.x0 - 3 <= p.x0 and p.x1 <= o.x1 + 3 and p.bottom <= n.bottom + 3 for p in pieces
    )


def _groups(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces beside each other, the first of those above each other for all of them."""
    groups: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.x0, p.top)):
        if groups and piece.x0 < groups[-1].x1 - 1:
            last = groups[-1]
            # The larger one gives its shape: a bar under an o is not the o.
            if (piece.bottom - piece.top) > (last.bottom - last.top):
                groups[-1] = piece
            continue
        groups.append(piece)
    return groups
