"""The table of a list parted over pages: between any two rows, through cells that span them, and even
through a row."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from ..table import LEADING, PADDING, Cell, Row, Table

Kinds = tuple[str, ...]
"""By column: value, money, title, prose, department, goal, or year."""


def part(table: Table, room: float, *, kinds: Kinds, cut: bool, repeat: bool) -> tuple[Table, Table] | None:
    """The part of the table that fits into `room`, and the rest; None where not even one row fits.

    `cut` lets a page end in the middle of a row, `repeat` prints the header again.
    """
    tops = [0.0, *accumulate(table.heights)]
    fitting = [index for index in range(table.header + 1, len(table.rows)) if tops[index] <= room]
    if not fitting:
        return None
    # What is left of a cell that spans rows may need more room than it had.
    fits = (
        index for index in reversed(fitting) if replace(table, rows=_parted(table, index)[0]).height <= room
    )
    index = next(fits, fitting[0])
    above, below = _parted(table, index)
    if cut and (halves := _halves(table, index, room - tops[index], kinds)):
        above, below = (*above, halves[0]), (halves[1], *below[1:])
    header = table.rows[: table.header] if repeat else ()
    return replace(table, rows=above), replace(table, rows=(*header, *below), header=len(header))


def _parted(table: Table, index: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows before and from `index` on. A cell that spans both prints its text in its middle, which is in
    one of the parts."""
    heights = table.heights
    above: list[list[Cell]] = [list(row) for row in table.rows[:index]]
    below: list[list[Cell]] = [list(row) for row in table.rows[index:]]
    for place, row in enumerate(above):
        for number, cell in enumerate(row):
            reach = place + cell.rows - index
            if reach <= 0:
                continue
            upper, lower = sum(heights[place:index]), sum(heights[index : index + reach])
            stays = upper >= lower
            row[number] = replace(cell, rows=index - place, lines=cell.lines if stays else ())
            below[0].append(replace(cell, rows=reach, lines=() if stays else cell.lines))
    return tuple(map(tuple, above)), tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in below)


def _halves(table: Table, index: int, room: float, kinds: Kinds) -> tuple[Row, Row] | None:
    """A row in two, where its prose has lines for both and no cell spans other rows.

    Prose goes on in the second half; what stands in the middle of its cell is in the larger one. A title of
    several lines is in both, if a number tells which row it belongs to.
    """
    row = table.rows[index]
    if len(row) != len(table.widths) or any(cell.rows > 1 or cell.columns > 1 for cell in row):
        return None
    prose = [cell for cell in row if kinds[cell.column] == "prose"]
    if not prose:
        return None
    keep = int((room - 2 * PADDING) / (max(cell.size for cell in prose) * LEADING))
    longest = max(len(cell.lines) for cell in prose)
    if not 0 < keep < longest:
        return None
    first = 2 * keep >= longest
    upper: list[Cell] = []
    lower: list[Cell] = []
    for cell in row:
        kind = kinds[cell.column]
        at = keep if kind == "prose" else 1 if kind == "title" and len(cell.lines) > 1 and keep > 1 else None
        if at is not None and (kind == "prose" or kinds[0] == "number"):
            upper.append(replace(cell, lines=cell.lines[:at]))
            lower.append(replace(cell, lines=cell.lines[at:]))
        else:
            upper.append(replace(cell, lines=cell.lines if first else ()))
            lower.append(replace(cell, lines=() if first else cell.lines))
    return tuple(upper), tuple(lower)
