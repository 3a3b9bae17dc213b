"""Ruled tables: rows of cells with spans, their heights, their breaks, and the marks that draw them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, TypeAlias

from .marks import GREY, Box, Mark, Role, Stroke
from .style import Style
from .typeface import width
from .typeset import set_line

PADDING = 3.0
LEADING = 1.3
Align = Literal["left", "centre", "right"]
Corners: TypeAlias = tuple[float, float, float, float]
Segment: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it starts, what it spans, and the lines it prints."""

    column: int
    lines: tuple[str, ...]
    size: float
    role: Role = "cell"
    align: Align = "centre"
    columns: int = 1
    rows: int = 1
    shaded: bool = False
    parts: tuple[tuple[float, str, Role, float], ...] = ()
    """Strings set beside each other instead of lines: offset, text, role, size."""

    @property
    def height(self) -> float:
        """The height the text needs."""
        tallest = max((part[3] for part in self.parts), default=self.size)
        return max(1, len(self.lines)) * tallest * LEADING + 2 * PADDING


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows over columns of given widths; the first `header` rows may be repeated on the next page."""

    x: float
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    header: int = 0

    @property
    def heights(self) -> list[float]:
        """The height of each row; the last row of a spanning cell grows until the cell fits."""
        heights = [max((cell.height for cell in row if cell.rows == 1), default=0.0) for row in self.rows]
        for index, row in enumerate(self.rows):
            for cell in row:
                last = index + cell.rows
                lack = cell.height - sum(heights[index:last])
                heights[last - 1] += max(0.0, lack)
        return heights

    @property
    def height(self) -> float:
        """The height of the whole table."""
        return sum(self.heights)

    def _breakable(self) -> Iterator[int]:
        """The rows before which the table can go to the next page: no cell spans across."""
        open_until = 0
        for index, row in enumerate(self.rows):
            if index > self.header and index >= open_until:
                yield index
            open_until = max(open_until, *(index + cell.rows for cell in row)) if row else open_until

    def split(self, room: float, style: Style) -> tuple[Table, Table] | None:
        """Part the table so that the first part fits into `room`, or tell that it can't be parted there."""
        heights = self.heights
        tops = [0.0, *accumulate(heights)]
        fitting = [index for index in self._breakable() if tops[index] <= room]
        if not fitting:
            return None
        index = fitting[-1]
        above, below = self.rows[:index], self.rows[index:]
        if style.flow == "cut" and (cut := _cut_row(below[0], room - tops[index])):
            above, below = (*above, cut[0]), (cut[1], *below[1:])
        repeated = self.rows[: self.header] if style.flow == "header" else ()
        return replace(self, rows=above), replace(self, rows=(*repeated, *below), header=len(repeated))

    def marks(self, top: float, style: Style) -> list[Mark]:
        """Draw the table with its upper edge at `top`."""
        edges = [self.x, *(self.x + offset for offset in accumulate(self.widths))]
        tops = [top, *(top - offset for offset in accumulate(self.heights))]
        placed = [
            (
                cell,
                (edges[cell.column], tops[index + cell.rows], edges[cell.column + cell.columns], tops[index]),
            )
            for index, row in enumerate(self.rows)
            for cell in row
        ]
        shades: list[Mark] = [
            Box(x0, y0, x1 - x0, y1 - y0, fill=GREY)
            for cell, (x0, y0, x1, y1) in placed
            if cell.shaded and style.shaded_header
        ]
        texts = [text for cell, corners in placed for text in _cell_text(cell, corners, style)]
        return [*shades, *_rules([corners for _, corners in placed], style), *texts]


def _cut_row(row: Row, room: float) -> tuple[Row, Row] | None:
    """Part a row after the lines that fit into `room`, where its goal has lines left for the next page."""
    goal = row[0]
    keep = int((room - 2 * PADDING) / (goal.size * LEADING))
    if any(cell.rows > 1 for cell in row) or not 0 < keep < len(goal.lines):
        return None
    return (
        tuple(replace(cell, lines=cell.lines[:keep]) for cell in row),
        tuple(replace(cell, lines=cell.lines[keep:]) for cell in row),
    )


def _cell_text(cell: Cell, corners: Corners, style: Style) -> Iterator[Mark]:
    x0, y0, x1, y1 = corners
    for offset, text, role, size in cell.parts:
        yield from set_line(text, x0 + PADDING + offset, (y0 + y1) / 2 - size * 0.35, size, role)
    leading = cell.size * LEADING
    first = (y0 + y1) / 2 + len(cell.lines) * leading / 2 - leading / 2 - cell.size * 0.35
    for index, line in enumerate(cell.lines):
        slack = x1 - x0 - 2 * PADDING - width(line, cell.size)
        shift = {"left": 0.0, "centre": slack / 2, "right": slack}[cell.align]
        yield from set_line(
            line,
            x0 + PADDING + shift,
            first - index * leading,
            cell.size,
            cell.role,
            superscript=style.superscript and cell.role == "label",
        )


def _joined(spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Join spans that touch."""
    start = end = None
    for low, high in sorted(set(spans)):
        if end is None or start is None:
            start, end = low, high
        elif low <= end + 0.01:
            end = max(end, high)
        else:
            yield start, end
            start, end = low, high
    if start is not None and end is not None:
        yield start, end


def _segments(cells: Sequence[Corners]) -> Iterator[Segment]:
    """The four edges of each cell; shared edges come twice, as spreadsheets and browsers print them."""
    for x0, y0, x1, y1 in cells:
        yield x0, y1, x1, y1
        yield x0, y0, x1, y0
        yield x0, y0, x0, y1
        yield x1, y0, x1, y1


def _long_lines(cells: Sequence[Corners]) -> Iterator[Segment]:
    """The edges of the cells, joined into lines as long as possible."""
    level: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    upright: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for x0, y0, x1, y1 in _segments(cells):
        if y0 == y1:
            level[round(y0, 3)].append((x0, x1))
        else:
            upright[round(x0, 3)].append((y0, y1))
    for y, spans in level.items():
        yield from ((x0, y, x1, y) for x0, x1 in _joined(spans))
    for x, spans in upright.items():
        yield from ((x, y0, x, y1) for y0, y1 in _joined(spans))


def _rules(cells: Sequence[Corners], style: Style) -> list[Mark]:
    weight = style.rule_width
    if style.rules == "rects":
        return [Box(x0, y0, x1 - x0, y1 - y0, stroke=weight) for x0, y0, x1, y1 in cells]
    if style.rules == "segments":
        return [Stroke(*segment, weight) for segment in _segments(cells)]
    lines = list(_long_lines(cells))
    if style.rules == "lines":
        return [Stroke(*line, weight) for line in lines]
    half = weight / 2
    return [
        Box(x0 - half, y0 - half, x1 - x0 + weight, y1 - y0 + weight, fill=(0, 0, 0))
        for x0, y0, x1, y1 in lines
    ]
