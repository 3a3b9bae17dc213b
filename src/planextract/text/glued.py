"""Numbers of neighbouring cells that a text prints without a space between them, cut apart.

`１，１００団体９，４０５団体` is two quantities. What can be cut in more ways than one stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from planextract.normalise.fold import fold

_LONGEST = 120
"""Characters from which on a word is not tried: a row is shorter."""

_SHORTEST = 2
_WIDEST = 12
"""Characters of a cell that is cut off: words are, single signs prove nothing."""

_JOINTS = "・、／/（）()"

_UNIT = re.compile(r"[^\d,()▲△-]*")
_GLUED = re.compile(r"\d[^\d,.]*[▲△]?\d|\d[^\d,.()]+[▲△]?\d|,\d{4}")


def apart(word: str) -> list[str]:
    """
    >>> apart("１，１００団体９，４０５団体"), apart("１人２人"), apart("1,100")
    (['１，１００団体', '９，４０５団体'], ['１人', '２人'], ['1,100'])
    """
    folded = fold(word)
    if len(folded) != len(word) or len(word) > _LONGEST or not _GLUED.search(folded):
        return [word]
    ways = _ways(folded)
    if len(ways) != 1 or len(ways[0]) < 2:
        return [word]
    ends = ways[0]
    return [word[start:end] for start, end in zip((0, *ends), ends, strict=False)]


def cells_of(word: str, is_cell: Callable[[str], bool]) -> list[str]:
    """The cells that a word is made of, if there is one way to cut it into such: `検討検討実施`."""
    if not _SHORTEST * 2 <= len(word) <= _LONGEST:
        return [word]
    ways: list[list[int]] = [[0]] + [[] for _ in word]
    # By place: where the last cell before it begins; more than one leaves it open.
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _WIDEST), end - _SHORTEST + 1):
            part = word[start:end]
            if ways[start] and part[0] not in _JOINTS and part[-1] not in _JOINTS and is_cell(part):
                ways[end].append(start)
    cuts: list[int] = []
    place = len(word)
    while place:
        if len(ways[place]) != 1:
            return [word]
        cuts.append(place)
        place = ways[place][0]
    ends = cuts[::-1]
    return [word[start:end] for start, end in zip((0, *ends), ends, strict=False)]


@lru_cache(maxsize=256)
def _ways(text: str) -> tuple[tuple[int, ...], ...]:
    """The ends of the numbers that a text is made of, all with the same unit behind them; no more ways than
    two."""
    found: list[tuple[int, ...]] = []
    _follow(text, 0, None, (), found)
    return tuple(found)


def _follow(
    text: str, start: int, unit: str | None, ends: tuple[int, ...], found: list[tuple[int, ...]]
) -> None:
    if len(found) > 1:
        return
    if start == len(text):
        found.append(ends)
        return
    for number in _numbers(text, start):
        behind = _UNIT.match(text, number)
        own = behind[0] if behind is not None else ""
        if unit is None or own == unit:
            _follow(text, number + len(own), own, (*ends, number + len(own)), found)


def _numbers(text: str, start: int) -> list[int]:
    """Where a number that begins here may end: one with commas, or of three digits at most."""
    sign = 1 if text[start : start + 1] in ("▲", "△", "-") else 0
    ends = []
    for size in (1, 2, 3):
        head = text[start + sign : start + sign + size]
        if len(head) != size or not head.isdigit():
            break
        end = start + sign + size
        ends.append(end)
        while re.match(r",\d{3}", text[end : end + 4]):
            end += 4
            ends.append(end)
    return ends
