"""Attribute fragments to projects by their position and by their wording.

The order of a text may be broken, so the position alone decides only where nothing contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from planextract.japanese.widths import compatible
from planextract.salvage.fragments import Piece
from planextract.salvage.project_slots import HEADINGS, Site

PLACE = 0.3
"""Score added for the project whose heading or caption precedes the fragment (likeness is 0 to 1)."""

MARGIN = 0.12
"""Least difference of score between the best project and the next."""


def candidates(index: int, pieces: Sequence[Piece], sites: Sequence[Site]) -> list[Site]:
    """Return the projects a fragment may belong to: those of its page or, lacking pages, nearby ones."""
    own = within(index, sites)
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


def behind(index: int, pieces: Sequence[Piece], sites: Sequence[Site]) -> Site | None:
    """Return the project whose heading or caption is the last before a fragment on its page."""
    own = within(index, sites)
    if own is not None:
        return own
    found, at = None, -1
    for site in sites:
        for place in site.places:
            if at < place <= index and pieces[place].page == pieces[index].page:
                found, at = site, place
    return found


def within(index: int, sites: Sequence[Site]) -> Site | None:
    """Return the project whose extent contains a fragment, where the text is in order."""
    return next((site for site in sites if site.extent is not None and index in site.extent), None)


def directly_behind_heading(index: int, pieces: Sequence[Piece], sites: Sequence[Site]) -> Site | None:
    """Return the project whose heading immediately precedes a fragment, stars and furniture aside."""
    before = next(
        (i for i in range(index - 1, -1, -1) if pieces[i].kind.value not in ("star", "furniture")), None
    )
    if before is None or pieces[before].kind not in HEADINGS:
        return None
    return next((site for site in sites if before in site.places), None)


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    plain = compatible(text)
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))


def likeness(text: str, other: str) -> float:
    """Return the share of the character pairs of one text that the other has too, from 0 to 1.

    >>> likeness("道の改修", "市道の改修"), likeness("道の改修", "子育て")
    (1.0, 0.0)
    """
    pairs = _pairs(text)
    return len(pairs & _pairs(other)) / len(pairs) if pairs else 0.0


def about(text: str, site: Site) -> float:
    """Return how well a short text, such as a goal, matches a project's title or description, 0 to 1."""
    title, said = site.title or "", site.said
    return max(likeness(text, title), likeness(title, text) if title else 0.0, 0.7 * likeness(text, said))


def best(scores: Iterable[tuple[Site, float]], margin: float = MARGIN) -> Site | None:
    """Return the project that fits clearly best; None where two fit about as well, or none does."""
    ranked = sorted(scores, key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] <= 0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
        return None
    return ranked[0][0]
