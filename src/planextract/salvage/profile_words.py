"""Derive from a profile the words that a text without an order is read by, whole and in their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from planextract.families.block.block_profile import BlockProfile
from planextract.japanese.widths import match_key, narrow_width

_LETTERS = re.compile(r"[ぁ-んァ-ヶ一-龠々]+")
YEAR_CHARACTERS = r"\d()年度末令和平成昭大正元RHS"
"""The characters of years in headers, for a class of characters."""

_NOTHING = "(?!)"
"""A pattern that matches nothing."""

_MIN_PART_CHARACTERS = 2


@dataclass(frozen=True)
class ProfileWords:
    """The words of headers, headings and references in one profile."""

    profile: BlockProfile

    @cached_property
    def baseline(self) -> str:
        """Pattern of the words for the state before the plan, years aside: 現況."""
        patterns = (pattern.pattern.removesuffix("$") for pattern in self.profile.columns.baseline)
        return _join_patterns(pattern for pattern in patterns if "年度" not in pattern)

    @cached_property
    def after_year(self) -> tuple[str, ...]:
        """Words behind a year that are not also a total's, the longest first: 計画."""
        return tuple(word for word in self._every_after_year if word not in self._totals)

    @cached_property
    def goal(self) -> str:
        """Pattern of the words behind a year that, by themselves, are the header of the total: 目標."""
        return _join_patterns(re.escape(word) for word in self._every_after_year if word in self._totals)

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """The words of `goal`."""
        return tuple(word for word in self._every_after_year if word in self._totals)

    @cached_property
    def total(self) -> str:
        """Pattern of the words for all years together that mean nothing else: 計."""
        return _join_patterns(pattern for pattern in self._totals if pattern not in self._every_after_year)

    @cached_property
    def relisted(self) -> tuple[str, ...]:
        """The headers of tables of projects that are listed again."""
        columns = self.profile.relisted
        return tuple(map(match_key, (*columns.initiative, *columns.content, *columns.project)))

    @cached_property
    def relisted_parts(self) -> tuple[str, ...]:
        """The headers of initiatives, whole and in two: 取組項目, 取組, 項目."""
        words = [match_key(word) for word in self.profile.relisted.initiative]
        return tuple(dict.fromkeys(part for word in words for part in (word, *_split_word(word))))

    @cached_property
    def letters(self) -> str:
        """Every letter of the words in headers of years, for a class of characters."""
        columns = self.profile.columns
        patterns = [pattern.pattern for pattern in (*columns.baseline, *columns.total)]
        initiatives = map(match_key, self.profile.relisted.initiative)
        return "".join(
            sorted({*"".join(_LETTERS.findall("|".join([*patterns, *self._every_after_year, *initiatives])))})
        )

    @cached_property
    def broken_header(self) -> re.Pattern[str]:
        """Pattern of a line of a header, wherever the header is broken."""
        return re.compile(rf"[{YEAR_CHARACTERS}の別・/{self.letters}]+")

    @cached_property
    def strategy_labels(self) -> tuple[str, ...]:
        """The letters that headings of strategies begin with: 戦略計画."""
        patterns = (
            pattern.pattern.lstrip("^").replace(" ?", "") for pattern in self.profile.headings.strategy
        )
        return tuple(dict.fromkeys(match[0] for each in patterns if (match := _LETTERS.match(each))))

    @cached_property
    def strategy_label_beginnings(self) -> tuple[str, ...]:
        """The first of the two lines that a strategy's label may be printed on: 戦略."""
        return tuple(dict.fromkeys(label[:at] for label in self.strategy_labels for at in _cut_places(label)))

    @cached_property
    def strategy_label_ends(self) -> tuple[str, ...]:
        """The second of those lines: 計画."""
        return tuple(dict.fromkeys(label[at:] for label in self.strategy_labels for at in _cut_places(label)))

    def has_reference(self, text: str) -> bool:
        """Return whether a text points to a project of a plan."""
        return next(self.find_references(text), None) is not None

    def names_relisted(self, text: str) -> bool:
        """Return whether a text is the caption of a table of projects that are listed again."""
        return any(word in text for word in self.profile.relisted.caption)

    def find_references(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text points to a project of a plan, as start and end; spaces in it do not count."""
        places = [at for at, character in enumerate(text) if not character.isspace()]
        plain = narrow_width("".join(text[at] for at in places))
        end = 0
        while (match := self._search_reference(plain, end)) is not None:
            yield places[match.start()], places[match.end() - 1] + 1
            end = match.end()

    def _search_reference(self, plain: str, start: int) -> re.Match[str] | None:
        found = (pattern.search(plain, start) for pattern in self._references)
        return min(
            (match for match in found if match), key=lambda match: (match.start(), -match.end()), default=None
        )

    @cached_property
    def _references(self) -> tuple[re.Pattern[str], ...]:
        """The patterns of references that name a plan; a number alone may be anything."""
        return tuple(pattern for pattern in self.profile.reference if "plan" in pattern.groupindex)

    @cached_property
    def _totals(self) -> tuple[str, ...]:
        return tuple(pattern.pattern.removesuffix("$") for pattern in self.profile.columns.total)

    @cached_property
    def _every_after_year(self) -> tuple[str, ...]:
        return tuple(
            sorted(map(match_key, self.profile.columns.after_year), key=lambda word: (-len(word), word))
        )


def derive_words(profile: BlockProfile) -> ProfileWords:
    """Return the words of a profile, the same object for the same profile."""
    found = _KNOWN_WORDS.get(id(profile))
    if found is None or found.profile is not profile:
        found = ProfileWords(profile)
        _KNOWN_WORDS.clear()
        _KNOWN_WORDS[id(profile)] = found
    return found


_KNOWN_WORDS: dict[int, ProfileWords] = {}
"""The words of the last profile, by its identity: to hash a profile takes long."""


def _join_patterns(patterns: Iterable[str]) -> str:
    return "|".join(patterns) or _NOTHING


def _cut_places(word: str) -> range:
    """Return where a word can be cut in two parts of several letters."""
    return range(_MIN_PART_CHARACTERS, len(word) - _MIN_PART_CHARACTERS + 1)


def _split_word(word: str) -> Iterator[str]:
    for at in _cut_places(word):
        yield word[:at]
        yield word[at:]
