"""Choice of the profile that fits a file, by the signs of each profile on the first pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    if not all(page.is_typeset for page in read):
        fits = _prefer_numbered_tables(fits)
    return ProfileChoice(fits[0], tuple(fits[1:]), chain(read, pages))


def _prefer_numbered_tables(fits: list[ProfileFit]) -> list[ProfileFit]:
    """Return the fits of a text, a block profile that fits before all sheets.

    Aligned words anywhere may look like labels with values; a number over a table is hardly something else.
    """
    numbered = [fit for fit in fits if fit.is_fit and find_family(fit.profile).name == "block"]
    if not numbered or find_family(fits[0].profile).name != "sheet":
        return fits
    return [numbered[0], *(fit for fit in fits if fit is not numbered[0])]


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
