"""Characters read from ink to glyphs as other readers give them: an em box each, with size and direction.

The em is measured from what fills it: the pitch of ideographs and their height, or the height of digits. Type
of nearly one size on a page gets one size, since a picture leaves some per cent of play.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import NamedTuple

from planextract.japanese.widths import narrow_width
from planextract.model.geometry import Box
from planextract.recognise.line_reading import LineCharacter, LineReading
from planextract.recognise.picture import SCALE

_IDEOGRAPH_EM = 0.9
"""Height of most ideographs in ems."""

_KANA_EM = 0.8
_DIGIT_EM = 0.74
"""Height of digits and capitals in ems."""

_FOOT_EM = 0.12
"""Ems by which the em box reaches under the feet of digits."""

_LEAST_STEPS = 3
_LEAST_PITCH, _MOST_PITCH = 0.88, 1.14
"""Ems of a pitch that is set without space; what is wider is spaced out."""

_SAME_SIZE = 0.06
"""Sizes that differ by a smaller share are one."""

_SAME_SIZE_SHORT = 0.13
"""The same for lines of fewer than _SHORT_LINE characters, of which only heights tell the size."""

_SHORT_LINE = 5

_RAISED_SHARE = 0.7
"""Share of its usual height under which a character is of smaller type than its line."""

_RAISED_EM = 0.12
"""Ems above the foot of its line at which smaller type ends."""

_FULL_PITCH_EM = 0.8
"""Ems from one digit or letter to the next, from which they are set in full width."""


_NEIGHBOUR_EM = 1.4
"""Ems between the middles of two characters without a space between them, at most."""

_DIGIT_WIDE = 0.55
"""Ems from a narrow digit to the next; a 1 has as much as the others."""

_LEAST_WIDE = 0.28
"""Ems that any letter takes, even an i."""

_BRACKETS = "()[]{}"


class GlyphBox(NamedTuple):
    """A character in its em box, in points of the straightened page."""

    text: str
    box: Box
    size: float
    confidence: float
    rival: str
    line: int
    """Index of its line on the page."""


@dataclass(slots=True)
class _Measured:
    reading: LineReading
    em: float
    """Pixels."""
    top: float
    """Pixels: upper edge of the em boxes of the line."""


def box_glyphs(readings: Sequence[LineReading]) -> list[GlyphBox]:
    """Give the characters of a page's lines their em boxes."""
    measured = [_measured(reading, _usual_em(readings)) for reading in readings]
    sizes = _alike([line.em for line in measured], [len(line.reading.characters) for line in measured])
    found: list[GlyphBox] = []
    for index, (line, em) in enumerate(zip(measured, sizes, strict=True)):
        line.top += (line.em - em) / 2
        line.em = em
        found += _boxes(line, index)
    return found


def _usual_em(readings: Sequence[LineReading]) -> float:
    """Pixels of the em of most characters; of a bar alone in a cell nothing else tells it."""
    heights = [
        (c.ink[3] - c.ink[1]) / _IDEOGRAPH_EM for r in readings for c in r.characters if _is_ideograph(c.text)
    ]
    return median(heights) if heights else 10 * SCALE


def _is_ideograph(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff" and text not in "一二三工土上日口"


def _is_kana(text: str) -> bool:
    return (
        "\u3041" <= text <= "\u30fa"
        and text not in "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶヘへくハロニ"
    )


def _is_narrow(text: str) -> bool:
    return unicodedata.east_asian_width(text) in ("Na", "H", "N") or "！" <= text <= "～"


def _is_letter_or_digit(text: str) -> bool:
    return _is_narrow(text) and text.isalnum()


def _measured(reading: LineReading, usual: float) -> _Measured:
    found = _by_height(reading, usual)
    pitch = _pitch(reading.characters, found.em)
    if pitch is not None:
        found.top += (found.em - pitch) / 2
        found.em = pitch
    return found


def _pitch(characters: Sequence[LineCharacter], em: float) -> float | None:
    """Pixels from one ideograph or kana to the next, where these are set without space between them: the em
    itself, more exact than any height. None where there are too few to tell."""
    steps = []
    for before, after in pairwise(characters):
        if _fills_em(before.text) and _fills_em(after.text):
            step = (after.ink[0] + after.ink[2] - before.ink[0] - before.ink[2]) / 2
            if 0.75 * em <= step <= 1.3 * em:
                steps.append(step)
    if len(steps) < _LEAST_STEPS:
        return None
    pitch = mean(steps)
    return pitch if _LEAST_PITCH * em <= pitch <= _MOST_PITCH * em else None


def _by_height(reading: LineReading, usual: float) -> _Measured:
    characters = reading.characters
    ideographs = [c for c in characters if _is_ideograph(c.text)]
    if ideographs:
        high = median(c.ink[3] - c.ink[1] for c in ideographs)
        large = [c for c in ideographs if c.ink[3] - c.ink[1] > 0.8 * high]
        em = max(high, median(c.ink[3] - c.ink[1] for c in large)) / _IDEOGRAPH_EM
        middle = median((c.ink[1] + c.ink[3]) / 2 for c in large)
        return _Measured(reading, em, middle - em / 2)
    kana = [c for c in characters if _is_kana(c.text)]
    digits = [c for c in characters if unicodedata.normalize("NFKC", c.text)[:1].isdigit()]
    capitals = [c for c in characters if c.text.isascii() and c.text.isupper()]
    if kana and not digits:
        em = median(c.ink[3] - c.ink[1] for c in kana) / _KANA_EM
        middle = median((c.ink[1] + c.ink[3]) / 2 for c in kana)
        return _Measured(reading, em, middle - em / 2)
    if digits or capitals:
        some = digits or capitals
        em = median(c.ink[3] - c.ink[1] for c in some) / _DIGIT_EM
        foot = median(c.ink[3] for c in some)
        return _Measured(reading, em, foot + _FOOT_EM * em - em)
    middle = (reading.line.top + reading.line.bottom) / 2
    em = max(usual, float(reading.line.bottom - reading.line.top))
    return _Measured(reading, em, middle - em / 2)


def _alike(ems: Sequence[float], counts: Sequence[int]) -> list[float]:
    """Return the sizes with those that are nearly the same made one, the most frequent first.

    A line of few characters shows its size less exactly, and takes that of others more readily.
    """
    weights: dict[float, int] = {}
    shortest: dict[float, int] = {}
    for em, count in zip(ems, counts, strict=True):
        key = round(em, 1)
        weights[key] = weights.get(key, 0) + count
        shortest[key] = max(shortest.get(key, 0), count)
    settled: dict[float, float] = {}
    centres: list[float] = []
    for em in sorted(weights, key=lambda em: (shortest[em] < _SHORT_LINE, -_weight_near(em, weights), em)):
        room = _SAME_SIZE if shortest[em] >= _SHORT_LINE else _SAME_SIZE_SHORT
        near = [centre for centre in centres if abs(centre - em) <= room * centre]
        if near:
            settled[em] = min(near, key=lambda centre: abs(centre - em))
        else:
            centres.append(em)
            settled[em] = em
    return [settled[round(em, 1)] for em in ems]


def _weight_near(em: float, weights: dict[float, int]) -> int:
    return sum(count for other, count in weights.items() if abs(other - em) <= 0.04 * em)


def _boxes(line: _Measured, index: int) -> list[GlyphBox]:
    characters = line.reading.characters
    found: list[GlyphBox] = []
    texts = _in_width(characters, line.em)
    for character, text in zip(characters, texts, strict=True):
        em, top = line.em, line.top
        if _is_small(character, line):
            share = _DIGIT_EM if _is_narrow(character.text) else _IDEOGRAPH_EM
            em = max((character.ink[3] - character.ink[1]) / share, 0.4 * line.em)
            top = (character.ink[1] + character.ink[3]) / 2 - em / 2
        x0, x1 = _across(character, text, em)
        if found:
            # Two boxes share no more than the play of measuring.
            x0 = max(x0, min(found[-1].box.x1 * SCALE, (x0 + x1) / 2))
        box = Box(x0 / SCALE, top / SCALE, x1 / SCALE, (top + em) / SCALE)
        found.append(GlyphBox(text, box, round(em / SCALE, 1), character.confidence, character.rival, index))
    return found


def _is_small(character: LineCharacter, line: _Measured) -> bool:
    """Return True for a raised mark: ※１ behind a word, half a letter high and ending above its foot."""
    if not (character.text in "※＊*注" or character.text.isdigit()):
        return False
    usual = (_DIGIT_EM if character.text.isdigit() else 0.85) * line.em
    foot = line.top + (1 - _FOOT_EM) * line.em
    return (
        character.ink[3] - character.ink[1] < _RAISED_SHARE * usual
        and foot - character.ink[3] > _RAISED_EM * line.em
    )


def _in_width(characters: Sequence[LineCharacter], em: float) -> list[str]:
    """Letters, digits and brackets in full width where they are set so wide, else narrow."""
    texts = [c.text for c in characters]
    for index, text in enumerate(texts):
        if narrow_width(text) in _BRACKETS:
            texts[index] = (
                _full(narrow_width(text)) if _is_bracket_full(characters, index, em) else narrow_width(text)
            )
    start = 0
    while start < len(texts):
        end = start
        while end < len(texts) and (_is_letter_or_digit(texts[end]) or _is_in_number(texts, end)):
            end += 1
        if end > start:
            is_full = _is_set_full(characters, texts, start, end, em)
            for index in range(start, end):
                texts[index] = _full(narrow_width(texts[index])) if is_full else narrow_width(texts[index])
            start = end
        start += 1
    return texts


def _is_in_number(texts: Sequence[str], index: int) -> bool:
    """Return True for the comma or point inside a number, which is as wide as its digits."""
    return (
        narrow_width(texts[index]) in ",."
        and 0 < index < len(texts) - 1
        and texts[index - 1].isdigit()
        and texts[index + 1].isdigit()
    )


def _middle(character: LineCharacter) -> float:
    return (character.ink[0] + character.ink[2]) / 2


def _is_bracket_full(characters: Sequence[LineCharacter], index: int, em: float) -> bool:
    """Return True where a bracket has the white of a full width on its outer side; one at the end of a line
    is as wide as most of the line."""
    opens = narrow_width(characters[index].text) in "([{"
    other = index - 1 if opens else index + 1
    if not 0 <= other < len(characters):
        return any(_fills_em(c.text) for c in characters)
    gap = abs(_middle(characters[index]) - _middle(characters[other]))
    half = 0.5 if _fills_em(characters[other].text) else 0.27
    return gap >= (half + 0.42) * em


def _is_set_full(
    characters: Sequence[LineCharacter], texts: Sequence[str], start: int, end: int, em: float
) -> bool:
    if end - start > 1:
        pitch = (_middle(characters[end - 1]) - _middle(characters[start])) / (end - 1 - start)
        return pitch >= _FULL_PITCH_EM * em
    # One alone: how far its neighbours are.
    votes = []
    for other in (start - 1, end):
        if 0 <= other < len(characters):
            gap = abs(_middle(characters[other]) - _middle(characters[start]))
            if gap > _NEIGHBOUR_EM * em:
                continue  # there is a space between them
            if _fills_em(texts[other]):
                votes.append(0.9 * em <= gap <= 1.2 * em)
            elif narrow_width(texts[other]) in _BRACKETS and texts[other] not in _BRACKETS:
                votes.append(gap >= 0.58 * em)
            elif texts[other] in "※－":
                votes.append(0.85 * em <= gap <= 1.2 * em)
    return bool(votes) and all(votes)


def _fills_em(text: str) -> bool:
    return "\u3041" <= text <= "\u30fa" or "\u4e00" <= text <= "\u9fff"


def _full(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _across(character: LineCharacter, text: str, em: float) -> tuple[float, float]:
    """Left and right edge of the em box: an em about the ink of what fills it, the ink itself of what is
    narrow."""
    x0, _, x1, _ = character.ink
    if unicodedata.east_asian_width(text) in ("W", "F", "A"):
        if text in "「『（【〔［｛〈《“‘":
            return min(x1 - 0.95 * em, x0), x1 + 0.05 * em
        if text in "」』）】〕］｝〉》”’、。，．":
            return x0 - 0.05 * em, max(x0 + 0.95 * em, x1)
        middle, half = (x0 + x1) / 2, max(em, x1 - x0) / 2
        return middle - half, middle + half
    middle = (x0 + x1) / 2
    half = max((x1 - x0) / 2 + 0.04 * em, (_DIGIT_WIDE / 2 if text.isdigit() else _LEAST_WIDE / 2) * em)
    return middle - half, middle + half
