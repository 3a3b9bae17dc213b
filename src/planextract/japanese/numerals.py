"""Read the numbers of headings in digits, kanji numerals or Roman numerals."""

from __future__ import annotations

import unicodedata

_KANJI_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def parse_numeral(text: str) -> int | None:
    """Return the number that a text prints, in digits, kanji or Roman numerals; None where it prints none.

    >>> parse_numeral("１２"), parse_numeral("二十三"), parse_numeral("Ⅳ"), parse_numeral("二〇二五")
    (12, 23, 4, 2025)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isdecimal():
        return int(plain)
    if plain and all(character in _ROMAN_DIGITS for character in plain):
        return _parse_roman(plain)
    return parse_kanji_numeral(plain)


def parse_kanji_numeral(text: str) -> int | None:
    """Return the number below 10,000 in kanji numerals, with 十 or digit by digit; None for other text.

    >>> parse_kanji_numeral("十一"), parse_kanji_numeral("二十"), parse_kanji_numeral("計")
    (11, 20, None)
    """
    tens, found, ones = text.partition("十")
    if not found:
        digits = [_KANJI_DIGITS.get(character) for character in text]
        if not digits or len(digits) > 4 or None in digits:
            return None
        return int("".join(map(str, digits)))
    if len(tens) > 1 or len(ones) > 1 or any(part and part not in _KANJI_DIGITS for part in (tens, ones)):
        return None
    return 10 * _KANJI_DIGITS.get(tens, 1) + _KANJI_DIGITS.get(ones, 0)


def _parse_roman(text: str) -> int:
    values = [_ROMAN_DIGITS[character] for character in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
