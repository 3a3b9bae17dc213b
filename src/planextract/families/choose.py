"""Choice of the profile that fits a file, by the signs of each profile on the first pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_tables import read_plan_table
from planextract.families.list.list_columns import (
    MAX_HEADER_ROWS,
    MONEY_MEANINGS,
    PERIOD_MEANINGS,
    ColumnMeaning,
    read_list_header,
)
from planextract.model.layout import Line, PageLayout, Table
from planextract.profiles.schema import BlockProfile, ListProfile, Profile

MIN_PAGES_WITH_SIGNS = 8
"""Number of pages with a sign of any profile after which the profiles are judged."""

MIN_FIT_SCORE = 0.5
"""Least score of a profile that fits."""

_BLOCK_SIGNS = (
    "a project's number over a table",
    "a table header that names fiscal years",
    "the heading of a strategy",
    "a row of the budget or of the departments",
)
_LIST_SIGNS = (
    "a table header with a column of project titles",
    "a column of numbers",
    "a column of departments",
    "a column of amounts or of what is done in a year",
)


@dataclass(frozen=True, slots=True)
class ProfileFit:
    """Score of a profile: the signs of its family that the pages show, and those that are missing.

    Nothing can be read without the first sign of its family, so a profile that lacks it never fits."""

    profile: Profile
    found: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def score(self) -> float:
        """Share of the signs that were found, from 0 to 1."""
        return len(self.found) / (len(self.found) + len(self.missing))

    @property
    def is_fit(self) -> bool:
        """True if the pages show the first sign of the family and enough of the others."""
        return _list_signs(self.profile)[0] in self.found and self.score >= MIN_FIT_SCORE


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """The profile that fits best, the scores of the others, and all pages, those already read included."""

    best: ProfileFit
    others: tuple[ProfileFit, ...]
    pages: Iterator[PageLayout]


def choose_layout_profile(pages: Iterable[PageLayout], profiles: Sequence[Profile]) -> ProfileChoice:
    """Return the profile with the highest score, the first of several.

    The pages are read no further than needed: until all signs of the first profile are found, after which no
    other can be better, and to the end only where none of the profiles fits."""
    pages = iter(pages)
    judges = [_SignCollector(profile) for profile in profiles]
    read: list[PageLayout] = []
    telling = 0
    for page in pages:
        read.append(page)
        shown = [judge.collect_signs(page) for judge in judges]
        telling += any(shown)
        if judges[0].is_sure or (
            telling >= MIN_PAGES_WITH_SIGNS and any(judge.judge_fit().is_fit for judge in judges)
        ):
            break
    fits = sorted((judge.judge_fit() for judge in judges), key=lambda fit: (not fit.is_fit, -fit.score))
    return ProfileChoice(fits[0], tuple(fits[1:]), chain(read, pages))


def _list_signs(profile: Profile) -> tuple[str, ...]:
    """Return the signs of the family of a profile, the indispensable one first."""
    return _LIST_SIGNS if isinstance(profile, ListProfile) else _BLOCK_SIGNS


class _SignCollector:
    """Collects the signs of one profile, page by page."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._found: set[str] = set()
        self._grammar = BlockGrammar(profile) if isinstance(profile, BlockProfile) else None

    def collect_signs(self, page: PageLayout) -> bool:
        """Collect the signs on a page; return whether it shows any sign of the profile."""
        shown = {sign for block in page.blocks for sign in self._find_signs(block, page.number)}
        self._found |= shown
        return bool(shown)

    @property
    def is_sure(self) -> bool:
        """True if all signs of the profile are found."""
        return len(self._found) == len(_list_signs(self.profile))

    def judge_fit(self) -> ProfileFit:
        """Return the signs found so far and those that are missing."""
        signs = _list_signs(self.profile)
        return ProfileFit(
            self.profile,
            tuple(sign for sign in signs if sign in self._found),
            tuple(sign for sign in signs if sign not in self._found),
        )

    def _find_signs(self, block: Line | Table, page: int) -> Iterator[str]:
        """Yield the signs of the profile that a line or table shows."""
        if isinstance(self.profile, ListProfile):
            if isinstance(block, Table):
                yield from _find_list_signs(block, page, self.profile)
        elif self._grammar is not None:
            yield from (
                _find_line_signs(block, self._grammar)
                if isinstance(block, Line)
                else _find_table_signs(block, page, self._grammar)
            )


def _find_line_signs(line: Line, grammar: BlockGrammar) -> Iterator[str]:
    """Yield the signs of the block family in a line."""
    band, _, heading, row = _BLOCK_SIGNS
    if grammar.is_like_project_caption(line.text):
        yield band
    if grammar.read_strategy(line.text) is not None:
        yield heading
    if grammar.read_departments(line.text):
        yield row


def _find_table_signs(table: Table, page: int, grammar: BlockGrammar) -> Iterator[str]:
    """Yield the signs of the block family in a table."""
    band, header, heading, row = _BLOCK_SIGNS
    first = "　".join(cell.joined_text for cell in table.cells if cell.row == 0 and cell.lines)
    if grammar.is_like_project_caption(first):
        yield band
    if len(table.rows) == 2 and grammar.read_strategy(first) is not None:
        yield heading
    read = read_plan_table(table, page, grammar)
    if read is not None and any(column.period is not None for column in read.columns):
        yield header
    labels = [cell.joined_text for cell in table.cells if cell.column == 0]
    if any(grammar.read_budget_label(label) or grammar.is_departments_row(label) for label in labels):
        yield row


def _find_list_signs(table: Table, page: int, profile: ListProfile) -> Iterator[str]:
    """Yield the signs of the list family in a table."""
    title, number, department, value = _LIST_SIGNS
    headers = (
        read_list_header(table, page, profile, row)
        for row in range(min(MAX_HEADER_ROWS, len(table.rows) - 1))
    )
    header = next((header for header in headers if header is not None), None)
    if header is None:
        return
    meanings = {column.meaning for column in header.columns}
    yield title
    if ColumnMeaning.NUMBER in meanings:
        yield number
    if ColumnMeaning.DEPARTMENT in meanings:
        yield department
    if meanings & (MONEY_MEANINGS | PERIOD_MEANINGS):
        yield value
