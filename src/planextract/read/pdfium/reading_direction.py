"""Find the direction in which most of a page reads, and turn the page so that it reads from left to right.

A table may be printed on its side on an upright page, and a page pasted or scanned a little askew. Every
later stage sees such a page upright.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from planextract.model.geometry import IDENTITY, Matrix
from planextract.read.pdfium.calls import get_bounds, get_font_size, get_matrix
from planextract.read.pdfium.objects import TextRun

_MIN_SHARE = 0.6
"""Smallest share of the text, by length, that reads in the direction to which a page is turned."""

_MIN_TEXT_POINTS = 400.0
"""Smallest length of that text: some words alone tell nothing of the page."""

_MIN_TURN_DEGREES = 0.03
_MAX_SKEW_DEGREES = 3.0
"""Largest deviation from the level or from a quarter turn that is put straight."""


class Turn(NamedTuple):
    """A turn of the visible page: the map to the turned page, the map back, and the turned page's size."""

    forth: Matrix
    back: Matrix
    width: float
    height: float


def find_turn(runs: Iterable[TextRun], width: float, height: float) -> Turn | None:
    """Return the turn after which most of a page reads from left to right; None where it does already.

    `width` and `height` are those of the visible page, in points.
    """
    angles: list[tuple[TextRun, float]] = []
    for run in runs:
        a, b, _, _, _, _ = get_matrix(run.handle)
        outer = run.matrix
        x, y = a * outer.a + b * outer.c, a * outer.b + b * outer.d
        if x or y:
            sign = math.copysign(1.0, get_font_size(run.handle))
            # Most text is level, for which no angle need be computed.
            level = y == 0.0 and sign * x > 0
            angles.append(
                (run, 0.0 if level else round(math.degrees(math.atan2(sign * y, sign * x)), 2) % 360)
            )
    if not any(angle for _, angle in angles):
        return None
    lengths: dict[float, float] = defaultdict(float)
    for run, angle in angles:
        left, bottom, right, top = get_bounds(run.handle)
        length = max(right - left, top - bottom)
        if math.isfinite(length) and length < _MAX_LENGTH:
            lengths[angle] += length
    if not lengths:
        return None
    angle, length = max(lengths.items(), key=lambda item: item[1])
    skew = (angle + 45) % 90 - 45
    if min(angle, 360 - angle) < _MIN_TURN_DEGREES or abs(skew) > _MAX_SKEW_DEGREES:
        return None
    if length < max(_MIN_SHARE * sum(lengths.values()), _MIN_TEXT_POINTS):
        return None
    return _make_turn(angle, width, height)


_MAX_LENGTH = 1e5


def _make_turn(angle: float, width: float, height: float) -> Turn:
    """Return the turn of a page by an angle, in degrees, against the clock, around its middle."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    on_side = abs(sine) > abs(cosine)
    turned_width, turned_height = (height, width) if on_side else (width, height)
    rotation = Matrix(cosine, -sine, sine, cosine, 0, 0)
    away = IDENTITY._replace(e=-width / 2, f=-height / 2)
    home = IDENTITY._replace(e=turned_width / 2, f=turned_height / 2)
    forth = away.compose_with(rotation).compose_with(home)
    inverse = Matrix(cosine, sine, -sine, cosine, 0, 0)
    back = (
        IDENTITY._replace(e=-turned_width / 2, f=-turned_height / 2)
        .compose_with(inverse)
        .compose_with(IDENTITY._replace(e=width / 2, f=height / 2))
    )
    return Turn(forth, back, turned_width, turned_height)
