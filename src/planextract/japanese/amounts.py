"""Parse printed amounts and quantities, in full or half width, to Python numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from planextract import limits
from planextract.japanese.widths import match_key, narrow_width

BLANK_AMOUNTS = frozenset({"", "-", "ー", "―", "…"})
"""Contents of cells without an amount; dashes are folded before they are looked up."""

_NUMBER_PATTERN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT_PATTERN = re.compile(rf"(?P<sign>[▲△\-])?(?P<number>{_NUMBER_PATTERN})")
_NUMBERS_APART = re.compile(r"\d *[\n\t]\s*\d")
_BROKEN_NUMBER = re.compile(r",\s+(?=\d{3})")
_AMOUNT_NOTE = re.compile(r"(?:\([^()]*[^\d()▲△,.\-][^()]*\)|[※*]\d{0,2}|注\d{1,2})+$")
_MONEY_UNIT_PATTERN = re.compile(r"\d(?P<unit>[^\d.,()]*円)$")
_QUANTITY_PATTERN = re.compile(
    rf"(?P<value>{_NUMBER_PATTERN})(?P<unit>[^\d()]*)"
    rf"(?:\((?:累計|延べ|合計|計)(?P<cumulative>{_NUMBER_PATTERN})[^\d()]*\))?"
)


def has_too_many_digits(printed: str) -> bool:
    """Return True where a printed number has more digits than `limits` allows."""
    return sum(map(str.isdigit, printed)) > limits.DIGITS


def has_too_long_part(match: re.Match[str]) -> bool:
    """Return True where a part of a matched project number has more digits than `limits` allows."""
    parts = match.groupdict()
    return any(
        has_too_many_digits(parts.get(name) or "") for name in ("plan", "strategy", "number", "joined")
    )


def parse_number(text: str) -> int | float:
    """Convert a half-width number, with or without thousands separators, to an int or float.

    >>> parse_number("1,200"), parse_number("1.5")
    (1200, 1.5)
    """
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def has_several_numbers(text: str) -> bool:
    """Return True where two numbers are printed one under the other or apart, which are not one number.

    A number may be broken after a comma, before three digits.

    >>> has_several_numbers("12\\n34"), has_several_numbers("3　4基"), has_several_numbers("1,200,\\n500")
    (True, True, False)
    """
    return bool(_NUMBERS_APART.search(_BROKEN_NUMBER.sub(",", narrow_width(text.replace("\u3000", "\t")))))


def is_blank_amount(text: str) -> bool:
    """Return True where a cell is blank or prints a dash for "none".

    >>> is_blank_amount("―"), is_blank_amount("　"), is_blank_amount("0")
    (True, True, False)
    """
    return match_key(text) in BLANK_AMOUNTS


def parse_amount(text: str, unit: str | None = None) -> int | None:
    """Parse a budget amount, where ▲ and △ are minus signs; None for a blank or a dash.

    The unit of the budget may follow the number, and a note in brackets or the mark of a footnote. Raises
    ValueError when anything else than one whole number is printed.

    >>> parse_amount("１，２３４"), parse_amount("▲50"), parse_amount("―"), parse_amount("50千円", "千円")
    (1234, -50, None, 50)
    """
    if is_blank_amount(text):
        return None
    plain = _AMOUNT_NOTE.sub("", match_key(text)).removesuffix(unit or "")
    match = None if has_several_numbers(text) else _AMOUNT_PATTERN.fullmatch(plain)
    if match is None or "." in match["number"] or has_too_many_digits(match["number"]):
        raise ValueError(f"{text!r} is no amount")
    value = int(match["number"].replace(",", ""))
    return -value if match["sign"] else value


def is_amount_text(text: str, unit: str | None = None) -> bool:
    """Return True where a text is an amount of money, with or without its unit; not for a blank or a dash.

    >>> is_amount_text("1,200"), is_amount_text("―"), is_amount_text("９年度")
    (True, False, False)
    """
    try:
        return parse_amount(text, unit or find_common_unit([text])) is not None
    except ValueError:
        return False


def find_common_unit(texts: Iterable[str]) -> str | None:
    """Return the unit of money that follows every amount; None where they differ or have none.

    >>> find_common_unit(["1,200千円", "―", "50千円"])
    '千円'
    """
    found = {_MONEY_UNIT_PATTERN.search(match_key(text)) for text in texts if not is_blank_amount(text)}
    units = {match["unit"] if match else None for match in found}
    return units.pop() if len(units) == 1 else None


class PrintedQuantity(NamedTuple):
    """A number with its unit, as a cell prints it."""

    value: int | float
    unit: str
    cumulative: int | float | None
    """The number in brackets that counts from the beginning, as in （累計1,700手続き）."""


def parse_quantity(text: str) -> PrintedQuantity | None:
    """Parse a number, its unit and the cumulative number in brackets; None if the text is not a quantity.

    >>> parse_quantity("1,200手続き\\n（累計1,700手続き）")
    PrintedQuantity(value=1200, unit='手続き', cumulative=1700)
    """
    match = _QUANTITY_PATTERN.fullmatch(match_key(text))
    if match is None or has_several_numbers(text):
        return None
    if has_too_many_digits(match["value"]) or has_too_many_digits(match["cumulative"] or ""):
        return None
    flat = "".join(text.split())
    folded = narrow_width(flat)
    start, end = match.span("unit")
    assert len(folded) == len(flat)
    return PrintedQuantity(
        value=parse_number(match["value"]),
        unit=flat[start:end],
        cumulative=parse_number(match["cumulative"]) if match["cumulative"] else None,
    )
