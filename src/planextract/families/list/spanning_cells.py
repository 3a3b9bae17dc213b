"""Distributes the paragraphs of a cell that spans several rows of a list over these rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from planextract.model.layout import Line, Table, TableCell
from planextract.model.page import Box

_PARAGRAPH_GAP_EM = 0.9
"""Least gap between two lines of a cell, in ems, that parts two paragraphs; leading leaves less."""


_SAME_HEIGHT_PT = 1.5
"""Points within which lines begin at the same height in their rows."""

_MIN_ROW_HEIGHT_EM = 1.8
"""Least height of a row, in ems of a cell's type, from which it is higher than a line of a paragraph."""


def distribute_lines(cell: TableCell, table: Table) -> dict[int, tuple[Line, ...]]:
    """Return the lines of a spanning cell by the grid row that each paragraph is beside.

    Every grid row of the cell has an entry: one beside no paragraph has that of the row above it, the first
    rows that of the next one. A single paragraph, or several beside one row, is for all rows.

    A cell with 衛生費 beside the first and 清掃費 beside the second of three rows gives the third 清掃費."""
    rows = range(cell.row, cell.row + cell.row_span)
    beside = _place_in_rows(_split_paragraphs(cell.lines), table) or _place_in_rows_alike(cell.lines, table)
    if len(beside) < 2 or not set(beside) <= set(rows):
        return dict.fromkeys(rows, cell.lines)
    found: dict[int, tuple[Line, ...]] = {}
    last = beside[min(beside)]
    for row in rows:
        last = beside.get(row, last)
        found[row] = last
    return found


def _place_in_rows(paragraphs: Sequence[Sequence[Line]], table: Table) -> dict[int, tuple[Line, ...]]:
    """Return paragraphs by the grid row in which each is; none where two are in one row, or one in two."""
    found: dict[int, tuple[Line, ...]] = {}
    for lines in paragraphs:
        top, bottom = lines[0].box.top, lines[-1].box.bottom
        row = _find_row(table, (top + bottom) / 2)
        if top < table.rows[row] - _SAME_HEIGHT_PT or bottom > table.rows[row + 1] + _SAME_HEIGHT_PT:
            return {}
        found[row] = tuple(lines)
    return found if 2 <= len(paragraphs) == len(found) else {}


def _place_in_rows_alike(lines: Sequence[Line], table: Table) -> dict[int, tuple[Line, ...]]:
    """Return lines without gaps between them by grid row, where they begin at the same height in each row.

    A single paragraph over several rows does not, unless the rows are as low as its lines."""
    found: dict[int, tuple[Line, ...]] = {}
    for line in lines:
        row = _find_row(table, (line.box.top + line.box.bottom) / 2)
        found[row] = (*found.get(row, ()), line)
    offsets = [each[0].box.top - table.rows[row] for row, each in found.items()]
    heights = [table.rows[row + 1] - table.rows[row] for row in found]
    if not offsets or max(offsets) - min(offsets) > _SAME_HEIGHT_PT:
        return {}
    return found if min(heights) >= _MIN_ROW_HEIGHT_EM * max(line.size for line in lines) else {}


def _find_row(table: Table, y: float) -> int:
    """Return the grid row at a height, in points; the first or the last one outside the table."""
    return min(max(bisect_right(table.rows, y) - 1, 0), len(table.rows) - 2)


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


def split_by_column(cell: TableCell, columns: Sequence[float]) -> dict[int, tuple[Line, ...]]:
    """Return the parts of the lines of a cell by the grid column under whose edges each part is centred.

    `columns` are the edges of the table. A spreadsheet leaves out the ruling between two cells where the text
    of one reaches into the other."""
    found: dict[int, list[Line]] = {}
    for line in cell.lines:
        for segment in line.segments:
            column = bisect_right(columns, (segment.x0 + segment.x1) / 2) - 1
            box = Box(segment.x0, line.box.top, segment.x1, line.box.bottom)
            glyphs = sum(not character.isspace() for character in segment.text)
            found.setdefault(column, []).append(Line(segment.text, box, line.size, (segment,), glyphs))
    if not all(cell.column <= each < cell.column + cell.column_span for each in found):
        return {}
    return {column: tuple(lines) for column, lines in found.items()}
