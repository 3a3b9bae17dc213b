"""Hazards that a person does see, and passes over: the same page or the same block printed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..marks import Box, Drawing, Group, Mark, Picture, Piece, Shape, Sheet, Stroke, Text, moved, shifted
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


def repeated_strip(drawing: Drawing) -> Drawing:
    """Print the lower part of a project's table and what follows it, without its number and title, in the
    free space of later pages, where it stands as if it went on with the project above it."""
    sheets = list(drawing.sheets)
    strips = [(home, *strip) for home, sheet in enumerate(sheets) for strip in _strips(sheet)]
    for index, sheet in enumerate(drawing.sheets):
        if not any(owner.startswith("project ") for owner in sheet.owners):
            continue
        printed, _ = _extent([piece for piece in sheet.pieces if piece.owner != "page"])
        bottom = min(printed, sheet.bottom)
        for home, block, low, high in strips:
            if home < index and bottom - MARGIN >= high - low + 10:
                page = (-20000.0, low), (20000.0, low), (20000.0, high), (-20000.0, high)
                rise = shifted(0.0, bottom - 10 - high)
                strip = Group(tuple(mark for _, mark in block), matrix=rise, clips=(page,))
                pieces = (*sheet.pieces, Piece("repeat", strip))
                sheets[index] = replace(sheet, pieces=pieces, bottom=bottom - 20 - high + low)
                break
    return replace(drawing, sheets=tuple(sheets))


def _strips(sheet: Sheet) -> Iterator[tuple[list[Piece], float, float]]:
    """The lower part of each project that begins on a page: all its marks, and from where to where they show.

    It is cut along a rule that runs through its whole table, and shows a row of it at least.
    """
    for block in _blocks(sheet).values():
        texts = [piece.mark for piece in block if isinstance(piece.mark, Text)]
        numbers = [text.y for text in texts if text.role == "number"]
        low, _ = _extent(block)
        sides = {side for piece in block for side in _level(piece.mark)}
        lengths: dict[float, float] = {}
        for y, x0, x1 in sides:
            lengths[y] = lengths.get(y, 0.0) + x1 - x0
        whole = sorted(y for y, length in lengths.items() if length >= 0.95 * max(lengths.values()))[1:]
        below = [y for y in whole if numbers and y < min(numbers) - 10]
        if below:
            cut = below[len(below) // 2]
            yield block, low - 2, cut + 0.5


def _level(mark: Mark) -> tuple[tuple[float, float, float], ...]:
    """The level rules that a mark draws: height, from, to."""
    match mark:
        case Stroke() if mark.y0 == mark.y1:
            return ((round(mark.y0, 1), mark.x0, mark.x1),)
        case Box():
            left, right = mark.x, mark.x + mark.width
            return (round(mark.y, 1), left, right), (round(mark.y + mark.height, 1), left, right)
        case _:
            return ()


def _with_block(sheet: Sheet, block: list[Piece], rise: float) -> Sheet:
    copied = tuple(Piece("repeat", moved(mark, 0.0, rise)) for _, mark in block)
    bottom = _extent(block)[0] + rise - 10
    return replace(sheet, pieces=(*sheet.pieces, *copied), bottom=min(sheet.bottom, bottom))


HAZARDS.add(Hazard("bound-twice", "every third page bound in twice", Stage.BLOCKS, bound_twice))
HAZARDS.add(
    Hazard(
        "repeated-block",
        "a project printed again in the free space of a later page",
        Stage.BLOCKS,
        repeated_block,
    )
)
HAZARDS.add(
    Hazard(
        "repeated-strip",
        "the lower part of a project, without its number, printed again in the free space of later pages",
        Stage.BLOCKS,
        repeated_strip,
    )
)
