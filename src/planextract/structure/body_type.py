"""The font size of a document's running text, against which headings and footnotes are recognised."""

from __future__ import annotations

from collections import Counter

from planextract.model.layout import Line

HEADING_MIN_SIZE_RATIO = 1.04
"""Least ratio of a heading's font size to that of the running text."""

PARAGRAPH_LINE_MIN_CHARS = 25
"""Least number of characters in a line of running text, which probably continues in the next line."""


class BodyType:
    """Statistics of the font sizes of the lines read so far, without numbered headings."""

    def __init__(self) -> None:
        self._glyphs: Counter[float] = Counter()

    def add_line(self, line: Line) -> None:
        """Count the glyphs of a line under its font size."""
        self._glyphs[line.size] += line.glyphs

    @property
    def size(self) -> float:
        """The most frequent font size in points; 0 before anything is read."""
        return max(self._glyphs, key=lambda size: (self._glyphs[size], -size), default=0.0)

    def is_prominent(self, line: Line) -> bool:
        """Return whether a line is set larger than the running text."""
        return line.size > HEADING_MIN_SIZE_RATIO * self.size

    def is_small(self, line: Line) -> bool:
        """Return whether a line is set smaller than the running text, as footnotes are."""
        return line.size < self.size / HEADING_MIN_SIZE_RATIO
