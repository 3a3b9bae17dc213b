"""Parse the words of a table cell into milestones, each with the stage of the project that it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from rapidfuzz import fuzz, process

from planextract.japanese.amounts import is_blank_amount, parse_quantity
from planextract.japanese.widths import match_key, narrow_width, nfkc_key
from planextract.model.plan import Match, Milestone, Stage

MIN_SPELLING_SIMILARITY = 90.0
"""Smallest similarity (rapidfuzz ratio, 0 to 100) at which a word counts as a spelling of another."""

_SEPARATOR = re.compile(r"[\n・、／/，,→⇒]+")
_NOTE = re.compile(r"\((?P<note>[^()]*)\)")


@dataclass(frozen=True)
class Vocabulary:
    """The printed words and signs that mean each stage."""

    synonyms: Mapping[Stage, tuple[str, ...]]
    """Words that mean each stage, without the name of the stage itself."""
    signs: tuple[str, ...] = ()
    """Signs that mean the stage of the previous period, such as `→`."""

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
        if plain in self._known_words:
            return self._known_words[plain]
        if len(plain) >= 4:
            # A word this long that differs in a character or so is a spelling of the known one.
            best = process.extractOne(
                plain, sorted(self._known_words), scorer=fuzz.ratio, score_cutoff=MIN_SPELLING_SIMILARITY
            )
            if best is not None:
                return self._known_words[best[0]][0], "fuzzy"
        return "その他", "none"

    def has_word(self, word: str) -> bool:
        """Return whether a word is in the vocabulary, in any width."""
        return nfkc_key(word) in self._known_words

    def is_continuation(self, text: str) -> bool:
        """Return whether a cell prints only that the previous period's stage continues: `→`, `――→`."""
        plain = match_key(text).lstrip("-")
        return bool(plain) and all(sign in self.signs for sign in plain)


def parse_milestones(text: str, vocabulary: Vocabulary) -> list[Milestone]:
    """Parse the milestones of a cell; a blank cell and ― have none.

    Words are on lines of their own or separated by ・ and the like; a bracket belongs to the word before
    it. A word broken over two lines is joined when only the whole is in the vocabulary.

    >>> [(found.stage, found.note) for found in parse_milestones("検討・実施（一部）", Vocabulary({}))]
    [('検討', None), ('実施', '一部')]
    """
    if is_blank_amount(text):
        return []
    found = []
    for word, note in _iter_words(text, vocabulary):
        stage, match = vocabulary.look_up(word)
        found.append(Milestone(stage=stage, term=word, match=match, note=note))
    return found


def iter_row_milestones(texts: Iterable[str], vocabulary: Vocabulary) -> Iterator[list[Milestone]]:
    """Yield the milestones of each cell of a row; a quantity has none.

    A cell with only → continues the last milestone of the cell before it; without one, its stage is その他.
    """
    before: list[Milestone] = []
    for text in texts:
        found = parse_milestones(text, vocabulary) if parse_quantity(text) is None else []
        if vocabulary.is_continuation(text):
            sign = "".join(text.split())
            stage, match = (before[-1].stage, "synonym") if before else ("その他", "none")
            found = [Milestone.model_validate({"stage": stage, "term": sign, "match": match, "note": None})]
        yield found
        before = found


def _iter_words(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str | None]]:
    """Yield each word of a cell with the text of the bracket after it, or None."""
    folded = narrow_width(text)
    notes = [(match.start(), match.end(), match.span("note")) for match in _NOTE.finditer(folded)]
    plain_parts: list[tuple[str, str | None]] = []
    place = 0
    for start, end, (note_start, note_end) in [*notes, (len(text), len(text), (0, 0))]:
        words = [part for part in _split_words(text[place:start], vocabulary) if part]
        plain_parts.extend((word, None) for word in words)
        note = "".join(text[note_start:note_end].split())
        if note:
            if plain_parts:
                word, earlier = plain_parts[-1]
                plain_parts[-1] = (word, note if earlier is None else f"{earlier}、{note}")
            else:
                plain_parts.append((text[start:end], None))
        place = end
    yield from plain_parts


def _split_words(text: str, vocabulary: Vocabulary) -> list[str]:
    """Split a text without brackets into words."""
    lines = ["".join(line.split()) for line in text.split("\n")]
    joined: list[str] = []
    for line in lines:
        if joined and line and _is_broken_word(joined[-1], line, vocabulary):
            joined[-1] += line
        else:
            joined.append(line)
    return [
        word
        for line in joined
        for word in _split_at_separators(line, vocabulary)
        if not is_blank_amount(word)
    ]


def _is_broken_word(before: str, line: str, vocabulary: Vocabulary) -> bool:
    """Return whether a word is broken between two lines: only both together are in the vocabulary."""
    apart = _has_only_known_words(before, vocabulary) and _has_only_known_words(line, vocabulary)
    return not apart and _has_only_known_words(before + line, vocabulary)


def _split_at_separators(line: str, vocabulary: Vocabulary) -> list[str]:
    if vocabulary.has_word(line):
        return [line]  # a word may itself hold a separator
    return [part for part in _SEPARATOR.split(line) if part]


def _has_only_known_words(line: str, vocabulary: Vocabulary) -> bool:
    parts = _split_at_separators(line, vocabulary)
    return bool(parts) and all(vocabulary.has_word(part) for part in parts)
