"""Fold text for comparison and keep what was printed.

Patterns are matched against a folded copy (full-width forms narrowed, dashes made one, spaces single);
what they capture is cut from the printed text. Unlike NFKC the folding leaves № and ① alone, and it
never changes the number of characters, so a place in one is the same place in the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = "‐‑‒–—―−－─━ｰ"
_TILDES = "～〜∼"


def _table() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, _TILDES), "~")
    table |= {0x3000: " ", 0xA0: " ", ord("，"): ",", ord("〔"): "[", ord("〕"): "]"}
    # the forms of brackets in upright print
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFE35, 0xFE45)}
    return table


_NARROW = _table()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text for comparison: same length, full-width forms narrow, one dash, one tilde, one space.

    >>> fold("№２２－１　【再掲】①")
    '№22-1 【再掲】①'
    """
    return text.translate(_NARROW)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The folded text without any white space."""
    return "".join(fold(text).split())


@lru_cache(maxsize=65536)
def compatible(text: str) -> str:
    """NFKC without white space: the strongest folding, for looking up words in a vocabulary."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def printed_group(match: re.Match[str], group: str, printed: str) -> str:
    """What a group that matched in folded text stands for in the printed text."""
    start, end = match.span(group)
    return printed[start:end].strip() if start >= 0 else ""
