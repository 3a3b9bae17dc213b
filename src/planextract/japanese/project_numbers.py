"""Parse the numbers of projects printed in captions and cross references, and budget entries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planextract.japanese.amounts import has_too_long_part, has_too_many_digits
from planextract.japanese.numerals import parse_numeral
from planextract.japanese.widths import match_key, narrow_width

_BUDGET_ENTRY_PATTERN = re.compile(r"\d+(?:\s*[-ー.。・、,/]\s*\d+|\s+\d+)*")


def parse_whole_number(text: str | None) -> int | None:
    """Convert the text that a group of a pattern matched to an int; None where it is not a whole number.

    >>> parse_whole_number("12"), parse_whole_number("三"), parse_whole_number("Ⅳ"), parse_whole_number("")
    (12, 3, 4, None)
    """
    return parse_numeral(text) if text and not has_too_many_digits(text) else None


def split_joined_number(strategy: int, joined: str) -> int | None:
    """Return the number of a project from a number joined with its strategy's, such as 2201 or 0501.

    `strategy` is known from elsewhere; the result is None when the joined number does not begin with it.

    >>> split_joined_number(22, "2201"), split_joined_number(5, "0512"), split_joined_number(21, "2201")
    (1, 12, None)
    """
    if not joined.isdecimal():
        return None
    for width in (2, 0):
        head = str(strategy).zfill(width)
        if joined.startswith(head) and joined[len(head) :].strip("0"):
            return int(joined[len(head) :])
    return None


def parse_reference(text: str, patterns: Iterable[re.Pattern[str]]) -> str | None:
    """Return the id of the project that a cross reference names; None where no pattern of the profile fits.

    >>> parse_reference("計画７／事業№７－10", [re.compile(r"№(?P<strategy>\\d+)-(?P<number>\\d+)")])
    '7-10'
    """
    folded = match_key(text)
    for pattern in patterns:
        match = pattern.search(folded)
        if match is None or has_too_long_part(match):
            continue
        groups = match.groupdict()
        strategy, number = (
            parse_whole_number(groups.get("strategy")),
            parse_whole_number(groups.get("number")),
        )
        joined = groups.get("joined")
        if number is None and joined:
            strategy = parse_whole_number(groups.get("plan"))
            number = split_joined_number(strategy, joined) if strategy is not None else None
        if strategy is not None and number is not None:
            return f"{strategy}-{number}"
    return None


def parse_budget_entry(text: str) -> list[int]:
    """Parse a budget entry to its 款, 項 and 目 in that order; empty when it is not numbers alone.

    >>> parse_budget_entry("２．１．１０"), parse_budget_entry("総務費")
    ([2, 1, 10], [])
    """
    folded = narrow_width(text).strip()
    if not _BUDGET_ENTRY_PATTERN.fullmatch(folded) or has_too_many_digits(folded):
        return []
    return [int(number) for number in re.findall(r"\d+", folded)]
