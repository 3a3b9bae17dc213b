"""A page as it lay on the glass to the page as it is read: turned by quarters, then by a few degrees."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from planextract.recognise.recogniser import Picture

MOST_DEGREES = 6.0
"""Skew that is looked for, on either side."""

_LOOKED_AT = 1000
"""Pixels of the longer side at which skew is measured; the last step then moves an edge by a third of one."""


def measure_skew(page: Picture) -> float:
    """Measure by how many degrees the lines of a page rise towards the right.

    At the right angle the rows of the picture are either full of ink or empty: the squared steps from row to
    row are largest.
    """
    shrink = _LOOKED_AT / max(page.shape)
    small = cv2.resize(page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink = np.clip(
        255 - cv2.divide(small, np.maximum(cv2.dilate(small, np.ones((15, 15))), 1), scale=255), 0, 255
    )
    ink = ink.astype(np.float32)
    best = 0.0
    for step, reach in ((0.5, MOST_DEGREES), (0.1, 0.4), (0.02, 0.08)):
        count = round(reach / step)
        angles = [best + step * number for number in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_sharpness(ink, angle), -abs(angle)))
    return best


def _sharpness(ink: Picture, degrees: float) -> float:
    rows = turn(ink, degrees, 0).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def skew_matrix(height: int, width: int, degrees: float) -> Picture:
    """Return the affine map about the middle that makes lines level which rise by so many degrees."""
    return np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0))


def turn(page: Picture, degrees: float, ground: int = 255) -> Picture:
    """Turn a page about its middle so that lines which rise by so many degrees are level."""
    height, width = page.shape
    return np.asarray(
        cv2.warpAffine(
            page,
            skew_matrix(height, width, degrees),
            (width, height),
            flags=cv2.INTER_CUBIC if page.dtype == np.uint8 else cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=float(ground),
        )
    )


def find_quarter_turn(page: Picture, legibility: Callable[[Picture], float], enough: float) -> int:
    """Find by how many quarters clockwise a page must be turned to be read: 0 to 3.

    `legibility` tells from 0 to 1 how well the lines of a picture can be read; a page that reads with
    `enough` as it is is left so.
    """
    upright = legibility(page)
    if upright >= enough:
        return 0
    scores = [upright, *(legibility(quarter_turned(page, quarters)) for quarters in (1, 2, 3))]
    return max(range(4), key=lambda quarters: (scores[quarters], -quarters))


def quarter_turned(page: Picture, quarters: int) -> Picture:
    """Turn a page clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(page, -quarters))
