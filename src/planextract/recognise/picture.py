"""The picture of a page made ready: even ground, light type on dark turned over, specks of dust gone."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from planextract.recognise.recogniser import Picture

DPI = 300
"""Pixels per inch at which pages are looked at, whatever their pictures have."""

SCALE = DPI / 72
"""Pixels per point."""

_GROUND_PT = 15.0
"""Points: dark marks narrower than this are on the ground, not the ground; larger than any usual type's
strokes, smaller than the shading of a cell."""

_DARK = 110
"""Of 255: a ground darker than this carries light type."""

_MIN_DARK_SHARE, _MAX_DARK_SHARE = 0.55, 0.997
"""Share of a dark ground that is dark: the rest is the light type on it."""

_SPECK_PT = 0.55
"""Points: ink smaller than this in both directions is dust; a full stop of 8 point type measures one."""


class Ink(NamedTuple):
    """The ink of a page."""

    grey: Picture
    """Black on white, the ground even."""
    mask: Picture
    """255 where there is ink, else 0."""


def pixels(points: float) -> int:
    """Return a length as whole pixels, 1 at least."""
    return max(1, round(points * SCALE))


def separate_ink(page: Picture) -> Ink:
    """Separate the ink of a grey picture of DPI from its ground."""
    grey = _turn_over_dark(page)
    grey = _flatten_ground(grey)
    smooth = cv2.GaussianBlur(grey, (0, 0), 0.8)
    found, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Where a page is nearly empty, the best split is one of the ground's noise.
    threshold = min(max(found, 120.0), 190.0)
    mask = np.where(smooth < threshold, 255, 0).astype(np.uint8)
    return Ink(grey, _without_specks(mask))


def _turn_over_dark(page: Picture) -> Picture:
    """Make light type on a dark ground dark on light."""
    dark = np.where(page < _DARK, 255, 0).astype(np.uint8)
    core = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((pixels(4), pixels(4)), np.uint8))
    if not core.any():
        return page
    joined = cv2.morphologyEx(core, cv2.MORPH_CLOSE, np.ones((pixels(16), pixels(16)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    turned = page
    for index in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[index])
        if min(width, height) < pixels(9) or area < 0.7 * width * height:
            continue
        inside = labels[y : y + height, x : x + width] == index
        part = turned[y : y + height, x : x + width]
        # Without its edge, which is neither dark nor light.
        core_of_it = cv2.erode(inside.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
        share = float(np.mean(part[core_of_it] < _DARK)) if core_of_it.any() else 0.0
        if not _MIN_DARK_SHARE <= share <= _MAX_DARK_SHARE:
            continue  # large type, or a filled shape such as ● without type on it
        if turned is page:
            turned = page.copy()
            part = turned[y : y + height, x : x + width]
        part[inside] = 255 - part[inside]
    return turned


def _flatten_ground(page: Picture) -> Picture:
    """Make white of the ground, shaded cells and yellowed paper alike."""
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    side = max(3, pixels(_GROUND_PT) // 4)
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    ground = cv2.medianBlur(ground, 5)
    full = cv2.resize(ground, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(page, np.maximum(full, 60), scale=255)


def _without_specks(mask: Picture) -> Picture:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    side = pixels(_SPECK_PT)
    small = (stats[:, cv2.CC_STAT_WIDTH] <= side) & (stats[:, cv2.CC_STAT_HEIGHT] <= side)
    small[0] = False
    if count <= 1 or not small.any():
        return mask
    return np.where(small[labels], 0, mask).astype(np.uint8)
