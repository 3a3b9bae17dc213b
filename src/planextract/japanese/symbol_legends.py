"""Legends of symbols, such as △検討　○実施　◎充実."""

from __future__ import annotations

import re

from planextract.japanese.widths import match_key, narrow_width

_SIGNS = "◎○〇◯●△▲□■◇◆☆★▽▼×✕⇒➡⇨"
_ENTRY = re.compile(
    rf"(?P<sign>[{_SIGNS}])\s*(?P<colon>[:=は…‥]+|・{{2,}}|\.{{2,}}|-)?\s*"
    rf"(?P<words>[^\s{_SIGNS}:=、,。()\[\]]{{1,12}})"
)
_BESIDE = re.compile(
    r"[\s、,。;/・※()\[\]【】:]|凡例|記号|の(?:説明|意味|見方)|(?:実施)?(?:年度|時期)(?:欄)?の?"
)


def read_symbol_legend(text: str) -> dict[str, str]:
    """Return the words for each symbol of a line that is a legend; none where it prints anything else.

    >>> read_symbol_legend("△検討　○着手・実施　◎継続・充実")
    {'△': '検討', '○': '着手・実施', '◎': '継続・充実'}
    >>> read_symbol_legend("○広場の改修を行います。"), read_symbol_legend("○：実施")
    ({}, {'○': '実施'})
    """
    plain = narrow_width(text)
    entries = list(_ENTRY.finditer(plain))
    found = {unify_sign(entry["sign"]): match_key(entry["words"]) for entry in entries}
    if not found or len(found) < len(entries) or _BESIDE.sub("", _ENTRY.sub("", plain)):
        return {}
    return found if len(found) > 1 or entries[0]["colon"] else {}


def unify_sign(sign: str) -> str:
    """Return the one of several characters for the same sign: ○ for the number 〇 and the large ◯."""
    return "○" if sign in "〇◯" else sign
