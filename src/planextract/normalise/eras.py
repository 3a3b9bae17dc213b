"""Japanese era years to Gregorian fiscal years.

First years: 元号 by cabinet order (昭和 1926, 平成 1989, 令和 2019). A fiscal year (年度) runs from April
to March and bears the number of the year in which it begins, so 平成31年度 and 令和元年度 are both 2019.
"""

from __future__ import annotations

import re

from planextract.normalise.fold import bare

_ERAS = (
    ("明治", "M", "㍾", 1868),
    ("大正", "T", "㍽", 1912),
    ("昭和", "S", "㍼", 1926),
    ("平成", "H", "㍻", 1989),
    ("令和", "R", "㋿", 2019),
)
"""Name, letter, the name as one character, Gregorian year of the first year."""

_FIRST = {name: first for *names, first in _ERAS for name in names}
_NAMES = "|".join(name for long, _, square, _ in _ERAS for name in (long, square))
_LETTERS = "".join(letter for _, letter, _, _ in _ERAS)
_ERA_YEAR = rf"(?:(?P<era>{_NAMES})|(?<![A-Za-z])(?P<letter>[{_LETTERS}])\.?)(?P<number>元|\d{{1,2}})(?!\d)"
_GREGORIAN = r"(?<!\d)(?P<gregorian>(?:19|20)\d{2})(?!\d)"
_YEAR = re.compile(f"{_ERA_YEAR}|{_GREGORIAN}")
_PLAIN = re.sub(r"\?P<\w+>", "?:", f"(?:{_ERA_YEAR}|{_GREGORIAN})")
_YEAR_AND_REST = re.compile(rf"{_PLAIN}(?:年度?)?(?:\({_PLAIN}(?:年度?)?\))?(?:年度?)?(?P<rest>.*)")


def fiscal_year(text: str) -> int | None:
    """The first fiscal year that the text names; None when it names none.

    Reads 令和６年度, 平成30年度末, 令和元年度, R7, 2027年度, 令和７（2025）年度, in any width.

    >>> fiscal_year("令和６年度"), fiscal_year("平成31年度"), fiscal_year("R7"), fiscal_year("計")
    (2024, 2019, 2025, None)
    """
    match = _YEAR.search(bare(text))
    if match is None:
        return None
    if match["gregorian"]:
        return int(match["gregorian"])
    number = 1 if match["number"] == "元" else int(match["number"])
    return _FIRST[match["era"] or match["letter"]] + number - 1 if number else None


def year_and_rest(text: str) -> tuple[int, str] | None:
    """The fiscal year that a text begins with and what follows it; None when it begins with none.

    A year may be given twice: 令和７（2025）年度.

    >>> year_and_rest("令和７（2025）年度の目標"), year_and_rest("計")
    ((2025, 'の目標'), None)
    """
    plain = bare(text)
    match = _YEAR_AND_REST.fullmatch(plain)
    year = fiscal_year(plain) if match else None
    return (year, match["rest"]) if match and year is not None else None
