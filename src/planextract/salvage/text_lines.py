"""Text to lines that know their page and their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planextract.japanese.widths import bare

_ODD_SPACE = re.compile(r" (?=\S|$)")
_GAP = re.compile(r"\S {3,}\S")

LONGEST = 1000
"""Characters of a line at most; what is longer is no line of a plan, and is cut."""

_RARE = 0.1
"""Largest share of the lines that may begin with one space when such a space is to mean a new page."""

_ALIGNED = 0.15
"""Least share of the lines with a wide gap inside when columns are kept apart by spaces."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, or a few that belong together, with the numbers of the first and the last."""

    page: int
    first: int
    last: int
    text: str
    gap: bool = False
    """A blank line, or a page, stands before it."""
    doubtful: bool = False
    """The order of some of its characters is not known."""
    cells: tuple[str, ...] = ()
    """What the columns say beside it, one a column, where spaces keep them apart."""
    lost: bool = False
    """It stands in a table of which it is not certain what its rows are."""
    scaled: bool = False
    """Its columns are as wide as its characters are on the average, not as wide as any character."""

    @property
    def characters(self) -> int:
        return len(bare(self.text))


@dataclass(frozen=True, slots=True)
class TextDocument:
    """All lines that are not blank."""

    lines: tuple[TextLine, ...]
    pages: int
    count: int
    """Lines in the file, blank ones too."""
    aligned: bool
    """Columns of tables stand under each other, kept apart by spaces, as `pdftotext -layout` writes them."""


def read_lines(text: str) -> TextDocument:
    """Lines of a text, counted from 1.

    Pages end at form feeds. Where there is none, an odd space at the beginning of a line, as a form feed
    leaves it that was once replaced, begins a page; not where many lines are indented.
    """
    rows = text.split("\n")
    filled = [row for row in rows if row.strip()]
    aligned = sum(bool(_GAP.search(row)) for row in filled) > _ALIGNED * len(filled)
    odd = [bool(_ODD_SPACE.match(row)) for row in rows]
    by_space = "\f" not in text and not aligned and 0 < sum(odd) <= _RARE * max(len(filled), 1)
    lines: list[TextLine] = []
    page, gap = 1, True
    for number, row in enumerate(rows, start=1):
        if by_space and odd[number - 1]:
            page, gap = page + bool(lines), True
        for index, part in enumerate(row.split("\f")):
            if index:
                page, gap = page + 1, True
            for start in range(0, len(part), LONGEST):
                text = part[start : start + LONGEST]
                if text.strip():
                    lines.append(TextLine(page, number, number, text.rstrip(), gap))
            gap = not part.strip()
    return TextDocument(tuple(lines), lines[-1].page if lines else 1, len(rows), aligned)


def run_ends(
    lines: Sequence[TextLine], belongs: Callable[[int], bool], *, within_blocks: bool = False
) -> list[int]:
    """For each line the end of the run that begins with it, of lines on its page that belong to such runs;
    its own place where it does not belong. `within_blocks`: no blank line stands in a run."""
    ends = [0] * len(lines)
    for place in range(len(lines) - 1, -1, -1):
        if not belongs(place):
            ends[place] = place
            continue
        after = lines[place + 1] if place + 1 < len(lines) else None
        goes_on = after is not None and after.page == lines[place].page and not (within_blocks and after.gap)
        ends[place] = max(place + 1, ends[place + 1]) if goes_on else place + 1
    return ends
