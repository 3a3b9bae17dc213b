"""Choice of the profile that fits a file, by the signs of each profile on the first pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from planextract.families.registry import find_family
from planextract.model.layout import PageLayout
from planextract.profiles.schema import Profile

MIN_PAGES_WITH_SIGNS = 8
"""Number of pages with a sign of any profile after which the profiles are judged."""

MIN_FIT_SCORE = 0.5
"""Least score of a profile that fits."""


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
        return find_family(self.profile).signs[0] in self.found and self.score >= MIN_FIT_SCORE


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """The profile that fits best, the scores of the others, and all pages, those already read included."""

    best: ProfileFit
    judge_others: Callable[[], tuple[ProfileFit, ...]]
    pages: Iterator[PageLayout]

    @property
    def others(self) -> tuple[ProfileFit, ...]:
        """The scores of the other profiles, which are judged only here where the first was sure."""
        return self.judge_others()


def choose_layout_profile(pages: Iterable[PageLayout], profiles: Sequence[Profile]) -> ProfileChoice:
    """Return the profile with the highest score, the first of several.

    The pages are read no further than needed: until all signs of the first profile are found, after which no
    other can be better, and to the end only where none of the profiles fits."""
    pages = iter(pages)
    first = _SignCollector(profiles[0])
    read: list[PageLayout] = []
    first_shown: list[bool] = []
    for page in pages:
        read.append(page)
        first_shown.append(first.collect_signs(page))
        if first.is_sure and page.is_typeset:
            # The other profiles, which need not even be loaded, are judged only where someone asks.
            judge_others = partial(_judge_later, profiles, tuple(read))
            return ProfileChoice(first.judge_fit(), judge_others, chain(read, pages))
        if first.is_sure or len(read) == MIN_PAGES_WITH_SIGNS:
            break
    judges = [first, *map(_SignCollector, profiles[1:])]
    telling = 0
    for page, is_first in zip(read, first_shown, strict=True):
        signs = [is_first, *(judge.collect_signs(page) for judge in judges[1:])]
        telling += any(signs)
    while not (
        first.is_sure
        or (telling >= MIN_PAGES_WITH_SIGNS and any(judge.judge_fit().is_fit for judge in judges))
    ):
        further = next(pages, None)
        if further is None:
            break
        read.append(further)
        signs = [judge.collect_signs(further) for judge in judges]
        telling += any(signs)
    fits = _rank_fits(judges)
    if not all(page.is_typeset for page in read):
        fits = _prefer_numbered_tables(fits)
    return ProfileChoice(fits[0], lambda: fits[1:], chain(read, pages))


def _judge_later(profiles: Sequence[Profile], pages: Sequence[PageLayout]) -> tuple[ProfileFit, ...]:
    """Return the fits of all profiles but the first, the best first."""
    judges = [_SignCollector(profile) for profile in profiles[1:]]
    for page in pages:
        for judge in judges:
            judge.collect_signs(page)
    return _rank_fits(judges)


def _rank_fits(judges: Iterable[_SignCollector]) -> tuple[ProfileFit, ...]:
    """Return the fits that were found, the best first."""
    fits = (judge.judge_fit() for judge in judges)
    return tuple(sorted(fits, key=lambda fit: (not fit.is_fit, -fit.score)))


def _prefer_numbered_tables(fits: tuple[ProfileFit, ...]) -> tuple[ProfileFit, ...]:
    """Return the fits of a text, a block profile that fits before all sheets.

    Aligned words anywhere may look like labels with values; a number over a table is hardly something else.
    """
    numbered = [fit for fit in fits if fit.is_fit and find_family(fit.profile).name == "block"]
    if not numbered or find_family(fits[0].profile).name != "sheet":
        return fits
    return (numbered[0], *(fit for fit in fits if fit is not numbered[0]))


class _SignCollector:
    """Collects the signs of one profile, page by page."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._found: set[str] = set()
        self._family = find_family(profile)

    def collect_signs(self, page: PageLayout) -> bool:
        """Collect the signs on a page; return whether it shows any sign of the profile."""
        shown = set(self._family.find_signs(page, self.profile))
        self._found |= shown
        return bool(shown)

    @property
    def is_sure(self) -> bool:
        """True if all signs of the profile are found."""
        return len(self._found) == len(self._family.signs)

    def judge_fit(self) -> ProfileFit:
        """Return the signs found so far and those that are missing."""
        signs = self._family.signs
        return ProfileFit(
            self.profile,
            tuple(sign for sign in signs if sign in self._found),
            tuple(sign for sign in signs if sign not in self._found),
        )
