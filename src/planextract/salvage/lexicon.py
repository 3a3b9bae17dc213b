"""Classify short texts by themselves: as a cell, a word of a header, or names of departments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from planextract.families.block.grammar import BlockGrammar
from planextract.japanese.amounts import is_blank_amount, parse_quantity
from planextract.profiles.vocabulary import Vocabulary
from planextract.salvage.fragments import is_amount
from planextract.salvage.header_lines import HeaderWords, compile_header_words
from planextract.salvage.profile_words import ProfileWords, derive_words

BRACKETED_NOTE = re.compile(r"[（(][^（）()]*[）)]")
FOOTNOTE_MARK = re.compile(r"(?:[※＊*]\d{0,2}|注\d{1,2})")
_HEADING_SPLINTER = re.compile(r"[の()（）年末計]+|(.)\1*")
"""Pattern of parts that a header may come apart into, and a heading as well."""

_MAX_UNIT_CHARACTERS = 4
"""Most characters of the unit of a quantity; a number before a longer text is a heading's."""

_MAX_LABEL_CHARACTERS = 4
"""Most characters of the label of a strategy."""


@dataclass(frozen=True)
class Lexicon:
    """The words of a plan, by which short texts are classified."""

    grammar: BlockGrammar
    vocabulary: Vocabulary
    captions: frozenset[str] = frozenset()
    """Texts behind the numbers of project captions."""

    def is_cell(self, word: str) -> bool:
        """Return whether a word can fill a cell of a row: ―, a quantity, or words of the vocabulary."""
        if is_blank_amount(word):
            return bool(word)
        plain = BRACKETED_NOTE.sub("", word)
        if not plain:
            return False
        counted = parse_quantity(word) or parse_quantity(plain)
        if (counted is not None and len(counted.unit) <= _MAX_UNIT_CHARACTERS) or is_amount(word):
            return True
        return all(self.vocabulary.has_word(part) for part in re.split(r"[・、／/]", plain) if part)

    def is_word(self, text: str) -> bool:
        """Return whether a short text is complete by itself, not a part of a heading that was taken apart."""
        return (
            self.is_cell(text)
            or (self.is_header(text) and not _HEADING_SPLINTER.fullmatch(text))
            or self.is_unit_names(text)
            or (len(text) <= _MAX_LABEL_CHARACTERS and self._is_label(text))
            or text in self.words.strategy_label_beginnings
            or bool(FOOTNOTE_MARK.fullmatch(text))
            or text.endswith("。")
        )

    def _is_label(self, text: str) -> bool:
        """Return whether a text is the label of a strategy, or the second half of it."""
        beginnings = ("", *self.words.strategy_label_beginnings)
        return any(self.grammar.read_strategy(f"{before}{text}1") is not None for before in beginnings)

    @cached_property
    def words(self) -> ProfileWords:
        """The words of the profile."""
        return derive_words(self.grammar.profile)

    @cached_property
    def header_sign(self) -> re.Pattern[str]:
        """Pattern of header text that no other short text ends in."""
        words = self.words
        listed = "|".join(map(re.escape, (*words.relisted, *words.relisted_parts)))
        return re.compile(rf"\d|年度|(?:{words.total})$|{words.baseline}|{listed}|[／/]")

    @cached_property
    def header_words(self) -> HeaderWords:
        """The words of headers in this plan."""
        return compile_header_words(self.grammar.profile, self.captions)

    def is_header(self, plain: str) -> bool:
        """Return whether a bare text consists only of words of the header of a table."""
        return not plain.isdigit() and self.header_words.can_spell(plain)

    def is_unit_names(self, text: str, *, alone: bool = False) -> bool:
        """Return whether a text consists only of unit names; `alone`: at least one of a department."""
        organisation = self.grammar.organisation
        words = [word for word in re.split(r"[\s　、，,]+", text) if word]
        if not words or not all(len(word) > 1 and organisation.is_unit(word) for word in words):
            return False
        # One word alone may be a goal: 相談の場所
        return not alone or any(organisation.is_department(word) for word in words)
