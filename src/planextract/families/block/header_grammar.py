"""Recognisers of the headers of a project's table, built from the patterns of a profile."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from planextract.families.block.block_profile import BlockProfile
from planextract.japanese.eras import convert_to_era_year, find_fiscal_year, split_off_year
from planextract.japanese.widths import match_key
from planextract.model.raw_plan import Period

_REMEMBERED_HEADERS = 1024
"""Greatest number of column headers whose meaning is cached."""


@dataclass(frozen=True)
class HeaderGrammar:
    """The recognisers of column headers of one profile of the block family."""

    profile: BlockProfile

    def is_other_table(self, header: str) -> bool:
        """Return whether the header of a table's first column names something else than goals: 成果指標."""
        plain = match_key(header)
        return any(pattern.fullmatch(plain) for pattern in self.profile.columns.others)

    def is_part_of_year(self, text: str) -> bool:
        """Return whether the header of a column names a part of a year: 上半期."""
        plain = match_key(text)
        return any(pattern.fullmatch(plain) for pattern in self.profile.columns.year_parts)

    def read_period(self, text: str, *, first_column: bool = False) -> Period | None:
        """Return the period that a header cell names; None where it names none."""
        return None if first_column else self._cached_period(match_key(text))

    def _match_period(self, plain: str) -> Period | None:
        if not plain:
            return None
        if any(pattern.search(plain) for pattern in self.profile.columns.baseline):
            return Period("baseline", find_fiscal_year(plain))
        if any(pattern.fullmatch(plain) for pattern in self.profile.columns.total):
            return Period("total", None)
        year = self.read_year(plain)
        return Period(str(year), year) if year is not None else None

    def read_year(self, text: str) -> int | None:
        """Return the fiscal year that a header names, where it contains nothing else."""
        return self._cached_year(text)

    def _match_year(self, text: str) -> int | None:
        year, rest = split_off_year(text)
        again, less = split_off_year(rest)
        if again is not None and again == year:
            rest = less.strip("・/~")  # 平成31・令和元年度
        return year if self._after_year_pattern.fullmatch(rest.replace("()", "")) else None

    def read_year_part(self, text: str) -> int | None:
        """Return the fiscal year of which a header names a part: 令和７年度前期; None for other headers."""
        year, rest = split_off_year(text)
        return year if year is not None and self.is_part_of_year(rest.strip("()")) else None

    def read_bare_year(self, text: str, before: int) -> int | None:
        """Return the year of a header that prints no era, if it is the one after `before`: ８年度.

        >>> from planextract.families.profile_loader import load_profile
        >>> HeaderGrammar(load_profile("ward")).read_bare_year("８年度", 2025)
        2026
        """
        match = re.match(r"(元|\d{1,2})年度?", match_key(text))
        if match is None or not self._after_year_pattern.fullmatch(match_key(text)[match.end() :]):
            return None
        number = convert_to_era_year(before + 1)[1]
        return before + 1 if match[1] == str(number) or (match[1] == "元" and number == 1) else None

    def is_goal_header(self, text: str) -> bool:
        """Return whether the header of a further column before the years is one of goals."""
        plain = match_key(text)
        return any(pattern.search(plain) for pattern in self.profile.columns.goals)

    def is_row_number_header(self, text: str) -> bool:
        """Return whether the header of the first column is that of the numbers of the rows."""
        plain = match_key(text)
        return any(pattern.fullmatch(plain) for pattern in self.profile.columns.row_numbers)

    def is_total_header(self, text: str) -> bool:
        """Return whether a header ends in a word for the total.

        令和８年度目標 after the column of 令和８年度 is one."""
        plain = match_key(text)
        return any(pattern.search(plain) for pattern in self._total_endings)

    def find_relisted_column(self, text: str) -> str | None:
        """Return initiative, content or project for the header of a relisted table; else None."""
        return self._relisted_columns.get(match_key(text))

    @cached_property
    def _total_endings(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(rf"(?:{pattern.pattern})$") for pattern in self.profile.columns.total)

    @cached_property
    def _cached_period(self) -> Callable[[str], Period | None]:
        return lru_cache(_REMEMBERED_HEADERS)(self._match_period)

    @cached_property
    def _cached_year(self) -> Callable[[str], int | None]:
        return lru_cache(_REMEMBERED_HEADERS)(self._match_year)

    @cached_property
    def _relisted_columns(self) -> dict[str, str]:
        names = ("project", "content", "initiative")  # a word of several means the last
        return {match_key(word): name for name in names for word in getattr(self.profile.relisted, name)}

    @cached_property
    def _after_year_pattern(self) -> re.Pattern[str]:
        words = "|".join(re.escape(match_key(word)) for word in self.profile.columns.after_year)
        count = r"\(?(?:第?\d{1,2}年(?:度?目|次))\)?"
        return re.compile(rf"(?:の?(?:{words})|\((?:{words})\)|{count})?")
