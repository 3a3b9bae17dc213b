"""Separate thumb indexes at the edge of a page and watermarks across it, such as 素案, from its text.

Such glyphs are on the same lines as the text or overlap it, and would be read as parts of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

from planextract.model.layout import Line, Segment
from planextract.model.page import Box, Glyph, Ruling

_INDEX_MARGIN_SHARE = 0.055
"""Width of the margin that may hold a thumb index but no text, as a share of the shorter side."""

_MIN_INDEX_GAP_EM = 2.0
"""Smallest gap between a thumb index and the text at its height, in ems of the index."""

_STRIP_POINTS = 3.0
"""Height of the horizontal strips in which index and text are compared, in points."""

_MAX_GLYPH_STRIPS = 100
"""Largest number of strips that one glyph occupies."""

MIN_WATERMARK_SIZE_RATIO = 3.0
"""Smallest ratio of a watermark's size to the usual size of type on the page."""

_CERTAIN_WATERMARK_SIZE_RATIO = 6.0
"""Ratio to the usual size from which type is a watermark and not a heading or the number of a strategy."""

_MIN_TEXT_GLYPHS = 50
"""Smallest number of glyphs of the usual size on a page of text."""

_MIN_SLANTED_SIZE_RATIO = 1.5
"""Smallest ratio to the usual size from which slanting type is a watermark even if not repeated."""

_MIN_LINE_NUMBERS = 4
_MAX_NUMBER_SIZE_SHARE = 0.85
"""Largest size of line numbers, as a share of the usual size of type."""

_MAX_LARGE_STYLES = 8
"""Largest number of combinations of size and direction of large type that are examined."""

_MIN_OVERLYING_GLYPHS = 3
"""Smallest number of glyphs printed on one glyph of a watermark.

Ordinary type is never printed on other type. The same number of glyphs of a word is examined.
"""


class SeparatedGlyphs(NamedTuple):
    """The glyphs of the text, and the artifacts beside or behind it as one line for each word."""

    text: list[Glyph]
    artifacts: tuple[Line, ...]


def separate_watermarks(glyphs: Sequence[Glyph]) -> SeparatedGlyphs:
    """Separate watermarks: large words across the page, over its text or where there is none."""
    sizes = [glyph.size for glyph in glyphs]
    if not sizes or max(sizes) < MIN_WATERMARK_SIZE_RATIO * min(sizes):
        return SeparatedGlyphs(list(glyphs), ())
    usual, count = Counter(sizes).most_common(1)[0]
    least = MIN_WATERMARK_SIZE_RATIO * usual
    # A cover page has little text but its title.
    huge = _CERTAIN_WATERMARK_SIZE_RATIO * usual if count >= _MIN_TEXT_GLYPHS else inf
    large: dict[tuple[float, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.size >= least:
            large.setdefault((glyph.size, glyph.angle), []).append(glyph)
    across = {
        style: large[style]
        for style in sorted(large, reverse=True)[:_MAX_LARGE_STYLES]
        if style[0] >= huge or _is_behind_text(large[style], glyphs)
    }
    text = [glyph for glyph in glyphs if (glyph.size, glyph.angle) not in across]
    return SeparatedGlyphs(text, tuple(map(_build_artifact_line, across.values())))


def separate_slanted(glyphs: Sequence[Glyph]) -> SeparatedGlyphs:
    """Separate slanting type: watermarks, which repeat their words or are large, and labels, which are lines.

    Labels, as of the axis of a chart, are returned as lines that are no artifacts.
    """
    slanted = [glyph for glyph in glyphs if glyph.angle % 90]
    if not slanted:
        return SeparatedGlyphs(list(glyphs), ())
    text = [glyph for glyph in glyphs if not glyph.angle % 90]
    usual = Counter(glyph.size for glyph in text or glyphs).most_common(1)[0][0]
    groups: dict[tuple[float, int], list[Glyph]] = {}
    for glyph in slanted:
        groups.setdefault((glyph.size, glyph.angle), []).append(glyph)
    lines = []
    for (size, _), group in groups.items():
        repeats = len(group) > 1 and min(Counter(glyph.text for glyph in group).values()) > 1
        line = _build_artifact_line(group)
        is_watermark = repeats or size >= _MIN_SLANTED_SIZE_RATIO * usual
        lines.append(line if is_watermark else replace(line, is_artifact=False))
    return SeparatedGlyphs(text, tuple(lines))


def separate_line_numbers(glyphs: Sequence[Glyph], rulings: Iterable[Ruling]) -> SeparatedGlyphs:
    """Separate the numbers of lines beside the text: small ones in even steps, beside everything."""
    digits = [glyph for glyph in glyphs if glyph.text.isdigit()]
    if not digits or len(digits) == len(glyphs):
        return SeparatedGlyphs(list(glyphs), ())
    others = [glyph for glyph in glyphs if not glyph.text.isdigit()]
    rulings = list(rulings)
    left = min([*map(_get_left, others), *(ruling.x0 for ruling in rulings)])
    right = max([*map(_get_right, others), *(ruling.x1 for ruling in rulings)])
    sides = (
        [glyph for glyph in digits if glyph.x1 <= left],
        [glyph for glyph in digits if glyph.x0 >= right],
    )
    if not any(sides):
        return SeparatedGlyphs(list(glyphs), ())
    usual = Counter(glyph.size for glyph in others).most_common(1)[0][0]
    found: list[list[Glyph]] = []
    for beside in sides:
        small = [glyph for glyph in beside if glyph.size <= _MAX_NUMBER_SIZE_SHARE * usual]
        if _count_lines(small):
            found.append(small)
    aside = {id(glyph) for group in found for glyph in group}
    text = [glyph for glyph in glyphs if id(glyph) not in aside] if aside else list(glyphs)
    return SeparatedGlyphs(text, tuple(map(_build_artifact_line, found)))


def _count_lines(digits: Sequence[Glyph]) -> bool:
    """Return whether digits beside a text count its lines: one number a line, in equal steps."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in sorted(digits, key=lambda glyph: (glyph.bottom, glyph.x0)):
        rows.setdefault(round(glyph.bottom), []).append(glyph)
    if len(rows) < _MIN_LINE_NUMBERS:
        return False
    numbers = [int("".join(glyph.text for glyph in sorted(row, key=_get_left))) for row in rows.values()]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(steps) == 1 and min(steps) > 0


def separate_thumb_index(
    glyphs: Sequence[Glyph], width: float, short: float, *, left: bool, right: bool
) -> SeparatedGlyphs:
    """Separate the thumb index at the left or right edge of a sheet.

    `width` is the width of the sheet and `short` the shorter side of its pages, in points; `left` and `right`
    choose the edges to search.
    """
    edge = _INDEX_MARGIN_SHARE * short
    found: list[list[Glyph]] = []
    if left and glyphs and min(map(_get_left, glyphs)) < edge:
        found.append(_find_index_glyphs([(glyph, glyph.x0, glyph.x1) for glyph in glyphs], edge))
    if right and glyphs and max(map(_get_right, glyphs)) > width - edge:
        found.append(
            _find_index_glyphs([(glyph, width - glyph.x1, width - glyph.x0) for glyph in glyphs], edge)
        )
    aside = {id(glyph) for index in found for glyph in index}
    text = [glyph for glyph in glyphs if id(glyph) not in aside] if aside else list(glyphs)
    return SeparatedGlyphs(text, tuple(map(_build_artifact_line, filter(None, found))))


_get_left, _get_right = itemgetter(1), itemgetter(3)


def _find_index_glyphs(placed: Sequence[tuple[Glyph, float, float]], edge: float) -> list[Glyph]:
    """Return the glyphs within `edge` of a side of the page if they are a thumb index, else an empty list.

    They are an index when each of them keeps its distance from the text. Each glyph is given with the
    distances of its outer and inner side from the side of the page, in points.
    """
    # Distance of the text from the side of the page at each height.
    nearest: dict[int, float] = {}
    near = []
    for glyph, outer, inner in placed:
        if outer < edge:
            near.append((glyph, inner))
        else:
            for height in _list_strips(glyph):
                nearest[height] = min(nearest.get(height, outer), outer)
    for glyph, inner in near:
        text = min((nearest.get(height, inf) for height in _list_strips(glyph)), default=inf)
        if inner > edge or text - inner < _MIN_INDEX_GAP_EM * glyph.size:
            return []
    return [glyph for glyph, _ in near]


def _list_strips(glyph: Glyph) -> range:
    """Return the strips of the page that a glyph occupies; only the topmost ones of an oversized glyph."""
    first = int(glyph.top / _STRIP_POINTS)
    return range(first, min(int(glyph.bottom / _STRIP_POINTS), first + _MAX_GLYPH_STRIPS) + 1)


def _is_behind_text(word: list[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Return True where much smaller type is printed on a glyph of the word."""
    small = [glyph for glyph in glyphs if MIN_WATERMARK_SIZE_RATIO * glyph.size <= word[0].size]
    for large in word[:_MIN_OVERLYING_GLYPHS]:
        box = Box(*large[1:5])
        on_it = sum(
            box.x0 < (glyph.x0 + glyph.x1) / 2 < box.x1
            and box.top < (glyph.top + glyph.bottom) / 2 < box.bottom
            for glyph in small
        )
        if on_it >= _MIN_OVERLYING_GLYPHS:
            return True
    return False


def _build_artifact_line(glyphs: Sequence[Glyph]) -> Line:
    """Return an artifact line of the glyphs, in the order in which they were drawn."""
    box = Box(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )
    text = "".join(glyph.text for glyph in glyphs)
    size = round(glyphs[0].size, 1)
    return Line(text, box, size, (Segment(text, box.x0, box.x1),), len(glyphs), is_artifact=True)
