"""Arrows and bars over the cells of a table: the cells that one covers are one cell.

What is printed over a bar is then the text of every year that the bar covers, as in a cell that spans years.
Where nothing is printed, an arrow is written as `→`, and a bar as the word that a legend on the page explains
its colour with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from planextract.layout.grid import Grid, GridCell
from planextract.model.drawn_mark import DrawnKind, DrawnMark
from planextract.model.layout import Block, Line, Segment, Table, TableCell
from planextract.model.page import Box, Glyph

ARROW = "→"
"""What a drawn arrow is written as; milestones know it as a sign."""

UNEXPLAINED_BAR = "■"
"""What a bar is written as whose colour no legend explains."""

_COVERED_SHARE = 0.5
"""Share of a column's width from which a mark covers it."""

_INSET = 0.8
"""Points between a bar and the edges of its row; what reaches farther is the ground of a cell."""

_LARGEST_SAMPLE = 60.0
"""Points: a mark beside the words of a legend is no wider."""

_SAMPLE_GAP = 20.0
"""Points between a mark and the words of a legend."""

Place = tuple[int, int]
"""Grid row and column."""


class DrawnTime:
    """The marks of a page, and the cells of its tables that they cover."""

    def __init__(self, marks: Sequence[DrawnMark]) -> None:
        self._free = list(marks)
        """Marks over no table."""
        self._marked: dict[Box, dict[Place, DrawnMark]] = {}
        """Marks over blank cells, by the box of the table."""

    def merge_cells(self, grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
        """Return the grid with the cells joined that one mark covers; a frame around text is left alone."""
        if not self._free or len(grid.cells) == 1:
            return grid
        inside = [mark for mark in self._free if _is_inside(mark, grid)]
        if not inside:
            return grid
        self._free = [mark for mark in self._free if mark not in inside]
        merged, marked = merge_marked_cells(grid, inside, glyphs)
        if marked:
            self._marked[merged.box] = marked
        return merged

    def name_marks(self, blocks: list[Block]) -> list[Block]:
        """Return the blocks with a text in the blank cells that marks cover."""
        if not self._marked:
            return blocks
        lines = [block for block in blocks if isinstance(block, Line)]
        legend = find_legend(lines, self._free)
        return [
            name_marks(block, self._marked.get(block.box, {}), legend) if isinstance(block, Table) else block
            for block in blocks
        ]


def count_unexplained_bars(blocks: Iterable[Block]) -> int:
    """Return the number of cells for which only a bar without a meaning was found."""
    return sum(
        line.glyphs == 0 and line.text == UNEXPLAINED_BAR
        for block in blocks
        if isinstance(block, Table)
        for cell in block.cells
        for line in cell.lines
    )


def merge_marked_cells(
    grid: Grid, marks: Iterable[DrawnMark], glyphs: Sequence[Glyph]
) -> tuple[Grid, dict[Place, DrawnMark]]:
    """Return the grid with the cells joined that one mark covers, and the marks by the places of those cells
    in which nothing is printed."""
    cells = list(grid.cells)
    marked: dict[Place, DrawnMark] = {}
    for mark in marks:
        covered = _covered_columns(grid, mark)
        owners = [cell for cell in cells if _is_over(cell, mark, covered)]
        if not covered or not owners or not _is_one_row(owners) or not _is_inset(mark, owners):
            continue
        texts = [[glyph for glyph in glyphs if _is_in(glyph, cell.box)] for cell in owners]
        printed = [index for index, text in enumerate(texts) if text]
        loose = [index for index in printed if not all(_is_in(glyph, mark.box) for glyph in texts[index])]
        if any(index > 0 for index in loose):
            for cell, text in zip(owners, texts, strict=True):
                if not text and cell.column_span == 1:
                    marked[cell.row, cell.column] = mark
            continue
        for owner in owners:
            cells.remove(owner)
        parts = list(_parted(grid, owners, covered))
        cells.extend(parts)
        if not printed:
            marked[parts[0].row, parts[0].column] = mark
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(grid, cells=tuple(cells)), marked


def name_marks(
    table: Table, marked: Mapping[Place, DrawnMark], legend: Mapping[tuple[int, int, int], str]
) -> Table:
    """Return the table with a text in the blank cells that marks cover."""

    def write(cell: TableCell) -> TableCell:
        mark = marked.get((cell.row, cell.column))
        if mark is None or cell.lines:
            return cell
        text = legend.get(mark.colour, ARROW if mark.kind is DrawnKind.ARROW else UNEXPLAINED_BAR)
        box = mark.box.intersect_with(cell.box)
        return replace(cell, lines=(Line(text, box, mark.box.height, (Segment(text, box.x0, box.x1),), 0),))

    return replace(table, cells=tuple(write(cell) for cell in table.cells)) if marked else table


def find_legend(lines: Iterable[Line], marks: Iterable[DrawnMark]) -> dict[tuple[int, int, int], str]:
    """Return the words right of small marks, by the marks' colours; a colour with two words has none."""
    samples = [mark for mark in marks if mark.box.width <= _LARGEST_SAMPLE]
    found: dict[tuple[int, int, int], set[str]] = {}
    for line in lines:
        for segment in line.segments:
            for mark in samples:
                middle = (mark.box.top + mark.box.bottom) / 2
                gap = segment.x0 - mark.box.x1
                if line.box.top <= middle <= line.box.bottom and -2.0 <= gap <= _SAMPLE_GAP:
                    word = segment.text.strip().lstrip("：:…・＝= ").strip()
                    if word:
                        found.setdefault(mark.colour, set()).add(word)
    return {colour: words.pop() for colour, words in found.items() if len(words) == 1}


def _is_inside(mark: DrawnMark, grid: Grid) -> bool:
    return grid.box.has_point((mark.box.x0 + mark.box.x1) / 2, (mark.box.top + mark.box.bottom) / 2)


def _covered_columns(grid: Grid, mark: DrawnMark) -> range:
    """Return the grid columns of whose width a mark covers enough."""
    found = [
        index
        for index, (left, right) in enumerate(pairwise(grid.columns))
        if min(right, mark.box.x1) - max(left, mark.box.x0) >= _COVERED_SHARE * (right - left)
    ]
    return range(found[0], found[-1] + 1) if found else range(0)


def _is_over(cell: GridCell, mark: DrawnMark, covered: range) -> bool:
    middle = (mark.box.top + mark.box.bottom) / 2
    return cell.box.top <= middle < cell.box.bottom and any(
        index in covered for index in range(cell.column, cell.column + cell.column_span)
    )


def _is_one_row(owners: Sequence[GridCell]) -> bool:
    return len({(cell.row, cell.row_span) for cell in owners}) == 1


def _is_inset(mark: DrawnMark, owners: Sequence[GridCell]) -> bool:
    """Decide whether a mark leaves paper above and below it; an arrow needs none."""
    if mark.kind is DrawnKind.ARROW:
        return True
    top, bottom = owners[0].box.top, owners[0].box.bottom
    return mark.box.top >= top + _INSET and mark.box.bottom <= bottom - _INSET


def _is_in(glyph: Glyph, box: Box) -> bool:
    return box.has_point((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)


def _parted(grid: Grid, owners: Sequence[GridCell], covered: range) -> Iterator[GridCell]:
    """Yield the cell that a mark covers, and one for each other column of the cells that it is over."""
    first = owners[0]
    top, bottom = first.box.top, first.box.bottom

    def cell(start: int, end: int) -> GridCell:
        box = Box(grid.columns[start], top, grid.columns[end], bottom)
        return GridCell(first.row, start, first.row_span, end - start, box)

    yield cell(covered.start, covered.stop)
    for owner in owners:
        for column in range(owner.column, owner.column + owner.column_span):
            if column not in covered:
                yield cell(column, column + 1)
