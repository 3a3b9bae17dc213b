"""Lines of ink to characters: each line is cut out, read, and read again where something is left in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from planextract.japanese.widths import narrow_width
from planextract.recognise.doubled_strokes import drop_doubles
from planextract.recognise.homoglyphs import settle_by_neighbours, shape_of
from planextract.recognise.picture import pixels
from planextract.recognise.raised_marks import find_raised, with_raised_mark
from planextract.recognise.recogniser import Picture, ReadCharacter, Recogniser
from planextract.recognise.signs import Sign, filled_or_open, find_bar, find_signs
from planextract.recognise.text_lines import InkLine, PageLines, Piece

SURE = 0.9
"""Confidence from which a character needs no second look."""

DISPUTED = 0.5
"""Confidence of a character, at most, that two looks at one line read differently."""

_MARGIN = 0.14
"""White around a line, as a share of its height: much as the model was trained on."""

_OTHER_MARGIN = 0.05
"""The same for a second look, which sees the line larger."""

_REACH_EM = 0.45
"""Ems between a character's middle and ink that may be part of it."""

_NEXT_LINE_EM = 1.2
"""Ems between a line and the next that goes on with its text."""

_BARS = frozenset("一ー―—–-－")

_PART_EM = 0.45
"""Ems of ink beside a character, in one piece with it, that may be another character."""

_PART_CONFIDENCE = 0.6
"""Confidence, at most, of what is read in a part of a piece."""

_APART_EM = 0.1
"""Ems between pieces of ink that are looked at together."""


@dataclass(frozen=True, slots=True)
class LineCharacter:
    """A character, placed on the page."""

    text: str
    middle: float
    """Pixels from the left edge of the page."""
    ink: tuple[int, int, int, int]
    """Left, upper, right and lower edge of its ink, in pixels of the page."""
    confidence: float
    rival: str


@dataclass(frozen=True, slots=True)
class LineReading:
    """The characters of one line."""

    line: InkLine
    characters: tuple[LineCharacter, ...]


def read_lines(grey: Picture, page: PageLines, recogniser: Recogniser) -> list[LineReading]:
    """Read every line of a page whose ink is black on white."""
    found = [reading for line in page.lines if (reading := _read(grey, page, line, recogniser)).characters]
    return _settled(found, page.em)


def _settled(readings: list[LineReading], em: float) -> list[LineReading]:
    """Settle characters of one shape by their neighbours, also those on the lines above and below."""
    by_region: dict[int, list[int]] = {}
    for index, reading in enumerate(readings):
        by_region.setdefault(reading.line.region, []).append(index)
    texts = ["".join(c.text for c in reading.characters) for reading in readings]
    before, after = [""] * len(readings), [""] * len(readings)
    for indices in by_region.values():
        for index in indices:
            line = readings[index].line
            below = [
                other
                for other in indices
                if 0 <= readings[other].line.top - line.bottom <= _NEXT_LINE_EM * em
                and readings[other].line.x0 < line.x1
                and line.x0 < readings[other].line.x1
            ]
            if below:
                other = min(below, key=lambda other: readings[other].line.top)
                before[other], after[index] = texts[index][-2:], texts[other][:3]
    return [
        _with_texts(
            reading, settle_by_neighbours(before[index] + texts[index] + after[index])[len(before[index]) :]
        )
        for index, reading in enumerate(readings)
    ]


def _with_texts(reading: LineReading, texts: Sequence[str]) -> LineReading:
    return replace(
        reading,
        characters=tuple(
            replace(character, text=text) for character, text in zip(reading.characters, texts, strict=False)
        ),
    )


def cut_out(
    grey: Picture, labels: Picture, pieces: Sequence[Piece], height: float, margin: float
) -> tuple[Picture, float]:
    """Cut out pieces of ink, with nothing of what is around them, in a picture that is at least so high;
    and the x on the page of its left edge."""
    x0, top = min(p.x0 for p in pieces), min(p.top for p in pieces)
    x1, bottom = max(p.x1 for p in pieces), max(p.bottom for p in pieces)
    own = np.isin(labels[top:bottom, x0:x1], [p.label for p in pieces]).astype(np.uint8)
    around = max(1, round(margin * max(height, bottom - top)))
    pad = around + max(0, round((height - (bottom - top)) / 2))
    own = np.pad(own, ((pad, pad), (2 * around, 2 * around)))
    soft = cv2.dilate(own, np.ones((5, 5), np.uint8))
    canvas = np.full(own.shape, 255, np.uint8)
    y, x = top - pad, x0 - 2 * around
    sy0, sx0 = max(0, y), max(0, x)
    sy1, sx1 = min(grey.shape[0], y + own.shape[0]), min(grey.shape[1], x + own.shape[1])
    canvas[sy0 - y : sy1 - y, sx0 - x : sx1 - x] = grey[sy0:sy1, sx0:sx1]
    return np.where(soft > 0, canvas, 255).astype(np.uint8), float(x)


def _read(grey: Picture, page: PageLines, line: InkLine, recogniser: Recogniser) -> LineReading:
    height = max(line.bottom - line.top, 0.8 * page.em)
    found = _look(grey, page, line.pieces, height, _MARGIN, recogniser)
    bar = find_bar(line, page.em)
    if bar is None and any(c.confidence < SURE for c in found if c.text != " "):
        found = _compared(found, _look(grey, page, line.pieces, height, _OTHER_MARGIN, recogniser))
    found = [c for c in found if c.text.strip()]
    em = float(line.bottom - line.top)
    for pieces in _unexplained(line, found, max(em, 0.8 * page.em)):
        # A raised mark is seen best as large as type; a bar or dot would no longer be one.
        high = max(p.bottom for p in pieces) - min(p.top for p in pieces)
        more = _look(grey, page, pieces, high if high >= 0.3 * em else 0.8 * em, _MARGIN, recogniser)
        middle = (pieces[0].x0 + max(p.x1 for p in pieces)) / 2
        text = [c for c in more if c.text.strip()]
        # Read apart from its line a sign is less sure.
        found += (
            [c._replace(confidence=min(c.confidence, 0.95)) for c in text]
            if text
            else [ReadCharacter("\ufffd", middle, 0.0, "")]
        )
    for piece, x0, x1 in _unread_parts(line, found):
        found += _read_part(grey, page, piece, (x0, x1), recogniser)
    for pieces in find_raised(line):
        apart = _look(
            grey,
            page,
            pieces,
            max(p.bottom for p in pieces) - min(p.top for p in pieces),
            _MARGIN,
            recogniser,
        )
        found = with_raised_mark(found, pieces, [c for c in apart if c.text.strip()])
    found.sort(key=lambda c: c.middle)
    if bar is not None:
        found = [ReadCharacter(bar.text, (bar.x0 + bar.x1) / 2, bar.confidence, "")]
    else:
        found = _with_signs(found, find_signs(line, found, page.labels))
    return LineReading(line, _placed(page, line, drop_doubles(line, found)))


def _look(
    grey: Picture,
    page: PageLines,
    pieces: Sequence[Piece],
    height: float,
    margin: float,
    recogniser: Recogniser,
) -> list[ReadCharacter]:
    picture, left = cut_out(grey, page.labels, pieces, height, margin)
    return [c._replace(middle=c.middle + left) for c in recogniser.read_line(picture)]


def _compared(first: list[ReadCharacter], second: list[ReadCharacter]) -> list[ReadCharacter]:
    """The surer of two looks at a line; what the other reads differently is in dispute."""
    first = [c for c in first if c.text.strip()]
    second = [c for c in second if c.text.strip()]
    if not first or not second:
        return [c._replace(confidence=min(c.confidence, DISPUTED)) for c in first or second]
    best, other = (first, second) if _least(first) >= _least(second) else (second, first)
    if [_shape(c) for c in best] == [_shape(c) for c in other]:
        # Both looks agree: the surer one counts for each character.
        return [
            a._replace(confidence=max(a.confidence, b.confidence)) for a, b in zip(best, other, strict=True)
        ]
    settled = []
    for character in best:
        nearest = min(other, key=lambda c: abs(c.middle - character.middle))
        settled.append(
            character
            if _shape(nearest) == _shape(character)
            else character._replace(
                confidence=min(character.confidence, DISPUTED),
                rival=nearest.text,
            )
        )
    return settled


def _shape(character: ReadCharacter) -> str:
    return shape_of(narrow_width(character.text))


def _least(characters: Sequence[ReadCharacter]) -> float:
    return min(c.confidence for c in characters)


def _unexplained(line: InkLine, found: Sequence[ReadCharacter], em: float) -> list[list[Piece]]:
    """The ink that no character was read from, piece by piece."""
    groups: list[list[Piece]] = []
    lonely = [p for p in line.pieces if _is_lonely(p, found, em)]
    for piece in lonely:
        if groups and piece.x0 - max(p.x1 for p in groups[-1]) <= _APART_EM * em:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _unread_parts(line: InkLine, found: Sequence[ReadCharacter]) -> list[tuple[Piece, int, int]]:
    """Return the parts, left and right, of pieces that are too wide for the one character read in them:
    letters that touch, of which one was passed over."""
    em = float(line.bottom - line.top)
    parts = []
    for piece in line.pieces:
        inside = [c for c in found if piece.x0 <= c.middle <= piece.x1 and c.text.strip()]
        if len(inside) != 1 or piece.bottom - piece.top < 0.5 * em or inside[0].text in _BARS:
            continue
        narrow = narrow_width(inside[0].text).isascii()
        half = (0.38 if narrow else 0.62) * em
        for x0, x1 in ((piece.x0, inside[0].middle - half), (inside[0].middle + half, piece.x1)):
            if x1 - x0 >= _PART_EM * em:
                parts.append((piece, round(x0), round(x1)))
    return parts


def _read_part(
    grey: Picture, page: PageLines, piece: Piece, part: tuple[int, int], recogniser: Recogniser
) -> list[ReadCharacter]:
    """Read a part of a piece of ink by itself; U+FFFD where nothing is read, so that it is not lost."""
    picture, left = cut_out(grey, page.labels, (piece,), 0.0, _MARGIN)
    picture = picture.copy()
    picture[:, : max(0, part[0] - round(left))] = 255
    picture[:, max(0, part[1] - round(left)) :] = 255
    low, high = max(0, part[0] - round(left) - 6), part[1] - round(left) + 6
    read = [
        c._replace(middle=c.middle + left + low, confidence=min(c.confidence, _PART_CONFIDENCE))
        for c in recogniser.read_line(picture[:, low:high])
        if c.text.strip()
    ]
    if len(read) > 1 and read[0].text in "NＮ":  # № that touches its number
        return [read[0]._replace(text="№", middle=(part[0] + part[1]) / 2)]
    return read or [ReadCharacter("\ufffd", (part[0] + part[1]) / 2, 0.0, "")]


def _is_lonely(piece: Piece, found: Sequence[ReadCharacter], em: float) -> bool:
    """Return True for ink that is farther from every character than ink of its own would be."""
    if any(piece.x0 <= c.middle <= piece.x1 for c in found):
        return False
    edge = min((min(abs(c.middle - piece.x0), abs(c.middle - piece.x1)) for c in found), default=em)
    return edge > _REACH_EM * em


def _with_signs(found: list[ReadCharacter], signs: Sequence[Sign]) -> list[ReadCharacter]:
    """Put in the signs that were known by their shape, for what was read from their ink."""
    for sign in signs:
        found = [c for c in found if not sign.x0 <= c.middle <= sign.x1]
        found.append(ReadCharacter(sign.text, (sign.x0 + sign.x1) / 2, sign.confidence, ""))
    return sorted(found, key=lambda c: c.middle)


def _placed(page: PageLines, line: InkLine, found: Sequence[ReadCharacter]) -> tuple[LineCharacter, ...]:
    """Give each character its ink: what is nearer to its middle than to any other, piece by piece.

    A piece that several middles lie in is shared out among them: letters that touch.
    """
    if not found:
        return ()
    middles = [c.middle for c in found]
    borders = [line.x0 - 1.0, *((a + b) / 2 for a, b in pairwise(middles)), line.x1 + 1.0]
    inks: list[list[tuple[int, int, int, int]]] = [[] for _ in found]
    for piece in line.pieces:
        inside = [k for k, m in enumerate(middles) if piece.x0 - 1 <= m <= piece.x1 + 1]
        if len(inside) > 1:
            for k in inside:
                x0, x1 = max(piece.x0, round(borders[k])), min(piece.x1, round(borders[k + 1]))
                if x1 > x0:
                    inks[k].append((x0, piece.top, x1, piece.bottom))
            continue
        centre = (piece.x0 + piece.x1) / 2
        nearest = inside[0] if inside else min(range(len(middles)), key=lambda k: abs(middles[k] - centre))
        inks[nearest].append(piece[:4])
    placed = []
    for character, parts in zip(found, inks, strict=True):
        x = round(character.middle)
        ink = (
            (
                min(p[0] for p in parts),
                min(p[1] for p in parts),
                max(p[2] for p in parts),
                max(p[3] for p in parts),
            )
            if parts
            else (x - pixels(1), line.top, x + pixels(1), line.bottom)
        )
        text = filled_or_open(character.text, parts, page.labels)
        placed.append(LineCharacter(text, character.middle, ink, character.confidence, character.rival))
    return tuple(placed)
