"""The size of the running text, which headings stand out from."""

from __future__ import annotations

from collections import Counter

from planextract.model.layout import Line

PROMINENT = 1.04
"""A heading's type is larger than the body's by at least this factor."""

PARAGRAPH = 25
"""Characters from which a line is one of running text, and likely to go on in the next."""


class BodyType:
    """The type of the lines read so far, numbered headings aside."""

    def __init__(self) -> None:
        self._glyphs: Counter[float] = Counter()

    def add(self, line: Line) -> None:
        self._glyphs[line.size] += line.glyphs

    @property
    def size(self) -> float:
        """Points; 0 before anything is read."""
        return max(self._glyphs, key=lambda size: (self._glyphs[size], -size), default=0.0)

    def is_prominent(self, line: Line) -> bool:
        """Whether a line is set larger than the running text."""
        return line.size > PROMINENT * self.size

    def is_small(self, line: Line) -> bool:
        """Whether a line is set smaller, as footnotes are."""
        return line.size < self.size / PROMINENT
