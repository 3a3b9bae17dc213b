"""Split a spread: two pages of a book side by side on one page of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from planextract.model.page import Glyph, Ruling

_MIN_ASPECT_RATIO = 1.2
"""Smallest ratio of a spread's width to its height; two sheets of the A series have 1.41."""

_MAX_FOLD_OFFSET_SHARE = 0.05
"""Largest offset of the fold from the middle of the sheet, as a share of its width."""

_MIN_GUTTER_SHARE = 0.02
"""Smallest width of the empty gutter around the fold, as a share of the width of the sheet."""

_MAX_REDUCED_SIZE_POINTS = 6.5
"""Largest usual font size of pages that are reduced to half their width and height."""

_MIN_PAGE_GLYPHS = 8
"""Smallest number of glyphs other than digits on each page of a spread.

Page numbers, and the numbers at the end of a table of contents, do not make a page.
"""


def split_spread(
    width: float, height: float, glyphs: Sequence[Glyph], rules: Sequence[Ruling]
) -> Iterator[tuple[list[Glyph], list[Ruling]]]:
    """Yield the glyphs and rulings of each page of a spread, left to right; all of them where it is not one.

    Nothing on a spread crosses the fold: a table or a line of text that does makes it one page. `width` and
    `height` are in points.
    """
    quarters = _split_four_up(width, height, glyphs, rules)
    if quarters:
        yield from quarters
        return
    fold = _find_fold(width, glyphs, rules) if width >= _MIN_ASPECT_RATIO * height else None
    left = [glyph for glyph in glyphs if fold is not None and glyph.x1 <= fold]
    right = [glyph for glyph in glyphs if fold is not None and glyph.x1 > fold]
    if fold is None or min(_count_non_digits(left), _count_non_digits(right)) < _MIN_PAGE_GLYPHS:
        yield list(glyphs), list(rules)
        return
    yield left, [rule for rule in rules if rule.x1 <= fold]
    yield right, [rule for rule in rules if rule.x1 > fold]


def _split_four_up(
    width: float, height: float, glyphs: Sequence[Glyph], rules: Sequence[Ruling]
) -> list[tuple[list[Glyph], list[Ruling]]]:
    """Return the four pages of a sheet that shows them reduced, row by row; none for other sheets."""
    if not glyphs or median(glyph.size for glyph in glyphs) > _MAX_REDUCED_SIZE_POINTS:
        return []
    turned = [g._replace(x0=g.top, top=g.x0, x1=g.bottom, bottom=g.x1) for g in glyphs]
    turned_rules = [rule._replace(x0=rule.top, x1=rule.bottom, top=rule.x0, bottom=rule.x1) for rule in rules]
    fold, middle = _find_fold(width, glyphs, rules), _find_fold(height, turned, turned_rules)
    if fold is None or middle is None:
        return []
    found = []
    for is_below in (False, True):
        for is_right in (False, True):
            own = [g for g in glyphs if (g.x1 > fold) == is_right and (g.bottom > middle) == is_below]
            lines = [r for r in rules if (r.x1 > fold) == is_right and (r.bottom > middle) == is_below]
            found.append((own, lines))
    filled = sum(_count_non_digits(own) >= _MIN_PAGE_GLYPHS for own, _ in found)
    return found if filled >= 3 else []


def _count_non_digits(glyphs: Iterable[Glyph]) -> int:
    return sum(not glyph.text.isdigit() for glyph in glyphs)


def _find_fold(width: float, glyphs: Iterable[Glyph], rules: Iterable[Ruling]) -> float | None:
    """Return the x of the middle of the widest gap near the middle of the sheet; None without a gutter."""
    low, high = (0.5 - _MAX_FOLD_OFFSET_SHARE) * width, (0.5 + _MAX_FOLD_OFFSET_SHARE) * width
    taken = sorted(
        (mark.x0, mark.x1) for marks in (glyphs, rules) for mark in marks if mark.x1 > low and mark.x0 < high
    )
    gaps = []
    reach = low
    for x0, x1 in (*taken, (high, high)):
        gaps.append((x0 - reach, (x0 + reach) / 2))
        reach = max(reach, x1)
    gap, middle = max(gaps)
    return middle if gap >= _MIN_GUTTER_SHARE * width else None
