"""Ghosts: the content of another page drawn where nobody sees it.

Every page hides the one before or after it by turns; sheets that no page shows are hidden on the first page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..marks import (
    WHITE,
    Box,
    Colour,
    Drawing,
    Group,
    Mark,
    Picture,
    Polygon,
    Shape,
    Sheet,
    Stroke,
    Text,
    change_texts,
    is_text,
    shifted,
)
from .base import HAZARDS, Hazard, Stage

Marks = tuple[Mark, ...]
Hide = Callable[[Sheet, Marks], Sheet]
Neighbour = Literal["previous", "next", "turns"]

TINT: Colour = (0.93, 0.96, 1.0)
TINY = 0.002
GAP = 24.0


@dataclass(frozen=True, slots=True)
class Ghosts:
    """Hides sheets on other sheets by `hide`."""

    hide: Hide
    neighbour: Neighbour = "turns"

    def _source(self, index: int) -> int:
        step = {"previous": -1, "next": 1, "turns": 1 if index % 2 == 0 else -1}[self.neighbour]
        return index + step

    def _hidden(self, drawing: Drawing, index: int) -> Iterator[Sheet]:
        if index == 0:
            yield from drawing.unseen
        source = self._source(index)
        if 0 <= source < len(drawing.sheets):
            yield drawing.sheets[source]

    def __call__(self, drawing: Drawing) -> Drawing:
        """Hide something on every sheet that has something to hide."""
        haunted: list[Sheet] = []
        for index, sheet in enumerate(drawing.sheets):
            for ghost in self._hidden(drawing, index):
                sheet = self.hide(sheet, ghost.marks)
            haunted.append(sheet)
        return replace(drawing, sheets=tuple(haunted))


def page_box(sheet: Sheet) -> Polygon:
    """The visible page as a path."""
    return ((0, 0), (sheet.width, 0), (sheet.width, sheet.height), (0, sheet.height))


def _over(sheet: Sheet, *marks: Mark) -> Sheet:
    return replace(sheet, over=(*sheet.over, *marks))


def _under(sheet: Sheet, *marks: Mark) -> Sheet:
    return replace(sheet, under=(*sheet.under, *marks))


def recoloured(marks: Marks, colour: Colour) -> Marks:
    """The same marks in one colour."""

    def change(mark: Mark) -> Mark:
        match mark:
            case Text() | Stroke():
                return replace(mark, colour=colour)
            case Box():
                return replace(mark, colour=colour, fill=mark.fill and colour)
            case Shape():
                return replace(mark, fill=colour)
            case Group():
                return replace(mark, marks=recoloured(mark.marks, colour))
            case Picture():
                return mark

    return tuple(map(change, marks))


def in_mode(marks: Marks, mode: int) -> Marks:
    """The strings alone, in a text render mode that leaves no ink."""
    return change_texts(tuple(filter(is_text, marks)), lambda text: (replace(text, render_mode=mode),))


# Outside the page -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """Draws the ghost `across` page widths to the right and `up` page heights above the page.

    `in_media` makes the MediaBox take it in, so that only the CropBox keeps it out of sight.
    """

    across: int = 0
    up: int = 0
    in_media: bool = False
    origin: tuple[float, float] | None = None

    def __call__(self, sheet: Sheet, marks: Marks) -> Sheet:
        """Hide the marks."""
        dx, dy = self.across * (sheet.width + GAP), self.up * (sheet.height + GAP)
        sheet = _over(sheet, Group(marks, matrix=shifted(dx, dy)))
        if self.in_media:
            x0, y0, x1, y1 = sheet.media or (0, 0, sheet.width, sheet.height)
            box = min(x0, dx), min(y0, dy), max(x1, dx + sheet.width), max(y1, dy + sheet.height)
            sheet = replace(sheet, media=box)
        return replace(sheet, origin=self.origin) if self.origin else sheet


def beside_in_form(sheet: Sheet, marks: Marks) -> Sheet:
    """Shift the ghost off the page by the matrix of a form XObject."""
    return _over(sheet, Group(marks, matrix=shifted(sheet.width + GAP, 0), form=True))


# Clipped away -----------------------------------------------------------------------------------


def _strip(x0: float, x1: float, sheet: Sheet) -> Polygon:
    return ((x0, 0), (x1, 0), (x1, sheet.height), (x0, sheet.height))


def clipped(sheet: Sheet, marks: Marks) -> Sheet:
    """Clip to a strip at the left edge, where the ghost has nothing."""
    return _over(sheet, Group(marks, clips=(_strip(0, 20, sheet),)))


def clipped_nested(sheet: Sheet, marks: Marks) -> Sheet:
    """Clip to the common part of two halves that have none."""
    left, right = _strip(0, sheet.width * 0.49, sheet), _strip(sheet.width * 0.51, sheet.width, sheet)
    return _over(sheet, Group((Group(marks, clips=(right,)),), clips=(left,)))


def clipped_polygon(sheet: Sheet, marks: Marks) -> Sheet:
    """Clip to a triangle along the left edge."""
    return _over(sheet, Group(marks, clips=(((0, 0), (24, 0), (0, sheet.height)),)))


def clipped_in_form(sheet: Sheet, marks: Marks) -> Sheet:
    """Clip inside a form XObject."""
    return _over(sheet, Group(marks, clips=(_strip(0, 20, sheet),), form=True))


def clipped_by_bbox(sheet: Sheet, marks: Marks) -> Sheet:
    """Let the BBox of a form XObject do the clipping."""
    return _over(sheet, Group(marks, form=True, bbox=(0, 0, 20, sheet.height)))


def clipped_by_letters(sheet: Sheet, marks: Marks) -> Sheet:
    """Clip to the shape of a letter in the margin."""
    return _over(sheet, Group(marks, letters=True))


def clipped_small(sheet: Sheet, marks: Marks) -> Sheet:
    """Scale the ghost down to a third, and clip that away."""
    small = Group(marks, matrix=(0.35, 0, 0, 0.35, sheet.width * 0.3, sheet.height * 0.3))
    return _over(sheet, Group((small,), clips=(_strip(0, 20, sheet),)))


# Painted over -----------------------------------------------------------------------------------


def covered_by_box(sheet: Sheet, marks: Marks) -> Sheet:
    """Paint a white rectangle over the ghost, then the page over that."""
    return _under(sheet, *marks, Box(0, 0, sheet.width, sheet.height, fill=WHITE))


def covered_by_path(sheet: Sheet, marks: Marks) -> Sheet:
    """Paint a white path of six corners over the ghost."""
    wide, high = sheet.width, sheet.height
    corners = (
        (-5, -5),
        (wide / 2, -40),
        (wide + 5, -5),
        (wide + 5, high + 5),
        (wide / 2, high + 40),
        (-5, high + 5),
    )
    return _under(sheet, *marks, Shape(corners, WHITE))


def covered_by_picture(sheet: Sheet, marks: Marks) -> Sheet:
    """Lay an opaque image over the ghost."""
    return _under(sheet, *marks, Picture(0, 0, sheet.width, sheet.height))


def covered_turned(sheet: Sheet, marks: Marks) -> Sheet:
    """Turn the ghost on its side and paint a white rectangle over it."""
    turned = Group(marks, matrix=(0, 1, -1, 0, sheet.width, 0))
    return _under(sheet, turned, Box(0, 0, sheet.width, sheet.height, fill=WHITE))


def printed_over(drawing: Drawing) -> Drawing:
    """Paint each page white when it is done, and print it again."""

    def over(sheet: Sheet) -> Sheet:
        return _under(sheet, *sheet.marks, Box(0, 0, sheet.width, sheet.height, fill=WHITE))

    return replace(drawing, sheets=tuple(map(over, drawing.sheets)))


# Without ink ------------------------------------------------------------------------------------


def white_on_white(sheet: Sheet, marks: Marks) -> Sheet:
    """Print the ghost in white, or in the tint of the page where it has one: white would show on it."""
    return _under(sheet, *recoloured(marks, _ground(sheet)))


def _ground(sheet: Sheet) -> Colour:
    """The colour of the page before its own content is printed."""
    ground = WHITE
    for mark in sheet.under:
        if isinstance(mark, Box) and mark.fill and (mark.width, mark.height) == (sheet.width, sheet.height):
            ground = mark.fill
        elif isinstance(mark, Shape | Picture):
            ground = WHITE
    return ground


def tinted(sheet: Sheet, marks: Marks) -> Sheet:
    """Tint the page and print the ghost in the tint."""
    return _under(sheet, Box(0, 0, sheet.width, sheet.height, fill=TINT), *recoloured(marks, TINT))


def invisible(sheet: Sheet, marks: Marks) -> Sheet:
    """Text render mode 3: neither fill nor stroke."""
    return _over(sheet, Group(in_mode(marks, 3)))


def clip_mode(sheet: Sheet, marks: Marks) -> Sheet:
    """Text render mode 7: the text only adds to the clip path."""
    return _over(sheet, Group(in_mode(marks, 7)))


def transparent(sheet: Sheet, marks: Marks) -> Sheet:
    """No opacity at all."""
    return _over(sheet, Group(marks, state="Clear"))


def hidden_layer(sheet: Sheet, marks: Marks) -> Sheet:
    """An optional-content layer that is off."""
    return _over(sheet, Group(marks, layer="Hidden"))


def hidden_set(sheet: Sheet, marks: Marks) -> Sheet:
    """A set of optional-content layers that are all off."""
    return _over(sheet, Group(marks, layer="HiddenSet"))


def masked(sheet: Sheet, marks: Marks) -> Sheet:
    """A soft mask that lets nothing through."""
    return _over(sheet, Group(marks, state="Masked"))


def tiny(sheet: Sheet, marks: Marks) -> Sheet:
    """The words of the ghost in a speck of a hundredth of a point."""
    words = tuple(filter(is_text, marks))
    return _over(sheet, Group(words, matrix=(TINY, 0, 0, TINY, 20, 20)))


def _add(name: str, summary: str, hide: Hide, neighbour: Neighbour = "turns") -> None:
    HAZARDS.add(Hazard(name, summary, Stage.GHOSTS, Ghosts(hide, neighbour)))


_add("beside", "the ghost of the page before to the right of the page", Beside(across=1), "previous")
_add("beside-left", "a ghost to the left of the page", Beside(across=-1))
_add("above", "a ghost above the page", Beside(up=1))
_add("below", "a ghost below the page", Beside(up=-1))
_add("cropped-right", "a ghost in the MediaBox, right of a CropBox at [36 72]", Beside(1, 0, True, (36, 72)))
_add("cropped-left", "a ghost in a MediaBox that begins left of zero", Beside(-1, 0, True))
_add("cropped-below", "a ghost in the MediaBox below the CropBox", Beside(0, -1, True, (-50, 30)))
_add("cropped-above", "a ghost in the MediaBox above the CropBox", Beside(0, 1, True))
_add("beside-in-form", "a ghost in a form XObject shifted off the page", beside_in_form)
_add("clipped", "a ghost clipped away by a rectangle", clipped)
_add("clipped-nested", "a ghost clipped away by two rectangles that have nothing in common", clipped_nested)
_add("clipped-polygon", "a ghost clipped away by a triangle", clipped_polygon)
_add("clipped-by-letters", "a ghost clipped away by a letter", clipped_by_letters)
_add("clipped-small", "a ghost scaled down and clipped away", clipped_small)
_add("clipped-in-form", "a ghost clipped away inside a form XObject", clipped_in_form)
_add("clipped-by-bbox", "a ghost clipped away by the BBox of a form XObject", clipped_by_bbox)
_add("covered", "a ghost painted over by a white rectangle", covered_by_box)
_add("covered-turned", "a ghost turned on its side, painted over by a white rectangle", covered_turned)
_add("covered-by-path", "a ghost painted over by a white path", covered_by_path)
_add("covered-by-picture", "a ghost painted over by an opaque image", covered_by_picture)
_add("white", "a ghost in white on white", white_on_white)
_add("tinted", "a ghost in the colour of the tinted page", tinted)
_add("invisible", "a ghost in text render mode 3", invisible)
_add("clip-mode", "a ghost in text render mode 7", clip_mode)
_add("transparent", "a ghost with no opacity", transparent)
_add("hidden-layer", "a ghost on an optional-content layer that is off", hidden_layer)
_add("hidden-layer-set", "a ghost on a set of optional-content layers that are off", hidden_set)
_add("masked", "a ghost behind a soft mask", masked)
_add("tiny", "a ghost a five-hundredth of its size", tiny)
HAZARDS.add(
    Hazard(
        "printed-over",
        "each page painted white when it is done, and printed again",
        Stage.ORDER,
        printed_over,
    )
)
