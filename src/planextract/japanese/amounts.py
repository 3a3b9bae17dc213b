"""Parse printed amounts and quantities, in full or half width, to Python numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planextract import limits
from planextract.japanese.widths import bare, fold
from planextract.model.plan import Quantity

NOTHING = frozenset({"", "-", "ー", "―", "…"})
"""Contents of cells without an amount; dashes are folded before they are looked up."""

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(rf"(?P<sign>[▲△\-])?(?P<number>{_NUMBER})")
_UNIT = re.compile(r"\d(?P<unit>[^\d.,()]*円)$")
_QUANTITY = re.compile(
    rf"(?P<value>{_NUMBER})(?P<unit>[^\d()]*)"
    rf"(?:\((?:累計|延べ|合計|計)(?P<cumulative>{_NUMBER})[^\d()]*\))?"
)


def too_long(printed: str) -> bool:
    """Return True where a printed number has more digits than `limits` allows."""
    return sum(map(str.isdigit, printed)) > limits.DIGITS


def any_too_long(match: re.Match[str]) -> bool:
    """Return True where a part of a matched project number has more digits than `limits` allows."""
    parts = match.groupdict()
    return any(too_long(parts.get(name) or "") for name in ("plan", "strategy", "number", "joined"))


def number(text: str) -> int | float:
    """Convert a half-width number, with or without thousands separators, to an int or float.

    >>> number("1,200"), number("1.5")
    (1200, 1.5)
    """
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def is_nothing(text: str) -> bool:
    """Return True where a cell is blank or prints a dash for "none".

    >>> is_nothing("―"), is_nothing("　"), is_nothing("0")
    (True, True, False)
    """
    return bare(text) in NOTHING


def amount(text: str, unit: str | None = None) -> int | None:
    """Parse a budget amount, where ▲ and △ are minus signs; None for a blank or a dash.

    The unit of the budget may follow the number. Raises ValueError when anything else than one whole number
    is printed.

    >>> amount("１，２３４"), amount("▲50"), amount("―"), amount("50千円", "千円")
    (1234, -50, None, 50)
    """
    if is_nothing(text):
        return None
    match = _AMOUNT.fullmatch(bare(text).removesuffix(unit or ""))
    if match is None or "." in match["number"] or too_long(match["number"]):
        raise ValueError(f"{text!r} is no amount")
    value = int(match["number"].replace(",", ""))
    return -value if match["sign"] else value


def unit_of_amounts(texts: Iterable[str]) -> str | None:
    """Return the unit of money that follows every amount; None where they differ or have none.

    >>> unit_of_amounts(["1,200千円", "―", "50千円"])
    '千円'
    """
    found = {_UNIT.search(bare(text)) for text in texts if not is_nothing(text)}
    units = {match["unit"] if match else None for match in found}
    return units.pop() if len(units) == 1 else None


def quantity(text: str) -> Quantity | None:
    """Parse a number, its unit and the cumulative number in brackets; None if the text is not a quantity.

    >>> quantity("1,200手続き\\n（累計1,700手続き）")
    Quantity(value=1200, unit='手続き', cumulative=1700)
    """
    match = _QUANTITY.fullmatch(bare(text))
    if match is None or too_long(match["value"]) or too_long(match["cumulative"] or ""):
        return None
    flat = "".join(text.split())
    folded = fold(flat)
    start, end = match.span("unit")
    assert len(folded) == len(flat)
    return Quantity(
        value=number(match["value"]),
        unit=flat[start:end],
        cumulative=number(match["cumulative"]) if match["cumulative"] else None,
    )
