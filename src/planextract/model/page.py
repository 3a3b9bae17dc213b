"""What a reader takes off one page: glyphs, shapes and the order they were painted in.

Coordinates are points from the top left corner of the visible page as a person holds it: the CropBox
with /Rotate applied. Named tuples, because a page has thousands of these and they cost a third of a
dataclass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from planextract.model.geometry import Box as Box
from planextract.model.geometry import Matrix
from planextract.model.geometry import Point as Point
from planextract.model.geometry import Polygon as Polygon

Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity, each 0 to 255."""


class Glyph(NamedTuple):
    """One printed character in its em box (0.88 of the size above the baseline, 0.12 below, as
    Japanese type is set), which every reader can tell alike; the box of the ink is not."""

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
    """One subpath that was stroked or filled; curves are flattened."""

    points: Polygon
    stroked: bool
    filled: bool
    width: float
    """Width of the stroke in points; 0 is the thinnest line a device can draw."""
    paint: int


FORM = "form"
"""How the doubt begins of what a form paints that may be in a layer as a whole; its number follows, and
those of the forms inside it, with points between them."""


class PaintKind(StrEnum):
    TEXT = "text"
    PATH = "path"
    IMAGE = "image"
    SHADING = "shading"


class Paint(NamedTuple):
    """One painting operation, in the order of the content stream, forms included."""

    kind: PaintKind
    box: Box
    fill: Colour | None
    """None: not filled. An image has no colour of its own."""
    stroke: Colour | None
    clips: tuple[tuple[Polygon, ...], ...]
    """Each clip is a set of subpaths; what is painted shows only inside every one of them."""
    polygons: tuple[Polygon, ...]
    """The filled area of a path or image."""
    even_odd: bool
    hidden: bool
    """Text in a render mode that leaves no ink (3 and 7 of ISO 32000-1, table 106)."""
    doubt: str
    """Why geometry and colour can't tell whether it shows (a layer, a soft mask, a pattern, a form that may
    be in a layer); empty when they can."""

    @property
    def doubtful(self) -> bool:
        return bool(self.doubt)

    def shows_with(self, doubt: str) -> bool:
        """Whether it shows for certain where another paint, in doubt for this reason, does: a form shows
        what it paints if it shows what the forms inside it paint."""
        return not self.doubt or (self.doubt.startswith(FORM) and f"{doubt}.".startswith(f"{self.doubt}."))


Look = Callable[[Collection[int], Collection[Box]], list[bool]]
"""Given indices of paints and boxes: for each box, whether those paints leave any mark in it."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything that a file paints on one page, seen or not. White space is not listed: what stands
    between words is judged from the gaps, since readers disagree on spaces."""

    number: int
    """Counted from 1."""
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    paints: tuple[Paint, ...]
    look: Look
    """Renders the page to settle a doubt; usable only while the page is open."""
    visible: Matrix
    """User space of the PDF page to the visible page."""
    controls: int = 0
    """Characters left out that print nothing but change how the text around them is shown or read."""
    annotations: int = 0
    """Stamps, comments and fields of forms that print text on the page; their glyphs are not listed."""

    @property
    def box(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    """A page that can't be read."""

    number: int
    why: str
    """It goes on from "page 3: " and has no full stop."""


class Reason(StrEnum):
    """Why a glyph or shape of the file is not on the page that a reader sees."""

    OFF_PAGE = "off-page"
    CLIPPED = "clipped"
    INVISIBLE = "invisible"
    TOO_SMALL = "too-small"
    SAME_COLOUR = "same-colour"
    COVERED = "covered"
    STRUCK_AGAIN = "struck-again"


class Rule(NamedTuple):
    """A straight line that separates, however it was drawn: stroked, or as a thin filled box."""

    x0: float
    top: float
    x1: float
    bottom: float
    horizontal: bool
    paint: int

    @property
    def middle(self) -> float:
        """The y of a horizontal rule, the x of a vertical one."""
        return (self.top + self.bottom) / 2 if self.horizontal else (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was taken off a page for one reason."""

    reason: Reason
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """What a reader of the page sees, each thing once, and what was dropped."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    dropped: tuple[Dropped, ...]
