"""Fold text for comparison while the printed text is kept.

Patterns are matched against a folded copy (full-width forms narrowed; one form of dash, tilde and space);
their captures are cut from the printed text. Unlike NFKC the folding leaves № and ① alone, and it
never changes the number of characters, so an index into one is an index into the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = "‐‑‒–—―−－─━ｰ"
_TILDES = "～〜∼"


def _build_narrow_table() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, _TILDES), "~")
    table |= {0x3000: " ", 0xA0: " ", ord("，"): ",", ord("〔"): "[", ord("〕"): "]"}
    # brackets as printed in vertical text
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFE35, 0xFE45)}
    return table


_NARROW_TABLE = _build_narrow_table()


@lru_cache(maxsize=65536)
def narrow_width(text: str) -> str:
    """Return text of the same length with full-width forms narrowed and dashes, tildes, spaces unified.

    >>> narrow_width("№２２－１　【再掲】①")
    '№22-1 【再掲】①'
    """
    return text.translate(_NARROW_TABLE)


@lru_cache(maxsize=65536)
def match_key(text: str) -> str:
    """Return the folded text without any white space.

    >>> match_key("Ｒ７ 年度　（予定）")
    'R7年度(予定)'
    """
    return "".join(narrow_width(text).split())


@lru_cache(maxsize=65536)
def nfkc_key(text: str) -> str:
    """Return the NFKC form without white space, the strongest folding, to look up words in a vocabulary.

    >>> nfkc_key("㈱ ﾃｽﾄ①")
    '(株)テスト1'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def get_printed_group(match: re.Match[str], group: str, printed: str) -> str:
    """Return the printed text at the span of a group matched in the folded text, or an empty string."""
    start, end = match.span(group)
    return printed[start:end].strip() if start >= 0 else ""
