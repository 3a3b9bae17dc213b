"""What a line or the text of a cell is, by the patterns of a profile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planextract.model.draft import Period
from planextract.normalise.departments import Organisation
from planextract.normalise.eras import fiscal_year
from planextract.normalise.fold import bare, fold, printed_group
from planextract.profiles.model import Profile, begins_with

_PAGE_NUMBER = re.compile(r"^[-~ ・.pP()]*\d{1,4}[-~ ・.)]*$")
_TERM = re.compile(r"^(?P<term>.{1,40}?)\s*(?:[・･.]{2,}|…+|[:：](?!//))\s*(?P<text>.*)$")
_LEADER = re.compile(r"^(?:[・･.]{2,}|…+|[:：])\s*")


class Numbered(NamedTuple):
    """A heading: its number and the printed text after it, marks included."""

    number: int
    title: str


class Band(NamedTuple):
    """The line that numbers a project's table."""

    strategy: int
    number: int
    caption: str

    @property
    def id(self) -> str:
        return f"{self.strategy}-{self.number}"


class FootnoteStart(NamedTuple):
    marker: str
    term: str | None
    text: str


@dataclass(frozen=True)
class Grammar:
    """The recognisers of one profile."""

    profile: Profile

    def pillar(self, text: str) -> Numbered | None:
        return _numbered(self.profile.headings.pillar, text)

    def strategy(self, text: str) -> Numbered | None:
        return _numbered(self.profile.headings.strategy, text)

    def upper(self, text: str) -> Numbered | None:
        return _numbered(self.profile.headings.upper, text)

    def lower(self, text: str) -> Numbered | None:
        return _numbered(self.profile.headings.lower, text)

    def numbered(self, text: str) -> bool:
        """Whether a line has the number of a heading, of whatever level."""
        recognisers = (self.pillar, self.strategy, self.upper, self.lower)
        return any(recognise(text) is not None for recognise in recognisers)

    def band(self, text: str) -> Band | None:
        folded = fold(text)
        for pattern in self.profile.band:
            match = pattern.match(folded)
            if match:
                return Band(
                    int(match["strategy"]), int(match["number"]), printed_group(match, "caption", text)
                )
        return None

    def furniture(self, text: str) -> bool:
        """Running heads that a profile names."""
        folded = fold(text)
        return any(pattern.match(folded) for pattern in self.profile.furniture)

    def page_number(self, text: str) -> bool:
        return bool(_PAGE_NUMBER.match(fold(text)))

    def departments(self, text: str) -> str | None:
        """What stands after the label of the departments; None where the text has no such label."""
        return self._after_label(text, self.profile.rows.departments, colon=True)

    def departments_row(self, text: str) -> bool:
        rest = self._after_label(text, self.profile.rows.departments, colon=False)
        return rest is not None and not rest

    def budget_row(self, text: str) -> tuple[str | None, str | None] | None:
        """The unit and the note of a budget row's label; None where the text is no such label."""
        label = begins_with(text, self.profile.rows.budget)
        if label is None:
            return None
        rest = bare(text)[len(bare(label)) :]
        match = re.fullmatch(r"(?:[(\[](?:単位[:・ ]?)?(?P<unit>[^)\]]*)[)\]])?(?P<note>.{0,20})", rest)
        if match is None:
            return None
        unit = match["unit"]
        note = match["note"]
        if unit is not None and unit not in self.profile.units:
            return None
        if note and not re.fullmatch(r"[※＊*注().\d、,・]+", note):
            return None
        flat = "".join(text.split())
        return unit, flat[len(flat) - len(note) :] if note else None

    def unit(self, text: str) -> str | None:
        """The unit of money that a caption such as `（単位：千円）` names."""
        match = re.search(r"単位[:・ ]?(?P<unit>[^)\]\s]+)", fold(text))
        return match["unit"] if match and match["unit"] in self.profile.units else None

    def period(self, text: str, *, first_column: bool = False) -> Period | None:
        """What a header cell says its column is about."""
        plain = bare(text)
        if not plain or first_column:
            return None
        if any(pattern.search(plain) for pattern in self.profile.columns.baseline):
            return Period("baseline", fiscal_year(plain))
        if any(pattern.fullmatch(plain) for pattern in self.profile.columns.total):
            return Period("total", None)
        year = fiscal_year(plain)
        if year is not None and self._only_a_year(plain):
            return Period(str(year), year)
        return None

    def relisted_column(self, text: str) -> str | None:
        """initiative, content or project, for the header of a relisted table."""
        plain = bare(text)
        for name in ("initiative", "content", "project"):
            words: tuple[str, ...] = getattr(self.profile.relisted, name)
            if plain in {bare(word) for word in words}:
                return name
        return None

    def footnote(self, text: str) -> FootnoteStart | None:
        folded = fold(text)
        for pattern in self.profile.footnote:
            match = pattern.match(folded)
            if match is None:
                continue
            rest = printed_group(match, "rest", text)
            leader = _LEADER.match(rest)
            if leader:
                return FootnoteStart(printed_group(match, "marker", text), None, rest[leader.end() :])
            term = _TERM.match(rest)
            if term:
                return FootnoteStart(
                    printed_group(match, "marker", text), term["term"].strip(), term["text"].strip()
                )
            return FootnoteStart(printed_group(match, "marker", text), None, rest)
        return None

    def title(self, text: str) -> tuple[str, bool]:
        """A heading without its marks, and whether it is starred."""
        starred = any(mark in text for mark in self.profile.marks.starred)
        for mark in self.profile.marks.starred:
            text = text.replace(mark, "")
        return text.strip(), starred

    @cached_property
    def organisation(self) -> Organisation:
        return self.profile.units_of_body()

    # -- helpers ---------------------------------------------------------------------------------

    @cached_property
    def _year_cell(self) -> re.Pattern[str]:
        era = r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR]\.?)(?:元|\d{1,2}))"
        western = r"(?:19|20)\d{2}"
        return re.compile(
            rf"(?:{era}|{western})(?:年度?)?(?:\((?:{era}|{western})(?:年度?)?\))?(?:年度?)?"
            r"(?:の?(?:計画|取組|予定|目標|事業計画))?"
        )

    def _only_a_year(self, plain: str) -> bool:
        return bool(self._year_cell.fullmatch(plain))

    def _after_label(self, text: str, words: tuple[str, ...], *, colon: bool) -> str | None:
        label = begins_with(text, words)
        if label is None:
            return None
        # Count the label's characters in the printed text, where it may be spaced out.
        remaining, place = len(bare(label)), 0
        while remaining:
            remaining -= not text[place].isspace()
            place += 1
        rest = text[place:].lstrip()
        if rest[:1] in (":", "："):
            return rest[1:].strip()
        if colon and rest and not text[place : place + 1].isspace():
            return None  # 担当課長会の開催: the label is only the beginning of a longer word
        return rest.strip()


def _numbered(patterns: tuple[re.Pattern[str], ...], text: str) -> Numbered | None:
    folded = fold(text)
    for pattern in patterns:
        match = pattern.match(folded)
        if match:
            return Numbered(int(match["number"]), printed_group(match, "title", text))
    return None
