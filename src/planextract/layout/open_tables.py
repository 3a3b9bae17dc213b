"""Find tables whose rulings enclose no cells: horizontal rulings only, coloured rows or cells, open corners.

A table begins with a strip of heads and goes down as long as strips contain text in its columns. Vertical
edges through the heads separate the columns; without them the heads and the text under them do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from planextract.layout.borderless import FoundTables
from planextract.layout.column_model import ColumnModel, build_column_model
from planextract.layout.header_band import (
    MAX_LINE_GAP_EM,
    MIN_COLUMNS,
    HeaderBand,
    count_years,
    find_header_band,
    is_header_like,
)
from planextract.layout.strip_table import build_strip_table
from planextract.layout.strips import MAX_CELL_GAP_POINTS, PageEdges, Strip, collect_edges, cut_row
from planextract.layout.words import Word, WordRow, build_word_rows
from planextract.model.geometry import Box
from planextract.model.layout import Table
from planextract.model.page import Glyph, Ruling

_WORD_GAP_EM = 0.5

_MAX_ROW_LINES = 24
_MAX_HEADER_LINES = 4

_MIN_HEAD_GAP_EM = 2.0
"""Smallest gap, in ems, between the heads of another table right below; names beside a label are closer."""

_MAX_TAIL_GAP_EM = 1.2
"""Largest gap, in ems, above the last row of a table, which no edge closes."""


class _OpenTable(NamedTuple):
    """A table that was found, its words, and the index of the height of its last edge."""

    table: Table
    words: list[Word]
    last: int


def find_open_tables(glyphs: Sequence[Glyph], rulings: Iterable[Ruling], fills: Iterable[Box]) -> FoundTables:
    """Return the tables that open rulings and coloured boxes draw, and the glyphs outside them."""
    edges = collect_edges([], rulings, fills)
    if len(edges.heights) < 2:
        return FoundTables((), tuple(glyphs))
    edges = PageEdges(build_word_rows(glyphs, _WORD_GAP_EM), edges.across, edges.down)
    tables: list[Table] = []
    inside: set[int] = set()
    index = 0
    while index < len(edges.heights) - 1:
        found = _find_table(edges, index)
        index = found.last if found is not None else index + 1
        if found is not None:
            tables.append(found.table)
            inside.update(id(glyph) for word in found.words for glyph in word.glyphs)
    return FoundTables(tuple(tables), tuple(glyph for glyph in glyphs if id(glyph) not in inside))


def _find_table(edges: PageEdges, index: int) -> _OpenTable | None:
    """Return the table whose header is under the edge of an index; None where there is none."""
    for extent in edges.find_extents(index):
        bottom = edges.find_next(index, extent)
        header = edges.cut_strip(index, bottom, extent) if bottom is not None else None
        if bottom is None or header is None or not header.rows:
            continue
        drawn = edges.find_column_edges(header, extent)
        model = _read_drawn_heads(header, drawn, extent) if len(drawn) > 1 else _read_heads(header)
        if model is None:
            continue
        strips, last = _follow_strips(edges, bottom, model, extent)
        if strips:
            if len(drawn) < MIN_COLUMNS - 1:
                model = model.refine_edges([row.words for strip in strips for row in strip.rows])
            return _OpenTable(*build_strip_table([header, *strips], model, edges.across, extent), last)
    return None


def _read_drawn_heads(
    strip: Strip, drawn: Sequence[float], extent: tuple[float, float]
) -> ColumnModel | None:
    """Return the columns between drawn edges; None where they do not hold a head each."""
    words = sorted((word for row in strip.rows for word in row.words), key=lambda word: word.top)
    bounds = pairwise([extent[0], *drawn, extent[1]])
    heads = [tuple(word for word in words if low <= word.middle < high) for low, high in bounds]
    if not all(heads):
        return None
    columns = tuple((min(word.x0 for word in head), max(word.x1 for word in head)) for head in heads)
    band = HeaderBand(0, 1, columns, tuple(heads), ())
    return ColumnModel(columns, tuple(drawn), strip.size) if is_header_like(band) else None


def _read_heads(strip: Strip) -> ColumnModel | None:
    """Return the columns of heads without edges between them; None where a strip is not a header."""
    band = _find_whole_band(strip)
    return build_column_model(band, strip.size) if band is not None and not band.groups else None


def _find_whole_band(strip: Strip) -> HeaderBand | None:
    """Return the header that all rows of a strip are part of."""
    band = find_header_band(strip.rows, 0) if strip.rows else None
    return band if band is not None and not band.first and band.end == len(strip.rows) else None


def _follow_strips(
    edges: PageEdges, index: int, model: ColumnModel, extent: tuple[float, float]
) -> tuple[list[Strip], int]:
    """Return the strips under a header that are rows of its table, and the index of the last height."""
    strips: list[Strip] = []
    last = index
    below = edges.find_next(last, extent)
    while below is not None:
        strip = edges.cut_strip(last, below, extent)
        after = edges.find_next(below, extent)
        following = edges.cut_strip(below, after, extent) if after is not None else None
        ends = following is not None and _begins_table(edges, following, model, extent)
        if ends or _begins_table(edges, strip, model, extent) or not _is_row(strip, model):
            break
        strips.append(strip)
        last, below = below, after
    top = edges.heights[last]
    if strips and edges.is_box_above(top):
        # A coloured row may be followed by one without a ground, which no edge closes.
        tail = _find_tail(edges.rows, top, edges.heights[below] if below is not None else None, model, extent)
        strips += [tail] if tail is not None else []
    return strips, last


def _begins_table(edges: PageEdges, strip: Strip, model: ColumnModel, extent: tuple[float, float]) -> bool:
    """Return True for a strip of heads of another table: years, other edges, or heads in no column."""
    if not strip.rows or len(strip.rows) > _MAX_HEADER_LINES:
        return False
    drawn = edges.find_column_edges(strip, extent)
    if any(min(abs(edge - known) for known in model.edges) > MAX_CELL_GAP_POINTS for edge in drawn):
        return True
    band = _find_whole_band(strip)
    if band is None or drawn:
        return band is not None and count_years(band) > 1
    apart = all(right[0] - left[1] > _MIN_HEAD_GAP_EM * model.size for left, right in pairwise(band.columns))
    centred = all(model.is_centred(*placed) for placed in strip.place_words(model))
    return count_years(band) > 1 or (apart and len(band.columns) < model.count and not centred)


def _is_row(strip: Strip, model: ColumnModel) -> bool:
    """Return True for a strip whose words are in the columns, or beside a label."""
    placed = strip.place_words(model)
    labels = [word for word, column in placed if not column]
    if not placed or len(strip.rows) > _MAX_ROW_LINES or any(_is_key(word) for word in labels):
        return False
    if len(labels) == len(placed):
        return all(model.is_inside(word, 0) for word in labels) and len(strip.rows) < MIN_COLUMNS
    # Only text beside a label may run over the edges of columns, but not into the column of the labels.
    if any(column and word.x0 < model.heads[0][1] for word, column in placed):
        return False
    return not any(model.is_crossing(*pair) for pair in placed if not labels or not pair[1])


def _is_key(word: Word) -> bool:
    return word.text.endswith(("：", ":"))


def _find_tail(
    rows: Sequence[WordRow],
    top: float,
    bottom: float | None,
    model: ColumnModel,
    extent: tuple[float, float],
) -> Strip | None:
    """Return the last row of a table, under its last edge at `top`: a label with text beside it, or a cell.

    `bottom` is the next edge below: a line right above it is the caption of another table.
    """
    found: list[WordRow] = []
    reach = top
    for row in rows:
        if row.middle <= top:
            continue
        inside = cut_row(row, extent)
        gap = MAX_LINE_GAP_EM if found else _MAX_TAIL_GAP_EM
        if row.top - reach > gap * row.size or len(inside.words) < len(row.words):
            break
        found.append(inside)
        reach = row.bottom
    if not found or (bottom is not None and bottom - reach < 2 * _MAX_TAIL_GAP_EM * found[-1].size):
        return None
    strip = Strip(top, reach + 1, tuple(found))
    placed = strip.place_words(model)
    labels = [word for word, column in placed if not column]
    fits = len(labels) == 1 < len(placed) or (not labels and all(model.is_inside(*pair) for pair in placed))
    return (
        strip
        if fits and all(word.x1 <= model.edges[0] for word in labels) and _is_row(strip, model)
        else None
    )
