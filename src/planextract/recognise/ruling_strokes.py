"""Level and plumb lines in the picture of a page: long thin strokes, and dashes in a row between such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from planextract.recognise.picture import pixels
from planextract.recognise.recogniser import Picture

_THICKEST_PT = 3.5
"""Points: a stroke thicker than this is a bar or part of a letter."""

_ALONE_PT = 40.0
"""Points from which a stroke is a ruling by its length; no usual letter has one so long."""

_SHORTEST_PT = 9.0
"""Points: no cell is smaller, so that no ruling between two others is shorter."""

_GAP_PT = 0.7
"""Points of a break in the print that is bridged."""

_DASH_GAP_PT = 4.5
"""Points between the dashes of a ruling."""

_LONGEST_DASH_PT = 12.0
"""Points: a longer one would be a ruling by itself."""

_DASHED_PT = 24.0
"""Points from which dashes in a row may be a ruling."""

_TOUCH_PT = 2.5
"""Points by which the end of a ruling may miss the one that it ends at."""


class Stroke(NamedTuple):
    """A ruling in pixels; `x1` and `bottom` are the first ones beyond it."""

    x0: int
    top: int
    x1: int
    bottom: int
    level: bool

    @property
    def length(self) -> int:
        """Pixels along it."""
        return self.x1 - self.x0 if self.level else self.bottom - self.top

    @property
    def thickness(self) -> int:
        """Pixels across it."""
        return self.bottom - self.top if self.level else self.x1 - self.x0


def find_rulings(mask: Picture) -> list[Stroke]:
    """Find the rulings in the ink of a straightened page, from top to bottom."""
    solid = [*_find_solid(mask, level=True), *_find_solid(mask, level=False)]
    long = [stroke for stroke in solid if stroke.length >= pixels(_ALONE_PT)]
    short = [stroke for stroke in solid if stroke.length < pixels(_ALONE_PT)]
    kept = _joined_to(long, short)
    dashed = [*_find_dashed(mask, kept, level=True), *_find_dashed(mask, kept, level=False)]
    return sorted({*kept, *_joined_to(kept, dashed, among=dashed)})


def draw_rulings(rulings: Iterable[Stroke], shape: tuple[int, ...], margin: int) -> Picture:
    """Draw rulings as a mask of a page's shape, each wider by `margin` pixels on every side."""
    drawn = np.zeros(shape, np.uint8)
    for x0, top, x1, bottom, _ in rulings:
        drawn[max(0, top - margin) : bottom + margin, max(0, x0 - margin) : x1 + margin] = 255
    return drawn


def _find_solid(mask: Picture, *, level: bool) -> list[Stroke]:
    def along(points: float) -> Picture:
        return _bar(pixels(points), 1, level=level)

    # A stroke that is not quite level runs from one row of pixels to the next.
    steady = cv2.dilate(mask, _bar(1, 3, level=level))
    steady = cv2.morphologyEx(steady, cv2.MORPH_CLOSE, along(_GAP_PT))
    found = cv2.morphologyEx(steady, cv2.MORPH_OPEN, along(_SHORTEST_PT))
    return _strokes(found, level=level, thinner=2)


def _find_dashed(mask: Picture, rulings: Sequence[Stroke], *, level: bool) -> list[Stroke]:
    rest = np.where(draw_rulings(rulings, mask.shape, 2) > 0, 0, mask)
    rest = _keep_dashes(rest.astype(np.uint8), level=level)
    steady = cv2.dilate(rest, _bar(1, 3, level=level))
    joined = cv2.morphologyEx(steady, cv2.MORPH_CLOSE, _bar(pixels(_DASH_GAP_PT), 1, level=level))
    found = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(pixels(_DASHED_PT), 1, level=level))
    return [
        stroke
        for stroke in _strokes(found, level=level, thinner=2)
        if stroke.thickness <= pixels(_THICKEST_PT) // 2
    ]


def _keep_dashes(mask: Picture, *, level: bool) -> Picture:
    """Keep the pieces of ink that are thin as a whole; a stroke of a letter is part of a larger piece."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    across = stats[:, cv2.CC_STAT_HEIGHT if level else cv2.CC_STAT_WIDTH]
    along = stats[:, cv2.CC_STAT_WIDTH if level else cv2.CC_STAT_HEIGHT]
    thin = (across <= pixels(_THICKEST_PT) // 2) & (along <= pixels(_LONGEST_DASH_PT))
    thin[0] = False
    if count <= 1 or not thin.any():
        return np.zeros_like(mask)
    return np.where(thin[labels], mask, 0).astype(np.uint8)


def _bar(along: int, across: int, *, level: bool) -> Picture:
    return np.ones((across, along) if level else (along, across), np.uint8)


def _strokes(found: Picture, *, level: bool, thinner: int) -> list[Stroke]:
    """Make strokes of what is left; each is `thinner` pixels thinner than it was made for the search."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    strokes = []
    for index in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[index])
        length, across = (width, height) if level else (height, width)
        # Where it thickens on its way, the mean says how thick it is.
        thickness = max(1, round(area / length) - thinner)
        if thickness > pixels(_THICKEST_PT) or across > 3 * pixels(_THICKEST_PT):
            continue
        middle = (y + y + height) / 2 if level else (x + x + width) / 2
        low = round(middle - thickness / 2)
        strokes.append(
            Stroke(x, low, x + width, low + thickness, True)
            if level
            else Stroke(low, y, low + thickness, y + height, False)
        )
    return strokes


def _joined_to(
    sure: Sequence[Stroke], doubtful: Sequence[Stroke], among: Sequence[Stroke] = ()
) -> list[Stroke]:
    """Add to the sure strokes the doubtful ones that end at a sure one, or at each other, on both sides."""
    kept = list(sure)
    left = list(doubtful)
    while True:
        others = [*kept, *among]
        new = [stroke for stroke in left if all(_ends_at(stroke, end, others) for end in (0, 1))]
        if among:
            return [*kept, *new]
        if not new:
            return kept
        kept += new
        left = [stroke for stroke in left if stroke not in set(new)]


def _ends_at(stroke: Stroke, end: int, others: Iterable[Stroke]) -> bool:
    touch = pixels(_TOUCH_PT)
    x: float
    y: float
    if stroke.level:
        x, y = (stroke.x0, stroke.x1)[end], (stroke.top + stroke.bottom) / 2
    else:
        x, y = (stroke.x0 + stroke.x1) / 2, (stroke.top, stroke.bottom)[end]
    return any(
        other.level != stroke.level
        and other.x0 - touch <= x <= other.x1 + touch
        and other.top - touch <= y <= other.bottom + touch
        for other in others
    )
