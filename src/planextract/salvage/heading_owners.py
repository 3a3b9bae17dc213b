"""Read pillars, strategies and the title of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from planextract.japanese.widths import bare, compatible
from planextract.model.raw_plan import DraftHeading, Printed, Role
from planextract.salvage.fragments import Kind, Piece, printed
from planextract.salvage.neighbours import is_title
from planextract.salvage.overprinted_text import rejoined
from planextract.salvage.salvage_reader import PLAN, Reading


@dataclass(slots=True)
class Headings:
    """The levels above the projects, in the order of the text."""

    title: Printed | None = None
    pillars: list[DraftHeading] = field(default_factory=list)
    strategies: list[DraftHeading] = field(default_factory=list)

    def take_titles(self, pieces: Sequence[Piece], reading: Reading) -> None:
        """Give a text that is alone on its page to the one strategy there that has no title yet."""
        for page in {piece.page for piece in pieces}:
            here = [piece for piece in pieces if piece.page == page]
            without = [
                at for at, each in enumerate(self.strategies) if each.title is None and page in each.pages
            ]
            if len(here) == len(without) == 1:
                at, piece = without[0], here[0]
                self.strategies[at] = self.strategies[at]._replace(title=printed(piece.text, piece))
                reading.use(piece)


def read_headings(reading: Reading) -> Headings:
    """Return pillars and strategies, each once, with the titles beside them."""
    found = Headings(title=_plan_title(reading))
    pillar: int | None = None
    bands = {
        band.strategy
        for piece in reading.pieces
        if piece.kind is Kind.BAND and (band := reading.grammar.band(piece.text, None)) is not None
    }
    for index, piece in enumerate(reading.pieces):
        if piece.kind is Kind.PILLAR:
            assert piece.number is not None
            reading.use(piece)
            pillar = piece.number
            title = _own_title(piece) if piece.text else _title_behind(reading, index + 1)
            _add(found.pillars, DraftHeading(pillar, title, None, (piece.page,)))
        elif piece.kind is Kind.STRATEGY:
            reading.use(piece)
            number = piece.number if piece.number is not None else _number(reading, index)
            if number is not None:
                number = _once(number, bands)
                title = _own_title(piece) if piece.text else _title_beside(reading, index)
                _add(found.strategies, DraftHeading(number, title, pillar, (piece.page,)))
    titles = {bare(each.title.text) for each in (*found.pillars, *found.strategies) if each.title}
    for piece in reading.pieces:
        if piece.kind is Kind.TEXT and bare(piece.text) in titles and not reading.is_used(piece):
            reading.use(piece, Role.FURNITURE)  # a repeated heading is not a goal
    return found


def _add(headings: list[DraftHeading], heading: DraftHeading) -> None:
    for at, known in enumerate(headings):
        if known.number == heading.number:
            pages = tuple(dict.fromkeys((*known.pages, *heading.pages)))
            headings[at] = known._replace(title=known.title or heading.title, pages=pages)
            return
    headings.append(heading)


def _once(number: int, bands: set[int]) -> int:
    """Return the number of a strategy without overprint: 4 for 44, where captions have 4 and not 44.

    >>> _once(44, {4}), _once(44, {44})
    (4, 44)
    """
    digits = str(number)
    half = digits[: len(digits) // 2]
    return int(half) if number not in bands and half * 2 == digits and int(half) in bands else number


def _own_title(piece: Piece) -> Printed | None:
    """Return the title on a heading's own line, if it is certain; an overprint of it may follow."""
    text = piece.text
    half = text[: len(text) // 2]
    return None if piece.doubtful else printed(half if half * 2 == text else text, piece)


def _title(piece: Piece) -> Printed:
    return printed(rejoined([line.text.strip() for line in piece.lines]), piece)


def _title_behind(reading: Reading, index: int) -> Printed | None:
    if index < len(reading.pieces):
        piece = reading.pieces[index]
        if is_title(piece) and not piece.doubtful and piece.page == reading.pieces[index - 1].page:
            reading.use(piece)
            return _title(piece)
    return None


def _title_beside(reading: Reading, index: int) -> Printed | None:
    """Return the text right above the label, in one block with it, or else the one right behind it."""
    piece = reading.pieces[index]
    before = reading.pieces[index - 1] if index else None
    if before is not None and before.kind is Kind.TEXT and not piece.gap:
        reading.use(before)
        return _title(before)
    following = index + 1
    if following < len(reading.pieces) and _alone(reading.pieces[following]) is not None:
        following += 1
        if following < len(reading.pieces) and _alone(reading.pieces[following]) is not None:
            return None  # a heading's number is between, so it is open which title is the strategy's
    return _title_behind(reading, following)


def _number(reading: Reading, index: int) -> int | None:
    """Return the number of a strategy whose label is printed without it.

    It follows the label, or is elsewhere on the page and is the strategy number of the captions there.
    """
    pieces = reading.pieces
    behind = list(takewhile(lambda piece: _alone(piece) is not None, pieces[index + 1 : index + 3]))
    if len(behind) == 1:
        reading.use(behind[0])
        return _alone(behind[0])
    page = [piece for piece in pieces if piece.page == pieces[index].page]
    bands = [reading.grammar.band(piece.text, None) for piece in page if piece.kind is Kind.BAND]
    named = {band.strategy for band in bands if band is not None}
    if len(named) != 1:
        return None
    number = named.pop()
    for piece in behind or page:
        if _alone(piece) == number:
            reading.use(piece)
    return number


def _alone(piece: Piece) -> int | None:
    plain = compatible(piece.text)
    return int(plain) if piece.kind is Kind.CELLS and re.fullmatch(r"\d{1,3}", plain) else None


def _plan_title(reading: Reading) -> Printed | None:
    """Return the first line before the plan begins that names a plan, or else the running head that does."""
    for piece in reading.pieces:
        if piece.kind in (Kind.PILLAR, Kind.STRATEGY, Kind.BAND, Kind.UPPER, Kind.LOWER):
            break
        if piece.kind is Kind.TEXT and PLAN.search(bare(_title(piece).text)):
            reading.use(piece)
            return _title(piece)
    named = [text for text in sorted(reading.running) if PLAN.search(text)]
    return Printed(named[0]) if named else None
