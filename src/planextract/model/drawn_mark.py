"""Time that is drawn on a page: arrows and bars over the columns of years."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from planextract.model.geometry import Box


class DrawnKind(StrEnum):
    """The looks of a drawn mark."""

    ARROW = "arrow"
    BAR = "bar"


class DrawnMark(NamedTuple):
    """A shape that may show how long something takes, in points of the visible page."""

    kind: DrawnKind
    box: Box
    colour: tuple[int, int, int]
    """Of its area; of its line where it has none."""
    paints: tuple[int, ...]
    """Indices of the paints that draw it."""
