"""Decide whether a text is in order, so that text behind a project's heading belongs to that project.

Tools that read along the page keep the order, others break it. It is kept when all projects show it: their
headings and captions follow each other as their numbers do, each heading before its caption and no part of
a table between the two. Then each project has an extent, and fragments in it need no attribution by
wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.project_slots import ProjectSlot

_TABLE_KINDS = (FragmentKind.CELLS, FragmentKind.BUDGET, FragmentKind.LABEL, FragmentKind.REFERENCE)
_MIN_BLOCK_SHARE = 0.2
"""Largest share of fragments that follow a blank line in a text whose lines a tool has not put in blocks."""

_LEVEL_KINDS = (FragmentKind.PILLAR, FragmentKind.STRATEGY)


def is_scrambled(sites: Sequence[ProjectSlot], pieces: Sequence[Fragment]) -> bool:
    """Return whether a text is in no order at all, so that nothing shows which project a text belongs to.

    It is without blank lines, as it was drawn, and most headings are behind their captions or apart from
    them.
    """
    own = [site for site in sites if not site.copy and site.heading is not None]
    blocks = sum(piece.has_gap_before for piece in pieces)
    if not own or blocks > _MIN_BLOCK_SHARE * len(pieces):
        return False
    return 2 * sum(_is_in_order(site, pieces) for site in own) < len(own)


def set_extents(sites: Sequence[ProjectSlot], pieces: Sequence[Fragment]) -> None:
    """Give each project of a text in order its extent; none where anything is out of order."""
    own = sorted((site for site in sites if not site.copy), key=lambda site: min(site.places))
    starts = [_find_slot_start(site, pieces) for site in own]
    numbers = [(site.band.strategy, site.band.number) for site in own]
    ascending = numbers == sorted(numbers)
    apart = all(max(before.places) < start for before, start in zip(own, starts[1:], strict=False))
    if not (own and apart and starts == sorted(starts)):
        return
    if not (ascending and all(_is_in_order(site, pieces) for site in own)):
        return
    for site, (start, end) in zip(own, pairwise([*starts, len(pieces)]), strict=True):
        site.extent = range(start, end)


def _find_slot_start(site: ProjectSlot, pieces: Sequence[Fragment]) -> int:
    """Return the index of the project's heading; where none was found, of the paragraph above the caption."""
    start = min(site.places)
    if site.heading is None:
        while start > 0 and pieces[start - 1].kind in (
            FragmentKind.PROSE,
            FragmentKind.FURNITURE,
            FragmentKind.STAR,
        ):
            start -= 1
    return start


def _is_in_order(site: ProjectSlot, pieces: Sequence[Fragment]) -> bool:
    bands = [place for place in site.places if pieces[place].kind is FragmentKind.BAND]
    headings = [place for place in site.places if pieces[place].kind is not FragmentKind.BAND]
    if headings and max(headings) > min(bands):
        return False
    between = range(min(site.places), min(bands))
    return not any(pieces[index].kind in _TABLE_KINDS for index in between)
