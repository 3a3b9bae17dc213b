"""Lay out a clean page: tables with text in their cells, other text as lines, in reading order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from planextract.clean.overprint import split_overprints
from planextract.layout.borderless import ColumnMemory, FoundTables, find_borderless_tables
from planextract.layout.drawn_time import DrawnTime, count_unexplained_bars
from planextract.layout.grid import SNAP_DISTANCE_POINTS, Grid, find_grids
from planextract.layout.header_band import MIN_COLUMNS
from planextract.layout.lines import build_lines
from planextract.layout.open_tables import find_open_tables
from planextract.layout.overflow import find_overflow_columns
from planextract.layout.page_grids import split_page_grid
from planextract.layout.reading_columns import ColumnRegion, find_column_regions
from planextract.layout.spread import split_spread
from planextract.layout.watermarks import (
    separate_line_numbers,
    separate_slanted,
    separate_thumb_index,
    separate_watermarks,
)
from planextract.model.drawn_mark import DrawnMark
from planextract.model.layout import Block, Line, PageLayout, Table, TableCell
from planextract.model.page import Box, CleanPage, DropReason, Glyph, Ruling

_MIN_ALIGNED_ROWS = 1
"""Smallest number of full rows of a table without any edges, whose header names no years."""

_MIN_HIDDEN_GLYPHS = 20
"""Smallest number of hidden glyphs that may be a project; its number and title alone are more."""


def build_page_layout(page: CleanPage, memory: ColumnMemory | None = None) -> PageLayout:
    """Return the lines and tables of a page, and of its hidden text.

    A spread is laid out page by page; watermarks and thumb indexes follow the text they are printed beside.
    `memory` holds the columns of the page before, for a text whose tables continue without a header.
    """
    blocks = tuple(
        _iter_visible_blocks(page) if page.is_typeset else _build_text_blocks(page, memory or ColumnMemory())
    )
    return PageLayout(
        page.number,
        page.width,
        page.height,
        blocks,
        tuple(
            # Glyphs of size 0 can't be put on lines.
            build_blocks(
                split_overprints([glyph for glyph in part.glyphs if glyph.size > 0])[0], part.rulings
            )
            for part in page.dropped
            if part.reason not in (DropReason.OVERPRINTED, DropReason.STRUCK_OUT)
            and len(part.glyphs) >= _MIN_HIDDEN_GLYPHS
        ),
        {part.reason.value: len(part.glyphs) for part in page.dropped if part.glyphs},
        unexplained_bars=count_unexplained_bars(blocks) if page.marks else 0,
        is_typeset=page.is_typeset,
    )


def _build_text_blocks(page: CleanPage, memory: ColumnMemory) -> list[Block]:
    memory.width = page.width
    found = find_borderless_tables(page.glyphs, memory)
    return _sort_in_reading_order([*found.tables, *build_lines(found.rest)])


def _iter_visible_blocks(page: CleanPage) -> Iterator[Block]:
    text, slanted = separate_slanted(page.glyphs)
    text, across = separate_watermarks(text)
    text, counted = separate_line_numbers(text, page.rulings)
    sides = list(split_spread(page.width, page.height, text, page.rulings))
    across_sheet = min(len(sides), 2)
    short = min(page.width / across_sheet, page.height)
    for index, (glyphs, rules) in enumerate(sides):
        first, last = index % across_sheet == 0, index % across_sheet == across_sheet - 1
        own, beside = separate_thumb_index(glyphs, page.width, short, left=first, right=last)
        yield from build_blocks(own, rules, page.marks, page.fills)
        yield from beside
    yield from across
    yield from slanted
    yield from counted


def build_blocks(
    glyphs: Iterable[Glyph],
    rules: Iterable[Ruling],
    marks: Sequence[DrawnMark] = (),
    fills: Iterable[Box] = (),
) -> tuple[Block, ...]:
    """Return the lines and tables of glyphs, rulings and coloured boxes in reading order.

    A frame around text is not a table: its text is returned as lines, marked as boxed. The cells of a table
    that one of `marks` covers are one cell.
    """
    listed, rules = list(glyphs), list(rules)
    middles = [(glyph.top + glyph.bottom) / 2 for glyph in listed]
    order = sorted(range(len(listed)), key=middles.__getitem__)
    by_height = [listed[index] for index in order]
    heights = [middles[index] for index in order]
    free = [True] * len(by_height)
    found: list[Block] = []
    drawn = DrawnTime(marks)
    # A glyph belongs to the smallest frame around it: a page may have a border, a table a frame.
    grids = sorted(find_grids(rules), key=lambda grid: grid.box.width * grid.box.height)
    grids = [grid for grid in grids if not _is_frame_of_words(grid, grids, listed)]
    for grid in grids:
        inside: list[Glyph] = []
        left, right = grid.columns[0], grid.columns[-1]
        for index in range(bisect_left(heights, grid.rows[0]), bisect_right(heights, grid.rows[-1])):
            if free[index]:
                glyph = by_height[index]
                if left <= (glyph.x0 + glyph.x1) / 2 <= right:
                    free[index] = False
                    inside.append(glyph)
        found.extend(_fill_grid(drawn.merge_cells(grid, inside), inside, rules))
    outside = _find_open_tables(list(compress(by_height, free)), rules, fills, grids)
    found.extend(outside.tables)
    lines = build_lines(outside.rest)
    regions = find_column_regions(
        lines, outside.rest, [block.box for block in found if isinstance(block, Table)]
    )
    if regions:
        return tuple(_order_by_columns(drawn.name_marks(found), outside.rest, regions))
    found.extend(lines)
    found = drawn.name_marks(found)
    return tuple(_sort_in_reading_order(found))


_MAX_WORD_FRAME_EM = 2.2
"""Largest height of a frame around words, in ems."""


def _is_frame_of_words(grid: Grid, grids: Iterable[Grid], glyphs: Iterable[Glyph]) -> bool:
    """Return whether a grid is a frame around a word in a cell of a table, which marks the word."""
    if len(grid.cells) > 1 or not any(
        len(other.cells) > 1
        and other.box.x0 <= grid.box.x0
        and other.box.top <= grid.box.top
        and grid.box.x1 <= other.box.x1
        and grid.box.bottom <= other.box.bottom
        for other in grids
    ):
        return False
    size = max(
        (
            glyph.size
            for glyph in glyphs
            if grid.box.has_point((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
        ),
        default=0.0,
    )
    return grid.box.height <= _MAX_WORD_FRAME_EM * size


def _find_open_tables(
    glyphs: Sequence[Glyph], rules: Iterable[Ruling], fills: Iterable[Box], grids: Sequence[Grid]
) -> FoundTables:
    """Return the tables outside ruled ones: of open rulings and coloured boxes, or of aligned words only."""
    boxes = [grid.box for grid in grids]
    open_rulings = [ruling for ruling in rules if not _is_in_grid(ruling, boxes)]
    open_fills = [fill for fill in fills if not _is_in_grid(fill, boxes)]
    found = FoundTables((), tuple(glyphs))
    if open_rulings or open_fills:
        found = find_open_tables(glyphs, open_rulings, open_fills)
    if (
        not found.tables
        and all(len(grid.cells) == 1 for grid in grids)
        and _has_many_columns(build_lines(glyphs))
    ):
        return find_borderless_tables(glyphs, ColumnMemory(min_rows=_MIN_ALIGNED_ROWS))
    return found


def _has_many_columns(lines: Iterable[Line]) -> bool:
    """Return True where several lines have as many parts as the rows of a table."""
    return sum(len(line.segments) >= MIN_COLUMNS for line in lines) >= MIN_COLUMNS - 1


def _is_in_grid(mark: Ruling | Box, boxes: Iterable[Box]) -> bool:
    """Return True for a ruling or coloured box whose middle is in a ruled table or frame."""
    x, y = (mark.x0 + mark.x1) / 2, (mark.top + mark.bottom) / 2
    near = SNAP_DISTANCE_POINTS
    return any(
        box.x0 - near <= x <= box.x1 + near and box.top - near <= y <= box.bottom + near for box in boxes
    )


def _order_by_columns(
    framed: Sequence[Block], glyphs: Sequence[Glyph], regions: Sequence[ColumnRegion]
) -> Iterator[Block]:
    """Yield the blocks of a page in reading order, those of a region in two columns column by column.

    `framed` are the tables and framed lines, `glyphs` those outside of them."""
    parts: list[tuple[list[Block], list[Glyph]]] = [([], []) for _ in range(3 * len(regions) + 1)]
    for block in framed:
        parts[_find_part(block.box, regions)][0].append(block)
    for glyph in glyphs:
        parts[_find_part(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom), regions)][1].append(glyph)
    for blocks, own in parts:
        yield from _sort_in_reading_order([*blocks, *build_lines(own)])


def _find_part(box: Box, regions: Sequence[ColumnRegion]) -> int:
    """Return the number of the part of a page with a box: before a region, its left, its right, and so on."""
    middle = (box.top + box.bottom) / 2
    for index, region in enumerate(regions):
        if middle < region.top:
            return 3 * index
        if middle <= region.bottom:
            return 3 * index + (1 if (box.x0 + box.x1) / 2 < region.x else 2)
    return 3 * len(regions)


def _sort_in_reading_order(found: list[Block]) -> list[Block]:
    """Sort blocks from top to bottom, and lines beside each other from left to right.

    An example of such lines is a number in a frame and the caption beside it.
    """
    ordered: list[Block] = []
    for block in sorted(found, key=lambda block: (block.box.top, block.box.x0)):
        place = len(ordered)
        while place and _is_right_of(ordered[place - 1], block):
            place -= 1
        ordered.insert(place, block)
    return ordered


def _is_right_of(before: Block, block: Block) -> bool:
    """Return True where `before`, a line that begins higher, is to the right of `block` on the same row."""
    return (
        isinstance(before, Line)
        and isinstance(block, Line)
        and before.box.x0 >= block.box.x1
        and min(before.box.bottom, block.box.bottom) - block.box.top
        > 0.5 * min(before.box.height, block.box.height)
    )


def _has_row_of_several(table: Table) -> bool:
    """Return True where a row below the heads has text in several columns; else the heads are one label whose
    letters are set apart."""
    filled = [cell.row for cell in table.cells if cell.row > 0 and cell.lines]
    return len(filled) > len(set(filled))


def _fill_grid(grid: Grid, glyphs: list[Glyph], rules: Iterable[Ruling]) -> list[Block]:
    if not glyphs:
        return []
    if len(grid.columns) == 2 < len(grid.rows):
        # A frame with rulings between its rows only: its columns are those of its heads.
        across = [rule for rule in rules if rule.horizontal and _is_in_grid(rule, [grid.box])]
        inner = find_open_tables(glyphs, across, ())
        if inner.tables and all(map(_has_row_of_several, inner.tables)):
            return [*inner.tables, *build_lines(inner.rest)]
    place = [[0] * (len(grid.columns) - 1) for _ in grid.rows[1:]]
    for number, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                place[row][column] = number
    inside: list[list[Glyph]] = [[] for _ in grid.cells]
    row_edges, column_edges = grid.rows[1:-1], grid.columns[1:-1]
    overflow = find_overflow_columns(glyphs, grid.columns) if column_edges else {}
    for glyph in glyphs:
        row = bisect_right(row_edges, (glyph.top + glyph.bottom) / 2)
        column = bisect_right(column_edges, (glyph.x0 + glyph.x1) / 2)
        if id(glyph) in overflow:
            column = overflow[id(glyph)]
        inside[place[row][column]].append(glyph)
    if len(grid.cells) == 1:
        return [
            Line(line.text, line.box, line.size, line.segments, line.glyphs, boxed=True)
            for line in build_lines(glyphs)
        ]
    cells = tuple(
        TableCell(
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            cell.box,
            tuple(build_lines(inside[number], in_cell=True)),
        )
        for number, cell in enumerate(grid.cells)
    )
    return split_page_grid(Table(grid.box, grid.columns, grid.rows, cells))
