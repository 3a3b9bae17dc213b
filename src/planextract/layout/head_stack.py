"""Put the lines of a header on each other, so that they become the heads of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from planextract.japanese.widths import match_key
from planextract.layout.words import Word

_YEAR_HEAD = re.compile(r"(?:[MTSHR]\.?|明治|大正|昭和|平成|令和)?(?:元|\d{1,4})(?:年度?)?(?!\d)")
"""Pattern of a year at the beginning of a head, or of its number in an era."""

_MAX_HEAD_OFFSET_EM = 1.3
"""Largest distance between the middles of two lines of one head, in ems."""


@dataclass(frozen=True, slots=True)
class HeadGroup:
    """A head over several columns, from the index `first` up to but not including `end`."""

    first: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class HeaderBand:
    """The header of a table: its rows of words, and the extent of its columns' heads in points."""

    first: int
    """Index of its first row."""
    end: int
    """Index after its last row."""
    columns: tuple[tuple[float, float], ...]
    heads: tuple[tuple[Word, ...], ...]
    """The words of the head of each column, in printed order."""
    groups: tuple[HeadGroup, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The texts of the heads, to recognise the same header elsewhere."""
        return tuple(match_key("".join(word.text for word in words)) for words in self.heads)


class HeadStack:
    """Columns of heads while the lines of a header are put on each other."""

    def __init__(self, main: Sequence[Word], size: float, left: float) -> None:
        self._size = size
        self._left = left
        """The x of the left edge of the table, in points."""
        self._columns: list[list[Word]] = [[word] for word in main]
        self._groups: list[Word] = []
        self._above: list[Word] = []
        self._main = {id(word) for word in main}

    def accept_above(self, cells: Sequence[Word]) -> bool:
        """Add a line above the others; return False where it is not part of the header, as a caption."""
        first = self._find_under(cells[0])
        if cells[0].x0 <= self._left + self._size and not (
            first == [0] and len(cells) > 1 and self._is_centred(cells[0], self._columns[0])
        ):
            return False
        # The first column may be of goals, which name a year as well: 令和８年度目標.
        years = [index for index in range(1, len(self._columns)) if self._is_year(index)]
        groups = [cell for cell in cells if self._is_over_years(cell, years)]
        groups = groups if len(groups) < len(years) else []
        for cell in cells:
            over = self._find_under(cell)
            if cell not in groups and len(over) == 1 and not self._is_centred(cell, self._columns[over[0]]):
                return False
        for cell in cells:
            if cell in groups:
                self._groups.append(cell)
            else:
                self._add_cell(cell)
            self._above.append(cell)
        return True

    def _is_year(self, index: int) -> bool:
        """Return True for a column whose head in the main line is a year, or its number in an era."""
        texts = [match_key(word.text) for word in self._columns[index] if id(word) in self._main]
        return any(map(_YEAR_HEAD.match, texts))

    def _is_over_years(self, cell: Word, years: Sequence[int]) -> bool:
        """Return True for a head that names no year and is over the columns of years: 年度別計画, 令和."""
        if len(years) < 2 or any(
            character.isdigit() or character == "元" for character in match_key(cell.text)
        ):
            return False
        extents = [_get_extent(self._columns[index]) for index in years]
        return extents[0][0] - self._size < cell.middle < extents[-1][1] + self._size

    def accept_below(self, cells: Sequence[Word]) -> bool:
        """Add a line below the others; return False where it is the first row of the body."""
        self._detach_groups(cells)
        under = [self._find_under(cell) for cell in cells]
        rests = [
            len(over) == 1 and self._is_rest(cell, over[0]) for cell, over in zip(cells, under, strict=True)
        ]
        for cell, over, is_rest in zip(cells, under, rests, strict=True):
            if len(over) > 1 or (cell.x0 < _get_extent(self._columns[0])[0] - self._size and not any(rests)):
                return False
            if over and not is_rest and not cell.text.startswith(("（", "(")):
                return False
        for cell in cells:
            self._add_cell(cell)
        return True

    def _detach_groups(self, cells: Sequence[Word]) -> None:
        """Take heads above the main line for groups where new heads are under both of their sides."""
        new = [cell for cell in cells if not self._find_under(cell)]
        for column in [each for each in self._columns if not any(id(word) in self._main for word in each)]:
            x0, x1 = _get_extent(column)
            index = self._columns.index(column)
            low = _get_extent(self._columns[index - 1])[1] if index else float("-inf")
            high = (
                _get_extent(self._columns[index + 1])[0] if index + 1 < len(self._columns) else float("inf")
            )
            left = any(low < cell.middle < x0 for cell in new)
            right = any(x1 < cell.middle < high for cell in new)
            if (left and right) or sum(x0 < cell.middle < x1 for cell in cells) > 1:
                self._columns.remove(column)
                self._groups.extend(column)

    def _is_rest(self, cell: Word, column: int) -> bool:
        """Return True where the column has a line above the main one, so that it has one below as well."""
        own = self._columns[column]
        if not self._is_centred(cell, own):
            return False
        open_bracket = sum(word.text.count("（") - word.text.count("）") for word in own) > 0
        return (
            open_bracket
            or any(word in self._above for word in own)
            or not any(id(word) in self._main for word in own)
        )

    def _find_under(self, cell: Word) -> list[int]:
        return [
            index
            for index, column in enumerate(self._columns)
            if cell.x0 < _get_extent(column)[1] and _get_extent(column)[0] < cell.x1
        ]

    def _is_centred(self, cell: Word, column: Sequence[Word]) -> bool:
        x0, x1 = _get_extent(column)
        offset = min(abs(cell.middle - (x0 + x1) / 2), abs(cell.x0 - x0))
        return offset <= _MAX_HEAD_OFFSET_EM * self._size

    def _add_cell(self, cell: Word) -> None:
        over = self._find_under(cell)
        if len(over) > 1:
            self._groups.append(cell)
        elif over:
            self._columns[over[0]].append(cell)
        else:
            self._columns.append([cell])
            self._columns.sort(key=lambda column: _get_extent(column)[0])

    def build_band(self, first: int, end: int) -> HeaderBand:
        # A head over a single head of its own width may turn out to be over several, once all are known.
        extents = [_get_extent(column) for column in self._columns]
        return HeaderBand(
            first,
            end,
            tuple(extents),
            tuple(tuple(sorted(column, key=lambda word: word.top)) for column in self._columns),
            tuple(self._build_groups(extents)),
        )

    def _build_groups(self, extents: Sequence[tuple[float, float]]) -> Iterator[HeadGroup]:
        """Yield the heads over several columns, those over years with the columns that centre them best."""
        above = {id(word) for word in self._above}
        years = [
            index
            for index, column in enumerate(self._columns)
            if self._is_year(index) and not any(id(word) in above for word in column)
        ]
        over = sorted(
            (word for word in self._groups if self._is_over_years(word, years)), key=lambda word: word.x0
        )
        for _, row in groupby(sorted(over, key=lambda word: word.top), key=lambda word: word.top):
            words = sorted(row, key=lambda word: word.x0)
            run = range(years[0], years[-1] + 1)
            yield from _partition_columns(words, run, extents)
        known = {*self._main, *map(id, self._above)}
        bare = [not any(id(head) in known for head in column) for column in self._columns]
        for word in self._groups:
            touched = self._find_under(word)
            if word in over or not touched:
                continue
            first, end = touched[0], touched[-1] + 1
            while first > 0 and bare[first - 1] and self._is_nearest(word, extents[first - 1]):
                first -= 1
            while end < len(bare) and bare[end] and self._is_nearest(word, extents[end]):
                end += 1
            yield HeadGroup(first, end, (word,))

    def _is_nearest(self, word: Word, extent: tuple[float, float]) -> bool:
        """Return True where no other head of a group is nearer to a column than `word`."""
        middle = sum(extent) / 2
        return all(abs(word.middle - middle) <= abs(other.middle - middle) for other in self._groups)


def _partition_columns(
    words: Sequence[Word], run: range, extents: Sequence[tuple[float, float]]
) -> Iterator[HeadGroup]:
    """Yield the heads with the columns of a run that they share out, each as near to its middle as can be."""
    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in combinations(run[1:], len(words) - 1):
        bounds = (run.start, *cuts, run.stop)
        middles = [(extents[low][0] + extents[high - 1][1]) / 2 for low, high in pairwise(bounds)]
        off = sum(abs(word.middle - middle) for word, middle in zip(words, middles, strict=True))
        if best is None or off < best[0]:
            best = off, bounds
    if best is not None:
        for word, (low, high) in zip(words, pairwise(best[1]), strict=True):
            yield HeadGroup(low, high, (word,))


def _get_extent(column: Sequence[Word]) -> tuple[float, float]:
    return min(word.x0 for word in column), max(word.x1 for word in column)
