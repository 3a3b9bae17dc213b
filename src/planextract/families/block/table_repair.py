"""Mend the grid of a table by its contents, where rulings are missing or out of place.

A ruling may be missing between two columns or two rows, and the frame of a cell may be out of line with the
other rows. The text then shows how the grid was meant: the header names two columns, or every cell contains
two rows of text with white between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from planextract.model.layout import Line, Segment, Table, TableCell
from planextract.model.page import Box

MAX_SLIVER_PT = 5.0
"""Largest width of a column without text that is not a column but a frame out of line, in points."""

MIN_ROW_GAP_EM = 0.8
"""Smallest white space between two rows of text that are rows of the table; lines of one cell are closer."""

_MIN_SPLIT_SHARE = 0.6
"""Smallest share of the cells of a row that must have text on both sides of a missing ruling."""


def mend_grid(table: Table, is_header: Callable[[str], bool], is_label: Callable[[str], bool]) -> Table:
    """Return the table with the columns and rows that its contents show.

    `is_header` returns whether a text is the header of a column that is not the first, `is_label` whether it
    is the label of the costs or of the departments."""
    table = drop_slivers(table)
    table = split_header_columns(table, is_header)
    table = split_cells_by_columns(table)
    table = split_cells_by_rows(table, is_label)
    return split_rows(table, is_label)


def drop_slivers(table: Table) -> Table:
    """Return the table without columns that are too narrow for a character and contain no text."""
    for index, (x0, x1) in enumerate(pairwise(table.columns)):
        if x1 - x0 > MAX_SLIVER_PT or len(table.columns) <= 2:
            continue
        own = [cell for cell in table.cells if cell.column == index and cell.column_span == 1]
        if any(cell.lines for cell in own):
            continue
        starts = [sum(_covers_edge(cell, edge) for cell in table.cells) for edge in (index, index + 1)]
        # The edge where fewer cells begin or end is the one out of line; the outer edge of a table stays.
        away = index + 1 if starts[1] <= starts[0] else index
        if away == 0:
            away = 1
        return drop_slivers(_remove_edge(table, away, index))
    return table


def _covers_edge(cell: TableCell, edge: int) -> bool:
    """Return whether a cell with text begins or ends at a column edge."""
    return bool(cell.lines) and edge in (cell.column, cell.column + cell.column_span)


def _remove_edge(table: Table, edge: int, sliver: int) -> Table:
    """Return the table without a column edge; the cells of the narrow column beside it vanish."""
    columns = table.columns[:edge] + table.columns[edge + 1 :]

    def move(index: int) -> int:
        kept = sliver + 1 if index == edge and edge == sliver else sliver if index == edge else index
        return kept - (kept > edge)

    cells = []
    for cell in table.cells:
        if cell.column == sliver and cell.column_span == 1:
            continue
        first, last = move(cell.column), move(cell.column + cell.column_span)
        if last > first:
            box = Box(columns[first], cell.box.top, columns[last], cell.box.bottom)
            cells.append(replace(cell, column=first, column_span=last - first, box=box))
    box = Box(columns[0], table.box.top, columns[-1], table.box.bottom)
    return replace(table, columns=columns, cells=tuple(cells), box=box)


# -- columns -----------------------------------------------------------------------------------------


def split_header_columns(table: Table, is_header: Callable[[str], bool]) -> Table:
    """Return the table with the column edges that its header shows: a cell with the headers of two columns.

    An edge is added where the gap between the two headers is free of text in all rows of the column."""
    for cell in table.cells:
        if cell.row > 3:
            break
        for line in cell.lines:
            for left, right in pairwise(line.segments):
                if not is_header(right.text) or not left.text.strip():
                    continue
                gap = _narrow_gap(table, cell, left.x1, right.x0)
                if gap is None:
                    continue
                known = [edge for edge in table.columns if gap[0] <= edge <= gap[1]]
                edge = known[0] if known else sum(gap) / 2
                split = _split_at(table if known else _add_edge(table, edge), edge)
                if len(split.cells) > len(table.cells):  # so that it ends: an edge may leave all cells whole
                    return split_header_columns(split, is_header)
    return table


def _narrow_gap(table: Table, header: TableCell, x0: float, x1: float) -> tuple[float, float] | None:
    """Return the part of a gap in a header that no text below it covers; None where nothing is left."""
    first, last = header.column, header.column + header.column_span
    for cell in table.cells:
        if cell.row < header.row or cell.column < first or cell.column + cell.column_span > last:
            continue
        for line in cell.lines:
            for segment in line.segments:
                if segment.x0 <= x0 and segment.x1 > x0:
                    x0 = segment.x1
                if segment.x1 >= x1 and segment.x0 < x1:
                    x1 = segment.x0
    return (x0, x1) if x1 - x0 >= 2.0 else None


def _add_edge(table: Table, x: float) -> Table:
    """Return the table with one more column edge, which all cells over it span."""
    place = sum(edge < x for edge in table.columns)
    columns = (*table.columns[:place], x, *table.columns[place:])
    cells = []
    for cell in table.cells:
        end = cell.column + cell.column_span
        first = cell.column + (cell.column >= place)
        last = end + (end >= place)
        cells.append(replace(cell, column=first, column_span=last - first))
    return replace(table, columns=columns, cells=tuple(cells))


def _split_at(table: Table, x: float) -> Table:
    """Return the table with every cell split at a column edge that its text leaves free on two sides."""
    edge = table.columns.index(x)
    cells: list[TableCell] = []
    for cell in table.cells:
        first, last = cell.column, cell.column + cell.column_span
        free = not any(segment.x0 < x < segment.x1 for line in cell.lines for segment in line.segments)
        sides = {segment.x0 >= x for line in cell.lines for segment in line.segments}
        if first < edge < last and free and sides and (len(sides) == 2 or last - first == 2):
            cells.extend(_split_cell(cell, table, (first, edge, last)))
        else:
            cells.append(cell)
    return replace(table, cells=tuple(cells))


def split_cells_by_columns(table: Table) -> Table:
    """Return the table with each cell split whose text is in several pieces, each within one grid column.

    One text that spans several columns crosses an edge or is a single piece."""
    cells: list[TableCell] = []
    for cell in table.cells:
        places = {_find_column(segment, table, cell) for line in cell.lines for segment in line.segments}
        if cell.column_span == 1 or None in places or len(places) < 2 or cell.row == 0:
            cells.append(cell)
            continue
        edges = sorted({cell.column, *(place for place in places if place is not None)})
        edges = [cell.column, *edges[1:], cell.column + cell.column_span]
        cells.extend(_split_cell(cell, table, edges))
    return replace(table, cells=tuple(cells))


def _find_column(segment: Segment, table: Table, cell: TableCell) -> int | None:
    """Return the grid column that contains a piece of a cell's text; None where it reaches over an edge."""
    for index in range(cell.column, cell.column + cell.column_span):
        if table.columns[index] - 1 <= segment.x0 and segment.x1 <= table.columns[index + 1] + 1:
            return index
    return None


def _split_cell(cell: TableCell, table: Table, edges: Sequence[int]) -> Iterable[TableCell]:
    """Yield the parts of a cell between grid columns, each with its own pieces of the lines."""
    for first, last in pairwise(edges):
        x0, x1 = table.columns[first], table.columns[last]
        lines = tuple(part for line in cell.lines if (part := _cut_line(line, x0, x1)) is not None)
        box = Box(x0, cell.box.top, x1, cell.box.bottom)
        yield replace(cell, column=first, column_span=last - first, box=box, lines=lines)


def _cut_line(line: Line, x0: float, x1: float) -> Line | None:
    """Return the pieces of a line between two x, as a line; None where there are none."""
    own = tuple(segment for segment in line.segments if x0 <= (segment.x0 + segment.x1) / 2 < x1)
    if not own:
        return None
    if len(own) == len(line.segments):
        return line
    box = Box(own[0].x0, line.box.top, own[-1].x1, line.box.bottom)
    text = "　".join(segment.text for segment in own)
    count = sum(not character.isspace() for character in text)
    return replace(line, text=text, box=box, segments=own, glyphs=count)


# -- rows --------------------------------------------------------------------------------------------


def split_cells_by_rows(table: Table, is_label: Callable[[str], bool]) -> Table:
    """Return the table with each cell split that spans several rows and contains a text of its own in each.

    The lines of one text are closer together than the rows of a table."""
    cells: list[TableCell] = []
    for cell in table.cells:
        is_apart = _is_loose(cell.lines) or (cell.column == 0 and _find_label(cell, is_label) is not None)
        if cell.row_span == 1 or len(cell.lines) < cell.row_span or not is_apart:
            cells.append(cell)
            continue
        parts = []
        for row in range(cell.row, cell.row + cell.row_span):
            top, bottom = table.rows[row], table.rows[row + 1]
            lines = tuple(line for line in cell.lines if top <= (line.box.top + line.box.bottom) / 2 < bottom)
            box = Box(cell.box.x0, top, cell.box.x1, bottom)
            parts.append(replace(cell, row=row, row_span=1, box=box, lines=lines))
        whole = all(part.lines for part in parts)
        cells.extend(parts if whole else [cell])
    return replace(table, cells=tuple(sorted(cells, key=_get_position)))


def _get_position(cell: TableCell) -> tuple[int, int]:
    return cell.row, cell.column


def _is_loose(lines: Sequence[Line]) -> bool:
    """Return whether all lines of a cell are farther apart than lines of one text."""
    return all(
        below.box.top - above.box.bottom >= MIN_ROW_GAP_EM * min(above.size, below.size) - 0.1
        for above, below in pairwise(lines)
    )


def split_rows(table: Table, is_label: Callable[[str], bool]) -> Table:
    """Return the table with each row split that contains two rows of text with white between them.

    The ruling between them is missing: nearly every cell of the row has text above and below the white, or
    the label of the costs follows a goal in one cell."""
    for row in range(1, len(table.rows) - 1):
        at = _find_missing_ruling(table, row)
        first = [cell for cell in table.cells if cell.row == row and cell.column == 0 and cell.row_span == 1]
        if at is None and first:
            at = _find_label(first[0], is_label)
        if at is not None:
            return split_rows(_add_row_edge(table, row, at), is_label)
    return table


def _find_label(cell: TableCell, is_label: Callable[[str], bool]) -> float | None:
    """Return the y above the label with which a cell ends after another text; None where it does not."""
    for index in range(1, len(cell.lines)):
        below = "".join(line.text for line in cell.lines[index:])
        above = "".join(line.text for line in cell.lines[:index])
        upper, lower = cell.lines[index - 1].box, cell.lines[index].box
        at = (upper.bottom + lower.top) / 2
        # Lines that overlap, as off a page's edge, can't be parted.
        is_between = upper.top < at <= lower.top and cell.box.top < at < cell.box.bottom
        if is_between and is_label(below) and not is_label(above + below):
            return at
    return None


def _find_missing_ruling(table: Table, row: int) -> float | None:
    """Return the y of a ruling that is missing within a row; None where none is."""
    inside = [cell for cell in table.cells if cell.row == row and cell.row_span == 1 and cell.lines]
    first = [cell for cell in inside if cell.column == 0]
    if len(inside) < 3 or not first or len(first[0].lines) < 2:
        return None
    for above, below in pairwise(first[0].lines):
        top, bottom = above.box.bottom, below.box.top
        if bottom - top < MIN_ROW_GAP_EM * min(above.size, below.size):
            continue
        both = 0
        for cell in inside:
            if any(line.box.top < bottom and line.box.bottom > top for line in cell.lines):
                break
            sides = {line.box.bottom <= top + 0.1 for line in cell.lines}
            both += len(sides) == 2
        else:
            if both >= max(3, _MIN_SPLIT_SHARE * len(inside)):
                return (top + bottom) / 2
    return None


def _add_row_edge(table: Table, row: int, at: float) -> Table:
    """Return the table with one more row edge, within a row, at the y `at`."""
    rows = (*table.rows[: row + 1], at, *table.rows[row + 1 :])
    cells: list[TableCell] = []
    for cell in table.cells:
        end = cell.row + cell.row_span
        if cell.row == row and cell.row_span == 1:
            above = tuple(line for line in cell.lines if line.box.top < at)
            below = tuple(line for line in cell.lines if line.box.top >= at)
            box = cell.box
            cells.append(replace(cell, box=Box(box.x0, box.top, box.x1, at), lines=above))
            cells.append(replace(cell, row=row + 1, box=Box(box.x0, at, box.x1, box.bottom), lines=below))
        elif cell.row <= row < end:
            cells.append(replace(cell, row_span=cell.row_span + 1))
        else:
            cells.append(replace(cell, row=cell.row + (cell.row > row)))
    return replace(table, rows=rows, cells=tuple(sorted(cells, key=_get_position)))
