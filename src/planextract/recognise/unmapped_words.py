"""Words whose font does not tell its characters, read in the picture of the page.

A word is read in the context of its line, since a model of lines reads nothing so badly as a letter alone.
The characters around it that the file does map show which of those that are read belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from planextract.japanese.widths import narrow_width
from planextract.model.page import Glyph
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.recognise.glyph_votes import SIDE, Occurrence
from planextract.recognise.homoglyphs import shape_of
from planextract.recognise.recogniser import Picture, ReadCharacter, Recogniser

_CONTEXT = 6
"""Characters on each side of a word that are read with it."""

_GAP_EM = 1.2
"""Ems between glyphs of one line that are read together."""

_SAME_LINE_EM = 0.3
_MARGIN_EM = 0.12

_FULL_EM = 0.85
"""Ems of advance from which a letter or digit is set in full width."""


def find_occurrences(
    page: int, glyphs: Sequence[Glyph], picture: Picture, scale: float, recogniser: Recogniser
) -> list[Occurrence]:
    """Read the glyphs of a page that the file does not name; its picture has `scale` pixels a point."""
    found: list[Occurrence] = []
    for line in _lines(glyphs):
        unknown = [index for index, glyph in enumerate(line) if glyph.text == REPLACEMENT_CHARACTER]
        for first, last in _runs(unknown):
            context = line[max(0, first - _CONTEXT) : last + 1 + _CONTEXT]
            read = _read(context, picture, scale, recogniser)
            texts = _assign(line[first : last + 1], context, read)
            for glyph, (text, confidence) in zip(line[first : last + 1], texts, strict=True):
                width = (glyph.x1 - glyph.x0) / glyph.size
                found.append(
                    Occurrence(
                        page,
                        glyph[1:5],
                        width,
                        _shape_picture(glyph, picture, scale),
                        _in_width(text, width),
                        confidence,
                    )
                )
    return found


def _lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the upright lines that hold unnamed glyphs, from left to right, cut at wide gaps."""
    upright = [glyph for glyph in glyphs if glyph.angle == 0]
    heights = sorted({round(glyph.bottom, 1) for glyph in upright if glyph.text == REPLACEMENT_CHARACTER})
    lines: list[list[Glyph]] = []
    taken: set[int] = set()
    for height in heights:
        row = sorted(
            (
                (glyph.x0, index)
                for index, glyph in enumerate(upright)
                if index not in taken and abs(glyph.bottom - height) <= _SAME_LINE_EM * glyph.size
            ),
        )
        current: list[Glyph] = []
        for _, index in row:
            glyph = upright[index]
            taken.add(index)
            if current and glyph.x0 - current[-1].x1 > _GAP_EM * glyph.size:
                lines.append(current)
                current = []
            current.append(glyph)
        if current:
            lines.append(current)
    return [line for line in lines if any(glyph.text == REPLACEMENT_CHARACTER for glyph in line)]


def _runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and index == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _read(
    context: Sequence[Glyph], picture: Picture, scale: float, recogniser: Recogniser
) -> list[ReadCharacter]:
    """The characters of a stretch of line, their middles in points of the page."""
    size = max(glyph.size for glyph in context)
    x0 = min(glyph.x0 for glyph in context) - 2 * _MARGIN_EM * size
    x1 = max(glyph.x1 for glyph in context) + 2 * _MARGIN_EM * size
    top = min(glyph.top for glyph in context) - _MARGIN_EM * size
    bottom = max(glyph.bottom for glyph in context) + _MARGIN_EM * size
    part = _part(picture, scale, x0, top, x1, bottom)
    if min(part.shape) < 4:
        return []
    # What stands beside the stretch, cut through at its edge, would be read as a letter.
    edge = max(1, round(_MARGIN_EM * size * scale))
    part = part.copy()
    part[:, :edge] = part[:, -edge:] = np.uint8(np.median(part))
    left = max(0, round(x0 * scale))
    return [
        character._replace(middle=(character.middle + left) / scale)
        for character in recogniser.read_line(part)
        if character.text.strip()
    ]


def _part(picture: Picture, scale: float, x0: float, top: float, x1: float, bottom: float) -> Picture:
    height, width = picture.shape
    return picture[
        max(0, round(top * scale)) : min(height, round(bottom * scale)),
        max(0, round(x0 * scale)) : min(width, round(x1 * scale)),
    ]


def _assign(
    word: Sequence[Glyph], context: Sequence[Glyph], read: Sequence[ReadCharacter]
) -> list[tuple[str, float]]:
    """Which character was read for each glyph of a word, and how sure that is.

    As many characters as there are glyphs, in their order; where there are more or fewer, each glyph has the
    one whose middle is on it, with half the confidence.
    """
    x0, x1 = word[0].x0, word[-1].x1
    inside = [character for character in read if x0 <= character.middle <= x1]
    trust = _agreement(context, read)
    if len(inside) == len(word):
        return [(character.text, trust * character.confidence) for character in inside]
    borders = [x0, *((a.x1 + b.x0) / 2 for a, b in pairwise(word)), x1]
    texts = []
    for low, high in pairwise(borders):
        on_it = [character for character in inside if low <= character.middle < high]
        texts.append((on_it[0].text, 0.5 * trust * on_it[0].confidence) if len(on_it) == 1 else ("", 0.0))
    return texts


def _agreement(context: Sequence[Glyph], read: Sequence[ReadCharacter]) -> float:
    """Share of the characters around a word, which are known, that were read as they are."""
    known = [glyph for glyph in context if glyph.text != REPLACEMENT_CHARACTER]
    if not known:
        return 1.0
    right = 0
    for glyph in known:
        here = [c for c in read if glyph.x0 <= c.middle <= glyph.x1]
        right += any(_shape(c.text) == _shape(glyph.text) for c in here)
    # One miss in a long stretch is usual: № is no character of the model.
    return min(1.0, (right + 1) / len(known))


def _shape(text: str) -> str:
    return shape_of(narrow_width(text))


def _in_width(text: str, width: float) -> str:
    """A letter or digit in the width that it is set in."""
    if len(text) == 1 and text.isalnum() and narrow_width(text).isascii():
        narrow = narrow_width(text)
        return chr(ord(narrow) + 0xFEE0) if width >= _FULL_EM else narrow
    return text


def _shape_picture(glyph: Glyph, picture: Picture, scale: float) -> bytes:
    """The em box of a glyph, made comparable with others of any size."""
    side = glyph.size / 2
    x = (glyph.x0 + glyph.x1) / 2
    part = _part(picture, scale, x - side, glyph.top, x + side, glyph.bottom)
    if min(part.shape) < 2:
        return bytes([255]) * SIDE * SIDE
    within: Any = part.copy()
    # Only its own advance: neighbours are no part of it.
    keep = max(1, round((glyph.x1 - glyph.x0) * scale))
    away = max(0, (part.shape[1] - keep) // 2)
    if away:
        within[:, :away] = within[:, -away:] = 255
    return bytes(cv2.resize(within, (SIDE, SIDE), interpolation=cv2.INTER_AREA).tobytes())
