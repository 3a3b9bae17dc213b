"""Normalise the characters that readers report, so that every reader gives the same text.

A font made by Chromium, LibreOffice and others maps the glyph of 高 back to U+2FBC, the Kangxi radical of
the same shape. The page prints the ideograph, so the two radical blocks are folded, and the ideographs that
were given a second code for a Korean standard; nothing else is
(NFKC over everything would turn № into No and ① into 1).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

REPLACEMENT_CHARACTER = "\ufffd"

# CJK Radicals Supplement: Unicode's EquivalentUnifiedIdeograph.txt for the forms used in Japanese;
# the block has no compatibility decompositions of its own (but for U+2E9F and U+2EF3).
_SUPPLEMENT_RADICALS = dict(
    zip(
        "⺀⺁⺄⺆⺇⺈⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺴⺵⺶⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻌⻍⻎⻏⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "冫厂乙冂几刀卜㔾小小兀尣尢尣巳幺彑彐忄心扌攵旡月歺母民氵氺灬爫爫丬犭王疋罒示礻竹糸纟罓罒网冈羊芈耂肀聿月臼艹艹艹虎衤覀西见角讠贝辶辶辶阝長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)


class _NormalizedByCode(dict[int, str]):
    """Map of code points to normalised characters, each computed at its first use."""

    def __missing__(self, code: int) -> str:
        self[code] = text = normalize_character(chr(code)) if 0 < code < 0x110000 else REPLACEMENT_CHARACTER
        return text


@cache
def normalize_character(character: str) -> str:
    """Return the character as printed: radicals folded, U+FFFD if unknown, "" for white space.

    >>> tuple(normalize_character(printed) for printed in "⾼⺠№　")
    ('高', '民', '№', '')
    """
    if character in _SUPPLEMENT_RADICALS:
        return _SUPPLEMENT_RADICALS[character]
    if (
        "\u2e80" <= character <= "\u2fd5"
        or "\uf900" <= character <= "\ufa0b"
        or "\ufa70" <= character <= "\ufad9"
    ):
        return unicodedata.normalize("NFKC", character)
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""  # selects a variant of the character before
    if not character or character.startswith("(cid:"):
        return REPLACEMENT_CHARACTER
    if len(character) > 1:  # pdfminer gives all the characters that a font maps one glyph to
        return "".join(map(normalize_character, character))
    if character in ("\xad", "\x02"):
        return "-"  # a soft hyphen that is printed; PDFium reports it as U+0002
    if character.isspace() and character not in "\x1c\x1d\x1e\x1f":
        return ""
    if unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs"):
        # Controls, unassigned and private-use code points do not identify the printed character.
        return REPLACEMENT_CHARACTER
    if unicodedata.category(character) == "Cf":
        return ""
    return character


_HARMLESS_CODES = frozenset(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
"""Zero-width joiners and spaces, to which fonts map glyphs by mistake; they are dropped without loss."""


def is_control(code: int) -> bool:
    """Return True for a code point that prints nothing but changes how the text around it is shown or read.

    It changes the order of writing (UAX 9) or carries a meaning that nobody sees on the page, such as tags.

    >>> is_control(0x202E), is_control(0x200B), is_control(0x3000)
    (True, False, False)
    """
    return code not in _HARMLESS_CODES and 0 < code < 0x110000 and unicodedata.category(chr(code)) == "Cf"


_CONTROLS_IN_TEXT = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u0600-\u061c\u180e\u200b-\u200f\u2028-\u202e]"
    "|[\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Characters of a text file that are no text: neither tabs, line ends nor form feeds are among them."""


def replace_controls(text: str) -> tuple[str, int]:
    """Return a text in which controls are U+FFFD and invisible marks are left out, and how many those were.

    >>> replace_controls("計\x1b[31m画\u202e\u200b")
    ('計�[31m画', 2)
    """
    count = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal count
        is_mark = unicodedata.category(match[0]) == "Cf"
        count += not is_mark or is_control(ord(match[0]))
        return "" if is_mark else REPLACEMENT_CHARACTER

    return _CONTROLS_IN_TEXT.sub(replace, text), count


normalized_by_code = _NormalizedByCode()
"""Normalised character of each code point."""
