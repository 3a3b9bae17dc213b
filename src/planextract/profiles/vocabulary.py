"""The words and signs that mean the stage of a project, and how a printed word is looked up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from rapidfuzz import fuzz, process

from planextract.japanese.widths import match_key, nfkc_key
from planextract.model.record import Match, Stage

_NEGATIONS = frozenset("ずぬ")
"""Kana that make a word its opposite."""

MIN_SPELLING_SIMILARITY = 90.0
"""Smallest similarity (rapidfuzz ratio, 0 to 100) at which a word counts as a spelling of another."""


@dataclass(frozen=True)
class Vocabulary:
    """The printed words and signs that mean each stage."""

    synonyms: Mapping[Stage, tuple[str, ...]]
    """Words that mean each stage, without the name of the stage itself."""
    signs: tuple[str, ...] = ()
    """Signs that mean the stage of the previous period, such as `→`."""
    explained: Mapping[str, Stage] = field(default_factory=dict)
    """Stages of the symbols that a legend of the plan explains, such as `◎`."""

    def add_legend(self, legend: Mapping[str, str]) -> Vocabulary:
        """Return the vocabulary with the symbols of a legend; the first known word of each tells its stage.

        >>> Vocabulary({}).add_legend({"○": "着手・実施"}).look_up("○")
        ('実施', 'synonym')
        """
        explained: dict[str, Stage] = {}
        for sign, words in legend.items():
            stages = (self.look_up(word) for word in re.split(r"[・/／、,]", words))
            known = next((stage for stage, match in stages if match != "none"), None)
            if known is not None:
                explained[sign] = known
        return replace(self, explained={**self.explained, **explained})

    @cached_property
    def _known_words(self) -> dict[str, tuple[Stage, Match]]:
        """Stage and kind of match of every known word, by the word in NFKC."""
        known: dict[str, tuple[Stage, Match]] = {}
        for stage in get_args(Stage):
            if stage != "その他":
                known[stage] = (stage, "exact")
        for stage in get_args(Stage):
            for word in self.synonyms.get(stage, ()):
                known.setdefault(nfkc_key(word), (stage, "synonym"))
        return known

    def look_up(self, word: str) -> tuple[Stage, Match]:
        """Return the stage of a word and the kind of match; その他 and `none` for an unknown word."""
        plain = nfkc_key(word)
        if word in self.explained:
            return self.explained[word], "synonym"
        if plain in self._known_words:
            return self._known_words[plain]
        if len(plain) >= 4:
            # A word this long that differs in a character or so is a spelling of the known one.
            known = sorted(word for word in self._known_words if _is_other_spelling(plain, word))
            best = process.extractOne(plain, known, scorer=fuzz.ratio, score_cutoff=MIN_SPELLING_SIMILARITY)
            if best is not None:
                return self._known_words[best[0]][0], "fuzzy"
        return "その他", "none"

    def has_word(self, word: str) -> bool:
        """Return whether a word is in the vocabulary, in any width."""
        return nfkc_key(word) in self._known_words

    def is_continuation(self, text: str) -> bool:
        """Return whether a cell prints only that the previous period's stage continues: `→`, `――→`."""
        plain = match_key(text).lstrip("-")
        return bool(plain) and (plain in self.signs or all(sign in self.signs for sign in plain))


def _is_other_spelling(word: str, known: str) -> bool:
    """Return whether two words differ in kana or punctuation alone, and in no negation.

    A kanji more or less makes another word: データの未整備 is not データの整備.
    """
    counts = Counter(word)
    counts.subtract(known)
    differing = {character for character, count in counts.items() if count}
    return (
        all("ぁ" <= each <= "ヿ" or not each.isalnum() for each in differing) and not differing & _NEGATIONS
    )
