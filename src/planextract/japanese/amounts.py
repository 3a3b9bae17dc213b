"""Printed numbers of any width to Python numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planextract import limits
from planextract.japanese.widths import bare, fold
from planextract.model.plan import Quantity

NOTHING = frozenset({"", "-", "ー", "―", "…"})
"""Cells that print no amount; dashes are folded before they are looked up."""

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(rf"(?P<sign>[▲△\-])?(?P<number>{_NUMBER})")
_UNIT = re.compile(r"\d(?P<unit>[^\d.,()]*円)$")
_QUANTITY = re.compile(
    rf"(?P<value>{_NUMBER})(?P<unit>[^\d()]*)"
    rf"(?:\((?:累計|延べ|合計|計)(?P<cumulative>{_NUMBER})[^\d()]*\))?"
)


def too_long(printed: str) -> bool:
    """Whether a number has more digits than limits.DIGITS."""
    return sum(map(str.isdigit, printed)) > limits.DIGITS


def any_too_long(match: re.Match[str]) -> bool:
    """Whether a part of a project's number has more digits than limits.DIGITS."""
    parts = match.groupdict()
    return any(too_long(parts.get(name) or "") for name in ("plan", "strategy", "number", "joined"))


def number(text: str) -> int | float:
    """`1,200` to 1200, `1.5` to 1.5."""
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def is_nothing(text: str) -> bool:
    """Whether a cell is blank or prints a dash for `none`."""
    return bare(text) in NOTHING


def amount(text: str, unit: str | None = None) -> int | None:
    """A budget amount; ▲ and △ are minus. None for a blank, for ― and for what is no amount.

    The unit of the budget may be printed behind the number. Raises ValueError when something else than one
    whole number is printed.

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
    """The unit of money that all the amounts are printed with; None where they differ or have none."""
    found = {_UNIT.search(bare(text)) for text in texts if not is_nothing(text)}
    units = {match["unit"] if match else None for match in found}
    return units.pop() if len(units) == 1 else None


def quantity(text: str) -> Quantity | None:
    """A number with its unit, and the cumulative number in brackets; None when the text is no quantity.

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
