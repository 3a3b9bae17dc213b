"""Read the columns of the tables of goals from the fragments of their headers.

A header comes apart in a text, and its parts come in any order, so all headers of a plan are read as one:
which years they name, whether they name a baseline and a total. The years of a plan are consecutive; the
first one named is the baseline's where a header, or the span that the plan is printed to cover, shows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planextract.families.block.block_profile import BlockProfile
from planextract.japanese.eras import ERA_NAMES, convert_to_era_year, find_all_fiscal_years, find_fiscal_year
from planextract.japanese.widths import match_key
from planextract.model.raw_plan import Period
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.header_lines import YEAR_PATTERN
from planextract.salvage.profile_words import derive_words

_YEAR_WITHOUT_ERA = re.compile(r"(?<![\d元])(?P<count>元|\d{1,2})年度")
_YEAR_SPAN = re.compile(rf"(?P<first>{YEAR_PATTERN})~(?P<last>{YEAR_PATTERN})")

_MIN_TABLE_SHARE = 0.25
"""Least share of the tables that name a year; a rarer one is a slip, or belongs to another table."""

_MAX_PLAN_YEARS = 12
"""Most years that a plan covers."""

HeaderTexts = Sequence[str]
"""The texts of a header, in their order."""


@dataclass(slots=True)
class _HeaderFacts:
    """Years and words named by all headers together."""

    named: Counter[int] = field(default_factory=Counter)
    baselines: set[int] = field(default_factory=set)
    goals: set[int] = field(default_factory=set)
    counts: set[int] = field(default_factory=set)
    """Years of which only the number in their era is printed (６年度), with one era above several."""
    eras: set[str] = field(default_factory=set)
    total: bool = False
    labelled: bool = False

    @property
    def years(self) -> set[int]:
        """Years of columns, slips aside."""
        most = max(self.named.values(), default=0)
        return {year for year, times in self.named.items() if times >= _MIN_TABLE_SHARE * most}


class _HeaderPatterns:
    """The patterns of what headers name beside years, in the words of a profile."""

    def __init__(self, profile: BlockProfile) -> None:
        words = derive_words(profile)
        self.goals = words.goals
        """Words for the goals or, behind others, for the total."""
        self.baseline = re.compile(words.baseline)
        year_first = rf"(?P<year>{YEAR_PATTERN})(?:末|\(?の?(?:{words.baseline}))"
        word_first = rf"(?:{words.baseline})(?:\([^()]{{1,4}}\))?\((?P<of>{YEAR_PATTERN})末?"
        self.baseline_year = re.compile(f"{year_first}|{word_first}")
        self.goal = re.compile(rf"の?(?:{words.goal})")
        self.goal_year = re.compile(rf"(?P<year>{YEAR_PATTERN})末?の?(?:{words.goal})")
        self.after_year = re.compile("|".join(map(re.escape, words.after_year)) or "(?!)")
        self.total = re.compile(words.total)


def read_periods(headers: Iterable[HeaderTexts], texts: Iterable[str], profile: BlockProfile) -> list[Period]:
    """Return baseline, fiscal years and total, as far as headers name them for certain.

    `texts` are all lines of the plan, searched for the span of years it covers.
    """
    said = _HeaderFacts()
    patterns = _HeaderPatterns(profile)
    for header in headers:
        _read_header(header, said, patterns)
    baseline, years = _find_baseline_and_years(said, list(_find_plan_spans(texts)))
    if not years:
        return []
    periods = [Period(str(year), year) for year in years]
    if said.labelled or baseline is not None:
        periods.insert(0, Period("baseline", baseline))
    return [*periods, Period("total", None)] if said.total else periods


def collect_headers(pieces: Sequence[Fragment]) -> Iterator[HeaderTexts]:
    """Yield the lines of headers that follow each other: 令和５年度末の / 現況."""
    run: list[str] = []
    for piece in pieces:
        if piece.kind is FragmentKind.HEADER:
            run += [line.text.strip() for line in piece.lines]
        elif run:
            yield run
            run = []
    if run:
        yield run


def _read_header(header: HeaderTexts, said: _HeaderFacts, patterns: _HeaderPatterns) -> None:
    plain = [match_key(text) for text in header]
    eras = [text for text in plain if text in ERA_NAMES]
    counts = [match for text in plain if (match := _YEAR_WITHOUT_ERA.match(text))]
    if len(counts) > len(eras):
        # eras over several years each: 令和 over ６年度, ７年度
        said.eras.update(eras)
        said.counts.update(1 if match["count"] == "元" else int(match["count"]) for match in counts)
        plain = [text for text in plain if text not in eras and not _YEAR_WITHOUT_ERA.match(text)]
        joined = "/".join(plain)
    else:
        joined = "".join(plain)
    said.named.update(find_all_fiscal_years(joined))
    for match in patterns.baseline_year.finditer(joined):
        # 令和８年度末目標 is the goal of the last year, not a baseline
        if not patterns.goal.match(joined, match.end()):
            said.baselines.update(find_all_fiscal_years(match["year"] or match["of"]))
    for match in patterns.goal_year.finditer(joined):
        said.goals.update(find_all_fiscal_years(match["year"]))
    left = re.sub(YEAR_PATTERN, "", joined)
    said.total |= bool(patterns.total.search(patterns.after_year.sub("", left)))
    said.total |= any(plain[1:].count(word) == 1 or left == word for word in patterns.goals)
    said.labelled |= bool(patterns.baseline.search(left))


def _find_baseline_and_years(
    said: _HeaderFacts, spans: Sequence[tuple[int, int]]
) -> tuple[int | None, list[int]]:
    """Return the printed year of the baseline, if any, and the columns' years; none if uncertain."""
    for first, last in spans:
        years = range(first, last + 1)
        left = said.years - set(years)
        if (
            last - first < _MAX_PLAN_YEARS
            and (said.years or said.counts)
            and left <= {first - 1}
            and _has_all_counts(years, said)
        ):
            printed = first - 1 in said.years | said.baselines
            return (first - 1 if printed else None), list(years)
    known = said.years
    if said.counts:
        blocks = list(_find_named_spans(said))
        if len(blocks) != 1:
            return None, []
        known = set(blocks[0])
    if not known or max(known) - min(known) > _MAX_PLAN_YEARS:
        return None, []
    first, last = min(known), max(known)
    if first - 1 in said.baselines:
        return first - 1, list(range(first, last + 1))
    if first in said.baselines and first != last:
        return first, list(range(first + 1, last + 1))
    return None, list(range(first, last + 1))


def _find_plan_spans(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Return the spans of years named in the plan, most frequent first: 令和６年度～令和８年度の取組."""
    spans: Counter[tuple[int, int]] = Counter()
    for text in texts:
        for match in _YEAR_SPAN.finditer(match_key(text)):
            first, last = find_fiscal_year(match["first"]), find_fiscal_year(match["last"])
            if first is not None and last is not None and first <= last:
                spans[first, last] += 1
    return (span for span, _ in spans.most_common())


def _has_all_counts(years: Sequence[int], said: _HeaderFacts) -> bool:
    """Return whether all numbers printed without their era are numbers of these years."""
    return said.counts <= {convert_to_era_year(year)[1] for year in years}


def _find_named_spans(said: _HeaderFacts) -> Iterator[range]:
    """Yield spans of consecutive years, each of which is named, if only by its number in its era."""
    known = said.years - said.baselines
    for first in range(1926, 2100):
        for last in range(first, first + _MAX_PLAN_YEARS):
            years = range(first, last + 1)
            if (
                known | said.goals <= set(years)
                and all(year in known or convert_to_era_year(year)[1] in said.counts for year in years)
                and _has_all_counts(years, said)
                and {convert_to_era_year(year)[0] for year in years if year not in known}
                <= (said.eras or set(ERA_NAMES))
            ):
                yield years
