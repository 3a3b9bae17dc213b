"""Labels of a sheet: which values they announce."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from planextract.families.sheet.sheet_profile import SheetProfile
from planextract.japanese.widths import match_key, narrow_width

_BEFORE = re.compile(
    r"[■□●○◆◇▼▽▶▷◎・*]*(?:[(\[【<《]?(?:\d{1,2}|[①-⑳]|[ア-ン](?=[)\].]))[)\].、:】>》]?)?[■□●○◆◇・【\[<《]*"
)
_AFTER = re.compile(r"[】\]>》]?(?:※\d{0,2}|\*\d?|[:：])*$")
_INLINE = re.compile(
    r"(?P<label>[^:：]{0,24}[^:：\d ])\s*[:：]\s*|[【\[](?P<framed>[^】\]]{1,24})[】\]]\s*[:：]?\s*"
)


class LabelMeaning(StrEnum):
    """The meanings of labels; the values are the names in a profile."""

    TITLE = "title"
    NUMBER = "number"
    SECTION = "section"
    DEPARTMENT = "department"
    CLASSIFICATION = "classification"
    MARK = "mark"
    DESCRIPTION = "description"
    PERIOD = "period"
    REMARKS = "remarks"
    BUDGET = "budget"
    FRAME = "frame"
    UNKNOWN = "unknown"


class Label(NamedTuple):
    """A label by its meaning."""

    meaning: LabelMeaning
    text: str
    """As printed, without white space, signs around it, and the unit of money."""
    rank: int = 0
    """Index of the pattern that matched among those of the meaning."""
    unit: str | None = None
    """Of money."""


class LabelReader:
    """Recognises the labels that a profile names."""

    def __init__(self, profile: SheetProfile) -> None:
        self.profile = profile

    def read_label(self, text: str) -> Label | None:
        """Return the label that a text is as a whole; None where it is none that is known."""
        words, unit = self._split_unit(match_key(text))
        start = _BEFORE.match(words)
        for part in dict.fromkeys((words, words[start.end() :] if start else words)):
            name = _AFTER.sub("", part, count=1)
            found = self._find(name)
            if found is not None:
                return Label(found[0], name, found[1], unit)
        return None

    def name_unknown(self, text: str) -> Label:
        """Return the label of a value whose meaning is not known."""
        words, unit = self._split_unit(match_key(text))
        start = _BEFORE.match(words)
        rest = _AFTER.sub("", words[start.end() if start else 0 :], count=1)
        return Label(LabelMeaning.UNKNOWN, rest or words, 0, unit)

    def read_inline(self, text: str) -> tuple[Label, str] | None:
        """Return the label that a line begins with, before a colon or in brackets, and the value."""
        match = _INLINE.match(narrow_width(text))
        if match is None:
            return None
        words = match["label"] or match["framed"]
        label = self.read_label(words)
        return (label, text[match.end() :].strip()) if label is not None else None

    def read_inline_unknown(self, text: str) -> tuple[Label, str] | None:
        """Return what a line prints before a colon or in brackets, and behind that, whatever it means."""
        match = _INLINE.match(narrow_width(text))
        if match is None:
            return None
        return self.name_unknown(match["label"] or match["framed"]), text[match.end() :].strip()

    def _find(self, words: str) -> tuple[LabelMeaning, int] | None:
        for meaning, patterns in self._patterns:
            for rank, pattern in enumerate(patterns):
                if pattern.fullmatch(words):
                    return meaning, rank
        return None

    @cached_property
    def _patterns(self) -> tuple[tuple[LabelMeaning, tuple[re.Pattern[str], ...]], ...]:
        named = tuple(
            (meaning, getattr(self.profile.labels, meaning.value))
            for meaning in LabelMeaning
            if meaning not in (LabelMeaning.FRAME, LabelMeaning.UNKNOWN)
        )
        return (*named, (LabelMeaning.FRAME, self.profile.frames))

    def _split_unit(self, words: str) -> tuple[str, str | None]:
        match = self._unit.search(words)
        return (words.replace(match[0], "", 1), match[1]) if match else (words, None)

    @cached_property
    def _unit(self) -> re.Pattern[str]:
        units = "|".join(sorted(map(re.escape, self.profile.units), key=len, reverse=True))
        return re.compile(rf"[(\[](?:単位[:・]?)?({units})[)\]]")
