"""Detection of running heads and feet in the margins of consecutive pages, and of tables of contents."""

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
"""Share of the page's height, at its top and at its foot, in which running heads are printed."""

AHEAD = 4
"""Pages looked ahead, to recognise a running head on its first page without reading the whole file."""

OFTEN = 3
"""Least number of pages, among the few before and after a page, on which a running head is printed.

Headings with the same words begin pages too, but farther apart."""

AHEAD_OF_HEADINGS = 2
"""Pages looked ahead for a line with a heading's number and size, which may well be a heading.

A running head that looks like one is printed on every page or every second one."""

COUNTED = 2
"""Least number of pages with a running head that ends in a number which increases with the pages."""

_LEADER = re.compile(r"(?:[・･.。…‥]{3,}|…|‥)[(pP]*\d{1,4}\)?$")

_ENTRIES = 3
"""Least number of entries of a table of contents; they must also be half of the lines of its page."""

Key = tuple[int, str]
"""Position of a line in the margin (y in steps of 3 points), and its text with # for each number."""


class MarginLine(NamedTuple):
    """The keys by which a line of the margin is recognised on other pages."""

    key: Key
    counted: tuple[Key, int] | None
    """The key of a line that ends in a number, with the difference of that number to the page's own."""


_LAST_NUMBER = re.compile(r"(\d{1,4})[-~・.)]*$", re.ASCII)
_PAGE_NUMBER = re.compile(r"^[-~ ・.pP()]*\d{1,4}[-~ ・.)]*$")


class Known(Protocol):
    """The recognisers of single lines that each layout family provides."""

    def furniture(self, text: str) -> bool:
        """Return whether a line is a running head that the profile names."""

    def structural(self, text: str) -> bool:
        """Return whether a line is a heading or the like, which is never a running head."""

    def numbered(self, text: str) -> bool:
        """Return whether a line begins with the number of a heading, as a running head may too."""


def is_page_number(text: str) -> bool:
    """Return whether a line consists of a page number only.

    >>> is_page_number("－ １２ －"), is_page_number("第１章")
    (True, False)
    """
    return bool(_PAGE_NUMBER.match(fold(text)))


def marked(layouts: Iterable[PageLayout], known: Known) -> Iterator[tuple[PageLayout, frozenset[int]]]:
    """Yield each page with the indices of its running heads, feet, page numbers and contents lines."""
    seen: defaultdict[Hashable, list[int]] = defaultdict(list)
    """The turns of the pages with each margin key, pages that are bound in again not counted."""
    bodies: set[tuple[str, ...]] = set()
    waiting: deque[tuple[PageLayout, int, dict[int, MarginLine]]] = deque()
    turn = 0
    for layout in layouts:
        margin = dict(_margin_lines(layout))
        body = _body(layout, margin)
        # A page bound in again is not evidence of a running head.
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
    """Yield the lines, by index, that may be running heads or feet, or large words across the page."""
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
    """Return the normalised texts of the blocks outside the margin."""
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
    """Return a page with the indices of its furniture, from the margin keys seen on the pages around it."""
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
    """Return whether a line has a heading's number and is set larger than the text of its page."""
    if not known.numbered(line.text):
        return False
    text = BodyType()
    for block in layout.blocks:
        if isinstance(block, Line) and not known.numbered(block.text):
            text.add(block)
    return text.is_prominent(line)


def _is_entry(block: Block) -> bool:
    """Return whether a line is an entry of contents: it ends in a page number after a leader or a gap."""
    if not isinstance(block, Line):
        return False
    return _has_leader(block) or (
        len(block.segments) > 1 and bool(re.fullmatch(r"[pP]?\d{1,4}", bare(block.segments[-1].text)))
    )


def _lines(block: Block) -> int:
    """Return the number of lines of a block; each row of a table counts as one."""
    return 1 if isinstance(block, Line) else len(block.rows) - 1


def _has_leader(line: Line) -> bool:
    """Return whether a line ends in a leader (dots) and a page number."""
    return bool(_LEADER.search(bare(line.text)))


def _in_heading(layout: PageLayout, index: int, furniture: Container[int], known: Known) -> bool:
    """Return whether a line is a heading, framed, or the rest of a heading that takes several lines.

    The first page of a strategy may be bound in more than once, and its title may break in the same way."""
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
