"""Whether ink shows on what is under it."""

from __future__ import annotations

from planextract.model.page import Colour, Paint, Reason

INK_CONTRAST = 24
"""Of 255: type whose colour is closer than this to what is under it, in every channel, can't be read."""

RULE_CONTRAST = 12
"""The same for rules: a pale hairline still guides the eye where pale type is lost."""


def transparent(paint: Paint) -> bool:
    """Whether the paint leaves no ink at all."""
    inks = [ink for ink in (paint.fill, paint.stroke) if ink is not None]
    return bool(inks) and all(ink[3] == 0 for ink in inks)


def faint(paint: Paint, under: Colour, contrast: int) -> Reason | None:
    """Whether ink of the paint's colours does not show on what is under it."""
    inks = [ink for ink in (paint.fill, paint.stroke) if ink is not None]
    for ink in inks:
        share = ink[3] / 255
        if max(abs(ink[k] - under[k]) for k in range(3)) * share > contrast:
            return None
    return Reason.SAME_COLOUR
