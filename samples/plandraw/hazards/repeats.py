"""Hazards that a person does see, and passes over: the same page or the same block printed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..marks import Box, Drawing, Group, Mark, Picture, Piece, Shape, Sheet, Stroke, Text, moved
from .base import HAZARDS, Hazard, Stage

EVERY = 3
MARGIN = 50.0


def bound_twice(drawing: Drawing) -> Drawing:
    """Bind every third page twice, and always the last."""

    def leaves() -> Iterator[Sheet]:
        for index, sheet in enumerate(drawing.sheets, start=1):
            yield sheet
            if index % EVERY == 0 or index == len(drawing.sheets):
                yield replace(sheet, copy=True)

    return replace(drawing, sheets=tuple(leaves()))


def _span(mark: Mark) -> tuple[float, float]:
    """The lowest and the highest point of a mark."""
    match mark:
        case Text():
            return mark.y - mark.size * 0.3, mark.y + mark.size
        case Stroke():
            return min(mark.y0, mark.y1), max(mark.y0, mark.y1)
        case Box() | Picture():
            return mark.y, mark.y + mark.height
        case Shape():
            return min(y for _, y in mark.corners), max(y for _, y in mark.corners)
        case Group():
            raise TypeError("blocks are repeated before anything is grouped")


def _extent(pieces: list[Piece]) -> tuple[float, float]:
    lows, highs = zip(*(_span(piece.mark) for piece in pieces), strict=True)
    return min(lows), max(highs)


def _blocks(sheet: Sheet) -> dict[str, list[Piece]]:
    blocks: dict[str, list[Piece]] = {}
    for piece in sheet.pieces:
        if piece.owner.startswith("project "):
            blocks.setdefault(piece.owner, []).append(piece)
    return blocks


def repeated_block(drawing: Drawing) -> Drawing:
    """Print a project again in the free space of a later page, or on a page of its own where none is free."""
    sheets = list(drawing.sheets)
    homes: dict[str, list[int]] = {}
    for index, sheet in enumerate(sheets):
        for owner in _blocks(sheet):
            homes.setdefault(owner, []).append(index)
    whole = {owner: places[0] for owner, places in homes.items() if len(places) == 1}
    if not whole:
        return drawing
    for owner, home in whole.items():
        block = _blocks(sheets[home])[owner]
        low, high = _extent(block)
        for index in range(home + 1, len(sheets)):
            free = sheets[index].bottom - MARGIN
            if "project" in " ".join(sheets[index].owners) and free >= high - low + 10:
                sheets[index] = _with_block(sheets[index], block, sheets[index].bottom - 10 - high)
                return replace(drawing, sheets=tuple(sheets))
    owner, home = next(iter(whole.items()))
    block = _blocks(sheets[home])[owner]
    blank = Sheet(sheets[home].width, sheets[home].height, (), copy=True)
    top = blank.height - MARGIN - _extent(block)[1]
    return replace(drawing, sheets=(*sheets, _with_block(blank, block, top)))


def _with_block(sheet: Sheet, block: list[Piece], rise: float) -> Sheet:
    copied = tuple(Piece("repeat", moved(mark, 0.0, rise)) for _, mark in block)
    return replace(sheet, pieces=(*sheet.pieces, *copied))


HAZARDS.add(Hazard("bound-twice", "every third page bound in twice", Stage.BLOCKS, bound_twice))
HAZARDS.add(
    Hazard(
        "repeated-block",
        "a project printed again in the free space of a later page",
        Stage.BLOCKS,
        repeated_block,
    )
)
