"""Find the parts of a page that are set in two columns, so that each column is read from top to bottom.

Two kinds are known: tables side by side with the text above and below them, as projects printed beside each
other; and running text set in two columns. Coordinates are points from the top left of the visible page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planextract.model.layout import Line
from planextract.model.page import Box, Glyph

_MIN_GUTTER_PT = 5.0
"""Smallest width of the gutter between tables side by side, in points."""

_FREE_PT = 2.0
"""Distance from the middle of a gutter within which no glyph may be, in points."""

_MIN_PROSE_LINES = 2
"""Smallest number of lines beside each other that are running text in two columns."""

_MIN_PROSE_CHARS = 8
"""Smallest number of characters of a full line of running text in a column."""

_MAX_RAGGED_EM = 2.5
"""Largest distance, in ems, by which a full line of a column may end before its right edge."""

_MAX_INDENT_EM = 1.3
"""Largest indent of a paragraph within a column, in ems."""


class ColumnRegion(NamedTuple):
    """A part of a page, from `top` to `bottom`, that is set in two columns with the gutter around `x`."""

    top: float
    bottom: float
    x: float


class _Gap(NamedTuple):
    """An empty stretch of a row of text."""

    x0: float
    x1: float


def find_column_regions(
    lines: Sequence[Line], glyphs: Sequence[Glyph], tables: Sequence[Box]
) -> list[ColumnRegion]:
    """Return the parts of a page that are set in two columns, from top to bottom.

    `lines` are the lines across the whole page outside its tables, from top to bottom, `glyphs` those of the
    lines; `tables` are the boxes of the tables.
    """
    regions: list[ColumnRegion] = []
    for region in (*_find_table_columns(lines, glyphs, tables), *_find_prose_columns(lines, tables)):
        if all(region.bottom <= other.top or region.top >= other.bottom for other in regions):
            regions.append(region)
    return sorted(regions)


def _find_table_columns(
    lines: Sequence[Line], glyphs: Sequence[Glyph], tables: Sequence[Box]
) -> Iterator[ColumnRegion]:
    """Yield a region around each pair of tables side by side, with the lines that keep its gutter free."""
    for left in tables:
        for right in tables:
            gutter = _Gap(left.x1, right.x0)
            beside = min(left.bottom, right.bottom) - max(left.top, right.top)
            if beside <= 0 or gutter.x1 - gutter.x0 < _MIN_GUTTER_PT:
                continue
            if any(_is_between(box, left, right) for box in tables):
                continue
            yield _extend_region(left, right, gutter, lines, glyphs, tables)


def _is_between(box: Box, left: Box, right: Box) -> bool:
    """Return whether a box is between two others that are side by side."""
    return box.x0 >= left.x1 and box.x1 <= right.x0 and box.bottom > max(left.top, right.top)


def _extend_region(
    left: Box,
    right: Box,
    gutter: _Gap,
    lines: Sequence[Line],
    glyphs: Sequence[Glyph],
    tables: Sequence[Box],
) -> ColumnRegion:
    """Return the region of two tables side by side, extended up and down as far as the gutter is free."""
    top, bottom = min(left.top, right.top), max(left.bottom, right.bottom)
    x = (gutter.x0 + gutter.x1) / 2
    over = [glyph for glyph in glyphs if glyph.x0 < x + _FREE_PT and glyph.x1 > x - _FREE_PT]
    rows = [(line.box, _has_glyph(line.box, over)) for line in lines]
    rows += [(box, box.x0 < x < box.x1) for box in tables]
    above = sorted((row for row in rows if row[0].bottom <= top), key=lambda row: -row[0].bottom)
    for box, crosses in above:
        if crosses:
            break
        top = min(top, box.top)
    below = sorted((row for row in rows if row[0].top >= bottom), key=lambda row: row[0].top)
    for box, crosses in below:
        if crosses:
            break
        bottom = max(bottom, box.bottom)
    return ColumnRegion(top, bottom, x)


def _has_glyph(box: Box, glyphs: Sequence[Glyph]) -> bool:
    """Return whether the middle of a glyph is at the height of a line."""
    return any(box.top <= (glyph.top + glyph.bottom) / 2 <= box.bottom for glyph in glyphs)


def _find_prose_columns(lines: Sequence[Line], tables: Sequence[Box]) -> Iterator[ColumnRegion]:
    """Yield each run of lines beside each other that is running text in two columns."""
    run: list[Line] = []
    for line in lines:
        if run and not _continues_columns(run, line, tables):
            yield from _make_prose_region(run)
            run = []
        if run or len(line.segments) == 2:
            run.append(line)
    yield from _make_prose_region(run)


def _continues_columns(run: Sequence[Line], line: Line, tables: Sequence[Box]) -> bool:
    """Return whether a line continues the columns above: it has the same gutter, and no table is between."""
    last, first = run[-1], run[0]
    if line.box.top - last.box.bottom > 1.5 * line.size or abs(line.size - first.size) > 0.04 * line.size:
        return False
    if any(last.box.bottom <= box.top < line.box.top for box in tables):
        return False
    right = min(other.segments[1].x0 for other in run if len(other.segments) == 2)
    left = max(other.segments[0].x1 for other in run if len(other.segments) == 2)
    if len(line.segments) == 1:
        segment = line.segments[0]
        return segment.x1 <= right - line.size or abs(segment.x0 - right) <= _MAX_INDENT_EM * line.size
    if len(line.segments) > 2:
        return False
    return line.segments[1].x0 > left and abs(line.segments[1].x0 - right) <= _MAX_INDENT_EM * line.size


def _make_prose_region(run: Sequence[Line]) -> Iterator[ColumnRegion]:
    """Yield the region of a run of lines, if both columns are running text, whose lines are full."""
    pairs = [line for line in run if len(line.segments) == 2]
    if len(pairs) < _MIN_PROSE_LINES:
        return
    size = pairs[0].size
    edges = [max(line.segments[side].x1 for line in pairs) for side in (0, 1)]
    for side, edge in enumerate(edges):
        own = [line.segments[side] for line in pairs]
        # A paragraph ends with a short line; the last line of the column is one.
        full = [segment for segment in own if segment.x1 >= edge - _MAX_RAGGED_EM * size]
        ends = [segment for segment in own if segment not in full]
        if any(not segment.text.endswith(("。", "）", ")", "」")) for segment in ends[:-1]) or 2 * len(
            full
        ) < len(own):
            return
        if any(len(segment.text) < _MIN_PROSE_CHARS for segment in full):
            return
    if not any("。" in line.text or "、" in line.text for line in pairs):
        return
    x = (edges[0] + min(line.segments[1].x0 for line in pairs)) / 2
    yield ColumnRegion(run[0].box.top, max(line.box.bottom for line in run), x)
