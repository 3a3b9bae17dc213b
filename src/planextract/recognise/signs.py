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

_DISC_SHARE = (0.7, 0.88)
"""Share of its square that a disc fills, four fifths but for the pixels."""

_RING_READINGS = frozenset("O0oＯ〇○◯◎●Q@©曰")

_NUMERO_READINGS = frozenset("NＮoOｏＯ0º°.．,。-_ 一ー―—")
"""What the model makes of №, which is no character of its alphabet."""

SURE_SHAPE = 0.9
LIKELY_SHAPE = 0.8


class Sign(NamedTuple):
    """A sign and where its ink is, in pixels of the page."""

    text: str
    x0: float
    x1: float
    confidence: float


def find_signs(line: InkLine, found: Sequence[ReadCharacter], labels: Picture) -> list[Sign]:
    """Find №, ※, ◎ and ● in the ink of a line, given what the model read in it and the page's labels."""
    return [
        *_numeros(line, found),
        *_reference_marks(line),
        *_double_circles(line, found),
        *_discs(line, found, labels),
    ]


_FILLED = dict(zip("☆△▽○□◇", "★▲▼●■◆", strict=True))
_OPEN = {filled: opened for opened, filled in _FILLED.items()}
"""Shapes of which the model knows the outline better than whether they are filled."""

_CIRCLE_READINGS = frozenset("0O０Ｏo〇")
"""What a filled circle may be taken for, alone on its line."""

_FILLED_SHARE = 0.6
"""Share of dark pixels about the middle of a shape from which it is filled."""


def filled_or_open(text: str, inks: Sequence[tuple[int, int, int, int]], labels: Picture) -> str:
    """Return the filled form of a shape where its middle is dark, the open one where it is light; any other
    text as it is. `inks` are the boxes of its ink in pixels of the page."""
    is_round = text in _CIRCLE_READINGS
    if (text not in _FILLED and text not in _OPEN and not is_round) or not inks:
        return text
    x0, top = min(ink[0] for ink in inks), min(ink[1] for ink in inks)
    x1, bottom = max(ink[2] for ink in inks), max(ink[3] for ink in inks)
    wide, high = x1 - x0, bottom - top
    middle = labels[
        top + round(0.4 * high) : top + round(0.7 * high) + 1,
        x0 + round(0.4 * wide) : x0 + round(0.6 * wide) + 1,
    ]
    is_filled = bool(middle.size) and float((middle > 0).mean()) >= _FILLED_SHARE
    if is_round:
        return "●" if is_filled else text
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
    """№: an N and a smaller raised o within an em and a half, mostly with a bar or a dot under it."""
    signs: list[Sign] = []
    height = line.bottom - line.top
    for letter in line.pieces:
        high, wide = letter.bottom - letter.top, letter.x1 - letter.x0
        if high < 0.55 * height or not 0.5 * high <= wide <= 1.15 * high:
            continue
        reach = letter.x0 + _NUMERO_WIDE * high
        beside = [
            p
            for p in line.pieces
            if letter.x1 - 0.1 * high <= p.x0 <= letter.x1 + 0.3 * high and p.x1 <= reach
        ]
        bar = next((p for p in beside if _is_bar_under(p, letter)), None)
        ring = next((p for p in beside if _is_raised_ring(p, letter)), None)
        # The o may touch the digit behind it; then the bar alone is left of it.
        if bar is None and ring is None:
            continue
        x1 = max(p.x1 for p in (bar, ring) if p is not None)
        inside = [c for c in found if letter.x0 <= c.middle <= x1]
        if any(c.text not in _NUMERO_READINGS for c in inside):
            continue
        if not any(c.text in "NＮ" for c in inside):
            continue
        signs.append(Sign("№", letter.x0, x1, LIKELY_SHAPE))
    return signs


def _is_bar_under(piece: Piece, letter: Piece) -> bool:
    high = letter.bottom - letter.top
    return (
        piece.x1 - piece.x0 >= 2 * (piece.bottom - piece.top)
        and 0.2 * high <= piece.x1 - piece.x0 <= 0.7 * high
        and letter.top + 0.55 * high <= piece.top
        and piece.bottom <= letter.bottom + 0.1 * high
    )


def _is_raised_ring(piece: Piece, letter: Piece) -> bool:
    high = letter.bottom - letter.top
    return (
        0.3 * high <= piece.bottom - piece.top <= 0.75 * high
        and 0.25 * high <= piece.x1 - piece.x0 <= 0.7 * high
        and piece.bottom <= letter.bottom - 0.15 * high
        and piece.top <= letter.top + 0.35 * high
    )


def _double_circles(line: InkLine, found: Sequence[ReadCharacter]) -> list[Sign]:
    """◎: a ring, and another one in the middle of it with nothing else beside."""
    signs = []
    for ring in line.pieces:
        wide, high = ring.x1 - ring.x0, ring.bottom - ring.top
        if high < 12 or not 0.88 <= wide / high <= 1.14:
            continue
        inside = [p for p in line.pieces if p != ring and ring.x0 <= p.x0 and p.x1 <= ring.x1]
        read = [c.text for c in found if ring.x0 <= c.middle <= ring.x1]
        # 回 is a box in a box.
        is_other = any(text not in _RING_READINGS for text in read)
        if len(inside) == 1 and _is_concentric(inside[0], ring) and not is_other:
            signs.append(Sign("◎", ring.x0, ring.x1, SURE_SHAPE))
    return signs


def _discs(line: InkLine, found: Sequence[ReadCharacter], labels: Picture) -> list[Sign]:
    """●: a piece as high as wide that is full inside; dense ideographs have white in them."""
    signs = []
    for piece in line.pieces:
        wide, high = piece.x1 - piece.x0, piece.bottom - piece.top
        if high < 12 or high < 0.5 * (line.bottom - line.top) or not 0.88 <= wide / high <= 1.14:
            continue
        inked = labels[piece.top : piece.bottom, piece.x0 : piece.x1] == piece.label
        core = inked[high // 5 : high - high // 5, wide // 5 : wide - wide // 5]
        is_full = _DISC_SHARE[0] <= float(inked.mean()) <= _DISC_SHARE[1] and float(core.mean()) > 0.98
        is_read = any(
            piece.x0 <= c.middle <= piece.x1 and c.confidence >= SURE_SHAPE and c.text not in _RING_READINGS
            for c in found
        )
        if is_full and not is_read:
            signs.append(Sign("●", piece.x0, piece.x1, SURE_SHAPE))
    return signs


def _is_concentric(piece: Piece, ring: Piece) -> bool:
    wide, high = ring.x1 - ring.x0, ring.bottom - ring.top
    return (
        0.3 * wide <= piece.x1 - piece.x0 <= 0.8 * wide
        and 0.85 <= (piece.x1 - piece.x0) / max(1, piece.bottom - piece.top) <= 1.18
        and abs(piece.x0 + piece.x1 - ring.x0 - ring.x1) <= 0.16 * wide
        and abs(piece.top + piece.bottom - ring.top - ring.bottom) <= 0.16 * high
    )


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
