"""Find the header of a table without rulings: heads beside each other, on one line or on several.

A header is recognised by its form alone: at least three short texts, none of them an amount, with the rest of
heads on several lines centred above and below. The words of headers are known to profiles only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planextract.japanese.amounts import is_blank_amount, parse_quantity
from planextract.japanese.eras import find_fiscal_year
from planextract.japanese.widths import match_key
from planextract.layout.head_stack import HeaderBand as HeaderBand
from planextract.layout.head_stack import HeadStack
from planextract.layout.words import Word, WordRow, merge_near_words

MIN_COLUMNS = 3
"""Smallest number of columns of a table without rulings."""

MAX_LINE_GAP_EM = 0.8
"""Largest gap, in ems, between lines that belong together, such as the lines of one head."""

HEAD_GAP_EM = 0.9
"""Smallest gap, in ems, between two heads."""

_SIGNED_AMOUNT = re.compile(r"[△▲▼-]\d[\d,.]*")
_YEARS_OR_MONTHS = re.compile("年|[かヵケカ]年|月")

_UPRIGHT = frozenset("令和平成昭年度")
"""The characters of a year set upright, besides its digits."""

_MAX_BODY_LINES = 16
"""Number of lines in which the left edge of a table is sought."""

_MAX_HEADER_LINES = 10
_MAX_HEAD_CHARACTERS = 24
_MAX_DISTINCT_SHARE_OF_DATA = 0.6
"""Largest share of different texts in a row of values, such as 実施 in year after year."""


def find_header_band(rows: Sequence[WordRow], index: int) -> HeaderBand | None:
    """Return the header in the lines that follow each other closely from `index` on; None without one."""
    end = index + 1
    while end < len(rows) and end - index < _MAX_HEADER_LINES and is_close(rows[end - 1], rows[end]):
        end += 1
    cells = [merge_near_words(row.words, HEAD_GAP_EM) for row in rows[index:end]]
    data = _find_first_data_row(cells)
    left = min(row.words[0].x0 for row in rows[index : index + _MAX_BODY_LINES])
    main = max(range(data), key=lambda place: (len(cells[place]), -place), default=None)
    if main is None or len(cells[main]) < MIN_COLUMNS:
        return None
    stack = HeadStack(cells[main], rows[index].size, left)
    first = main
    while first > 0 and stack.accept_above(cells[first - 1]):
        first -= 1
    last = main + 1
    while last < data and stack.accept_below(cells[last]):
        last += 1
    band = stack.build_band(index + first, index + last)
    return band if is_header_like(band) else None


def _find_first_data_row(cells: Sequence[Sequence[Word]]) -> int:
    """Return the index of the first row of values; digits of years set upright are none."""
    upright = [cell for row in cells for cell in row if match_key(cell.text) in _UPRIGHT]
    data = len(cells)
    for place, row in enumerate(cells):
        others = [cell for cell in row if not _is_upright(cell, upright)]
        if is_data_row(others):
            data = place
            break
    known = {match_key(cell.text) for row in cells[data : data + 3] for cell in row}
    while data > 0 and any(match_key(cell.text) in known for cell in cells[data - 1]):
        data -= 1  # the first of two lines of a cell
    return data


def _is_upright(cell: Word, upright: Sequence[Word]) -> bool:
    """Return True for a character in a column of single characters, which spell a year."""
    text = match_key(cell.text)
    if text in _UPRIGHT:
        return True
    return (
        len(text) <= 2 and text.isdigit() and any(cell.x0 < each.x1 and each.x0 < cell.x1 for each in upright)
    )


def is_close(above: WordRow, below: WordRow) -> bool:
    """Return True where no line's height is free between two rows."""
    return below.top - above.bottom < MAX_LINE_GAP_EM * min(above.size, below.size)


def is_data_row(cells: Sequence[Word]) -> bool:
    """Return True for a row with an amount, or one that repeats the same values."""
    texts = [match_key(cell.text) for cell in cells]
    if any(map(is_value, texts)):
        return True
    return len(texts) >= MIN_COLUMNS and len(set(texts)) <= _MAX_DISTINCT_SHARE_OF_DATA * len(texts)


def is_value(text: str) -> bool:
    """Return True for an amount, a quantity, or a dash; years and words are no values.

    >>> is_value("1,340"), is_value("―"), is_value("令和7年度"), is_value("実施")
    (True, True, False, False)
    """
    if not text or find_fiscal_year(text) is not None:
        return False
    quantity = parse_quantity(text)
    if is_blank_amount(text) or _SIGNED_AMOUNT.fullmatch(text):
        return True
    return quantity is not None and not _YEARS_OR_MONTHS.match(quantity.unit)


def is_header_like(band: HeaderBand) -> bool:
    """Return True where the heads can be those of columns: short texts that differ from each other."""
    texts = band.key
    return (
        len(set(texts)) == len(texts) >= MIN_COLUMNS
        and all(0 < len(text) <= _MAX_HEAD_CHARACTERS and not text.endswith(("。", ":")) for text in texts)
        and not any(map(is_value, texts))
    )


def count_years(band: HeaderBand) -> int:
    """Return how many heads name a fiscal year."""
    return sum(find_fiscal_year(text) is not None for text in band.key)
