"""Build the table of a header and the strips below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from planextract.layout.cell_grid import is_free_text
from planextract.layout.column_model import ColumnModel
from planextract.layout.grid import SNAP_DISTANCE_POINTS, RulingEdge, build_cells, merge_edges
from planextract.layout.header_band import is_close
from planextract.layout.lines import build_lines
from planextract.layout.strips import Strip
from planextract.layout.words import Word, WordRow
from planextract.model.geometry import Box
from planextract.model.layout import Table, TableCell
from planextract.model.page import Glyph


def build_strip_table(
    strips: Sequence[Strip], model: ColumnModel, across: Sequence[RulingEdge], extent: tuple[float, float]
) -> tuple[Table, list[Word]]:
    """Return the table of strips, the header first, and the words in it.

    A cell spans the strips between which no edge is drawn over its column.
    """
    columns = [extent[0], *model.edges, extent[1]]
    middles = [(above.bottom + below.top) / 2 for above, below in pairwise(strips)]
    rows = [strips[0].top, *middles, strips[-1].bottom]
    placed = [strip.place_words(model) for strip in strips]
    cuts = _find_cuts(strips, rows, across, extent)
    cuts += _close_between_texts(strips, rows, columns, cuts, model)
    sides = [RulingEdge(columns[0], rows[0], rows[-1]), RulingEdge(columns[-1], rows[0], rows[-1])]
    for words, (top, bottom) in zip(placed, pairwise(rows), strict=True):
        drawn = model.edges[:1] if is_free_text(words, model) else model.edges
        sides += [RulingEdge(x, top, bottom) for x in drawn]
    cells = build_cells(rows, columns, merge_edges(cuts), sorted(sides))
    owner = {
        (row, column): number
        for number, cell in enumerate(cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    inside: list[list[Glyph]] = [[] for _ in cells]
    for index, words in enumerate(placed):
        for word, column in words:
            inside[owner[index, column]].extend(word.glyphs)
    table = Table(
        Box(columns[0], rows[0], columns[-1], rows[-1]),
        tuple(columns),
        tuple(rows),
        tuple(TableCell(*cell, tuple(build_lines(own))) for cell, own in zip(cells, inside, strict=True)),
    )
    return table, [word for words in placed for word, _ in words]


def _find_cuts(
    strips: Sequence[Strip], rows: Sequence[float], across: Sequence[RulingEdge], extent: tuple[float, float]
) -> list[RulingEdge]:
    """Return the edges between strips, each at the row's edge, and those at top and bottom of the table."""
    cuts = [RulingEdge(rows[0], *extent), RulingEdge(rows[-1], *extent)]
    for (above, below), at in zip(pairwise(strips), rows[1:-1], strict=True):
        low, high = above.bottom - SNAP_DISTANCE_POINTS, below.top + SNAP_DISTANCE_POINTS
        cuts += [RulingEdge(at, edge.low, edge.high) for edge in across if low <= edge.at <= high]
    return cuts


def _close_between_texts(
    strips: Sequence[Strip],
    rows: Sequence[float],
    columns: Sequence[float],
    cuts: Sequence[RulingEdge],
    model: ColumnModel,
) -> list[RulingEdge]:
    """Return edges between texts of a column, apart from each other, that only part of an edge separates."""
    found = []
    for column, (low, high) in enumerate(pairwise(columns)):
        last: WordRow | None = None
        for strip, at in zip(strips, rows, strict=False):
            own = [row for row in strip.rows if column in model.place_words(row.words)]
            covered = (min(edge.high, high) - max(edge.low, low) for edge in cuts if edge.at == at)
            closed = max(covered, default=0.0) > (high - low) / 2
            if own and last is not None and not closed and not is_close(last, own[0]):
                found.append(RulingEdge(at, low, high))
            last = own[-1] if own else None if closed else last
    return found
