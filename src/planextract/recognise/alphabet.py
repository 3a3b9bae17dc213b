"""Characters that a Japanese plan may print.

The recogniser knows Chinese and Japanese forms of one ideograph as two characters (查 and 査, 產 and 産) and
on a short word it can't know which language it sees. A Japanese document is set in the characters of JIS X
0208 and the vendors' additions to it, which are those of the code page 932.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from planextract.japanese.widths import narrow_width
from planextract.recognise.homoglyphs import shape_of

_MORE = frozenset("〜−―—–〇㎡㎢㎞№℡·•∙‧")
"""Printed in Japan, though code page 932 has no code or another one for them."""


@cache
def is_printed_in_japan(character: str) -> bool:
    """Return True where a character is one of JIS X 0208, of ASCII, or of the vendors' additions.

    >>> [is_printed_in_japan(character) for character in "査查産產①"]
    [True, False, True, False, True]
    """
    if character in _MORE:
        return True
    try:
        return len(character.encode("cp932")) > 0
    except UnicodeEncodeError:
        return False


def list_foreign(characters: Sequence[str]) -> list[int]:
    """List the indices of the characters that no Japanese plan prints; the empty one and spaces are kept."""
    return [
        index
        for index, character in enumerate(characters)
        if character.strip() and not is_printed_in_japan(character)
    ]


def group_alike(characters: Sequence[str]) -> list[int]:
    """Give each character the index of the first one of the same shape.

    Full-width and narrow forms look alike in the picture of a line: how wide they are set tells them apart.
    So do some of different scripts, which their neighbours tell apart.

    >>> group_alike(["（", "1", "(", "１", "a"])
    [0, 1, 0, 1, 4]
    """
    firsts: dict[str, int] = {}
    return [
        firsts.setdefault(shape_of(narrow_width(character)), index)
        for index, character in enumerate(characters)
    ]
