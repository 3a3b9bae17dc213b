"""Distributes the paragraphs of a cell that spans several rows of a list over these rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from planextract.model.layout import Line, Table, TableCell

_PARAGRAPH_GAP_EM = 0.9
"""Least gap between two lines of a cell, in ems, that parts two paragraphs; leading leaves less."""


def distribute_lines(cell: TableCell, table: Table) -> dict[int, tuple[Line, ...]]:
    """Return the lines of a spanning cell by the grid row that each paragraph is beside.

    Every grid row of the cell has an entry: one beside no paragraph has that of the row above it, the first
    rows that of the next one. A single paragraph, or several beside one row, is for all rows.

    A cell with 衛生費 beside the first and 清掃費 beside the second of three rows gives the third 清掃費."""
    rows = range(cell.row, cell.row + cell.row_span)
    paragraphs = _split_paragraphs(cell.lines)
    beside: dict[int, tuple[Line, ...]] = {}
    for lines in paragraphs:
        middle = (lines[0].box.top + lines[-1].box.bottom) / 2
        beside.setdefault(bisect_right(table.rows, middle) - 1, tuple(lines))
    if len(paragraphs) < 2 or len(beside) != len(paragraphs) or not set(beside) <= set(rows):
        return dict.fromkeys(rows, cell.lines)
    found: dict[int, tuple[Line, ...]] = {}
    last = beside[min(beside)]
    for row in rows:
        last = beside.get(row, last)
        found[row] = last
    return found


def _split_paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Group the lines of a cell by the gaps between them."""
    found: list[list[Line]] = []
    for line in lines:
        last = found[-1][-1] if found else None
        if last is not None and line.box.top - last.box.bottom <= _PARAGRAPH_GAP_EM * min(
            line.size, last.size
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found
