"""Drop overprinted glyphs: bold drawn by printing twice, shadows, outlines over fills.

An overprint is the same character almost in the place of an earlier one. How near is judged against the
size of the glyph and its width: letters that are really double (ああ, 11, ――) are a whole width apart, and
even tight tracking leaves far more than the limit between them. Overprints may form chains (the shadow of
bold type), but a chain never reaches as far as the next letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planextract.model.page import CleanPage, DroppedContent, DropReason, Glyph

MAX_OFFSET_SIZE_SHARE = 0.15
"""Largest offset between two overprints of a glyph, as a share of its size."""

MAX_OFFSET_WIDTH_SHARE = 0.4
"""Largest offset between two overprints of a narrow glyph, as a share of its width."""

MAX_CHAIN_WIDTH_SHARE = 0.6
"""Largest offset of the last overprint from the first, as a share of the glyph's width."""

_BUCKET_POINTS = 24.0
"""Side of a bucket, in points: most glyphs fall within one bucket, and each bucket has few."""


def drop_overprints(page: CleanPage) -> CleanPage:
    """Return the page with its overprints moved to the dropped glyphs."""
    kept, again = split_overprints(page.glyphs)
    if not again:
        return page
    return replace(
        page, glyphs=kept, dropped=(*page.dropped, DroppedContent(DropReason.OVERPRINTED, again, ()))
    )


def split_overprints(glyphs: Iterable[Glyph]) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
    """Split glyphs into the first print of each and its overprints."""
    kept: list[Glyph] = []
    again: list[Glyph] = []
    # Nearly every glyph keeps within one bucket; the few that reach beyond it look in the next ones too.
    seen: dict[tuple[str, float, float], list[_SeenPrint]] = {}
    for glyph in glyphs:
        text, x, top, x1, y, size, angle, _ = glyph
        width = y - top if angle in (90, 270) else x1 - x
        reach = MAX_OFFSET_SIZE_SHARE * size
        if MAX_OFFSET_WIDTH_SHARE * width < reach:
            reach = max(MAX_OFFSET_WIDTH_SHARE * width, 0.05)
        bucket = (text, x // _BUCKET_POINTS, y // _BUCKET_POINTS)
        near = seen.get(bucket)
        first = None if near is None else _find_first_print(near, x, y, reach, width, size)
        if first is None:
            left, right = (x - reach) // _BUCKET_POINTS, (x + reach) // _BUCKET_POINTS
            upper, lower = (y - reach) // _BUCKET_POINTS, (y + reach) // _BUCKET_POINTS
            if left != right or upper != lower:
                for place in ((left, upper), (left, lower), (right, upper), (right, lower)):
                    first = first or _find_first_print(seen.get((text, *place), ()), x, y, reach, width, size)
        if first is None:
            kept.append(glyph)
            strike = (x, y, size, x, y)
        else:
            again.append(glyph)
            if first == (x, y):
                continue
            strike = (x, y, size, *first)
        if near is None:
            seen[bucket] = [strike]
        else:
            near.append(strike)
    return tuple(kept), tuple(again)


_SeenPrint = tuple[float, float, float, float, float]
"""Left, bottom and size of a glyph, and left and bottom of its first print, in points."""


def _find_first_print(
    near: Iterable[_SeenPrint], x: float, y: float, reach: float, width: float, size: float
) -> tuple[float, float] | None:
    """Return left and bottom of the first print of a glyph; None where the glyph is not an overprint."""
    far = max(reach, MAX_CHAIN_WIDTH_SHARE * width)
    for other_x, other_y, other_size, first_x, first_y in near:
        if (
            abs(other_x - x) <= reach
            and abs(other_y - y) <= reach
            and abs(first_x - x) <= far
            and abs(first_y - y) <= far
            and abs(other_size - size) <= 0.1 * size
        ):
            return first_x, first_y
    return None
