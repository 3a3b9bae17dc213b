"""Find the projects of a text by their captions, and match headings to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planextract.families.block.grammar import BlockGrammar, ProjectCaption
from planextract.japanese.widths import match_key, nfkc_key
from planextract.salvage.cell_assignment import GoalRow
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.profile_words import derive_words
from planextract.salvage.relisted_entries import RelistedEntry

HEADING_KINDS = (FragmentKind.UPPER, FragmentKind.LOWER)
RUN_BREAK_KINDS = (
    *HEADING_KINDS,
    FragmentKind.PILLAR,
    FragmentKind.STRATEGY,
    FragmentKind.BAND,
    FragmentKind.PROSE,
)
"""Kinds of fragments that end a run of fragments belonging together."""


_STAR_SEARCH_FRAGMENTS = 50
"""Fragments before and behind a heading that are searched for one on its own lines."""


class SalvagedFootnote(NamedTuple):
    """A footnote as read, and the fragment it was read from."""

    marker: str
    term: str | None
    text: str
    piece: Fragment


@dataclass(slots=True)
class ProjectSlot:
    """A project while its parts are collected."""

    band: ProjectCaption
    page: int
    places: list[int]
    """Indices of its captions and its heading."""
    items: bool
    """A caption announces a table of goals."""
    relisted: bool
    """A caption announces a table of projects listed again."""
    copy: bool = False
    """Printed again, after other projects."""
    heading: Fragment | None = None
    title: str | None = None
    starred: bool = False
    marks: tuple[str, ...] = ()
    section: Fragment | None = None
    prose: list[Fragment] = field(default_factory=list)
    rows: list[GoalRow] = field(default_factory=list)
    budget: Fragment | None = None
    amounts: tuple[str, ...] = ()
    blank: bool = False
    """The budget's row is printed without amounts."""
    note: str = ""
    names: list[Fragment] = field(default_factory=list)
    entries: list[RelistedEntry] = field(default_factory=list)
    footnotes: list[SalvagedFootnote] = field(default_factory=list)
    pieces: list[Fragment] = field(default_factory=list)
    """All fragments that were read for it."""
    extent: range | None = None
    """Indices of the fragments that are all its own, where the text is in order."""

    @property
    def id(self) -> str:
        return self.band.id

    @property
    def description(self) -> str:
        """Its running text."""
        return "".join(piece.text for piece in self.prose)

    @property
    def marked_text(self) -> str:
        """Texts that may contain marks of footnotes."""
        parts = [self.title or "", self.description, self.note, *(row.goal for row in self.rows)]
        parts += [cell or "" for row in self.rows for cell in row.cells]
        return nfkc_key("|".join(parts))


def find_slots(pieces: Sequence[Fragment], grammar: BlockGrammar) -> list[ProjectSlot]:
    """Return one slot for each project, in the order of the text.

    A second caption of the same project, with no other project's between, continues the slot; a later one
    begins a copy.
    """
    captions = Counter(_read_caption(piece, grammar) for piece in pieces if piece.kind is FragmentKind.BAND)
    usual = max(captions, key=lambda caption: (bool(caption), captions[caption]), default="")
    words = derive_words(grammar.profile)
    sites: list[ProjectSlot] = []
    known: set[str] = set()
    for index, piece in enumerate(pieces):
        if piece.kind is not FragmentKind.BAND:
            continue
        band = grammar.read_project_caption(piece.text, None)
        assert band is not None
        caption = match_key(band.caption)
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        again = words.names_relisted(caption) or (
            not caption and following is not None and words.names_relisted(following.text)
        )
        items = not again and (not caption or caption == usual)
        if not sites or sites[-1].id != band.id:
            sites.append(ProjectSlot(band, piece.page, [], items, again or not items, copy=band.id in known))
            known.add(band.id)
        site = sites[-1]
        site.items |= items
        site.relisted |= again or not items
        site.places.append(index)
        site.pieces.append(piece)
    return sites


def _read_caption(piece: Fragment, grammar: BlockGrammar) -> str:
    band = grammar.read_project_caption(piece.text, None)
    caption = match_key(band.caption) if band is not None else ""
    return "" if derive_words(grammar.profile).names_relisted(caption) else caption


def match_headings(
    sites: Sequence[ProjectSlot], pieces: Sequence[Fragment], grammar: BlockGrammar
) -> set[int]:
    """Give each project its heading and its section; return the indices of the headings that are used.

    Where a strategy has one level, a heading has the number of its project. Where it has sections, the
    lower headings are numbered anew in each, and the section is the one that was begun last.
    """
    used: set[int] = set()
    headings = [index for index, piece in enumerate(pieces) if piece.kind in HEADING_KINDS]
    offset = strategy = 0
    section: Fragment | None = None
    for site in sorted(sites, key=lambda site: (site.copy, site.band.strategy, site.band.number)):
        if site.band.strategy != strategy:
            strategy, offset, section = site.band.strategy, 0, None
        near = _find_near_headings(site, sites, pieces, headings, used)
        number = site.band.number
        lower = [index for index in near if pieces[index].kind is FragmentKind.LOWER]
        found = next((index for index in lower if pieces[index].number == number - offset), None)
        first = next((index for index in lower if pieces[index].number == 1), None)
        begins = [index for index in near if pieces[index].kind is FragmentKind.UPPER and lower]
        if first is not None and number - 1 != offset and first > max(site.places):
            first = None  # a section that begins after the project is not its own
        if first is not None and (found is None or (begins and begins[0] < first < found)):
            found, offset, section = first, number - 1, None
        if found is not None and pieces[found].number == 1 and begins:
            section = None if pieces[begins[0]].is_doubtful else pieces[begins[0]]
            used.add(begins[0])
            site.pieces.append(pieces[begins[0]])
        if found is None:
            section = None
            found = next(
                (i for i in near if pieces[i].kind is FragmentKind.UPPER and pieces[i].number == number), None
            )
        if found is None:
            continue
        used.add(found)
        _take_heading(
            site, found, pieces, grammar, section if pieces[found].kind is FragmentKind.LOWER else None
        )
    return used


def _take_heading(
    site: ProjectSlot, index: int, pieces: Sequence[Fragment], grammar: BlockGrammar, section: Fragment | None
) -> None:
    piece = pieces[index]
    numbered = (
        grammar.read_lower_heading if piece.kind is FragmentKind.LOWER else grammar.read_upper_heading
    )(piece.text)
    assert numbered is not None
    title, site.starred, site.marks = grammar.read_title(numbered.title)
    site.heading = piece
    site.title = None if piece.is_doubtful else title
    site.section = section
    site.places.append(index)
    site.pieces.append(piece)
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    around = pieces[max(index - _STAR_SEARCH_FRAGMENTS, 0) : index + _STAR_SEARCH_FRAGMENTS]
    beside = [other for other in around if other.kind is FragmentKind.STAR and _is_beside(other, piece)]
    if following is not None and following.kind is FragmentKind.STAR and following.page == piece.page:
        beside.append(following)
    for star in beside[:1]:
        marked = grammar.read_title(star.text)
        site.starred |= marked.starred
        site.marks += marked.marks
        site.pieces.append(star)


def _is_beside(star: Fragment, heading: Fragment) -> bool:
    return heading.lines[0].first <= star.lines[0].first <= heading.lines[-1].last


def _find_near_headings(
    site: ProjectSlot,
    sites: Sequence[ProjectSlot],
    pieces: Sequence[Fragment],
    headings: Sequence[int],
    used: set[int],
) -> list[int]:
    """Return headings that may be the project's: those of its page, or those since the caption before it."""
    free = [i for i in headings if i not in used]
    place = min(site.places)
    start = max((other for each in sites for other in each.places if other < place), default=0)
    here = [index for index in free if pieces[index].page == site.page and pieces[-1].page > 1]
    since = [index for index in free if start < index < place]
    return sorted({*here, *since})
