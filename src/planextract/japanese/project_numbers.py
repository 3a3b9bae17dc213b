"""Parse the numbers of projects printed in captions and cross references, and budget entries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planextract.japanese.amounts import any_too_long, too_long
from planextract.japanese.widths import bare, fold

_ENTRY = re.compile(r"\d+(?:\s*[-ー.。・、,/]\s*\d+|\s+\d+)*")


def whole(text: str | None) -> int | None:
    """Convert the text that a group of a pattern matched to an int; None where it is not a whole number.

    >>> whole("12"), whole(""), whole(None)
    (12, None, None)
    """
    return int(text) if text and text.isdecimal() and not too_long(text) else None


def number_in(strategy: int, joined: str) -> int | None:
    """Return the number of a project from a number joined with its strategy's, such as 2201 or 0501.

    `strategy` is known from elsewhere; the result is None when the joined number does not begin with it.

    >>> number_in(22, "2201"), number_in(5, "0512"), number_in(21, "2201")
    (1, 12, None)
    """
    if not joined.isdecimal():
        return None
    for width in (2, 0):
        head = str(strategy).zfill(width)
        if joined.startswith(head) and joined[len(head) :].strip("0"):
            return int(joined[len(head) :])
    return None


def reference(text: str, patterns: Iterable[re.Pattern[str]]) -> str | None:
    """Return the id of the project that a cross reference names; None where no pattern of the profile fits.

    >>> reference("計画７／事業№７－10", [re.compile(r"№(?P<strategy>\\d+)-(?P<number>\\d+)")])
    '7-10'
    """
    folded = bare(text)
    for pattern in patterns:
        match = pattern.search(folded)
        if match is None or any_too_long(match):
            continue
        groups = match.groupdict()
        strategy, number = whole(groups.get("strategy")), whole(groups.get("number"))
        joined = groups.get("joined")
        if number is None and joined:
            strategy = whole(groups.get("plan"))
            number = number_in(strategy, joined) if strategy is not None else None
        if strategy is not None and number is not None:
            return f"{strategy}-{number}"
    return None


def entry(text: str) -> list[int]:
    """Parse a budget entry to its 款, 項 and 目 in that order; empty when it is not numbers alone.

    >>> entry("２．１．１０"), entry("総務費")
    ([2, 1, 10], [])
    """
    folded = fold(text).strip()
    if not _ENTRY.fullmatch(folded) or too_long(folded):
        return []
    return [int(number) for number in re.findall(r"\d+", folded)]
