"""Drop shadows: copies of text in another colour, a little aside and under the text itself.

The copies are farther off than overprints of bold type, and what gives them away is that a whole text is
repeated at the same distance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from planextract.model.page import CleanPage, Colour, DroppedContent, DropReason, Glyph, Paint

_MAX_OFFSET_EM = 0.45
"""Largest distance of a shadow from its text in either direction, in ems."""

_MIN_SHADOWS = 4
"""Smallest number of glyphs of a page that have the same shadow; fewer may be chance."""

_BUCKET_POINTS = 24.0

_Key = tuple[Colour | None, Colour | None, int, int]
"""Colours of a glyph and of the one on it, and their distance in hundredths of an em, rounded."""


def drop_shadows(page: CleanPage, paints: Sequence[Paint]) -> CleanPage:
    """Return the page with the shadows of its text moved to the dropped glyphs."""
    if len({paints[glyph.paint].fill for glyph in page.glyphs}) < 2:
        return page
    pairs = _find_pairs(page.glyphs, paints)
    counts = Counter(key for _, key in pairs)
    gone = {id(glyph): glyph for glyph, key in pairs if _count_near(counts, key) >= _MIN_SHADOWS}
    if not gone:
        return page
    shadows = DroppedContent(DropReason.OVERPRINTED, tuple(gone.values()), ())
    return replace(
        page,
        glyphs=tuple(glyph for glyph in page.glyphs if id(glyph) not in gone),
        dropped=(*page.dropped, shadows),
    )


def _count_near(counts: Counter[_Key], key: _Key) -> int:
    """Return the number of pairs at a distance, those at the next rounded distances included."""
    under, over, dx, dy = key
    return sum(counts[under, over, dx + a, dy + b] for a in (-1, 0, 1) for b in (-1, 0, 1))


def _find_pairs(glyphs: Sequence[Glyph], paints: Sequence[Paint]) -> list[tuple[Glyph, _Key]]:
    """Return the glyphs with a later glyph of the same text and size but another colour on them."""
    earlier: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    found = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.paint):
        colour = paints[glyph.paint].fill
        column, row = int(glyph.x0 // _BUCKET_POINTS), int(glyph.bottom // _BUCKET_POINTS)
        reach = _MAX_OFFSET_EM * glyph.size
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for other in earlier.get((glyph.text, x, y), ()):
                    under = paints[other.paint].fill
                    dx, dy = glyph.x0 - other.x0, glyph.bottom - other.bottom
                    if under != colour and other.size == glyph.size and abs(dx) <= reach and abs(dy) <= reach:
                        share = 25 / glyph.size
                        found.append((other, (under, colour, round(share * dx), round(share * dy))))
        earlier[glyph.text, column, row].append(glyph)
    return found
