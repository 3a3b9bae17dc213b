"""Parts of an earlier page that are printed again on a later one without any project's number.

Such a strip would be read as if it went on with the project above it. What tells it from projects that look
alike is where it begins: it was cut out of a project, so it begins on its page with what stands in the
middle of that project, and not under a number or heading of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from planextract.families.block.grammar import Grammar
from planextract.structure.body_type import PARAGRAPH
from planextract.structure.page_rows import PageRows, Row

_ENOUGH = 12
"""Characters that a strip must have in rows that are whole; less may well be printed twice."""


class Strip(NamedTuple):
    """Rows of a page, from `start` up to but not `end`, that stand on an earlier page."""

    start: int
    end: int
    source: int
    """The number of that page."""


def strips(
    page: PageRows, shown_on: Callable[[str], Iterable[PageRows]], grammar: Grammar
) -> tuple[Strip, ...]:
    """The strips of earlier pages on a page; `shown_on` tells the pages with a row of that text."""
    found: list[Strip] = []
    start = 1  # what a page begins with goes on from the page before
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
    """Earlier pages and the places there at which the first of two rows may stand: by itself, or before the
    second, since the very first may be cut in two."""
    for before, row in enumerate(rows):
        if row.is_telling and not row.is_heading:
            for page in shown_on(row.plain):
                for place in range(1 + before, len(page.rows)):
                    if page.rows[place].plain == row.plain:
                        yield page, place - before


def _common(rows: tuple[Row, ...], source: tuple[Row, ...], place: int) -> int:
    """How many rows follow each other here and in the source from a place on, whole blocks only; 0 when they
    are too few to tell.

    Between a table and the lines that belong to it others may stand on the earlier page: footnotes stand at
    the foot of it.
    """
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
    return index + 1 == len(rows) or rows[index + 1].block != rows[index].block


def _is_part(row: Row, source: tuple[Row, ...], place: int) -> bool:
    """Whether a row is what a cut through a table leaves of a row there, cells that span others included."""
    if row.is_line:
        return False  # seen whole or not at all
    there = [other for other in source[: place + 1] if other.block == source[place].block]
    table = "|".join(text for other in there for _, text in other.key)
    texts = [text for _, text in row.key]
    return all(text in table for text in texts) and any(text in source[place].plain for text in texts)


def _may_begin(rows: tuple[Row, ...], start: int, grammar: Grammar) -> bool:
    """Whether a row can't well go on with what stands above it on its own page."""
    row, above = rows[start], rows[start - 1]
    if row.is_heading or above.is_heading or above.block == row.block:
        return False
    own = _since_heading(rows, start)
    if not row.is_line:
        # A table where this project has one of its own already, or under a heading that has no number yet.
        return _had_table(own, grammar) or _is_unnumbered(own)
    if grammar.departments(row.texts[0]):
        return any(_names_departments(other, grammar) for other in own)
    # Many projects explain the same word.
    return grammar.footnote(row.texts[0]) is None and not _runs_on(above)


def _is_cut_out(
    rows: tuple[Row, ...], start: int, source: tuple[Row, ...], place: int, grammar: Grammar
) -> bool:
    """Whether it is cut out of what stands on the earlier page, rather than like it."""
    row, there = rows[start], source[place - 1]
    if rows[start - 1].plain == there.plain:
        return False  # what stands above is alike too
    if row.is_line:
        # The departments, or the rest of a paragraph there. (A line of departments may be as long as its.)
        return bool(grammar.departments(row.texts[0])) or (
            not there.is_heading and _runs_on(there) and _ends_sentence(rows[start:])
        )
    if there.block == source[place].block:
        return True  # the rest of a table
    return not _has_table(_since_heading(source, place)) and _had_table(_since_heading(rows, start), grammar)


def _runs_on(row: Row) -> bool:
    """Whether a line is one of running text whose sentence goes on in the next."""
    return row.is_line and len(row.plain) >= PARAGRAPH and not row.texts[0].rstrip().endswith("。")


def _ends_sentence(rows: Iterable[Row]) -> bool:
    """Whether running text that begins with these rows comes to the end of a sentence."""
    last = next((row for row in rows if not _runs_on(row)), None)
    return last is not None and last.is_line and last.texts[0].rstrip().endswith("。")


def _since_heading(rows: tuple[Row, ...], end: int) -> list[Row]:
    """The rows before a place that belong to the heading or number above it, that row included."""
    own: list[Row] = []
    for row in reversed(rows[:end]):
        own.append(row)
        if row.is_heading:
            break
    return own


def _has_table(rows: Iterable[Row]) -> bool:
    return any(not row.is_line for row in rows)


def _had_table(own: list[Row], grammar: Grammar) -> bool:
    """Whether the project of these rows has had its table, be it on the page before: departments and
    footnotes stand under it."""
    return _has_table(own) or (
        not own[-1].is_heading
        and any(
            grammar.departments(row.texts[0]) is not None or grammar.footnote(row.texts[0]) is not None
            for row in own
        )
    )


def _is_unnumbered(own: list[Row]) -> bool:
    return own[-1].is_heading and own[-1].project is None


def _names_departments(row: Row, grammar: Grammar) -> bool:
    """Whether it names who is in charge, in a line or in a row of the table."""
    if row.is_line:
        return bool(grammar.departments(row.texts[0]))
    return bool(row.texts) and grammar.departments_row(row.texts[0])
