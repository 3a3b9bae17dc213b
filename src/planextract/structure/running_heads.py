"""Running heads and feet, which stand in the margin of page after page, and tables of contents."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from statistics import median_low
from typing import NamedTuple, Protocol

from planextract.japanese.widths import bare, fold
from planextract.layout.watermarks import ACROSS
from planextract.model.layout import Block, Line, PageLayout
from planextract.structure.body_type import BodyType

MARGIN = 0.12
"""Share of the page's height, at its top and its foot, where running heads stand."""

AHEAD = 4
"""Pages looked ahead, so that a head is known from its first page on without reading the whole file."""

OFTEN = 3
"""Pages, of those up to AHEAD before and after, on which a line must stand to be a running head. Headings
that are worded alike begin pages too, but farther apart."""

AHEAD_OF_HEADINGS = 2
"""The same for what has a heading's number and stands out by its size, and may well be one: a running head
that looks so stands on every page or every second one."""

COUNTED = 2
"""Pages that are enough for a line that ends in a number which goes up with the pages."""

_LEADER = re.compile(r"(?:[・･.。…‥]{3,}|…|‥)[(pP]*\d{1,4}\)?$")

_ENTRIES = 3
"""Entries that make a page one of contents, when they are half of its lines at least."""

Key = tuple[int, str]
"""Where in the margin a line stands, and its text without its numbers."""


class MarginLine(NamedTuple):
    """What tells a line of the margin again on other pages."""

    key: Key
    counted: tuple[Key, int] | None
    """For one that ends in a number also by how far that is ahead of the page's own."""


_LAST_NUMBER = re.compile(r"(\d{1,4})[-~・.)]*$", re.ASCII)
_PAGE_NUMBER = re.compile(r"^[-~ ・.pP()]*\d{1,4}[-~ ・.)]*$")


class Known(Protocol):
    """What a family of layouts knows of single lines."""

    def furniture(self, text: str) -> bool:
        """Whether it is a running head that the profile names."""

    def structural(self, text: str) -> bool:
        """Whether it is a heading or the like, which is no running head however often it stands there."""

    def numbered(self, text: str) -> bool:
        """Whether it has the number of a heading, as a running head may have too."""


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of its page."""
    return bool(_PAGE_NUMBER.match(fold(text)))


def marked(layouts: Iterable[PageLayout], known: Known) -> Iterator[tuple[PageLayout, frozenset[int]]]:
    """Each page with the indices of its blocks that are running heads, feet, page numbers or contents."""
    seen: defaultdict[Hashable, list[int]] = defaultdict(list)
    """By what tells a line again, the pages that bear it, counted without those that are bound in again."""
    bodies: set[tuple[str, ...]] = set()
    waiting: deque[tuple[PageLayout, int, dict[int, MarginLine]]] = deque()
    turn = 0
    for layout in layouts:
        margin = dict(_margin_lines(layout))
        body = _body(layout, margin)
        # A page bound in again says nothing new about what stands on every page.
        if not body or body not in bodies:
            turn += 1
            for key in {key for line in margin.values() for key in line}:
                seen[key].append(turn)
            bodies.add(body)
        waiting.append((layout, turn, margin))
        if len(waiting) > AHEAD:
            yield _mark(*waiting.popleft(), seen, known)
    while waiting:
        yield _mark(*waiting.popleft(), seen, known)


def _margin_lines(layout: PageLayout) -> Iterator[tuple[int, MarginLine]]:
    """The lines that may be running heads or feet, or words across the page, by their index."""
    lines = [(index, block) for index, block in enumerate(layout.blocks) if isinstance(block, Line)]
    if not lines:
        return
    large = ACROSS * median_low(line.size for _, line in lines)
    for index, line in lines:
        in_margin = line.box.bottom < MARGIN * layout.height or line.box.top > (1 - MARGIN) * layout.height
        if in_margin or line.aside or line.size >= large:
            text = bare(line.text)
            key = round(line.box.top / 3), re.sub(r"\d+", "#", text)
            number = _LAST_NUMBER.search(text)
            counted = (key, int(number[1]) - layout.number) if number else None
            yield index, MarginLine(key, counted)


def _body(layout: PageLayout, margin: Container[int]) -> tuple[str, ...]:
    return tuple(
        bare(block.text) if isinstance(block, Line) else "|".join(bare(cell.text) for cell in block.cells)
        for index, block in enumerate(layout.blocks)
        if index not in margin
    )


def _mark(
    layout: PageLayout,
    turn: int,
    margin: dict[int, MarginLine],
    seen: Mapping[Hashable, Sequence[int]],
    known: Known,
) -> tuple[PageLayout, frozenset[int]]:
    found: set[int] = set()
    for index, (key, counted) in margin.items():
        line = layout.blocks[index]
        assert isinstance(line, Line)
        reach = AHEAD_OF_HEADINGS if _looks_like_heading(layout, line, known) else AHEAD
        around = bisect_right(seen[key], turn + reach) - bisect_left(seen[key], turn - reach)
        again = around >= OFTEN or (counted is not None and len(seen[counted]) >= COUNTED)
        if is_page_number(line.text) or (again and not _in_heading(layout, index, found, known)):
            found.add(index)
    for index, block in enumerate(layout.blocks):
        if isinstance(block, Line) and (block.aside or known.furniture(block.text) or _has_leader(block)):
            found.add(index)
    rest = [block for index, block in enumerate(layout.blocks) if index not in found or _is_entry(block)]
    entries = sum(_is_entry(block) for block in rest)
    if entries >= _ENTRIES and 2 * entries >= sum(map(_lines, rest)):
        found.update(range(len(layout.blocks)))
    return layout, frozenset(found)


def _looks_like_heading(layout: PageLayout, line: Line, known: Known) -> bool:
    if not known.numbered(line.text):
        return False
    text = BodyType()
    for block in layout.blocks:
        if isinstance(block, Line) and not known.numbered(block.text):
            text.add(block)
    return text.is_prominent(line)


def _is_entry(block: Block) -> bool:
    """Whether a line ends in a page number that stands apart, after a leader or a gap."""
    if not isinstance(block, Line):
        return False
    return _has_leader(block) or (
        len(block.segments) > 1 and bool(re.fullmatch(r"[pP]?\d{1,4}", bare(block.segments[-1].text)))
    )


def _lines(block: Block) -> int:
    return 1 if isinstance(block, Line) else len(block.rows) - 1


def _has_leader(line: Line) -> bool:
    return bool(_LEADER.search(bare(line.text)))


def _in_heading(layout: PageLayout, index: int, furniture: Container[int], known: Known) -> bool:
    """Whether a line is a heading, framed, or the rest of a heading that takes several lines: the first
    page of a strategy may be bound in more than once, and titles may break alike."""
    line = layout.blocks[index]
    assert isinstance(line, Line)
    if line.boxed or known.structural(line.text):
        return True
    for place in range(index - 1, -1, -1):
        before = layout.blocks[place]
        if (
            place in furniture
            or not isinstance(before, Line)
            or abs(before.size - line.size) > 0.5
            or line.box.top - before.box.bottom >= line.size
        ):
            break
        if known.structural(before.text) or known.numbered(before.text):
            return True
        line = before
    return False
