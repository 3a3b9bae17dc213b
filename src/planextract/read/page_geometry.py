"""Convert coordinates of PDF user space to those of the visible page (points from its top left)."""

from __future__ import annotations

import math

from planextract import limits
from planextract.errors import PageError
from planextract.model.geometry import Box, Matrix, Point, Polygon


def clamp_points(points: Polygon) -> Polygon:
    """Return the points with each coordinate clamped to the farthest distance that `limits` allows.

    Raises PageError for a coordinate that is not a number (NaN), the result of numbers too large to compute.
    """
    low, high = min(map(min, points)), max(map(max, points))
    # Where there is a NaN, min and max may or may not be one; a sum always is.
    if (
        low >= -limits.MAX_COORDINATE
        and high <= limits.MAX_COORDINATE
        and math.isfinite(sum(map(sum, points)))
    ):
        return points
    if any(math.isnan(place) for point in points for place in point):
        raise PageError("something on it is painted nowhere")
    return tuple((_clamp_coordinate(x), _clamp_coordinate(y)) for x, y in points)


def _clamp_coordinate(place: float) -> float:
    return min(max(place, -float(limits.MAX_COORDINATE)), float(limits.MAX_COORDINATE))


def build_visible_matrix(left: float, bottom: float, right: float, top: float, rotate: int) -> Matrix:
    """Return the matrix from user space to the visible page: origin top left, y down, turned by /Rotate.

    `rotate` is in degrees clockwise (ISO 32000-1, 7.7.3.3). The box is the CropBox cut to the
    MediaBox, wherever its origin lies; all lengths are in points.
    """
    match rotate % 360:
        case 90:
            return Matrix(0, 1, 1, 0, -bottom, -left)
        case 180:
            return Matrix(-1, 0, 0, 1, right, -bottom)
        case 270:
            return Matrix(0, -1, -1, 0, top, right)
        case _:
            return Matrix(1, 0, 0, -1, -left, top)


_MIN_SLANT = 0.14
"""Sine of the smallest angle, 8 degrees, from which type counts as slanting and not as askew."""


def compute_em_box(
    origin: Point, along: Point, advance: float, size: float, vertical: bool = False
) -> tuple[Box, int]:
    """Return the em box of a glyph and its direction of writing in degrees clockwise.

    `origin` is its point on the baseline and `along` the unit vector of the baseline, both on the
    visible page; `advance` and `size` are in points. The ideographic em box reaches 0.88 of the size above
    the baseline and 0.12 below.
    """
    (x, y), (ux, uy) = origin, along
    if vertical:
        # The origin of a vertical glyph is the top centre of its em box.
        return Box(x - size / 2, y, x + size / 2, y + size), 0
    if abs(uy) < 1e-3 and ux > 0:
        return Box(x, y - 0.88 * size, x + advance, y + 0.12 * size), 0
    upx, upy = uy, -ux
    corners = [
        (x + ux * along_ + upx * up, y + uy * along_ + upy * up)
        for along_ in (0.0, advance)
        for up in (-0.12 * size, 0.88 * size)
    ]
    level = abs(ux) >= abs(uy)
    if min(abs(ux), abs(uy)) > _MIN_SLANT:
        angle = round(math.degrees(math.atan2(uy, ux))) % 360
    else:
        angle = (0 if ux > 0 else 180) if level else (90 if uy > 0 else 270)
    xs, ys = [p for p, _ in corners], [q for _, q in corners]
    return Box(min(xs), min(ys), max(xs), max(ys)), angle
