"""Assign the words of a line to the columns that a header defines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planextract.japanese.widths import match_key
from planextract.layout.header_band import HeaderBand, is_value
from planextract.layout.words import Word

_GAP_IN_CELL_EM = 1.1
"""Gap in ems up to which two words can be in one cell at no cost."""

_WRONG_KIND_COST = 4.0
"""Cost, in ems, of a word in a column of amounts."""

_NUMERIC_SHARE = 0.75
"""Smallest share of amounts among the words of a column of amounts."""

_CROSSING_EM = 1.5
"""Length in ems by which a word that belongs to no column reaches into another one."""


@dataclass(frozen=True, slots=True)
class ColumnModel:
    """The columns of a table: the extent of each head, and the edges between columns, in points."""

    heads: tuple[tuple[float, float], ...]
    edges: tuple[float, ...]
    """The x of the edges between neighbouring columns, one fewer than there are columns."""
    size: float
    """Font size in points."""
    numeric: frozenset[int] = frozenset()
    """Indices of the columns that hold amounts only."""

    @property
    def count(self) -> int:
        return len(self.heads)

    def get_middle(self, column: int) -> float:
        """Return the x of the middle of a column's head, in points."""
        return sum(self.heads[column]) / 2

    def place_words(self, words: Sequence[Word]) -> list[int]:
        """Return the column of each word; from left to right columns never decrease."""
        costs = [[self._measure_offset(word, column) for column in range(self.count)] for word in words]
        values = [is_value(match_key(word.text)) for word in words]
        for is_amount, own in zip(values, costs, strict=True):
            if not is_amount:
                for column in self.numeric:
                    own[column] += _WRONG_KIND_COST
        best: list[list[tuple[float, int]]] = []
        for index, word in enumerate(words):
            row: list[tuple[float, int]] = []
            for column in range(self.count):
                if not index:
                    row.append((costs[0][column], -1))
                    continue
                gap = (word.x0 - words[index - 1].x1) / self.size
                together = max(gap - _GAP_IN_CELL_EM, 0.0) + 0.01
                together += _WRONG_KIND_COST if values[index] and values[index - 1] else 0.0
                cost, before = min(
                    (best[-1][each][0] + (together if each == column else 0.0), each)
                    for each in range(column + 1)
                )
                row.append((cost + costs[index][column], before))
            best.append(row)
        columns: list[int] = []
        column = min(range(self.count), key=lambda each: best[-1][each][0], default=0)
        for index in range(len(words) - 1, -1, -1):
            columns.append(column)
            column = best[index][column][1]
        return columns[::-1]

    def _measure_offset(self, word: Word, column: int) -> float:
        """Return how far a word is out of a column, in ems; a little also for its distance from the head."""
        low = self.edges[column - 1] if column else float("-inf")
        high = self.edges[column] if column < self.count - 1 else float("inf")
        x0, x1 = self.heads[column]
        near = min(abs(word.middle - self.get_middle(column)), abs(word.x0 - x0), abs(word.x1 - x1))
        out = max(low - word.x0, 0.0) + max(word.x1 - high, 0.0)
        return (out + 0.05 * near) / self.size

    def is_crossing(self, word: Word, column: int) -> bool:
        """Return True where a word reaches over the head of another column than its own."""
        over = [
            each for each in range(self.count) if each != column and word.x0 < self.get_middle(each) < word.x1
        ]
        return any(
            word.x1 - self.heads[each][0] > _CROSSING_EM * self.size
            if each > column
            else self.heads[each][1] - word.x0 > _CROSSING_EM * self.size
            for each in over
        )

    def is_centred(self, word: Word, column: int) -> bool:
        """Return True for a word in the middle of its column, or at the same edge as its head."""
        x0, x1 = self.heads[column]
        off = min(abs(word.middle - self.get_middle(column)), abs(word.x1 - x1), abs(word.x0 - x0))
        return off <= 2.0 * self.size

    def is_inside(self, word: Word, column: int) -> bool:
        """Return True for a word that is within the edges of its column, but for an em."""
        low = self.edges[column - 1] if column else float("-inf")
        high = self.edges[column] if column < self.count - 1 else float("inf")
        return low - self.size <= word.x0 and word.x1 <= high + self.size

    def find_numeric_columns(self, rows: Sequence[Sequence[Word]]) -> ColumnModel:
        """Note the columns whose words are amounts, but for a few."""
        kinds: dict[int, list[bool]] = {}
        for words in rows:
            for word, column in zip(words, self.place_words(words), strict=True):
                kinds.setdefault(column, []).append(is_value(match_key(word.text)))
        numeric = {
            column
            for column, values in kinds.items()
            if column and sum(values) >= _NUMERIC_SHARE * len(values) > 2
        }
        return replace(self, numeric=frozenset(numeric))

    def refine_edges(self, rows: Sequence[Sequence[Word]]) -> ColumnModel:
        """Move the edges to where the fewest words cross them, between the middles of the heads."""
        edges = []
        for index in range(self.count - 1):
            low, high = self.get_middle(index), self.get_middle(index + 1)
            near = [
                word
                for row in rows
                for word in row
                if word.x1 > low and word.x0 < high and not self._is_wide(word)
            ]
            edges.append(_find_gap(near, low, high, self.edges[index], self.size / 4))
        return replace(self, edges=tuple(edges))

    def _is_wide(self, word: Word) -> bool:
        return sum(word.x0 < self.get_middle(each) < word.x1 for each in range(self.count)) > 1


def build_column_model(band: HeaderBand, size: float) -> ColumnModel:
    """Return the columns of a header, with edges in the middle between the heads."""
    edges = tuple(
        (left[1] + right[0]) / 2 for left, right in zip(band.columns, band.columns[1:], strict=False)
    )
    return ColumnModel(band.columns, edges, size)


def _find_gap(words: Sequence[Word], low: float, high: float, usual: float, step: float) -> float:
    """Return the x of the middle of the gap, from `low` to `high`, that the fewest words cross."""
    count = max(int((high - low) / step), 1)
    places = [low + (high - low) * index / count for index in range(1, count)] or [usual]
    crossed = [sum(word.x0 < place < word.x1 for word in words) for place in places]
    least = min(crossed)
    runs: list[list[float]] = []
    before = -2
    for index, (place, times) in enumerate(zip(places, crossed, strict=True)):
        if times == least:
            if index == before + 1:
                runs[-1].append(place)
            else:
                runs.append([place])
            before = index
    run = max(runs, key=lambda each: (len(each), -abs(sum(each) / len(each) - usual)))
    return (run[0] + run[-1]) / 2
