"""Read pillars, strategies and the title of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from planextract.japanese.widths import match_key, nfkc_key
from planextract.model.raw_plan import GlyphFate, RawHeading, TracedText
from planextract.read.doubled_text import rejoin_heading
from planextract.salvage.fragments import Fragment, FragmentKind, trace_text
from planextract.salvage.neighbours import is_title
from planextract.salvage.salvage_reader import PLAN_TITLE_ENDING, SalvageReading


@dataclass(slots=True)
class SalvagedHeadings:
    """The levels above the projects, in the order of the text."""

    title: TracedText | None = None
    pillars: list[RawHeading] = field(default_factory=list)
    strategies: list[RawHeading] = field(default_factory=list)

    def take_titles(self, pieces: Sequence[Fragment], reading: SalvageReading) -> None:
        """Give a text that is alone on its page to the one strategy there that has no title yet."""
        for page in {piece.page for piece in pieces}:
            here = [piece for piece in pieces if piece.page == page]
            without = [
                at for at, each in enumerate(self.strategies) if each.title is None and page in each.pages
            ]
            if len(here) == len(without) == 1:
                at, piece = without[0], here[0]
                self.strategies[at] = self.strategies[at]._replace(title=trace_text(piece.text, piece))
                reading.record_fate(piece)


def read_headings(reading: SalvageReading) -> SalvagedHeadings:
    """Return pillars and strategies, each once, with the titles beside them."""
    found = SalvagedHeadings(title=_find_plan_title(reading))
    pillar: int | None = None
    bands = {
        band.strategy
        for piece in reading.pieces
        if piece.kind is FragmentKind.BAND
        and (band := reading.grammar.read_project_caption(piece.text, None)) is not None
    }
    for index, piece in enumerate(reading.pieces):
        if piece.kind is FragmentKind.PILLAR:
            assert piece.number is not None
            reading.record_fate(piece)
            pillar = piece.number
            title = _read_own_title(piece) if piece.text else _take_title_behind(reading, index + 1)
            _add_heading(found.pillars, RawHeading(pillar, title, None, (piece.page,)))
        elif piece.kind is FragmentKind.STRATEGY:
            reading.record_fate(piece)
            number = piece.number if piece.number is not None else _find_strategy_number(reading, index)
            if number is not None:
                number = _drop_number_overprint(number, bands)
                title = _read_own_title(piece) if piece.text else _take_title_beside(reading, index)
                _add_heading(found.strategies, RawHeading(number, title, pillar, (piece.page,)))
    titles = {match_key(each.title.text) for each in (*found.pillars, *found.strategies) if each.title}
    for piece in reading.pieces:
        if piece.kind is FragmentKind.TEXT and match_key(piece.text) in titles and not reading.is_used(piece):
            reading.record_fate(piece, GlyphFate.FURNITURE)  # a repeated heading is not a goal
    return found


def _add_heading(headings: list[RawHeading], heading: RawHeading) -> None:
    for at, known in enumerate(headings):
        if known.number == heading.number:
            pages = tuple(dict.fromkeys((*known.pages, *heading.pages)))
            headings[at] = known._replace(title=known.title or heading.title, pages=pages)
            return
    headings.append(heading)


def _drop_number_overprint(number: int, bands: set[int]) -> int:
    """Return the number of a strategy without overprint: 4 for 44, where captions have 4 and not 44.

    >>> _drop_number_overprint(44, {4}), _drop_number_overprint(44, {44})
    (4, 44)
    """
    digits = str(number)
    half = digits[: len(digits) // 2]
    return int(half) if number not in bands and half * 2 == digits and int(half) in bands else number


def _read_own_title(piece: Fragment) -> TracedText | None:
    """Return the title on a heading's own line, if it is certain; an overprint of it may follow."""
    text = piece.text
    half = text[: len(text) // 2]
    return None if piece.is_doubtful else trace_text(half if half * 2 == text else text, piece)


def _join_title(piece: Fragment) -> TracedText:
    return trace_text(rejoin_heading([line.text.strip() for line in piece.lines]), piece)


def _take_title_behind(reading: SalvageReading, index: int) -> TracedText | None:
    if index < len(reading.pieces):
        piece = reading.pieces[index]
        if is_title(piece) and not piece.is_doubtful and piece.page == reading.pieces[index - 1].page:
            reading.record_fate(piece)
            return _join_title(piece)
    return None


def _take_title_beside(reading: SalvageReading, index: int) -> TracedText | None:
    """Return the text right above the label, in one block with it, or else the one right behind it."""
    piece = reading.pieces[index]
    before = reading.pieces[index - 1] if index else None
    if before is not None and before.kind is FragmentKind.TEXT and not piece.has_gap_before:
        reading.record_fate(before)
        return _join_title(before)
    following = index + 1
    if following < len(reading.pieces) and _read_lone_number(reading.pieces[following]) is not None:
        following += 1
        if following < len(reading.pieces) and _read_lone_number(reading.pieces[following]) is not None:
            return None  # a heading's number is between, so it is open which title is the strategy's
    return _take_title_behind(reading, following)


def _find_strategy_number(reading: SalvageReading, index: int) -> int | None:
    """Return the number of a strategy whose label is printed without it.

    It follows the label, or is elsewhere on the page and is the strategy number of the captions there.
    """
    pieces = reading.pieces
    behind = list(
        takewhile(lambda piece: _read_lone_number(piece) is not None, pieces[index + 1 : index + 3])
    )
    if len(behind) == 1:
        reading.record_fate(behind[0])
        return _read_lone_number(behind[0])
    page = reading.get_page(pieces[index].page)
    bands = [
        reading.grammar.read_project_caption(piece.text, None)
        for piece in page
        if piece.kind is FragmentKind.BAND
    ]
    named = {band.strategy for band in bands if band is not None}
    if len(named) != 1:
        return None
    number = named.pop()
    for piece in behind or page:
        if _read_lone_number(piece) == number:
            reading.record_fate(piece)
    return number


def _read_lone_number(piece: Fragment) -> int | None:
    plain = nfkc_key(piece.text)
    return int(plain) if piece.kind is FragmentKind.CELLS and re.fullmatch(r"\d{1,3}", plain) else None


def _find_plan_title(reading: SalvageReading) -> TracedText | None:
    """Return the first line before the plan begins that names a plan, or else the running head that does."""
    for piece in reading.pieces:
        if piece.kind in (
            FragmentKind.PILLAR,
            FragmentKind.STRATEGY,
            FragmentKind.BAND,
            FragmentKind.UPPER,
            FragmentKind.LOWER,
        ):
            break
        if piece.kind is FragmentKind.TEXT and PLAN_TITLE_ENDING.search(match_key(_join_title(piece).text)):
            reading.record_fate(piece)
            return _join_title(piece)
    named = [text for text in sorted(reading.running_heads) if PLAN_TITLE_ENDING.search(text)]
    return TracedText(named[0]) if named else None
