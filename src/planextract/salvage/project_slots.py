"""Find the projects of a text by their captions, and match headings to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planextract.families.block.grammar import Band, Grammar
from planextract.japanese.widths import bare, compatible
from planextract.salvage.cell_assignment import Row
from planextract.salvage.fragments import Kind, Piece
from planextract.salvage.relisted_entries import Entry

HEADINGS = (Kind.UPPER, Kind.LOWER)
BREAKS = (*HEADINGS, Kind.PILLAR, Kind.STRATEGY, Kind.BAND, Kind.PROSE)
"""Kinds of fragments that end a run of fragments belonging together."""


_AROUND = 50
"""Fragments before and behind a heading that are searched for one on its own lines."""


class Footnote(NamedTuple):
    """A footnote as read, and the fragment it was read from."""

    marker: str
    term: str | None
    text: str
    piece: Piece


@dataclass(slots=True)
class Site:
    """A project while its parts are collected."""

    band: Band
    page: int
    places: list[int]
    """Indices of its captions and its heading."""
    items: bool
    """A caption announces a table of goals."""
    relisted: bool
    """A caption announces a table of projects listed again."""
    copy: bool = False
    """Printed again, after other projects."""
    heading: Piece | None = None
    title: str | None = None
    starred: bool = False
    marks: tuple[str, ...] = ()
    section: Piece | None = None
    prose: list[Piece] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    budget: Piece | None = None
    amounts: tuple[str, ...] = ()
    blank: bool = False
    """The budget's row is printed without amounts."""
    note: str = ""
    names: list[Piece] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    """All fragments that were read for it."""
    extent: range | None = None
    """Indices of the fragments that are all its own, where the text is in order."""

    @property
    def id(self) -> str:
        return self.band.id

    @property
    def said(self) -> str:
        """Its running text."""
        return "".join(piece.text for piece in self.prose)

    @property
    def marked(self) -> str:
        """Texts that may contain marks of footnotes."""
        parts = [self.title or "", self.said, self.note, *(row.goal for row in self.rows)]
        parts += [cell or "" for row in self.rows for cell in row.cells]
        return compatible("|".join(parts))


def find_sites(pieces: Sequence[Piece], grammar: Grammar) -> list[Site]:
    """Return one slot for each project, in the order of the text.

    A second caption of the same project, with no other project's between, continues the slot; a later one
    begins a copy.
    """
    captions = Counter(_caption(piece, grammar) for piece in pieces if piece.kind is Kind.BAND)
    usual = max(captions, key=lambda caption: (bool(caption), captions[caption]), default="")
    sites: list[Site] = []
    known: set[str] = set()
    for index, piece in enumerate(pieces):
        if piece.kind is not Kind.BAND:
            continue
        band = grammar.band(piece.text, None)
        assert band is not None
        caption = bare(band.caption)
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        again = "再掲" in caption or (not caption and following is not None and "再掲" in following.text)
        items = not again and (not caption or caption == usual)
        if not sites or sites[-1].id != band.id:
            sites.append(Site(band, piece.page, [], items, again or not items, copy=band.id in known))
            known.add(band.id)
        site = sites[-1]
        site.items |= items
        site.relisted |= again or not items
        site.places.append(index)
        site.pieces.append(piece)
    return sites


def _caption(piece: Piece, grammar: Grammar) -> str:
    band = grammar.band(piece.text, None)
    caption = bare(band.caption) if band is not None else ""
    return "" if "再掲" in caption else caption


def match_headings(sites: Sequence[Site], pieces: Sequence[Piece], grammar: Grammar) -> set[int]:
    """Give each project its heading and its section; return the indices of the headings that are used.

    Where a strategy has one level, a heading has the number of its project. Where it has sections, the
    lower headings are numbered anew in each, and the section is the one that was begun last.
    """
    used: set[int] = set()
    headings = [index for index, piece in enumerate(pieces) if piece.kind in HEADINGS]
    offset = strategy = 0
    section: Piece | None = None
    for site in sorted(sites, key=lambda site: (site.copy, site.band.strategy, site.band.number)):
        if site.band.strategy != strategy:
            strategy, offset, section = site.band.strategy, 0, None
        near = _near(site, sites, pieces, headings, used)
        number = site.band.number
        lower = [index for index in near if pieces[index].kind is Kind.LOWER]
        found = next((index for index in lower if pieces[index].number == number - offset), None)
        first = next((index for index in lower if pieces[index].number == 1), None)
        begins = [index for index in near if pieces[index].kind is Kind.UPPER and lower]
        if first is not None and number - 1 != offset and first > max(site.places):
            first = None  # a section that begins after the project is not its own
        if first is not None and (found is None or (begins and begins[0] < first < found)):
            found, offset, section = first, number - 1, None
        if found is not None and pieces[found].number == 1 and begins:
            section = None if pieces[begins[0]].doubtful else pieces[begins[0]]
            used.add(begins[0])
            site.pieces.append(pieces[begins[0]])
        if found is None:
            section = None
            found = next(
                (i for i in near if pieces[i].kind is Kind.UPPER and pieces[i].number == number), None
            )
        if found is None:
            continue
        used.add(found)
        _take_heading(site, found, pieces, grammar, section if pieces[found].kind is Kind.LOWER else None)
    return used


def _take_heading(
    site: Site, index: int, pieces: Sequence[Piece], grammar: Grammar, section: Piece | None
) -> None:
    piece = pieces[index]
    numbered = (grammar.lower if piece.kind is Kind.LOWER else grammar.upper)(piece.text)
    assert numbered is not None
    title, site.starred, site.marks = grammar.title(numbered.title)
    site.heading = piece
    site.title = None if piece.doubtful else title
    site.section = section
    site.places.append(index)
    site.pieces.append(piece)
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    around = pieces[max(index - _AROUND, 0) : index + _AROUND]
    beside = [other for other in around if other.kind is Kind.STAR and _beside(other, piece)]
    if following is not None and following.kind is Kind.STAR and following.page == piece.page:
        beside.append(following)
    for star in beside[:1]:
        marked = grammar.title(star.text)
        site.starred |= marked.starred
        site.marks += marked.marks
        site.pieces.append(star)


def _beside(star: Piece, heading: Piece) -> bool:
    return heading.lines[0].first <= star.lines[0].first <= heading.lines[-1].last


def _near(
    site: Site, sites: Sequence[Site], pieces: Sequence[Piece], headings: Sequence[int], used: set[int]
) -> list[int]:
    """Return headings that may be the project's: those of its page, or those since the caption before it."""
    free = [i for i in headings if i not in used]
    place = min(site.places)
    start = max((other for each in sites for other in each.places if other < place), default=0)
    here = [index for index in free if pieces[index].page == site.page and pieces[-1].page > 1]
    since = [index for index in free if start < index < place]
    return sorted({*here, *since})
