"""Detection of running heads and feet in the margins of consecutive pages, and of tables of contents."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from statistics import median_low
from typing import NamedTuple, Protocol

from planextract.japanese.widths import match_key, narrow_width
from planextract.layout.watermarks import MIN_WATERMARK_SIZE_RATIO
from planextract.model.layout import Block, Line, PageLayout
from planextract.structure.body_type import BodyType

MARGIN_SHARE_OF_HEIGHT = 0.12
"""Share of the page's height, at its top and at its foot, in which running heads are printed."""

LOOKAHEAD_PAGES = 4
"""Pages looked ahead, to recognise a running head on its first page without reading the whole file."""

RUNNING_HEAD_MIN_PAGES = 3
"""Least number of pages, among the few before and after a page, on which a running head is printed.

Headings with the same words begin pages too, but farther apart."""

HEADING_LOOKAHEAD_PAGES = 2
"""Pages looked ahead for a line with a heading's number and size, which may well be a heading.

A running head that looks like one is printed on every page or every second one."""

COUNTED_HEAD_MIN_PAGES = 2
"""Least number of pages with a running head that ends in a number which increases with the pages."""

_LEADER = re.compile(r"(?:[・･.。…‥]{3,}|…|‥)[(pP]*\d{1,4}\)?$")

_CONTENTS_MIN_ENTRIES = 3
"""Least number of entries of a table of contents; they must also be half of the lines of its page."""

MarginKey = tuple[int, str]
"""Position of a line in the margin (y in steps of 3 points), and its text with # for each number."""


class MarginLine(NamedTuple):
    """The keys by which a line of the margin is recognised on other pages."""

    key: MarginKey
    counted: tuple[MarginKey, int] | None
    """The key of a line that ends in a number, with the difference of that number to the page's own."""


_LAST_NUMBER = re.compile(r"(\d{1,4})[-~・.)]*$", re.ASCII)
_PAGE_NUMBER = re.compile(r"^[-~ ・.pP()]*\d{1,4}[-~ ・.)]*$")


class LineClassifier(Protocol):
    """The recognisers of single lines that each layout family provides."""

    def is_furniture(self, text: str) -> bool:
        """Return whether a line is a running head that the profile names."""

    def is_structural(self, text: str) -> bool:
        """Return whether a line is a heading or the like, which is never a running head."""

    def is_numbered(self, text: str) -> bool:
        """Return whether a line begins with the number of a heading, as a running head may too."""


def is_page_number(text: str) -> bool:
    """Return whether a line consists of a page number only.

    >>> is_page_number("－ １２ －"), is_page_number("第１章")
    (True, False)
    """
    return bool(_PAGE_NUMBER.match(narrow_width(text)))


def find_furniture(
    layouts: Iterable[PageLayout], known: LineClassifier
) -> Iterator[tuple[PageLayout, frozenset[int]]]:
    """Yield each page with the indices of its running heads, feet, page numbers and contents lines."""
    seen: defaultdict[Hashable, list[int]] = defaultdict(list)
    """The turns of the pages with each margin key, pages that are bound in again not counted."""
    bodies: set[tuple[str, ...]] = set()
    waiting: deque[tuple[PageLayout, int, dict[int, MarginLine]]] = deque()
    turn = 0
    for layout in layouts:
        margin = dict(_find_margin_lines(layout))
        body = _read_body_texts(layout, margin)
        # A page bound in again is not evidence of a running head.
        if not body or body not in bodies:
            turn += 1
            for key in {key for line in margin.values() for key in line}:
                seen[key].append(turn)
            bodies.add(body)
        waiting.append((layout, turn, margin))
        if len(waiting) > LOOKAHEAD_PAGES:
            yield _mark_furniture(*waiting.popleft(), seen, known)
    while waiting:
        yield _mark_furniture(*waiting.popleft(), seen, known)


def _find_margin_lines(layout: PageLayout) -> Iterator[tuple[int, MarginLine]]:
    """Yield the lines, by index, that may be running heads or feet, or large words across the page."""
    lines = [(index, block) for index, block in enumerate(layout.blocks) if isinstance(block, Line)]
    if not lines:
        return
    large = MIN_WATERMARK_SIZE_RATIO * median_low(line.size for _, line in lines)
    for index, line in lines:
        in_margin = (
            line.box.bottom < MARGIN_SHARE_OF_HEIGHT * layout.height
            or line.box.top > (1 - MARGIN_SHARE_OF_HEIGHT) * layout.height
        )
        if in_margin or line.is_artifact or line.size >= large:
            text = match_key(line.text)
            key = round(line.box.top / 3), re.sub(r"\d+", "#", text)
            number = _LAST_NUMBER.search(text)
            counted = (key, int(number[1]) - layout.number) if number else None
            yield index, MarginLine(key, counted)


def _read_body_texts(layout: PageLayout, margin: Container[int]) -> tuple[str, ...]:
    """Return the normalised texts of the blocks outside the margin."""
    return tuple(
        match_key(block.text)
        if isinstance(block, Line)
        else "|".join(match_key(cell.text) for cell in block.cells)
        for index, block in enumerate(layout.blocks)
        if index not in margin
    )


def _mark_furniture(
    layout: PageLayout,
    turn: int,
    margin: dict[int, MarginLine],
    seen: Mapping[Hashable, Sequence[int]],
    known: LineClassifier,
) -> tuple[PageLayout, frozenset[int]]:
    """Return a page with the indices of its furniture, from the margin keys seen on the pages around it."""
    found: set[int] = set()
    for index, (key, counted) in margin.items():
        line = layout.blocks[index]
        assert isinstance(line, Line)
        reach = HEADING_LOOKAHEAD_PAGES if _is_like_heading(layout, line, known) else LOOKAHEAD_PAGES
        around = bisect_right(seen[key], turn + reach) - bisect_left(seen[key], turn - reach)
        again = around >= RUNNING_HEAD_MIN_PAGES or (
            counted is not None and len(seen[counted]) >= COUNTED_HEAD_MIN_PAGES
        )
        if is_page_number(line.text) or (again and not _is_in_heading(layout, index, found, known)):
            found.add(index)
    for index, block in enumerate(layout.blocks):
        if isinstance(block, Line) and (
            block.is_artifact or known.is_furniture(block.text) or _has_leader(block)
        ):
            found.add(index)
    rest = [
        block for index, block in enumerate(layout.blocks) if index not in found or _is_contents_entry(block)
    ]
    entries = sum(_is_contents_entry(block) for block in rest)
    if entries >= _CONTENTS_MIN_ENTRIES and 2 * entries >= sum(map(_count_lines, rest)):
        found.update(range(len(layout.blocks)))
    return layout, frozenset(found)


def _is_like_heading(layout: PageLayout, line: Line, known: LineClassifier) -> bool:
    """Return whether a line has a heading's number and is set larger than the text of its page."""
    if not known.is_numbered(line.text):
        return False
    text = BodyType()
    for block in layout.blocks:
        if isinstance(block, Line) and not known.is_numbered(block.text):
            text.add_line(block)
    return text.is_prominent(line)


def _is_contents_entry(block: Block) -> bool:
    """Return whether a line is an entry of contents: it ends in a page number after a leader or a gap."""
    if not isinstance(block, Line):
        return False
    return _has_leader(block) or (
        len(block.segments) > 1 and bool(re.fullmatch(r"[pP]?\d{1,4}", match_key(block.segments[-1].text)))
    )


def _count_lines(block: Block) -> int:
    """Return the number of lines of a block; each row of a table counts as one."""
    return 1 if isinstance(block, Line) else len(block.rows) - 1


def _has_leader(line: Line) -> bool:
    """Return whether a line ends in a leader (dots) and a page number."""
    return bool(_LEADER.search(match_key(line.text)))


def _is_in_heading(layout: PageLayout, index: int, furniture: Container[int], known: LineClassifier) -> bool:
    """Return whether a line is a heading, framed, or the rest of a heading that takes several lines.

    The first page of a strategy may be bound in more than once, and its title may break in the same way."""
    line = layout.blocks[index]
    assert isinstance(line, Line)
    if line.boxed or known.is_structural(line.text):
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
        if known.is_structural(before.text) or known.is_numbered(before.text):
            return True
        line = before
    return False
