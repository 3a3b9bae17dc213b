"""Hazards of single strings: struck several times, taken apart, out of order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from ..marks import Drawing, Mark, Role, Sheet, Text, change_texts, is_text
from ..typeface import width
from .base import HAZARDS, Hazard, Stage

HEADINGS: frozenset[Role] = frozenset({"number", "title", "heading"})
ALL: frozenset[Role] = frozenset(
    {"number", "title", "heading", "header", "body", "cell", "label", "marker", "running"}
)


def characters(text: Text) -> Iterator[Text]:
    """The string as one string per character, at the same places."""
    x = text.x
    for character in text.text:
        yield replace(text, x=x, text=character, spacing=0.0)
        x += width(character, text.size) + text.spacing


def each_text(change: Callable[[Text], tuple[Mark, ...]]) -> Callable[[Drawing], Drawing]:
    """A change of every string of a drawing, hidden sheets included."""

    def of_sheet(sheet: Sheet) -> Sheet:
        pieces = (
            piece._replace(mark=mark)
            for piece in sheet.pieces
            for mark in change_texts((piece.mark,), change)
        )
        return replace(sheet, pieces=tuple(pieces))

    def of_drawing(drawing: Drawing) -> Drawing:
        return Drawing(tuple(map(of_sheet, drawing.sheets)), tuple(map(of_sheet, drawing.unseen)))

    return of_drawing


@dataclass(frozen=True, slots=True)
class Strikes:
    """Strikes a string several times, each a little beside the one before, so that it looks bold.

    `second` is how the later strikes are made: as the first, from another font object of the same face, or as
    the outline of the glyphs.
    """

    times: int = 2
    offset: float = 0.2
    drop: float = 0.0
    by: Literal["string", "character"] = "string"
    second: Literal["same", "twin", "outline"] = "same"
    roles: frozenset[Role] = HEADINGS

    def _strike(self, text: Text, turn: int) -> Text:
        struck = replace(text, x=text.x + turn * self.offset, y=text.y - turn * self.drop)
        if turn and self.second == "twin":
            return replace(struck, font="twin")
        return replace(struck, render_mode=1) if turn and self.second == "outline" else struck

    def __call__(self, text: Text) -> tuple[Mark, ...]:
        """The strikes of one string."""
        if text.role not in self.roles:
            return (text,)
        parts = characters(text) if self.by == "character" else (text,)
        return tuple(self._strike(part, turn) for part in parts for turn in range(self.times))


@dataclass(frozen=True, slots=True)
class Shuffle:
    """Draws the strings of a page in an order that has nothing to do with reading, after all rules."""

    seed: int = 1

    def __call__(self, drawing: Drawing) -> Drawing:
        """Shuffle every page by itself."""
        rng = Random(self.seed)

        def shuffled(sheet: Sheet) -> Sheet:
            texts = [piece for piece in sheet.pieces if is_text(piece.mark)]
            rest = [piece for piece in sheet.pieces if not is_text(piece.mark)]
            rng.shuffle(texts)
            return replace(sheet, pieces=(*rest, *texts))

        return Drawing(tuple(map(shuffled, drawing.sheets)), tuple(map(shuffled, drawing.unseen)))


def _add_strikes(name: str, summary: str, strikes: Strikes) -> None:
    HAZARDS.add(Hazard(name, summary, Stage.GLYPHS, each_text(strikes)))


_add_strikes("struck-2", "numbers, titles and headings struck twice, 0.2 pt apart", Strikes())
_add_strikes("struck-3", "struck three times, 0.15 pt apart", Strikes(3, 0.15))
_add_strikes("struck-4", "struck four times, 0.24 pt apart", Strikes(4, 0.24))
_add_strikes("struck-close", "struck twice, 0.05 pt apart", Strikes(offset=0.05))
_add_strikes("struck-same", "struck twice in the very same place", Strikes(offset=0.0))
_add_strikes("struck-wide", "struck twice, 0.4 pt apart, the second lower", Strikes(offset=0.4, drop=0.1))
_add_strikes("struck-by-character", "each character struck twice before the next", Strikes(by="character"))
_add_strikes("struck-4-by-character", "each character struck four times", Strikes(4, 0.24, by="character"))
_add_strikes(
    "struck-twin-font", "the second strike in another font object of the face", Strikes(second="twin")
)
_add_strikes("struck-outline", "filled, then its outline stroked", Strikes(offset=0.0, second="outline"))
_add_strikes("struck-all", "every string of the page struck twice", Strikes(roles=ALL))
HAZARDS.add(
    Hazard(
        "characters",
        "every character shown by an operator of its own",
        Stage.GLYPHS,
        each_text(lambda text: tuple(characters(text))),
    )
)
HAZARDS.add(Hazard("shuffled", "strings drawn in random order", Stage.ORDER, Shuffle()))
