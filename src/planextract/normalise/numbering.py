"""Numbers of projects as printed, in bands and in cross references."""

from __future__ import annotations

import re

from planextract.normalise.fold import bare, fold
from planextract.normalise.numbers import too_long

_REFERENCE = (
    re.compile(r"計画(?P<plan>\d+)[/・、,]?(?:事業)?(?:№|No\.?|番号)?(?P<strategy>\d+)[-ー.](?P<number>\d+)"),
    re.compile(r"(?:№|No\.?|番号)?(?P<strategy>\d+)[-ー.](?P<number>\d+)"),
)
_ENTRY = re.compile(r"\d+(?:\s*[-ー.。・、,/]\s*\d+|\s+\d+)*")


def reference(text: str) -> str | None:
    """The project that a cross reference points to; None when it is not understood.

    >>> reference("計画７／事業№７－10")
    '7-10'
    """
    folded = bare(text)
    for pattern in _REFERENCE:
        match = pattern.search(folded)
        if match is not None and not (too_long(match["strategy"]) or too_long(match["number"])):
            return f"{int(match['strategy'])}-{int(match['number'])}"
    return None


def entry(text: str) -> list[int]:
    """款, 項, 目 of a budget's entry, from the top down; empty when it is not numbers alone.

    >>> entry("２．１．１０"), entry("総務費")
    ([2, 1, 10], [])
    """
    folded = fold(text).strip()
    if not _ENTRY.fullmatch(folded) or too_long(folded):
        return []
    return [int(number) for number in re.findall(r"\d+", folded)]
