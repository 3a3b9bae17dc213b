"""Hazards of how pages lie on the sheets of the file: two on one, or with other margins left and right."""

from __future__ import annotations

from dataclasses import replace

from ..marks import Drawing, Piece, Sheet, moved
from .base import HAZARDS, Hazard, Stage

BINDING = 14.0
"""Points by which a page stands farther from the fold."""


def _spread(drawing: Drawing) -> Drawing:
    """Two pages side by side on each sheet, as in a book that lies open; the first is a right-hand page, and
    copies stay alone."""
    first, *rest = drawing.sheets
    sheets = [_side_by_side(None, first)]
    waiting: Sheet | None = None
    for sheet in rest:
        if waiting is None and not sheet.copy:
            waiting = sheet
        elif not sheet.copy:
            sheets.append(_side_by_side(waiting, sheet))
            waiting = None
        else:
            sheets += [_side_by_side(left, None) for left in (waiting, sheet) if left is not None]
            waiting = None
    if waiting is not None:
        sheets.append(_side_by_side(waiting, None))
    return replace(drawing, sheets=tuple(sheets))


def _side_by_side(left: Sheet | None, right: Sheet | None) -> Sheet:
    one = left or right
    assert one is not None
    beside = right.pieces if right is not None else ()
    return replace(
        one,
        width=2 * one.width,
        pieces=(
            *(left.pieces if left is not None else ()),
            *(Piece(piece.owner, moved(piece.mark, one.width, 0)) for piece in beside),
        ),
        bottom=min(sheet.bottom for sheet in (left, right) if sheet is not None),
    )


def _bound(drawing: Drawing) -> Drawing:
    sheets = tuple(
        replace(sheet, pieces=tuple(Piece(piece.owner, moved(piece.mark, move, 0)) for piece in sheet.pieces))
        for index, sheet in enumerate(drawing.sheets)
        for move in (BINDING if index % 2 == 0 else -BINDING,)
    )
    return replace(drawing, sheets=sheets)


HAZARDS.add(
    Hazard(
        "spread",
        "two pages side by side on each sheet, as in an open book",
        Stage.SHEETS,
        apply=_spread,
    )
)
HAZARDS.add(
    Hazard("mirrored", "left and right pages with other margins, as for binding", Stage.SHEETS, apply=_bound)
)
