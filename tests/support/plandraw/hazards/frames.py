"""Hazards of the whole page: forms around its content, boxes that begin elsewhere, turned or marked pages."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from ..marks import IDENTITY, WHITE, Box, Colour, Drawing, Group, Matrix, Sheet, Text
from .base import HAZARDS, Hazard, Stage

NESTED: tuple[Matrix, ...] = ((2, 0, 0, 2, 30, 40), (0, 0.5, -0.5, 0, 10, 20), (0, -1, 1, 0, -80, 50))
"""Scaled, scaled and turned, turned back: the product of the three is the identity."""

YELLOW: Colour = (1.0, 1.0, 0.6)
PALE: Colour = (0.85, 0.85, 0.85)
DARK: Colour = (0.4, 0.4, 0.4)


def _across(word: str, turn: float) -> Callable[[Sheet], Sheet]:
    """Print a word behind the text, as large as the page allows, turned by so many degrees."""

    def of_sheet(sheet: Sheet) -> Sheet:
        size = 0.2 * min(sheet.width, sheet.height)
        cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        matrix = (cosine, sine, -sine, cosine, sheet.width / 2, sheet.height / 2)
        text = Text(-size * len(word) / 2, -size / 2, word, size, "running", colour=PALE)
        return replace(sheet, under=(*sheet.under, Group((text,), matrix=matrix)))

    return of_sheet


def _thumb_index(sheet: Sheet) -> Sheet:
    """Print a word from the top down in a box at the right edge."""
    word, size = "実行計画編", 9.0
    top = 0.8 * sheet.height
    box = Box(sheet.width - 14, top - size * (len(word) + 1), 14, size * (len(word) + 2), fill=DARK)
    letters = (
        Text(sheet.width - 12, top - size * place, letter, size, "running", colour=WHITE)
        for place, letter in enumerate(word)
    )
    return replace(sheet, over=(*sheet.over, box, *letters))


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
_add("draft-mark", "素案 in pale letters slantwise behind the text of every page", _across("素案", 45))
_add("draft-mark-level", "素案 in pale letters behind the text of every page", _across("素案", 0))
_add("thumb-index", "a word from the top down at the right edge of every page", _thumb_index)
