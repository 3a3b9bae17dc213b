"""Find vertical writing in a cell: columns of upright characters from the top down, read from the right.

Programs set it with vertical fonts or character by character, so that only the places of the glyphs show
it: they follow each other closely downwards and leave more room between columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from planextract.model.layout import Line, Segment
from planextract.model.page import Box, Glyph

_MIN_COLUMN_GLYPHS = 4
"""Smallest number of characters in the longest column."""

_MAX_PITCH_EM = 1.2
"""Largest distance between characters of a column, in ems; lines of level writing are farther apart."""

_MIN_COLUMN_PITCH_EM = 1.25
"""Smallest distance between two columns, in ems; characters of level writing are closer."""

_MIN_CLOSE_SHARE = 0.75
"""Smallest share of the steps down that must be close: a blank or a number set level makes a longer one."""

_SAME_PLACE_EM = 0.35


def build_vertical_lines(glyphs: Sequence[Glyph]) -> list[Line] | None:
    """Return the columns of a cell from right to left; None where its writing is not vertical.

    Characters that lie on their side belong to the column, such as Latin words.
    """
    if len(glyphs) < _MIN_COLUMN_GLYPHS:
        return None
    listed = [glyph for glyph in glyphs if glyph.angle in (0, 90)]
    if len(listed) < len(glyphs):
        return None
    size = max([glyph.size for glyph in listed])
    if not _has_long_column(listed, _SAME_PLACE_EM * size + 0.01):
        return None
    columns: list[list[Glyph]] = []
    for glyph in sorted(listed, key=_get_middle):
        if columns and _get_middle(glyph) - _get_middle(columns[-1][0]) < _SAME_PLACE_EM * size + 0.01:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    middles = [sum(map(_get_middle, column)) / len(column) for column in columns]
    if any(second - first < _MIN_COLUMN_PITCH_EM * size for first, second in pairwise(middles)):
        return None
    steps = close = 0
    for column in columns:
        column.sort(key=lambda glyph: (glyph.top + glyph.bottom) / 2)
        for before, after in pairwise(column):
            steps += 1
            step = (after.top + after.bottom - before.top - before.bottom) / 2
            close += step <= _MAX_PITCH_EM * size
    if close < _MIN_CLOSE_SHARE * steps:
        return None
    lines = [_build_column(column, size) for column in reversed(columns)]
    longest = max(line.box.height for line in lines)
    found: list[Line] = []
    is_full = False  # a full column continues in the next one
    for line in lines:
        if is_full:
            found[-1] = _join_columns(found[-1], line)
        else:
            found.append(line)
        is_full = line.box.height > longest - size
    return found


def _has_long_column(glyphs: Sequence[Glyph], width: float) -> bool:
    """Return whether enough glyphs are in one place across for a column; in few cells of level writing."""
    first, count = -inf, 0
    for middle in sorted([(glyph.x0 + glyph.x1) / 2 for glyph in glyphs]):
        if middle - first < width:
            count += 1
            if count >= _MIN_COLUMN_GLYPHS:
                return True
        else:
            first, count = middle, 1
    return False


def _join_columns(line: Line, more: Line) -> Line:
    box = line.box.unite_with(more.box)
    text = line.text + more.text
    segment = Segment(text, box.x0, box.x1)
    return Line(text, box, line.size, (segment,), line.glyphs + more.glyphs)


def _get_middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _build_column(column: list[Glyph], size: float) -> Line:
    """Return a column as one line; characters side by side in it, such as a number, are read level."""
    rows: list[list[Glyph]] = []
    for glyph in column:
        if rows and glyph.top + glyph.bottom - rows[-1][0].top - rows[-1][0].bottom < _SAME_PLACE_EM * size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    text = "".join(glyph.text for row in rows for glyph in sorted(row, key=lambda glyph: glyph.x0))
    box = Box(
        min(glyph.x0 for glyph in column),
        min(glyph.top for glyph in column),
        max(glyph.x1 for glyph in column),
        max(glyph.bottom for glyph in column),
    )
    return Line(text, box, round(size, 1), (Segment(text, box.x0, box.x1),), len(column))
