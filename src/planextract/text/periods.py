"""The columns of the tables, told from the pieces of their headers.

A header comes apart in a text, and its pieces come in any order, so that all the headers of a plan are read
as one: which years they name, whether they name a baseline and a total. The years of a plan follow each
other; the first that is named is the baseline's where a header, or the span that the plan itself is said to
cover, says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planextract.model.draft import Period
from planextract.normalise.eras import fiscal_year, named_years
from planextract.normalise.fold import bare
from planextract.text.header import YEAR
from planextract.text.pieces import Kind, Piece

_BASELINE = "現[況状]|実績"
_END = rf"(?P<year>{YEAR})(?:末|\(?の?(?:{_BASELINE}))"
_BEFORE = rf"(?:{_BASELINE})(?:\(見込み?\))?\((?P<of>{YEAR})末?"
_NAMED = re.compile(f"{_END}|{_BEFORE}")
_GOAL = re.compile(rf"(?P<year>{YEAR})末?の?目標")
_PART = re.compile(r"(?<![\d元])(?P<count>元|\d{1,2})年度")
_SPAN = re.compile(rf"(?P<first>{YEAR})~(?P<last>{YEAR})")
_ERAS = ("明治", "大正", "昭和", "平成", "令和")
_RARE = 0.25
"""A year that is named in fewer tables than this share is a slip, or another table's."""

_LONGEST = 12
"""Years that a plan covers at most."""


def read_periods(headers: Iterable[str], texts: Iterable[str]) -> list[Period]:
    """Baseline, fiscal years and total, as far as headers name them for certain; `texts` are all that the
    plan says, its span of years among it."""
    named: Counter[int] = Counter()
    baselines: Counter[int] = Counter()
    goals: Counter[int] = Counter()
    parts: set[str] = set()
    eras: set[str] = set()
    labelled = total = False
    for plain in map(bare, headers):
        named.update(named_years(plain))
        for match in _NAMED.finditer(plain):
            found = match["year"] or match["of"]
            # 令和８年度末目標 is the goal of the last year, no baseline
            if plain[match.end() : match.end() + 2] not in ("目標", "の目"):
                baselines.update(filter(None, [fiscal_year(found)]))
        for match in _GOAL.finditer(plain):
            goals.update(filter(None, [fiscal_year(match["year"])]))
        left = re.sub(YEAR, "", plain)
        parts.update("1" if part == "元" else part for part in _PART.findall(left))
        eras.update(era for era in _ERAS if era in plain)
        total = total or bool(re.search(r"計(?!画)", left)) or _total_goal(left)
        labelled = labelled or bool(re.search(_BASELINE, left))
    years = {year for year in named if named[year] >= _RARE * max(named.values())}
    if parts:
        years = _spelled(parts, eras, years | set(baselines) | set(goals)) or years
    if not years or max(years) - min(years) > _LONGEST:
        return []
    first, last = min(years), max(years)
    baseline = _baseline(first, last, baselines, _span(texts))
    if baseline is not None:
        first = baseline + 1
    periods = [Period(str(year), year) for year in range(first, last + 1)]
    if labelled or baseline is not None:
        periods.insert(0, Period("baseline", baseline))
    return [*periods, Period("total", None)] if total else periods


def _total_goal(left: str) -> bool:
    """Whether a header has 目標 for its total: by itself, no part of that of the goals."""
    return left in ("目標", "合計")


def _baseline(first: int, last: int, named: Counter[int], span: tuple[int, int] | None) -> int | None:
    """The year of the baseline, where it is printed."""
    if span is not None and span[1] == last:
        return first if span[0] == first + 1 else None
    return first if first in named and first != last else None


def _span(texts: Iterable[str]) -> tuple[int, int] | None:
    """The years that the plan says it covers: 令和６年度～令和８年度の取組."""
    spans: Counter[tuple[int, int]] = Counter()
    for text in texts:
        for match in _SPAN.finditer(bare(text)):
            first, last = fiscal_year(match["first"]), fiscal_year(match["last"])
            if first is not None and last is not None and first <= last:
                spans[first, last] += 1
    return max(spans, key=lambda span: spans[span]) if spans else None


def _spelled(parts: set[str], eras: set[str], known: set[int]) -> set[int]:
    """The years of which only the count in their era is printed (６年度), the era standing over several:
    those that follow each other and are spelled so."""
    labels = set(parts)
    found: list[set[int]] = []
    for start in range(1926, 2100):
        block = list(range(start, start + len(labels)))
        spelled = {str(_count(year)[1]) for year in block}
        if spelled == labels and {_count(year)[0] for year in block} <= (eras or set(_ERAS)):
            found.append(set(block))
    near = [
        block for block in found if not known or (min(block) - 1 <= min(known) and max(known) <= max(block))
    ]
    fitting = near or found
    return fitting[0] if len(fitting) == 1 else set()


def _count(year: int) -> tuple[str, int]:
    for era, first in (("令和", 2019), ("平成", 1989), ("昭和", 1926)):
        if year >= first:
            return era, year - first + 1
    return "大正", year - 1911


def headers(pieces: Sequence[Piece]) -> Iterator[str]:
    """The pieces of headers that follow each other, joined: 令和５年度末の / 現況."""
    joined = ""
    for piece in pieces:
        if piece.kind is Kind.HEADER:
            joined += bare(piece.text)
        elif joined:
            yield joined
            joined = ""
    if joined:
        yield joined
