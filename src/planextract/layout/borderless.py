"""Find tables without rulings by the alignment of their words under a header.

The result is the same `Table` that rulings give. A table begins with a header, or continues one under the
columns known from before; it ends where a line does not fit its columns: running text, a heading, a wide gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planextract.japanese.widths import match_key, narrow_width
from planextract.layout.cell_grid import LINE_PITCH_EM, TableRegion, build_table, is_spanning_line
from planextract.layout.column_model import ColumnModel, build_column_model
from planextract.layout.header_band import (
    MIN_COLUMNS,
    count_years,
    find_header_band,
    is_close,
    is_header_like,
    is_value,
)
from planextract.layout.words import WordRow, build_word_rows
from planextract.model.layout import Table
from planextract.model.page import Glyph

_WORD_GAP_EM = 0.4
_MAX_ROW_GAP_PITCHES = 2.4
"""Largest gap between the rows of a table, in line pitches, before a row that fills few columns."""

_MIN_INSIDE_SHARE = 0.7
"""Smallest share of words within the edges of their columns in a row without a header above."""

_MIN_COLUMNS_WITHOUT_HEADER = 4
"""Smallest number of columns with text in a row that continues a table, if the table has more."""

_MIN_CELL_GAP_EM = 1.6
"""Smallest gap, in ems, between two words that are surely not in one cell if the second is a value."""

_MAX_TOGETHER_SHARE = 0.15
"""Largest share of lines with two values in one column."""

_LABEL_MAX_EM = 10.0
"""Largest width of the label of a row whose text covers the other columns, in ems."""

_HEADING_NUMBER = re.compile(r"[(]\d{1,3}[)]|\d{1,3}[).]?$|[※*]|注\d")
"""The beginning of a heading or footnote: a number by itself or in brackets, or a footnote's mark."""

_FOOTNOTE = re.compile(r"[※＊*]|注[\d０-９]")
_NUMBER_ONLY = re.compile(r"[-(]?\d{1,3}[-).]?$")


@dataclass(slots=True)
class ColumnMemory:
    """The columns of the last table, under which rows may continue on the next page or below a line."""

    width: float | None = None
    """Width of all tables in points; None takes each from its words."""
    min_rows: int = 1
    """Smallest number of full rows under a header that names no years."""
    model: ColumnModel | None = None
    keys: set[tuple[str, ...]] = field(default_factory=set)
    """The headers seen so far."""


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The tables of a page, and the glyphs outside them."""

    tables: tuple[Table, ...]
    rest: tuple[Glyph, ...]


def find_borderless_tables(glyphs: Sequence[Glyph], memory: ColumnMemory) -> FoundTables:
    """Return the tables that aligned words form; `memory` is updated for the next page."""
    rows = build_word_rows(glyphs, _WORD_GAP_EM)
    tables: list[Table] = []
    inside: set[int] = set()
    index = 0
    while index < len(rows):
        region = _find_region(rows, index, memory)
        if region is None:
            index += 1
            continue
        tables.append(build_table(region, memory.width))
        memory.model = region.model
        if region.band is not None:
            memory.keys.add(region.band.key)
        inside.update(id(glyph) for row in region.rows for word in row.words for glyph in word.glyphs)
        index = region.end
    return FoundTables(tuple(tables), tuple(glyph for glyph in glyphs if id(glyph) not in inside))


def _find_region(rows: Sequence[WordRow], index: int, memory: ColumnMemory) -> TableRegion | None:
    """Return the table that begins with a row; None where none does."""
    band = find_header_band(rows, index)
    if band is not None and band.first == index:
        model = build_column_model(band, rows[index].size)
        start = band.end
    elif band is None and memory.model is not None and _is_full_row(rows, index, memory.model):
        model, start = memory.model, index
    else:
        return None
    end = _find_end(
        rows, start, model, {*memory.keys, *([band.key] if band else [])}, headed=band is not None
    )
    body = tuple(rows[start:end])
    if band is None and not body:
        return None
    if band is not None:
        full = sum(_is_filled(block, model) for block in _iter_blocks(body))
        if full < memory.min_rows and count_years(band) < 2:
            return None
        model = model.refine_edges([row.words for row in body])
    model = model.find_numeric_columns([row.words for row in body])
    if _are_cells_run_together(body, model):
        return None
    return TableRegion(tuple(rows[index:end]), band, model, body, end)


def _are_cells_run_together(body: Sequence[WordRow], model: ColumnModel) -> bool:
    """Return True where lines have several values in one column: the columns are not those of the table."""
    full = together = 0
    for row in body:
        columns = model.place_words(row.words)
        if len(row.words) < MIN_COLUMNS:
            continue
        full += 1
        pairs = zip(pairwise(row.words), pairwise(columns), strict=True)
        together += any(
            first == second
            and right.x0 - left.x1 > _MIN_CELL_GAP_EM * model.size
            and is_value(match_key(right.text))
            for (left, right), (first, second) in pairs
        )
    return together > _MAX_TOGETHER_SHARE * full


def _is_full_row(rows: Sequence[WordRow], index: int, model: ColumnModel) -> bool:
    """Return True where the lines from `index` on, up to a gap, contain one that fits a table's columns."""
    for place in range(index, len(rows)):
        if place > index and not is_close(rows[place - 1], rows[place]):
            break
        words = rows[place].words
        columns = model.place_words(words)
        if any(map(model.is_crossing, words, columns)) or _is_key(rows[place], model):
            return False
        inside = sum(map(model.is_inside, words, columns))
        needed = max(_count_needed(model), min(model.count - 1, _MIN_COLUMNS_WITHOUT_HEADER))
        if len({*columns}) >= needed and inside >= _MIN_INSIDE_SHARE * len(words):
            return True
    return False


def _find_end(
    rows: Sequence[WordRow], start: int, model: ColumnModel, keys: set[tuple[str, ...]], *, headed: bool
) -> int:
    """Return the index after the last row of a table whose body begins at `start`."""
    end = place = start
    is_cut = False
    while place < len(rows):
        block_end = place + 1
        while block_end < len(rows) and is_close(rows[block_end - 1], rows[block_end]):
            block_end += 1
        block = rows[place:block_end]
        if place > start or headed:
            gap = (block[0].top - rows[place - 1].bottom) / (LINE_PITCH_EM * model.size)
            if gap > _MAX_ROW_GAP_PITCHES and not _is_filled(block, model):
                break
        if _is_spanning_row(rows, place, block_end, model, keys):
            end = place = block_end
            continue
        fitting = _count_fitting(rows, place, block_end, model, keys)
        if fitting and _is_before_header(rows, place, block_end, keys) and not _is_filled(block, model):
            is_cut = True
            break
        end = place + fitting
        if fitting < len(block):
            is_cut = not _is_key(rows[end], model)
            break
        place = block_end
    return _trim_end(rows, start, end, model) if is_cut else end


def _is_spanning_row(
    rows: Sequence[WordRow], start: int, end: int, model: ColumnModel, keys: set[tuple[str, ...]]
) -> bool:
    """Return True for a line between rows, as the heading of the rows below it is, that follows no column."""
    words = rows[start].words
    return (
        end - start == 1
        and is_spanning_line(words, model)
        and end < len(rows)
        and not _is_header_at(rows, end, keys)
        and _is_full_row(rows, end, model)
    )


def _is_filled(block: Sequence[WordRow], model: ColumnModel) -> bool:
    """Return True where the lines have text in half of the columns at least."""
    filled = {column for row in block for column in model.place_words(row.words)}
    return len(filled) >= _count_needed(model)


def _count_needed(model: ColumnModel) -> int:
    """Return how many columns a row fills at least that is certainly one of a table."""
    return max(MIN_COLUMNS, (model.count + 1) // 2)


def _count_fitting(
    rows: Sequence[WordRow], start: int, end: int, model: ColumnModel, keys: set[tuple[str, ...]]
) -> int:
    """Return how many rows from `start` on belong to the table, of a block without wide gaps."""
    block = rows[start:end]
    header = next((place for place in range(start, end) if _is_header_at(rows, place, keys)), None)
    if header is not None:
        return 0
    placed = [model.place_words(row.words) for row in block]
    crossing = [
        any(map(model.is_crossing, row.words, columns)) for row, columns in zip(block, placed, strict=True)
    ]
    if not _is_filled(block, model) and _HEADING_NUMBER.match(narrow_width(block[0].words[0].text)):
        return 0
    key = next((place for place, row in enumerate(block) if _is_key(row, model)), None)
    if key is not None and not any(is_value(match_key(word.text)) for word in block[key].words):
        return key
    if any(crossing) and _is_labelled_text(block, model):
        return len(block)
    for index, (row, columns) in enumerate(zip(block, placed, strict=True)):
        full = len({*columns}) >= max(2, (model.count + 1) // 2)
        if _FOOTNOTE.match(narrow_width(row.words[0].text)) and not full and len(row.words) > 1:
            return index
        if crossing[index] and not full:
            return index
    return len(block)


def _is_key(row: WordRow, model: ColumnModel) -> bool:
    """Return True for a line that begins with a label and a colon, which is not a row of a table."""
    return any(word.x0 < model.edges[0] and word.text.endswith(("：", ":")) for word in row.words)


def _is_labelled_text(block: Sequence[WordRow], model: ColumnModel) -> bool:
    """Return True for a short label beside lines that all begin at the same place, over several columns."""
    edge = model.edges[0]
    labels = [word for row in block for word in row.words if word.x1 <= edge]
    texts = [words[0] for row in block if (words := [word for word in row.words if word.x1 > edge])]
    if not labels or not texts or any(word.x0 < edge - model.size for word in texts):
        return False
    widest = max(word.x1 for word in labels) - min(word.x0 for word in labels)
    return (
        widest <= _LABEL_MAX_EM * model.size
        and max(word.x0 for word in texts) - min(word.x0 for word in texts) <= 2.0 * model.size
    )


def _is_before_header(rows: Sequence[WordRow], start: int, end: int, keys: set[tuple[str, ...]]) -> bool:
    """Return True where the lines are directly above a header, as the caption of a table is."""
    return end < len(rows) and _is_header_at(rows, end, keys) and end - start <= 2


def _is_header_at(rows: Sequence[WordRow], index: int, keys: set[tuple[str, ...]]) -> bool:
    """Return True where a header begins: one seen before, or one that names years."""
    band = find_header_band(rows, index)
    if band is None or band.first != index or not is_header_like(band):
        return False
    return band.key in keys or count_years(band) >= 2


def _iter_blocks(rows: Sequence[WordRow]) -> Iterator[Sequence[WordRow]]:
    """Yield the runs of rows without a gap between them."""
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or not is_close(rows[index - 1], rows[index]):
            yield rows[start:index]
            start = index


def _trim_end(rows: Sequence[WordRow], start: int, end: int, model: ColumnModel) -> int:
    """Return the end of a table without lines at its foot that are apart from it and fill one column."""
    while end > start:
        first = end - 1
        while first > start and is_close(rows[first - 1], rows[first]):
            first -= 1
        columns = {column for row in rows[first:end] for column in model.place_words(row.words)}
        number = _NUMBER_ONLY.match(
            narrow_width("".join(word.text for row in rows[first:end] for word in row.words))
        )
        if columns != {0} and number is None:
            break
        end = first
    return end
