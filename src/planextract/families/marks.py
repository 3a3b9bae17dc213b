"""Marks beside a title: ★, ◎, 【新規】."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planextract.profiles.schema import Marks


class Title(NamedTuple):
    """A heading without the marks beside it."""

    text: str
    starred: bool
    marks: tuple[str, ...]
    """As printed, ★ aside: `starred` tells of it."""


@dataclass(frozen=True)
class MarkReader:
    """Finds the marks that a profile names."""

    marks: Marks

    def title(self, text: str) -> Title:
        """A heading without the marks before and after it; one inside it belongs to its words."""
        start = self.before(text)
        after = self._after.search(text, start)
        end = after.start() if after else len(text)
        found = [mark for mark in self._mark.findall(text[:start] + text[end:]) if mark]
        starred = any(mark in self.marks.starred for mark in found)
        return Title(text[start:end].strip(), starred, tuple(mark for mark in found if mark != "★"))

    def before(self, text: str) -> int:
        """How many characters the marks at the beginning of a text take."""
        match = self._before.match(text)
        return match.end() if match else 0

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.marks.all)))

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(rf"(?:\s*(?:{self._mark.pattern}))*" if self._mark.pattern else "")

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return re.compile(rf"(?:\s*(?:{self._mark.pattern}))*\s*$" if self._mark.pattern else "$")
