"""The ink of a page to lines of text: each cell by itself, cut along the gaps between its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from planextract.recognise.picture import pixels
from planextract.recognise.recogniser import Picture

_SMALLEST_TYPE_PT = 4.5
"""Points: ink lower than this is no line's usual height."""

_USUAL_TYPE_PT = 10.0
"""Points of the type on a page that does not show any."""

_SIGN_GAP_EM = 0.4
"""Ems between the strokes of one character: 二, 三, 言."""

_COLUMN_GAP_EM = 1.0
"""Ems between things beside each other that share no lines."""

_SEGMENT_GAP_EM = 1.6
"""Ems from which the parts of a line are read by themselves."""

_STACK_GAP_EM = 0.3
"""Ems between lines above each other and the higher type that they are beside."""

_STACKED_SHARE = 0.36
"""Share of the height of lines above each other that each of them has at least; strokes have less."""

_LINE_EM = 1.6
"""Ems up to which a block is one line."""

_DEEPEST = 12


class Piece(NamedTuple):
    """A connected piece of ink, in pixels of the page."""

    x0: int
    top: int
    x1: int
    bottom: int
    label: int


@dataclass(frozen=True, slots=True)
class InkLine:
    """The ink of one line of text."""

    pieces: tuple[Piece, ...]
    region: int
    """Cells, and what is outside them, by number."""

    @property
    def x0(self) -> int:
        """Left edge of the ink."""
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> int:
        """Right edge of the ink."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def top(self) -> int:
        """Upper edge of the ink."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> int:
        """Lower edge of the ink."""
        return max(piece.bottom for piece in self.pieces)


class PageLines(NamedTuple):
    """All lines of a page, with the labels of the ink that they are made of."""

    lines: tuple[InkLine, ...]
    labels: Picture
    """For each pixel the label of its piece."""
    em: float
    """Pixels: the height of most of the page's type."""


def find_lines(mask: Picture, walls: Picture) -> PageLines:
    """Find the lines in the ink of a page; none crosses a wall (a ruling)."""
    free = np.where(walls > 0, 0, mask).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=8)
    _, areas = cv2.connectedComponents(np.where(walls > 0, 0, 255).astype(np.uint8), connectivity=4)
    firsts = _first_pixels(labels, count)
    regions: dict[int, list[Piece]] = {}
    for index in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[index])
        region = int(areas.flat[firsts[index]])
        regions.setdefault(region, []).append(Piece(x, y, x + width, y + height, index))
    em = _usual_height(regions.values())
    found = [
        InkLine(tuple(sorted(pieces)), region)
        for region in sorted(regions)
        for pieces in _cut(regions[region], em, 0)
        if not _is_dust(pieces)
    ]
    return PageLines(tuple(sorted(found, key=lambda line: (line.top, line.x0))), labels, em)


def _first_pixels(labels: Picture, count: int) -> Picture:
    """Index of one pixel of each label."""
    firsts = np.zeros(count, np.int64)
    flat = labels.ravel()
    inked = np.flatnonzero(flat)
    firsts[flat[inked[::-1]]] = inked[::-1]
    return firsts


def _is_dust(pieces: Sequence[Piece]) -> bool:
    """Return True for ink so small that it can't be a character, even ・ or ―."""
    width = max(piece.x1 for piece in pieces) - min(piece.x0 for piece in pieces)
    height = max(piece.bottom for piece in pieces) - min(piece.top for piece in pieces)
    return max(width, height) < pixels(1.2)


def _usual_height(regions: object) -> float:
    """The height of most lines, in which wide ones count more."""
    heights: list[int] = []
    assert hasattr(regions, "__iter__")
    for pieces in regions:
        for row in _rows(pieces):
            height = max(p.bottom for p in row) - min(p.top for p in row)
            if pixels(_SMALLEST_TYPE_PT) <= height <= pixels(3 * _USUAL_TYPE_PT):
                heights += [height] * len(row)
    return median(heights) if heights else float(pixels(_USUAL_TYPE_PT))


def _cut(pieces: Sequence[Piece], em: float, depth: int) -> Iterator[list[Piece]]:
    """Cut a block along its level gaps, then what is still no line along its plumb ones, and so on."""
    for row in _joined_signs(_rows(pieces), em):
        height = max(p.bottom for p in row) - min(p.top for p in row)
        tallest = max(p.bottom - p.top for p in row)
        is_line = height <= _LINE_EM * max(em, tallest if tallest < 6 * em else em)
        gap = _SEGMENT_GAP_EM * max(em, min(height, 3 * em)) if is_line else _COLUMN_GAP_EM * em
        parts = _columns(row, gap)
        if len(parts) == 1 or depth == _DEEPEST:
            yield from _without_stacks(row, em)
        elif is_line:
            for part in parts:
                yield from _without_stacks(part, em)
        else:
            for part in parts:
                yield from _cut(part, em, depth + 1)


def _without_stacks(row: Sequence[Piece], em: float) -> Iterator[list[Piece]]:
    """Cut out small lines above each other that are beside a higher one, such as 戦略 over 計画."""
    rest: list[Piece] = []
    for part in _columns(row, _STACK_GAP_EM * em):
        rows = _rows(part)
        least = _STACKED_SHARE * (max(p.bottom for p in part) - min(p.top for p in part))
        if len(rows) > 1 and all(
            max(p.bottom for p in r) - min(p.top for p in r) >= least and len(_columns(r, 0)) > 1
            for r in rows
        ):
            if rest:
                yield rest
                rest = []
            yield from rows
        else:
            rest += part
    if rest:
        yield rest


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Groups of pieces between which there is a level gap, from top to bottom."""
    return _groups(sorted(pieces, key=lambda p: (p.top, p.x0)), 1, 3, 0)


def _columns(pieces: Sequence[Piece], gap: float) -> list[list[Piece]]:
    """Groups of pieces between which there is a plumb gap of so many pixels, from the left."""
    return _groups(sorted(pieces), 0, 2, gap)


def _groups(pieces: Sequence[Piece], low: int, high: int, gap: float) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    reach = 0
    for piece in pieces:
        if groups and piece[low] - reach <= gap:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        reach = max(reach, piece[high]) if len(groups[-1]) > 1 else piece[high]
    return groups


def _joined_signs(rows: list[list[Piece]], em: float) -> list[list[Piece]]:
    """Join rows that are parts of one character: the strokes of a 二 that has a cell to itself."""
    joined: list[list[Piece]] = []
    for row in rows:
        if joined and _is_one_sign(joined[-1], row, em):
            joined[-1] = [*joined[-1], *row]
        else:
            joined.append(row)
    return joined


def _is_one_sign(upper: Sequence[Piece], lower: Sequence[Piece], em: float) -> bool:
    top, end = min(p.top for p in upper), max(p.bottom for p in upper)
    start, bottom = min(p.top for p in lower), max(p.bottom for p in lower)
    if start - end > _SIGN_GAP_EM * em or bottom - top > 1.15 * em:
        return False
    both = [*upper, *lower]
    if max(p.x1 for p in both) - min(p.x0 for p in both) <= 1.3 * em:
        return True
    # The dots of a row that is otherwise low: ・・・, or dots over low letters.
    return min(end - top, bottom - start) <= 0.25 * em and start - end <= 0.25 * em
