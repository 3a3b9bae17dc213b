"""Periods of several fiscal years, such as 令和５～７年度, H19-H22 and 2011年度以降."""

from __future__ import annotations

import re
from typing import NamedTuple

from planextract.japanese.eras import convert_to_era_year, find_fiscal_year
from planextract.japanese.widths import match_key

_ERA = r"(?:明治|大正|昭和|平成|令和|㍾|㍽|㍼|㍻|㋿|(?<![A-Za-z])[MTSHR]\.?)"
_NUMBER = r"(?:元|\d{1,2})"
_WESTERN = r"(?<!\d)(?:19|20)\d{2}"
_YEAR = rf"(?:{_ERA}{_NUMBER}|{_WESTERN})"
_SUFFIX = r"(?:\((?:[^()]*\d[^()]*)\))?(?:年度末?|年)?(?:\((?:[^()]*\d[^()]*)\))?"
_SPAN = re.compile(
    rf"(?P<first>{_YEAR}){_SUFFIX}(?:から|[-~])(?P<last>{_YEAR}|{_NUMBER}(?!\d)){_SUFFIX}(?:まで|の間)?"
)
_OPEN = re.compile(rf"(?P<first>{_YEAR}){_SUFFIX}(?:以降|以後|から|[-~](?=$|[)\]]))")


class YearSpan(NamedTuple):
    """The first and the last of several fiscal years; no last one where the period is open-ended."""

    first: int
    last: int | None

    @property
    def key(self) -> str:
        """The name of the period in the data: `2023-2025`, `2011-`."""
        return f"{self.first}-{self.last or ''}"


def split_year_span(text: str) -> tuple[YearSpan | None, str]:
    """Return the years that a text spans, and the text without white space and them.

    >>> split_year_span("前期\\nH19-H22"), split_year_span("令和５～７年度")
    ((YearSpan(first=2007, last=2010), '前期'), (YearSpan(first=2023, last=2025), ''))
    >>> split_year_span("2011年度以降"), split_year_span("令和６年度")
    ((YearSpan(first=2011, last=None), ''), (None, '令和6年度'))
    """
    plain = match_key(text)
    match = _SPAN.search(plain)
    if match is not None:
        first, last = find_fiscal_year(match["first"]), _last_year(match["first"], match["last"])
        if first is not None and last is not None and first < last:
            return YearSpan(first, last), _without(plain, match)
    match = _OPEN.search(plain)
    first = find_fiscal_year(match["first"]) if match is not None else None
    if match is not None and first is not None:
        return YearSpan(first, None), _without(plain, match)
    return None, plain


def find_period_years(text: str, near: int | None = None) -> tuple[int | None, int | None]:
    """Return the first and the last fiscal year of a period; None for one that the text does not name.

    Years without an era are of the era of the fiscal year `near`. An open period has no last year.

    >>> find_period_years("令和５～７年度"), find_period_years("2011年度以降")
    ((2023, 2025), (2011, None))
    >>> find_period_years("９年度から13年度まで", near=2026), find_period_years("令和９年度")
    ((2027, 2031), (2027, 2027))
    >>> find_period_years("令和９年度まで")
    (None, 2027)
    """
    span, plain = split_year_span(text)
    if span is not None:
        return span.first, span.last
    year = find_fiscal_year(plain)
    if year is None and near is not None and re.match(r"\d{1,2}年度", plain):
        return find_period_years(convert_to_era_year(near)[0] + plain)
    return (None, year) if re.search(r"年度?(?:末)?まで", plain) else (year, year)


def _last_year(first: str, last: str) -> int | None:
    """Return the year that ends a span; its era may be printed only before the first year."""
    year = find_fiscal_year(last)
    if year is not None:
        return year
    era = re.match(_ERA, first)
    if era is not None:
        return find_fiscal_year(era[0] + last)
    return int(first[:2] + last) if last.isdecimal() and len(last) == 2 else None


def _without(plain: str, match: re.Match[str]) -> str:
    return re.sub(r"\(\)|\[\]", "", plain[: match.start()] + plain[match.end() :])
