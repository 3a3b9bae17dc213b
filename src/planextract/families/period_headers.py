"""Headers of columns that are about a period: a year, several years, the state before, or all years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from planextract.japanese.eras import split_off_year
from planextract.japanese.widths import match_key
from planextract.japanese.year_spans import split_year_span
from planextract.model.raw_plan import Period

TOTAL = Period("total", None)


class PeriodWords(NamedTuple):
    """Patterns for what a header prints beside or instead of a year; each must match the whole rest."""

    baseline: tuple[re.Pattern[str], ...]
    total: tuple[re.Pattern[str], ...]
    beside_year: tuple[re.Pattern[str], ...]


def read_period(text: str, words: PeriodWords) -> Period | None:
    """Return the period that a header names; None where it says anything else."""
    span, rest = split_year_span(text)
    if span is not None:
        years = (span.first, span.last)
        return Period(span.key, None, years) if _is_one_of(words.beside_year, rest) else None
    year, rest = split_off_year(text)
    if _is_one_of(words.baseline, rest):
        return Period("baseline", year)
    if year is None:
        return TOTAL if rest and _is_one_of(words.total, rest) else None
    return Period(str(year), year) if _is_one_of(words.beside_year, rest) else None


def _is_one_of(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    plain = match_key(text)
    return any(pattern.fullmatch(plain) for pattern in patterns)
