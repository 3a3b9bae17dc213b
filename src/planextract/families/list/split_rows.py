"""Joins rows that a page break split, and fills blank cells that continue from the row above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planextract.families.list.column_meanings import (
    MONEY_MEANINGS,
    PERIOD_MEANINGS,
    SPANNING_MEANINGS,
    ColumnMeaning,
)
from planextract.families.list.list_columns import ListColumn
from planextract.families.list.list_rows import CellLines, GridRowCells, ListRow, ListRowKind
from planextract.japanese.widths import match_key
from planextract.structure.full_lines import fills_its_column

_UNSPLIT_MEANINGS = frozenset({ColumnMeaning.NUMBER, *MONEY_MEANINGS})
"""Columns with a single value, which a page break leaves whole on one of its sides."""


def join_split_row(
    last: ListRow, first: ListRow, columns: Sequence[ListColumn], *, all_have_money: bool
) -> ListRow | None:
    """Return the row that a page break split into `last` and `first`; None when the two are separate rows.

    A number or an amount is centred in its cell and so on one side only: the parts of a row never both print
    a number or the same amount. One of them lacks what every row has: a number where the list has numbers,
    else a title, or any amount where all other rows have some. A title that continues below the break fills
    its column above it."""
    if last.kind not in (ListRowKind.PROJECT, ListRowKind.OTHER) or first.kind not in (
        ListRowKind.PROJECT,
        ListRowKind.OTHER,
    ):
        return None
    by_meaning = {column.meaning: index for index, column in enumerate(columns)}
    if any(
        last.get_text(index) and first.get_text(index)
        for index, column in enumerate(columns)
        if column.meaning in _UNSPLIT_MEANINGS
    ):
        return None
    key = by_meaning.get(ColumnMeaning.NUMBER, by_meaning[ColumnMeaning.TITLE])
    partial = bool(last.get_text(key)) != bool(first.get_text(key))
    if ColumnMeaning.NUMBER not in by_meaning and not partial:
        partial = (
            all_have_money
            and has_money(last, columns) != has_money(first, columns)
            and fills_its_column(
                last.get_lines(key)[-1], columns[key].x1 + last.places[-1].box.x0 - columns[0].x0
            )
        )
    if not partial:
        return None
    return ListRow(
        ListRowKind.PROJECT,
        _join_parts(last.parts, first.parts, columns),
        (*last.places, *first.places),
        last.from_above,
        first.into_below,
        last.glyphs + first.glyphs,
    )


def has_money(row: ListRow, columns: Sequence[ListColumn]) -> bool:
    """Return whether a row prints any amount."""
    return any(
        row.get_text(index) for index, column in enumerate(columns) if column.meaning in MONEY_MEANINGS
    )


def _join_parts(
    last: tuple[GridRowCells, ...], first: tuple[GridRowCells, ...], columns: Sequence[ListColumn]
) -> tuple[GridRowCells, ...]:
    """Join the parts of a split row, or keep both table rows where they print values for one period."""
    above, below = last[-1], first[0]
    if any(
        any(above[index]) and any(below[index])
        for index, column in enumerate(columns)
        if column.meaning in PERIOD_MEANINGS
    ):
        return (*last, *first)
    middle = tuple((*one, *other) for one, other in zip(above, below, strict=True))
    return (*last[:-1], middle, *first[1:])


def find_filled_columns(rows: Iterable[ListRow], columns: Sequence[ListColumn]) -> frozenset[int]:
    """Return the columns in which every one of the rows has text."""
    every = set(range(len(columns)))
    for row in rows:
        every = {index for index in every if row.get_text(index)}
    return frozenset(every)


def fill_from_above(
    row: ListRow,
    above: ListRow,
    columns: Sequence[ListColumn],
    ditto: Sequence[str],
    cut: frozenset[int] = frozenset(),
) -> ListRow:
    """Return the row with the cells that it takes over from the row above.

    It does so where it prints 〃, and where its cell is the rest of one that a page break cut. In the columns
    `cut` every blank cell is such a rest."""
    marks = {match_key(mark) for mark in ditto}
    changed: dict[int, CellLines] = {}
    for index, column in enumerate(columns):
        if column.meaning not in SPANNING_MEANINGS:
            continue
        text = match_key(row.get_text(index))
        rest = not text and (index in row.from_above or index in cut)
        if text in marks or rest:
            changed[index] = above.get_lines(index)
    return _replace_lines(row, changed) if changed else row


def fill_from_below(
    row: ListRow, below: ListRow, columns: Sequence[ListColumn], cut: frozenset[int] = frozenset()
) -> ListRow:
    """Return the row with the text that a cell spanning both rows prints in the row below."""
    changed = {
        index: below.get_lines(index)
        for index, column in enumerate(columns)
        if column.meaning in SPANNING_MEANINGS
        and not row.get_text(index)
        and below.get_text(index)
        and (index in row.into_below or index in cut)
    }
    return _replace_lines(row, changed) if changed else row


def _replace_lines(row: ListRow, changed: dict[int, CellLines]) -> ListRow:
    """Return the row with the lines of some columns replaced."""
    first = tuple(changed.get(index, lines) for index, lines in enumerate(row.parts[0]))
    rest = tuple(
        tuple(() if index in changed else lines for index, lines in enumerate(part)) for part in row.parts[1:]
    )
    return replace(row, parts=(first, *rest))


def fill_across_break(
    rows: Sequence[ListRow],
    first: ListRow,
    columns: Sequence[ListColumn],
    ditto: Sequence[str],
    always: frozenset[int],
) -> tuple[list[ListRow], ListRow]:
    """Complete cells that a page break cut with the text on the other side of the break.

    Return the rows before the break and the first one after it. A cell was cut where it spans rows on either
    side, or in the columns `always`, in which every other row has text."""
    last = rows[-1]
    spans = frozenset(
        index for index in range(len(columns)) if index in last.from_above or index in first.into_below
    )
    known = fill_from_above(first, last, columns, ditto, spans | always)
    before = [*rows[:-1], fill_from_below(last, first, columns, spans | always)]
    return fill_upwards(before, columns), known


def fill_upwards(rows: Sequence[ListRow], columns: Sequence[ListColumn]) -> list[ListRow]:
    """Fill cells that span rows before a page break with the text in the last of these rows."""
    found = list(rows)
    for index in range(len(found) - 2, -1, -1):
        row = fill_from_below(found[index], found[index + 1], columns)
        if row is found[index]:
            break
        found[index] = row
    return found
