"""Recognition of the marks beside a title, such as ★, ◎ or 【新規】."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planextract.profiles.schema import Marks


class MarkedTitle(NamedTuple):
    """A heading's text and the marks beside it."""

    text: str
    starred: bool
    """True if one of the marks stars a project by the profile."""
    marks: tuple[str, ...]
    """The marks as printed, without ★."""


@dataclass(frozen=True)
class MarkReader:
    """Recogniser of the marks that a profile names."""

    marks: Marks

    def read_title(self, text: str) -> MarkedTitle:
        """Separate a heading from the marks before and after it; a mark inside it belongs to its words.

        >>> from planextract.families.profile_loader import load_profile
        >>> MarkReader(load_profile("ward").marks).read_title("★川辺の広場")
        MarkedTitle(text='川辺の広場', starred=True, marks=())
        """
        start = self.count_leading(text)
        after = self._trailing_pattern.search(text, start)
        end = after.start() if after else len(text)
        found = [mark for mark in self._mark_pattern.findall(text[:start] + text[end:]) if mark]
        starred = any(mark in self.marks.starred for mark in found)
        return MarkedTitle(text[start:end].strip(), starred, tuple(mark for mark in found if mark != "★"))

    def count_leading(self, text: str) -> int:
        """Return the number of characters that the marks at the beginning of a text take."""
        match = self._leading_pattern.match(text)
        return match.end() if match else 0

    @cached_property
    def _mark_pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.marks.all_marks)))

    @cached_property
    def _leading_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?:\s*(?:{self._mark_pattern.pattern}))*" if self._mark_pattern.pattern else "")

    @cached_property
    def _trailing_pattern(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?:\s*(?:{self._mark_pattern.pattern}))*\s*$" if self._mark_pattern.pattern else "$"
        )
