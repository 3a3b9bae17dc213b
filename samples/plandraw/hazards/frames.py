"""Hazards of the whole page: forms around its content, boxes that begin elsewhere, turned or marked pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..marks import IDENTITY, Box, Colour, Drawing, Group, Matrix, Sheet
from .base import HAZARDS, Hazard, Stage

NESTED: tuple[Matrix, ...] = ((2, 0, 0, 2, 30, 40), (0, 0.5, -0.5, 0, 10, 20), (0, -1, 1, 0, -80, 50))
"""Scaled, scaled and turned, turned back: the product of the three is the identity."""

YELLOW: Colour = (1.0, 1.0, 0.6)


def _each(change: Callable[[Sheet], Sheet]) -> Callable[[Drawing], Drawing]:
    return lambda drawing: replace(drawing, sheets=tuple(map(change, drawing.sheets)))


def _add(name: str, summary: str, change: Callable[[Sheet], Sheet]) -> None:
    HAZARDS.add(Hazard(name, summary, Stage.FRAME, _each(change)))


_add("form", "all content inside a form XObject", lambda sheet: replace(sheet, wraps=(IDENTITY,)))
_add(
    "nested-forms", "all content inside three forms with matrices", lambda sheet: replace(sheet, wraps=NESTED)
)
_add("odd-origin", "page boxes that begin at [36 72]", lambda sheet: replace(sheet, origin=(36, 72)))
_add(
    "negative-origin",
    "page boxes that begin at [-300 -180.5]",
    lambda sheet: replace(sheet, origin=(-300, -180.5)),
)
_add("rotated-90", "pages with /Rotate 90 that show upright", lambda sheet: replace(sheet, rotate=90))
_add("rotated-180", "pages with /Rotate 180 that show upright", lambda sheet: replace(sheet, rotate=180))
_add("rotated-270", "pages with /Rotate 270 that show upright", lambda sheet: replace(sheet, rotate=270))
_add(
    "marker",
    "all of the page marked with a marker, which multiplies its colour with what is under it",
    lambda sheet: replace(
        sheet,
        over=(*sheet.over, Group((Box(0, 0, sheet.width, sheet.height, fill=YELLOW),), state="Marker")),
    ),
)
