"""Build a table from the rows of words that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from planextract.layout.column_model import ColumnModel
from planextract.layout.header_band import HeaderBand, is_close, is_value
from planextract.layout.lines import build_lines
from planextract.layout.row_rhythm import PlacedLine, find_open_rows, split_rows
from planextract.layout.words import Word, WordRow
from planextract.model.geometry import Box
from planextract.model.layout import Table, TableCell

LINE_PITCH_EM = 1.2
"""Distance between the lines of a cell, in ems."""

_MIN_COLUMNS_OF_FREE_TEXT = 5
"""Smallest number of columns of a table in which text that follows no column is told from cells."""


@dataclass(frozen=True, slots=True)
class TableRegion:
    """The rows of words that are one table, with its columns."""

    rows: tuple[WordRow, ...]
    band: HeaderBand | None
    """The header; None for the rest of an earlier table."""
    model: ColumnModel
    body: tuple[WordRow, ...]
    end: int
    """Index after the last row, in the rows of the page."""


def build_table(region: TableRegion, width: float | None = None) -> Table:
    """Return the table of a region, its cells filled with the lines of their words.

    It reaches from 0 to `width`, or as far as its words where that is None.
    """
    model = region.model
    grid = _CellGrid(model, is_typeset=width is None)
    if region.band is not None:
        grid.add_header(region.band)
    lines: list[PlacedLine] = []
    for row, following in zip_longest(region.body, region.body[1:]):
        if is_spanning_line(row.words, model) and (following is None or not is_close(row, following)):
            grid.add_rows(lines)
            grid.add_spanning_row(row)
            lines = []
        else:
            lines.append(_place_line(row, model))
    grid.add_rows(lines)
    grid.merge_spans()
    return grid.build(width)


def _place_line(row: WordRow, model: ColumnModel) -> PlacedLine:
    cells: dict[int, list[Word]] = {}
    for word, column in zip(row.words, model.place_words(row.words), strict=True):
        cells.setdefault(column, []).append(word)
    return PlacedLine(row.top, row.bottom, cells)


@dataclass(slots=True)
class _Span:
    """A cell while the table is built: its place in the grid and its words."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: list[Word]

    @property
    def middle(self) -> float:
        """The y of the middle of its words, in points."""
        return (min(word.top for word in self.words) + max(word.bottom for word in self.words)) / 2


class _CellGrid:
    """Builds a table row by row."""

    def __init__(self, model: ColumnModel, *, is_typeset: bool) -> None:
        self.model = model
        self._is_typeset = is_typeset
        self._open: list[int] = []
        """Rows whose lines may as well be those of their neighbours."""
        self._spans: list[_Span] = []
        self._extents: list[tuple[float, float]] = []
        """Top and bottom of each row, in points."""
        self._header_rows = 0

    def add_header(self, band: HeaderBand) -> None:
        """Add the header: one row, or two where heads are over several columns."""
        words = [word for head in band.heads for word in head] + [
            word for group in band.groups for word in group.words
        ]
        top, bottom = min(word.top for word in words), max(word.bottom for word in words)
        grouped = {column for group in band.groups for column in range(group.first, group.end)}
        self._header_rows = 2 if band.groups else 1
        if band.groups:
            cut = max(word.bottom for group in band.groups for word in group.words)
            self._extents += [(top, cut), (cut, max(bottom, cut))]
        else:
            self._extents.append((top, bottom))
        for group in band.groups:
            self._spans.append(_Span(0, group.first, 1, group.end - group.first, list(group.words)))
        for column, head in enumerate(band.heads):
            row = 1 if column in grouped else 0
            self._spans.append(_Span(row, column, self._header_rows - row, 1, list(head)))

    def add_spanning_row(self, row: WordRow) -> None:
        """Add a row of a single cell."""
        self._spans.append(_Span(len(self._extents), 0, 1, self.model.count, list(row.words)))
        self._extents.append((row.top, row.bottom))

    def add_rows(self, lines: Sequence[PlacedLine]) -> None:
        """Divide lines into rows and add them."""
        pitch = LINE_PITCH_EM * self.model.size
        rows = split_rows(lines, pitch)
        if not self._is_typeset:
            # The heights of a text are whole lines, so that ways to divide them differ by little.
            self._open.extend(
                len(self._extents) + index for index in sorted(find_open_rows(lines, pitch, rows))
            )
        for row in rows:
            self.add_row(lines[row.start : row.stop])

    def add_row(self, lines: Sequence[PlacedLine]) -> None:
        """Add a row; text that follows no column, as names beside a label do, spans the columns."""
        row = len(self._extents)
        self._extents.append((min(line.top for line in lines), max(line.bottom for line in lines)))
        cells: dict[int, list[Word]] = {}
        for line in lines:
            for column, words in line.cells.items():
                cells.setdefault(column, []).extend(words)
        if is_free_text([(word, column) for column, words in cells.items() for word in words], self.model):
            values = [word for column, words in cells.items() if column for word in words]
            cells = {column: words for column, words in cells.items() if not column}
            self._spans.append(_Span(row, 1, 1, self.model.count - 1, values))
        else:
            for column in [column for column in range(1, self.model.count) if column not in cells]:
                self._spans.append(_Span(row, column, 1, 1, []))
        self._spans.extend(_Span(row, column, 1, 1, words) for column, words in cells.items())
        if 0 not in cells:
            self._spans.append(_Span(row, 0, 1, 1, []))

    def merge_spans(self) -> None:
        """Let a cell that is off the middle of its row span the rows whose common middle it is in."""
        by_place = {(span.row, span.column): span for span in self._spans}
        pitch = LINE_PITCH_EM * self.model.size
        for span in [each for each in self._spans if each.words and each.row >= self._header_rows]:
            off = self._measure_offset(span, span.row, span.row)
            outer = span.column in (0, self.model.count - 1)
            certain = off > 0.8 * pitch
            if (not certain and not (outer and off > 0.4 * pitch)) or self._is_level(span):
                continue
            first = last = span.row
            while self._is_blank(by_place, first - 1, span.column):
                first -= 1
            while self._is_blank(by_place, last + 1, span.column):
                last += 1
            spans = [
                (self._measure_offset(span, start, end), start - end, start)
                for start in range(first, span.row + 1)
                for end in range(span.row, last + 1)
                if start < end
            ]
            best, size, low = min(spans, default=(off, 0, span.row))
            if size and (best <= off if certain else best < off - 0.3 * self.model.size):
                for row in range(low, low - size + 1):
                    other = by_place.pop((row, span.column))
                    if other is not span:
                        self._spans.remove(other)
                    by_place[row, span.column] = span
                span.row, span.row_span = low, 1 - size

    def _is_level(self, span: _Span) -> bool:
        """Return True where two other cells of the row at least are at the same height."""
        middle = (min(word.top for word in span.words) + max(word.bottom for word in span.words)) / 2
        others = [each for each in self._spans if each.row == span.row and each is not span and each.words]
        heights = [
            (min(w.top for w in each.words) + max(w.bottom for w in each.words)) / 2 for each in others
        ]
        return sum(abs(height - middle) < 0.3 * self.model.size for height in heights) > 1

    def _is_blank(self, by_place: dict[tuple[int, int], _Span], row: int, column: int) -> bool:
        span = by_place.get((row, column))
        return span is not None and row >= self._header_rows and not span.words and span.column_span == 1

    def _measure_offset(self, span: _Span, first: int, last: int) -> float:
        """Return the distance, in points, of a cell's middle from the middle of rows of the table."""
        return abs(span.middle - (self._extents[first][0] + self._extents[last][1]) / 2)

    def build(self, width: float | None) -> Table:
        """Return the table, with edges halfway between its rows."""
        words = [word for span in self._spans for word in span.words]
        model = self.model
        left = min([word.x0 for word in words] + [model.heads[0][0]]) if width is None else 0.0
        right = max([word.x1 for word in words] + [model.heads[-1][1]]) if width is None else width
        columns = (left, *model.edges, right)
        edges = [self._extents[0][0]]
        edges += [(above[1] + below[0]) / 2 for above, below in pairwise(self._extents)]
        edges.append(self._extents[-1][1])
        cells = [
            TableCell(
                span.row,
                span.column,
                span.row_span,
                span.column_span,
                Box(
                    columns[span.column],
                    edges[span.row],
                    columns[span.column + span.column_span],
                    edges[span.row + span.row_span],
                ),
                tuple(build_lines(glyph for word in span.words for glyph in word.glyphs)),
            )
            for span in sorted(self._spans, key=lambda span: (span.row, span.column))
        ]
        uncertain = tuple(Box(left, edges[row], right, edges[row + 1]) for row in self._open)
        return Table(Box(left, edges[0], right, edges[-1]), columns, tuple(edges), tuple(cells), uncertain)


def is_spanning_line(words: Sequence[Word], model: ColumnModel) -> bool:
    """Return True for a single text that begins in the first column and reaches out of it."""
    return (
        words[0].x0 < model.heads[0][1]
        and model.edges[0] + model.size / 2 < words[-1].x1
        and all(right.x0 - left.x1 < 1.5 * model.size for left, right in pairwise(words))
    )


def is_free_text(words: Sequence[tuple[Word, int]], model: ColumnModel) -> bool:
    """Return True for a row of a label and text that follows no column, as names of departments do.

    The words are given with their columns.
    """
    values = [(word, column) for word, column in words if column]
    columns = {column for _, column in words}
    if (
        model.count < _MIN_COLUMNS_OF_FREE_TEXT
        or 0 not in columns
        or not values
        or len(columns) > model.count - 2
    ):
        return False
    if any(is_value(word.text) for word, _ in values):
        return False
    return any(model.is_crossing(*value) or not model.is_centred(*value) for value in values)
