"""Test whether ink contrasts with its background."""

from __future__ import annotations

from planextract.model.page import Colour, DropReason, Paint

MIN_TYPE_CONTRAST = 24
"""Difference from the background, of 255, that type must exceed in some channel to be readable."""

MIN_RULING_CONTRAST = 12
"""Same limit for rulings, since a pale hairline still guides the eye where pale type is lost."""


def is_transparent(paint: Paint) -> bool:
    """Return True for a paint that leaves no ink, since all its colours are fully transparent."""
    inks = [ink for ink in (paint.fill, paint.stroke) if ink is not None]
    return bool(inks) and all(ink[3] == 0 for ink in inks)


def check_contrast(paint: Paint, under: Colour, contrast: int) -> DropReason | None:
    """Return SAME_COLOUR where no ink of the paint differs from the background by more than `contrast`."""
    inks = [ink for ink in (paint.fill, paint.stroke) if ink is not None]
    for ink in inks:
        share = ink[3] / 255
        if max(abs(ink[k] - under[k]) for k in range(3)) * share > contrast:
            return None
    return DropReason.SAME_COLOUR
