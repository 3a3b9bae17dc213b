"""Parts of an earlier page that are printed again on a later one without the number of a project.

Such a part would be read as if it continued the project above it. It differs from the text of similar
projects in its beginning: it was cut out of a project, so it begins on its page with something from the
middle of that project, and not under a number or heading of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from planextract.structure.body_type import PARAGRAPH_LINE_MIN_CHARS
from planextract.structure.page_recogniser import PageRecogniser
from planextract.structure.page_rows import ComparedRow, PageRows

_REPEATED_PART_MIN_CHARS = 12
"""Least number of characters in the complete rows of a repeated part; fewer may well be printed twice."""


class RepeatedPart(NamedTuple):
    """Rows of a page, from `start` up to but not including `end`, that an earlier page prints too."""

    start: int
    end: int
    source: int
    """The number of that earlier page."""


def find_repeated_parts(
    page: PageRows, shown_on: Callable[[str], Iterable[PageRows]], recogniser: PageRecogniser
) -> tuple[RepeatedPart, ...]:
    """Return the parts of earlier pages that are printed again on a page, from top to bottom.

    `shown_on` returns the earlier pages with a row of the given text."""
    found: list[RepeatedPart] = []
    start = 1  # the first row of a page continues the page before
    while start < len(page.rows):
        strip = _find_part_at(page, start, shown_on, recogniser)
        if strip is None:
            start += 1
        else:
            found.append(strip)
            start = strip.end
    return tuple(found)


def _find_part_at(
    page: PageRows, start: int, shown_on: Callable[[str], Iterable[PageRows]], recogniser: PageRecogniser
) -> RepeatedPart | None:
    """Return the repeated part that begins at a row; None where none begins there."""
    rows = page.rows
    if not _can_begin_part(rows, start, recogniser):
        return None
    for first, place in _find_likely_sources(rows[start : start + 2], shown_on):
        length = _count_common_rows(rows[start:], first.rows, place)
        if length and _is_cut_out(rows, start, first.rows, place, recogniser):
            return RepeatedPart(start, start + length, first.number)
    return None


def _find_likely_sources(
    rows: Iterable[ComparedRow], shown_on: Callable[[str], Iterable[PageRows]]
) -> Iterator[tuple[PageRows, int]]:
    """Yield earlier pages with the row index at which the first of two rows may be found there.

    It is found by its own text, or by that of the second row, since the very first may be cut in two."""
    for before, row in enumerate(rows):
        if row.is_distinctive and not row.is_heading:
            for page in shown_on(row.plain):
                for place in range(1 + before, len(page.rows)):
                    if page.rows[place].plain == row.plain:
                        yield page, place - before


def _count_common_rows(rows: tuple[ComparedRow, ...], source: tuple[ComparedRow, ...], place: int) -> int:
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
        elif not ((index == 0 or _is_last_of_block(rows, index)) and _is_cut_from_table(row, source, place)):
            break
        length = index + 1
        place += 1
    while length and length < len(rows) and rows[length].block == rows[length - 1].block:
        length -= 1
        whole -= len(rows[length].plain)
    return length if whole >= _REPEATED_PART_MIN_CHARS else 0


def _is_last_of_block(rows: tuple[ComparedRow, ...], index: int) -> bool:
    """Return whether a row is the last one of its block."""
    return index + 1 == len(rows) or rows[index + 1].block != rows[index].block


def _is_cut_from_table(row: ComparedRow, source: tuple[ComparedRow, ...], place: int) -> bool:
    """Return whether a row can be the remainder of a row of the source after a cut through its table.

    Cells that span several rows are included."""
    if row.is_line:
        return False  # seen whole or not at all
    there = [other for other in source[: place + 1] if other.block == source[place].block]
    table = "|".join(text for other in there for _, text in other.key)
    texts = [text for _, text in row.key]
    return all(text in table for text in texts) and any(text in source[place].plain for text in texts)


def _can_begin_part(rows: tuple[ComparedRow, ...], start: int, recogniser: PageRecogniser) -> bool:
    """Return whether a row cannot well continue the text above it on its own page."""
    row, above = rows[start], rows[start - 1]
    if row.is_heading or above.is_heading or above.block == row.block:
        return False
    own = _collect_rows_since_heading(rows, start)
    if not row.is_line:
        # A second table of a project, or one under a heading that has no number yet.
        return _has_earlier_table(own, recogniser) or _is_unnumbered(own)
    if recogniser.read_departments(row.texts[0]):
        return any(_has_departments(other, recogniser) for other in own)
    # Many projects explain the same word.
    return not recogniser.is_footnote(row.texts[0]) and not _is_sentence_unfinished(above)


def _is_cut_out(
    rows: tuple[ComparedRow, ...],
    start: int,
    source: tuple[ComparedRow, ...],
    place: int,
    recogniser: PageRecogniser,
) -> bool:
    """Return whether the rows are cut out of the earlier page, rather than merely similar to it."""
    row, there = rows[start], source[place - 1]
    if rows[start - 1].plain == there.plain:
        return False  # the rows above are equal too
    if row.is_line:
        # The departments, or the rest of a paragraph there. (A line of departments may be as long as its.)
        return bool(recogniser.read_departments(row.texts[0])) or (
            not there.is_heading and _is_sentence_unfinished(there) and _has_sentence_end(rows[start:])
        )
    if there.block == source[place].block:
        return True  # the rest of a table
    return not _has_table(_collect_rows_since_heading(source, place)) and _has_earlier_table(
        _collect_rows_since_heading(rows, start), recogniser
    )


def _is_sentence_unfinished(row: ComparedRow) -> bool:
    """Return whether a row is a line of running text whose sentence continues in the next line."""
    return (
        row.is_line
        and len(row.plain) >= PARAGRAPH_LINE_MIN_CHARS
        and not row.texts[0].rstrip().endswith("。")
    )


def _has_sentence_end(rows: Iterable[ComparedRow]) -> bool:
    """Return whether running text that begins with these rows reaches the end of a sentence."""
    last = next((row for row in rows if not _is_sentence_unfinished(row)), None)
    return last is not None and last.is_line and last.texts[0].rstrip().endswith("。")


def _collect_rows_since_heading(rows: tuple[ComparedRow, ...], end: int) -> list[ComparedRow]:
    """Return the rows before an index, last first, up to and including the heading or number above them."""
    own: list[ComparedRow] = []
    for row in reversed(rows[:end]):
        own.append(row)
        if row.is_heading:
            break
    return own


def _has_table(rows: Iterable[ComparedRow]) -> bool:
    """Return whether any of the rows is a row of a table."""
    return any(not row.is_line for row in rows)


def _has_earlier_table(own: list[ComparedRow], recogniser: PageRecogniser) -> bool:
    """Return whether the table of the project of these rows precedes them, here or on the page before.

    Departments and footnotes are printed under the table."""
    return _has_table(own) or (
        not own[-1].is_heading
        and any(
            recogniser.read_departments(row.texts[0]) is not None or recogniser.is_footnote(row.texts[0])
            for row in own
        )
    )


def _is_unnumbered(own: list[ComparedRow]) -> bool:
    """Return whether rows, last first, begin with a heading without a project's number."""
    return own[-1].is_heading and own[-1].project is None


def _has_departments(row: ComparedRow, recogniser: PageRecogniser) -> bool:
    """Return whether a row names the departments in charge, as a line or as a row of a table."""
    if row.is_line:
        return bool(recogniser.read_departments(row.texts[0]))
    return bool(row.texts) and recogniser.is_departments_row(row.texts[0])
