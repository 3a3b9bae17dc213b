"""Split a text into lines that know their page and their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planextract.japanese.widths import match_key

_PAGE_BREAK_SPACE = re.compile(r" (?=\S|$)")

MAX_LINE_CHARACTERS = 1000
"""Most characters of a line; a longer one is not a line of a plan, and is cut."""

_MAX_ODD_SPACE_SHARE = 0.1
"""Largest share of lines beginning with one space where such a space can mean a new page."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, or a few that belong together, with the numbers of the first and the last."""

    page: int
    first: int
    last: int
    text: str
    gap: bool = False
    """A blank line, or a page break, precedes it."""
    doubtful: bool = False
    """The order of some of its characters is not known."""

    @property
    def characters(self) -> int:
        """Count of its characters without spaces."""
        return len(match_key(self.text))


@dataclass(frozen=True, slots=True)
class TextDocument:
    """All lines that are not blank."""

    lines: tuple[TextLine, ...]
    pages: int
    count: int
    """Lines in the file, blank ones too."""


def read_lines(text: str) -> TextDocument:
    """Return the lines of a text, counted from 1.

    Pages end at form feeds. Where there is none, a single space at the beginning of a line, left by a form
    feed that was once replaced, begins a page; not where many lines are indented.
    """
    rows = text.split("\n")
    filled = [row for row in rows if row.strip()]
    odd = [bool(_PAGE_BREAK_SPACE.match(row)) for row in rows]
    by_space = "\f" not in text and 0 < sum(odd) <= _MAX_ODD_SPACE_SHARE * max(len(filled), 1)
    lines: list[TextLine] = []
    page, gap = 1, True
    for number, row in enumerate(rows, start=1):
        if by_space and odd[number - 1]:
            page, gap = page + bool(lines), True
        for index, part in enumerate(row.split("\f")):
            if index:
                page, gap = page + 1, True
            for start in range(0, len(part), MAX_LINE_CHARACTERS):
                text = part[start : start + MAX_LINE_CHARACTERS]
                if text.strip():
                    lines.append(TextLine(page, number, number, text.rstrip(), gap))
            gap = not part.strip()
    return TextDocument(tuple(lines), lines[-1].page if lines else 1, len(rows))


def find_run_ends(
    lines: Sequence[TextLine], belongs: Callable[[int], bool], *, within_blocks: bool = False
) -> list[int]:
    """Return for each line the end of the run of lines that begins with it, within its page.

    A run consists of lines for which `belongs` is true; any other line has its own index. `within_blocks`:
    a blank line ends a run.
    """
    ends = [0] * len(lines)
    for place in range(len(lines) - 1, -1, -1):
        if not belongs(place):
            ends[place] = place
            continue
        after = lines[place + 1] if place + 1 < len(lines) else None
        goes_on = after is not None and after.page == lines[place].page and not (within_blocks and after.gap)
        ends[place] = max(place + 1, ends[place + 1]) if goes_on else place + 1
    return ends
