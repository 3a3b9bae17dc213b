"""Parts of an earlier page that are printed again on a later one without the number of a project.

Such a part would be read as if it continued the project above it. It differs from the text of similar
projects in its beginning: it was cut out of a project, so it begins on its page with something from the
middle of that project, and not under a number or heading of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from planextract.families.block.grammar import Grammar
from planextract.structure.body_type import PARAGRAPH
from planextract.structure.page_rows import PageRows, Row

_ENOUGH = 12
"""Least number of characters in the complete rows of a repeated part; fewer may well be printed twice."""


class Strip(NamedTuple):
    """Rows of a page, from `start` up to but not including `end`, that an earlier page prints too."""

    start: int
    end: int
    source: int
    """The number of that earlier page."""


def strips(
    page: PageRows, shown_on: Callable[[str], Iterable[PageRows]], grammar: Grammar
) -> tuple[Strip, ...]:
    """Return the parts of earlier pages that are printed again on a page, from top to bottom.

    `shown_on` returns the earlier pages with a row of the given text."""
    found: list[Strip] = []
    start = 1  # the first row of a page continues the page before
    while start < len(page.rows):
        strip = _strip_at(page, start, shown_on, grammar)
        if strip is None:
            start += 1
        else:
            found.append(strip)
            start = strip.end
    return tuple(found)


def _strip_at(
    page: PageRows, start: int, shown_on: Callable[[str], Iterable[PageRows]], grammar: Grammar
) -> Strip | None:
    """Return the repeated part that begins at a row; None where none begins there."""
    rows = page.rows
    if not _may_begin(rows, start, grammar):
        return None
    for first, place in _likely(rows[start : start + 2], shown_on):
        length = _common(rows[start:], first.rows, place)
        if length and _is_cut_out(rows, start, first.rows, place, grammar):
            return Strip(start, start + length, first.number)
    return None


def _likely(
    rows: Iterable[Row], shown_on: Callable[[str], Iterable[PageRows]]
) -> Iterator[tuple[PageRows, int]]:
    """Yield earlier pages with the row index at which the first of two rows may be found there.

    It is found by its own text, or by that of the second row, since the very first may be cut in two."""
    for before, row in enumerate(rows):
        if row.is_telling and not row.is_heading:
            for page in shown_on(row.plain):
                for place in range(1 + before, len(page.rows)):
                    if page.rows[place].plain == row.plain:
                        yield page, place - before


def _common(rows: tuple[Row, ...], source: tuple[Row, ...], place: int) -> int:
    """Return how many rows here match those of the source from a row index on; 0 when they are too few.

    Only whole blocks count. Between a table and the lines that belong to it the earlier page may have others,
    such as footnotes."""
    length = whole = 0
    for index, row in enumerate(rows):
        if row.is_line and length:
            place = next(
                (at for at in range(place, len(source)) if source[at].plain == row.plain), len(source)
            )
        if (
            place == len(source)
            or row.is_heading
            or source[place].is_heading
            or row.is_line != source[place].is_line
        ):
            break
        if row.plain == source[place].plain:
            whole += len(row.plain)
        elif not ((index == 0 or _ends_block(rows, index)) and _is_part(row, source, place)):
            break
        length = index + 1
        place += 1
    while length and length < len(rows) and rows[length].block == rows[length - 1].block:
        length -= 1
        whole -= len(rows[length].plain)
    return length if whole >= _ENOUGH else 0


def _ends_block(rows: tuple[Row, ...], index: int) -> bool:
    """Return whether a row is the last one of its block."""
    return index + 1 == len(rows) or rows[index + 1].block != rows[index].block


def _is_part(row: Row, source: tuple[Row, ...], place: int) -> bool:
    """Return whether a row can be the remainder of a row of the source after a cut through its table.

    Cells that span several rows are included."""
    if row.is_line:
        return False  # seen whole or not at all
    there = [other for other in source[: place + 1] if other.block == source[place].block]
    table = "|".join(text for other in there for _, text in other.key)
    texts = [text for _, text in row.key]
    return all(text in table for text in texts) and any(text in source[place].plain for text in texts)


def _may_begin(rows: tuple[Row, ...], start: int, grammar: Grammar) -> bool:
    """Return whether a row cannot well continue the text above it on its own page."""
    row, above = rows[start], rows[start - 1]
    if row.is_heading or above.is_heading or above.block == row.block:
        return False
    own = _since_heading(rows, start)
    if not row.is_line:
        # A second table of a project, or one under a heading that has no number yet.
        return _had_table(own, grammar) or _is_unnumbered(own)
    if grammar.departments(row.texts[0]):
        return any(_names_departments(other, grammar) for other in own)
    # Many projects explain the same word.
    return grammar.footnote(row.texts[0]) is None and not _runs_on(above)


def _is_cut_out(
    rows: tuple[Row, ...], start: int, source: tuple[Row, ...], place: int, grammar: Grammar
) -> bool:
    """Return whether the rows are cut out of the earlier page, rather than merely similar to it."""
    row, there = rows[start], source[place - 1]
    if rows[start - 1].plain == there.plain:
        return False  # the rows above are equal too
    if row.is_line:
        # The departments, or the rest of a paragraph there. (A line of departments may be as long as its.)
        return bool(grammar.departments(row.texts[0])) or (
            not there.is_heading and _runs_on(there) and _ends_sentence(rows[start:])
        )
    if there.block == source[place].block:
        return True  # the rest of a table
    return not _has_table(_since_heading(source, place)) and _had_table(_since_heading(rows, start), grammar)


def _runs_on(row: Row) -> bool:
    """Return whether a row is a line of running text whose sentence continues in the next line."""
    return row.is_line and len(row.plain) >= PARAGRAPH and not row.texts[0].rstrip().endswith("。")


def _ends_sentence(rows: Iterable[Row]) -> bool:
    """Return whether running text that begins with these rows reaches the end of a sentence."""
    last = next((row for row in rows if not _runs_on(row)), None)
    return last is not None and last.is_line and last.texts[0].rstrip().endswith("。")


def _since_heading(rows: tuple[Row, ...], end: int) -> list[Row]:
    """Return the rows before an index, last first, up to and including the heading or number above them."""
    own: list[Row] = []
    for row in reversed(rows[:end]):
        own.append(row)
        if row.is_heading:
            break
    return own


def _has_table(rows: Iterable[Row]) -> bool:
    """Return whether any of the rows is a row of a table."""
    return any(not row.is_line for row in rows)


def _had_table(own: list[Row], grammar: Grammar) -> bool:
    """Return whether the table of the project of these rows precedes them, here or on the page before.

    Departments and footnotes are printed under the table."""
    return _has_table(own) or (
        not own[-1].is_heading
        and any(
            grammar.departments(row.texts[0]) is not None or grammar.footnote(row.texts[0]) is not None
            for row in own
        )
    )


def _is_unnumbered(own: list[Row]) -> bool:
    """Return whether rows, last first, begin with a heading without a project's number."""
    return own[-1].is_heading and own[-1].project is None


def _names_departments(row: Row, grammar: Grammar) -> bool:
    """Return whether a row names the departments in charge, as a line or as a row of a table."""
    if row.is_line:
        return bool(grammar.departments(row.texts[0]))
    return bool(row.texts) and grammar.departments_row(row.texts[0])
