"""Convert Japanese era years to Gregorian fiscal years.

First years: 元号 by cabinet order (昭和 1926, 平成 1989, 令和 2019). A fiscal year (年度) runs from April
to March and bears the number of the year in which it begins, so 平成31年度 and 令和元年度 are both 2019.
"""

from __future__ import annotations

import re

from planextract.japanese.numerals import parse_numeral
from planextract.japanese.widths import match_key

_ERA_TABLE = (
    ("明治", "M", "㍾", 1868),
    ("大正", "T", "㍽", 1912),
    ("昭和", "S", "㍼", 1926),
    ("平成", "H", "㍻", 1989),
    ("令和", "R", "㋿", 2019),
)
"""Name, letter, name as a single character, and first Gregorian year of each era."""

ERA_NAMES = tuple(long for long, *_ in _ERA_TABLE)
"""Names of the eras, oldest first."""

_FIRST_YEARS = {name: first for *names, first in _ERA_TABLE for name in names}
_NAME_PATTERN = "|".join(name for long, _, square, _ in _ERA_TABLE for name in (long, square))
_LETTER_PATTERN = "".join(letter for _, letter, _, _ in _ERA_TABLE)
_ERA_YEAR_PATTERN = (
    rf"(?:(?P<era>{_NAME_PATTERN})|(?<![A-Za-z])(?P<letter>[{_LETTER_PATTERN}])\.?)"
    r"(?P<number>元|\d{1,2}(?!\d)|[〇一二三四五六七八九十]{1,3}(?=年|\())"
)
_GREGORIAN_PATTERN = (
    r"(?<!\d)(?P<gregorian>(?:19|20)\d{2}(?!\d)|(?:一九|二〇)[〇一二三四五六七八九]{2}(?=年|\)))"
)
_YEAR_PATTERN = re.compile(f"{_ERA_YEAR_PATTERN}|{_GREGORIAN_PATTERN}")
_ANY_YEAR_PATTERN = re.sub(r"\?P<\w+>", "?:", f"(?:{_ERA_YEAR_PATTERN}|{_GREGORIAN_PATTERN})")
_WHOLE_YEAR_PATTERN = re.compile(
    rf"{_ANY_YEAR_PATTERN}(?:年度?)?(?:\({_ANY_YEAR_PATTERN}(?:年度?)?\))?(?:年度?)?"
)


def find_fiscal_year(text: str) -> int | None:
    """Return the first fiscal year that the text names; None if it names none.

    Reads 令和６年度, 平成30年度末, 令和元年度, R7, 2027年度, 令和７（2025）年度, in any width.

    >>> [find_fiscal_year(text) for text in ("令和６年度", "平成31年度", "R7", "計")]
    [2024, 2019, 2025, None]
    """
    match = _YEAR_PATTERN.search(match_key(text))
    return _convert_match(match) if match is not None else None


def find_all_fiscal_years(text: str) -> set[int]:
    """Return every fiscal year that the text names.

    >>> sorted(find_all_fiscal_years("令和６（2024）年度～令和８年度"))
    [2024, 2026]
    """
    return {
        year
        for match in _YEAR_PATTERN.finditer(match_key(text))
        if (year := _convert_match(match)) is not None
    }


def convert_to_era_year(year: int) -> tuple[str, int]:
    """Return the era in which a Gregorian year ends, and the number of the year in that era.

    >>> convert_to_era_year(2019), convert_to_era_year(2018)
    (('令和', 1), ('平成', 30))
    """
    era, first = next((long, first) for long, _, _, first in reversed(_ERA_TABLE) if first <= year)
    return era, year - first + 1


def split_off_year(text: str) -> tuple[int | None, str]:
    """Return the first fiscal year that the text names, and the text without white space and that year.

    >>> split_off_year("Ｒ３年度 当初予算額"), split_off_year("令和７（2025）年度")
    ((2021, '当初予算額'), (2025, ''))
    """
    plain = match_key(text)
    match = _WHOLE_YEAR_PATTERN.search(plain)
    if match is None:
        return None, plain
    return find_fiscal_year(match[0]), plain[: match.start()] + plain[match.end() :]


def _convert_match(match: re.Match[str]) -> int | None:
    if match["gregorian"]:
        return parse_numeral(match["gregorian"])
    number = 1 if match["number"] == "元" else parse_numeral(match["number"])
    return _FIRST_YEARS[match["era"] or match["letter"]] + number - 1 if number else None
