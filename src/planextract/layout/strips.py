"""Cut a page into strips at the edges that open rulings and coloured boxes draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from planextract.layout.column_model import ColumnModel
from planextract.layout.grid import SNAP_DISTANCE_POINTS, RulingEdge, merge_edges, snap_edges
from planextract.layout.words import Word, WordRow
from planextract.model.geometry import Box
from planextract.model.page import Ruling

MAX_CELL_GAP_POINTS = 6.0
"""Largest gap between the edges of neighbouring cells, in points: no line of text fits into it."""

_MIN_COMMON_SHARE = 0.5
"""Smallest share of a strip's height that an edge between columns runs through."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The rows of words between two edges, `top` and `bottom` in points."""

    top: float
    bottom: float
    rows: tuple[WordRow, ...]

    @property
    def size(self) -> float:
        """The largest font size in points; 0 without words."""
        return max((row.size for row in self.rows), default=0.0)

    def place_words(self, model: ColumnModel) -> list[tuple[Word, int]]:
        """Return its words, row by row, each with its column."""
        return [
            pair for row in self.rows for pair in zip(row.words, model.place_words(row.words), strict=True)
        ]


@dataclass(frozen=True)
class PageEdges:
    """The horizontal and vertical edges of a page and its rows of words."""

    rows: Sequence[WordRow]
    across: Sequence[RulingEdge]
    down: Sequence[RulingEdge]

    @cached_property
    def heights(self) -> list[float]:
        """The y of all horizontal edges, from top to bottom."""
        return sorted({edge.at for edge in self.across})

    def find_extents(self, index: int) -> list[tuple[float, float]]:
        """Return the extents of the edges at a height; boxes beside each other are one."""
        extents: list[tuple[float, float]] = []
        here = [edge for edge in self.across if edge.at == self.heights[index]]
        for edge in sorted(here, key=lambda edge: edge.low):
            if extents and edge.low - extents[-1][1] <= 2 * MAX_CELL_GAP_POINTS:
                extents[-1] = (extents[-1][0], max(extents[-1][1], edge.high))
            else:
                extents.append((edge.low, edge.high))
        return extents

    def find_next(self, index: int | None, extent: tuple[float, float]) -> int | None:
        """Return the index of the next height below with an edge along some of a table's width."""
        for place in range(index + 1 if index is not None else 0, len(self.heights)):
            if any(
                edge.at == self.heights[place]
                and min(edge.high, extent[1]) - max(edge.low, extent[0]) > 2 * SNAP_DISTANCE_POINTS
                for edge in self.across
            ):
                return place
        return None

    def cut_strip(self, first: int, last: int, extent: tuple[float, float]) -> Strip:
        """Return the words between two heights, given by their indices, and within a table's width."""
        top, bottom = self.heights[first], self.heights[last]
        inside = (cut_row(row, extent) for row in self.rows if top < row.middle < bottom)
        return Strip(top, bottom, tuple(row for row in inside if row.words))

    def find_column_edges(self, strip: Strip, extent: tuple[float, float]) -> list[float]:
        """Return the x between columns, from the vertical edges through most of a strip."""
        groups: list[list[float]] = []
        for edge in sorted(self.down):
            common = min(edge.high, strip.bottom) - max(edge.low, strip.top)
            inner = extent[0] + MAX_CELL_GAP_POINTS < edge.at < extent[1] - MAX_CELL_GAP_POINTS
            if not inner or common < _MIN_COMMON_SHARE * (strip.bottom - strip.top):
                continue
            if groups and edge.at - groups[-1][-1] <= MAX_CELL_GAP_POINTS:
                groups[-1].append(edge.at)
            else:
                groups.append([edge.at])
        return [(group[0] + group[-1]) / 2 for group in groups]

    def is_box_above(self, at: float) -> bool:
        """Return True where a coloured box or a vertical ruling ends at a height."""
        return any(edge.low <= at - 1 < edge.high for edge in self.down)


def collect_edges(rows: Sequence[WordRow], rulings: Iterable[Ruling], fills: Iterable[Box]) -> PageEdges:
    """Return the edges of rulings and boxes, those near each other as one."""
    across, down = [], []
    for ruling in rulings:
        if ruling.horizontal:
            across.append(RulingEdge(ruling.middle, ruling.x0, ruling.x1))
        else:
            down.append(RulingEdge(ruling.middle, ruling.top, ruling.bottom))
    for x0, top, x1, bottom in fills:
        across += [RulingEdge(top, x0, x1), RulingEdge(bottom, x0, x1)]
        down += [RulingEdge(x0, top, bottom), RulingEdge(x1, top, bottom)]
    return PageEdges(rows, *(merge_edges(snap_edges(edges, MAX_CELL_GAP_POINTS)) for edges in (across, down)))


def cut_row(row: WordRow, extent: tuple[float, float]) -> WordRow:
    """Return the words of a row within a table's width."""
    words = tuple(word for word in row.words if extent[0] - 1 < word.middle < extent[1] + 1)
    return WordRow(words, row.top, row.bottom, row.size)
