"""Define the content that a reader extracts from one page: glyphs, shapes and their painting order.

Coordinates are points from the top left of the visible page: the CropBox with /Rotate applied. Named
tuples, because a page has thousands of these and they cost a third of a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from planextract.model.drawn_mark import DrawnMark
from planextract.model.geometry import Box as Box
from planextract.model.geometry import Matrix
from planextract.model.geometry import Point as Point
from planextract.model.geometry import Polygon as Polygon
from planextract.model.recognition import RenderPage

Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity, each 0 to 255."""


class Glyph(NamedTuple):
    """One printed character and its em box.

    The em box reaches from 0.88 of the size above the baseline to 0.12 below, as Japanese type is set.
    Every reader gives the same em box; they differ on the box of the ink.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    angle: int
    """Direction of writing on the visible page in degrees clockwise: 0 reads from left to right."""
    paint: int
    """Index into `PageContent.paints`: the later, the more on top."""


class Shape(NamedTuple):
    """One subpath that was stroked or filled; its curves are flattened to polygons."""

    points: Polygon
    stroked: bool
    filled: bool
    width: float
    """Width of the stroke in points; 0 is the thinnest line a device can draw."""
    paint: int


FORM_DOUBT_PREFIX = "form"
"""Prefix of the doubt of paints in a form XObject that may belong to an optional layer.

The number of the form follows, then the numbers of the forms inside it, separated by full stops.
"""


TEXT_CLIP_DOUBT = "text clip"
"""Doubt of paints that may be visible only inside letters used as a clip."""

CLIPPING_TEXT_DOUBT = "clipping text"
"""Doubt of text that leaves no ink of its own and clips later paints: these may show it (render mode 7)."""


class PaintKind(StrEnum):
    """The kinds of painting operations."""

    TEXT = "text"
    PATH = "path"
    IMAGE = "image"
    SHADING = "shading"


class Paint(NamedTuple):
    """One painting operation of the content stream, those inside forms included."""

    kind: PaintKind
    box: Box
    fill: Colour | None
    """Fill colour; None for a paint that is not filled and for an image."""
    stroke: Colour | None
    clips: tuple[tuple[Polygon, ...], ...]
    """Clipping paths, each a set of subpaths; the paint is visible only inside all of them."""
    polygons: tuple[Polygon, ...]
    """Outline of the filled area of a path or image."""
    even_odd: bool
    hidden: bool
    """True for text in the render mode that leaves no ink (3 of ISO 32000-1, table 106)."""
    doubt: str
    """Reason why geometry and colour can't decide if the paint is visible; empty when they can.

    It names a layer, a soft mask, a pattern, or a form that may belong to a layer.
    """

    @property
    def is_doubtful(self) -> bool:
        """True where only rendering can decide if the paint is visible."""
        return bool(self.doubt)

    def is_visible_with(self, doubt: str) -> bool:
        """Return whether this paint is certainly visible if another paint with the given doubt is.

        A form shows its own paints if it shows the paints of the forms inside it.
        """
        return not self.doubt or (
            self.doubt.startswith(FORM_DOUBT_PREFIX) and f"{doubt}.".startswith(f"{self.doubt}.")
        )


RenderDiff = Callable[[Collection[int], Collection[Box]], list[bool]]
"""A function from indices of paints and boxes to one flag a box: True if the paints mark that box.

Boxes are in points from the top left of the visible page.
"""


LettersCheck = Callable[[Sequence[int], Sequence[Box]], list[bool]]
"""A function from indices of text paints and boxes of glyphs, one paint a box, to one flag a box.

True if the printed page shows ink in the shape of that glyph, whatever painted it.
"""


InkCheck = Callable[[Sequence[Box], Sequence[Box]], list[Box]]
"""A function from areas and the boxes of all glyphs to the areas that show fine ink beside the glyphs."""


def find_no_ink(areas: Sequence[Box], glyphs: Sequence[Box]) -> list[Box]:
    """Return no area, for pages that can't be rendered."""
    return []


def find_no_letters(paints: Sequence[int], boxes: Sequence[Box]) -> list[bool]:
    """Return that no glyph shows, for pages that can't be rendered."""
    return [False] * len(boxes)


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything that a file paints on one page, visible or not.

    White space is not listed: readers disagree on spaces, so they are inferred from the gaps.
    """

    number: int
    """Number of the page in the file, counted from 1."""
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    paints: tuple[Paint, ...]
    render_diff: RenderDiff
    """Renders the page with and without some paints to settle a doubt; works only while the page is open."""
    visible: Matrix
    """Map from the user space of the PDF page to the visible page."""
    controls: int = 0
    """Number of omitted characters that print nothing but change the order or meaning of the text around."""
    annotations: int = 0
    """Number of stamps, comments and form fields with text on the page; their glyphs are not listed."""
    letters_check: LettersCheck = find_no_letters
    """Renders the page to find out which glyphs that leave no ink themselves are printed all the same."""
    ink_check: InkCheck = find_no_ink
    """Renders the page without its text to find out which pictures are more than a ground."""
    is_damaged: bool = False
    """True where the content of the page is damaged in the file."""
    differences: int = 0
    """Number of characters on which two engines differ; 0 where only one reads the page."""
    back: Matrix | None = None
    """Map from the page as it is read to the visible page, where the page was turned to read upright."""
    render: RenderPage | None = None
    """Renders the page; works only while the page is open."""

    @property
    def box(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    """A page that can't be read."""

    number: int
    reason: str
    """Reason, worded to follow "page 3: " and without a full stop."""


class DropReason(StrEnum):
    """The reasons why a glyph or ruling in the file is not on the page that a person sees."""

    OFF_PAGE = "off-page"
    CLIPPED = "clipped"
    INVISIBLE = "invisible"
    TOO_SMALL = "too-small"
    SAME_COLOUR = "same-colour"
    COVERED = "covered"
    OVERPRINTED = "struck-again"
    STRUCK_OUT = "struck-out"


class Ruling(NamedTuple):
    """A straight horizontal or vertical line on the page, drawn as a stroke or as a thin filled box."""

    x0: float
    top: float
    x1: float
    bottom: float
    horizontal: bool
    paint: int

    @property
    def middle(self) -> float:
        """The y of a horizontal ruling, the x of a vertical one, in points."""
        return (self.top + self.bottom) / 2 if self.horizontal else (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class DroppedContent:
    """The glyphs and rulings that were removed from a page for one reason."""

    reason: DropReason
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """The visible content of a page, every glyph and ruling once, and the content that was dropped."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    dropped: tuple[DroppedContent, ...]
    marks: tuple[DrawnMark, ...] = ()
    """Arrows and bars that may show how long something takes."""
    fills: tuple[Box, ...] = ()
    """Boxes of the coloured areas that may be the ground of cells or rows."""
    is_typeset: bool = True
    """False for a page of a text, in which sizes of type are unknown and positions are only approximate."""
