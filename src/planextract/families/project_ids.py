"""TracedText numbers of every kind to the two numbers that make up a project's id.

A number that is one of a kind becomes the project's own: `3`, `No.3`, `③`, and codes such as `0320`, whose
zeros only the printed form keeps. `2-3` is project 3 of strategy 2. All others (`1-2-3`, `A-3`, `重点1`) are
kept as printed, and the project is counted in its strategy. So an id is the same in the next edition where
the printed number is; where there is none it depends on what comes before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from planextract.japanese.widths import nfkc_key

_PLAIN = re.compile(
    r"[(\[]?(?:№|No\.?|第|事業)?(?:(?P<strategy>[1-9]\d{0,3})[-ー.])?(?P<number>\d{1,6})[.)\]号]?"
)


class NumberParts(NamedTuple):
    """The parts of a project's id that a printed number gives."""

    strategy: int | None
    number: int | None
    """None where the project has to be counted."""
    is_kept: bool
    """The printed form says more than the number, so it is kept."""


def read_number_parts(text: str) -> NumberParts:
    """Return the parts of an id that a printed number gives.

    >>> read_number_parts("No.３"), read_number_parts("２－３")
    (NumberParts(strategy=None, number=3, is_kept=False), NumberParts(strategy=2, number=3, is_kept=False))
    >>> read_number_parts("0320")
    NumberParts(strategy=None, number=320, is_kept=True)
    >>> read_number_parts("1-(2)-③")
    NumberParts(strategy=None, number=None, is_kept=True)
    """
    match = _PLAIN.fullmatch(nfkc_key(text))
    if match is None or not int(match["number"]):
        return NumberParts(None, None, bool(text.strip()))
    digits = match["number"]
    strategy = int(match["strategy"]) if match["strategy"] else None
    if digits.startswith("0") and strategy is not None:
        return NumberParts(None, None, True)
    return NumberParts(strategy, int(digits), digits.startswith("0"))
