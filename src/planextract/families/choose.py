"""Choice of the profile that fits a file, by the signs of each profile on the first pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from planextract.families.block.grammar import Grammar
from planextract.families.block.plan_tables import read_table
from planextract.families.list.list_columns import HEADER_ROWS, MONEY, PERIODS, Meaning, read_header
from planextract.model.layout import Line, PageLayout, Table
from planextract.profiles.schema import BlockProfile, ListProfile, Profile

PAGES = 8
"""Number of pages with a sign of any profile after which the profiles are judged."""

ENOUGH = 0.5
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
class Fit:
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
    def fits(self) -> bool:
        """True if the pages show the first sign of the family and enough of the others."""
        return _signs(self.profile)[0] in self.found and self.score >= ENOUGH


@dataclass(frozen=True, slots=True)
class Choice:
    """The profile that fits best, the scores of the others, and all pages, those already read included."""

    best: Fit
    others: tuple[Fit, ...]
    pages: Iterator[PageLayout]


def choose(pages: Iterable[PageLayout], profiles: Sequence[Profile]) -> Choice:
    """Return the profile with the highest score, the first of several.

    The pages are read no further than needed: until all signs of the first profile are found, after which no
    other can be better, and to the end only where none of the profiles fits."""
    pages = iter(pages)
    judges = [_Judge(profile) for profile in profiles]
    read: list[PageLayout] = []
    telling = 0
    for page in pages:
        read.append(page)
        shown = [judge.see(page) for judge in judges]
        telling += any(shown)
        if judges[0].is_sure or (telling >= PAGES and any(judge.fit().fits for judge in judges)):
            break
    fits = sorted((judge.fit() for judge in judges), key=lambda fit: (not fit.fits, -fit.score))
    return Choice(fits[0], tuple(fits[1:]), chain(read, pages))


def _signs(profile: Profile) -> tuple[str, ...]:
    """Return the signs of the family of a profile, the indispensable one first."""
    return _LIST_SIGNS if isinstance(profile, ListProfile) else _BLOCK_SIGNS


class _Judge:
    """Collects the signs of one profile, page by page."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._found: set[str] = set()
        self._grammar = Grammar(profile) if isinstance(profile, BlockProfile) else None

    def see(self, page: PageLayout) -> bool:
        """Collect the signs on a page; return whether it shows any sign of the profile."""
        shown = {sign for block in page.blocks for sign in self._signs_of(block, page.number)}
        self._found |= shown
        return bool(shown)

    @property
    def is_sure(self) -> bool:
        """True if all signs of the profile are found."""
        return len(self._found) == len(_signs(self.profile))

    def fit(self) -> Fit:
        """Return the signs found so far and those that are missing."""
        signs = _signs(self.profile)
        return Fit(
            self.profile,
            tuple(sign for sign in signs if sign in self._found),
            tuple(sign for sign in signs if sign not in self._found),
        )

    def _signs_of(self, block: Line | Table, page: int) -> Iterator[str]:
        """Yield the signs of the profile that a line or table shows."""
        if isinstance(self.profile, ListProfile):
            if isinstance(block, Table):
                yield from _of_list(block, page, self.profile)
        elif self._grammar is not None:
            yield from (
                _of_line(block, self._grammar)
                if isinstance(block, Line)
                else _of_table(block, page, self._grammar)
            )


def _of_line(line: Line, grammar: Grammar) -> Iterator[str]:
    """Yield the signs of the block family in a line."""
    band, _, heading, row = _BLOCK_SIGNS
    if grammar.band_like(line.text):
        yield band
    if grammar.strategy(line.text) is not None:
        yield heading
    if grammar.departments(line.text):
        yield row


def _of_table(table: Table, page: int, grammar: Grammar) -> Iterator[str]:
    """Yield the signs of the block family in a table."""
    band, header, heading, row = _BLOCK_SIGNS
    first = "　".join(cell.joined for cell in table.cells if cell.row == 0 and cell.lines)
    if grammar.band_like(first):
        yield band
    if len(table.rows) == 2 and grammar.strategy(first) is not None:
        yield heading
    read = read_table(table, page, grammar)
    if read is not None and any(column.period is not None for column in read.columns):
        yield header
    labels = [cell.joined for cell in table.cells if cell.column == 0]
    if any(grammar.budget_row(label) or grammar.departments_row(label) for label in labels):
        yield row


def _of_list(table: Table, page: int, profile: ListProfile) -> Iterator[str]:
    """Yield the signs of the list family in a table."""
    title, number, department, value = _LIST_SIGNS
    headers = (read_header(table, page, profile, row) for row in range(min(HEADER_ROWS, len(table.rows) - 1)))
    header = next((header for header in headers if header is not None), None)
    if header is None:
        return
    meanings = {column.meaning for column in header.columns}
    yield title
    if Meaning.NUMBER in meanings:
        yield number
    if Meaning.DEPARTMENT in meanings:
        yield department
    if meanings & (MONEY | PERIODS):
        yield value
