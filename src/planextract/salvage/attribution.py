"""Attribute fragments to projects by their position and by their wording.

The order of a text may be broken, so the position alone decides only where nothing contradicts it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from planextract.japanese.widths import nfkc_key
from planextract.salvage.fragments import Fragment
from planextract.salvage.project_slots import HEADING_KINDS, ProjectSlot

POSITION_WEIGHT = 0.3
"""Score added for the project whose heading or caption precedes the fragment (likeness is 0 to 1)."""

MIN_SCORE_MARGIN = 0.12
"""Least difference of score between the best project and the next."""


_get_page = attrgetter("page")


def find_candidates(
    index: int, pieces: Sequence[Fragment], sites: Sequence[ProjectSlot]
) -> list[ProjectSlot]:
    """Return the projects a fragment may belong to: those of its page or, lacking pages, nearby ones."""
    own = find_slot_around(index, sites)
    if own is not None:
        return [own]
    page = pieces[index].page
    if pieces[-1].page > 1:
        here = [site for site in sites if site.page == page]
        before = [site for site in sites if site.page < page]
        return here or before[-1:]
    before = [site for site in sites if min(site.places) < index]
    after = [site for site in sites if min(site.places) > index]
    return before[-2:] + after[:2]


def find_slot_before(
    index: int, pieces: Sequence[Fragment], sites: Sequence[ProjectSlot]
) -> ProjectSlot | None:
    """Return the project whose heading or caption is the last before a fragment on its page."""
    own = find_slot_around(index, sites)
    if own is not None:
        return own
    page = pieces[index].page
    at = bisect_left(pieces, page, hi=index, key=_get_page) - 1
    found = None
    for site in sites:
        # Captions and headings of a project are on its page or the one before.
        if page <= site.page <= page + 1 or site.places[0] <= index <= site.places[-1]:
            for place in site.places:
                if at < place <= index:
                    found, at = site, place
    return found


def find_slot_around(index: int, sites: Sequence[ProjectSlot]) -> ProjectSlot | None:
    """Return the project whose extent contains a fragment, where the text is in order."""
    return next((site for site in sites if site.extent is not None and index in site.extent), None)


def find_slot_of_heading_before(
    index: int, pieces: Sequence[Fragment], sites: Sequence[ProjectSlot]
) -> ProjectSlot | None:
    """Return the project whose heading immediately precedes a fragment, stars and furniture aside."""
    before = next(
        (i for i in range(index - 1, -1, -1) if pieces[i].kind.value not in ("star", "furniture")), None
    )
    if before is None or pieces[before].kind not in HEADING_KINDS:
        return None
    return next((site for site in sites if before in site.places), None)


@lru_cache(maxsize=4096)
def _collect_character_pairs(text: str) -> frozenset[str]:
    plain = nfkc_key(text)
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))


def measure_likeness(text: str, other: str) -> float:
    """Return the share of the character pairs of one text that the other has too, from 0 to 1.

    >>> measure_likeness("道の改修", "市道の改修"), measure_likeness("道の改修", "子育て")
    (1.0, 0.0)
    """
    pairs = _collect_character_pairs(text)
    return len(pairs & _collect_character_pairs(other)) / len(pairs) if pairs else 0.0


def measure_relevance(text: str, site: ProjectSlot) -> float:
    """Return how well a short text, such as a goal, matches a project's title or description, 0 to 1."""
    title, said = site.title or "", site.description
    return max(
        measure_likeness(text, title),
        measure_likeness(title, text) if title else 0.0,
        0.7 * measure_likeness(text, said),
    )


def choose_best(
    scores: Iterable[tuple[ProjectSlot, float]], margin: float = MIN_SCORE_MARGIN
) -> ProjectSlot | None:
    """Return the project that fits clearly best; None where two fit about as well, or none does."""
    ranked = sorted(scores, key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] <= 0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
        return None
    return ranked[0][0]
