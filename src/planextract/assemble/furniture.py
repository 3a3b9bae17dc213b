"""Running heads and feet: lines that stand in the margin of page after page."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from planextract.model.layout import Line, PageLayout
from planextract.normalise.fold import bare, fold

MARGIN = 0.12
"""Share of the page's height, at its top and its foot, where running heads stand."""

AHEAD = 4
"""Pages looked ahead, so that a head is known from its first page on without reading the whole file."""

OFTEN = 3
"""Pages on which a line must stand to be a running head."""

Key = tuple[int, str]

_PAGE_NUMBER = re.compile(r"^[-~ ・.pP()]*\d{1,4}[-~ ・.)]*$")


class Known(Protocol):
    """What a family of layouts knows of single lines."""

    def furniture(self, text: str) -> bool:
        """Whether it is a running head that the profile names."""

    def structural(self, text: str) -> bool:
        """Whether it is a heading or the like, which is no running head however often it stands there."""


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of its page."""
    return bool(_PAGE_NUMBER.match(fold(text)))


def marked(layouts: Iterable[PageLayout], known: Known) -> Iterator[tuple[PageLayout, frozenset[int]]]:
    """Each page with the indices of its blocks that are running heads, feet and page numbers."""
    seen: Counter[Key] = Counter()
    waiting: deque[tuple[PageLayout, dict[int, Key]]] = deque()
    for layout in layouts:
        keys = dict(_margin_lines(layout))
        seen.update(set(keys.values()))
        waiting.append((layout, keys))
        if len(waiting) > AHEAD:
            yield _mark(*waiting.popleft(), seen, known)
    while waiting:
        yield _mark(*waiting.popleft(), seen, known)


def _margin_lines(layout: PageLayout) -> Iterator[tuple[int, Key]]:
    for index, block in enumerate(layout.blocks):
        if isinstance(block, Line) and (
            block.box.bottom < MARGIN * layout.height or block.box.top > (1 - MARGIN) * layout.height
        ):
            yield index, (round(block.box.top / 3), re.sub(r"\d+", "#", bare(block.text)))


def _mark(
    layout: PageLayout, keys: dict[int, Key], seen: Counter[Key], known: Known
) -> tuple[PageLayout, frozenset[int]]:
    found = set()
    for index, key in keys.items():
        line = layout.blocks[index]
        assert isinstance(line, Line)
        if is_page_number(line.text) or (seen[key] >= OFTEN and not _in_heading(layout, index, known)):
            found.add(index)
    for index, block in enumerate(layout.blocks):
        if isinstance(block, Line) and known.furniture(block.text):
            found.add(index)
    return layout, frozenset(found)


def _in_heading(layout: PageLayout, index: int, known: Known) -> bool:
    """Whether a line is a heading, framed, or the rest of a heading that takes several lines: the first
    page of a strategy may be bound in more than once."""
    line = layout.blocks[index]
    assert isinstance(line, Line)
    if line.boxed or known.structural(line.text):
        return True
    before = layout.blocks[index - 1] if index else None
    return (
        isinstance(before, Line)
        and abs(before.size - line.size) <= 0.5
        and line.box.top - before.box.bottom < line.size
        and known.structural(before.text)
    )
