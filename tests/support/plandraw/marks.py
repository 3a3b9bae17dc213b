"""What lies on a page: text, rules and boxes, as plain values that layout makes and hazards change.

Coordinates are points from the lower left corner of the visible page, as it is to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

Colour: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Polygon: TypeAlias = tuple[tuple[float, float], ...]
Role = Literal["number", "title", "heading", "header", "body", "cell", "label", "marker", "running"]
StateName = Literal["Clear", "Masked", "Marker"]
"""No opacity; behind a black soft mask; colours multiplied with what is under them."""
LayerName = Literal["Hidden", "HiddenSet"]
"""An optional-content layer that is off; a set of layers (OCMD) with only that one in it."""
FontName = Literal["main", "twin", "unmapped"]

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
GREY: Colour = (0.92, 0.92, 0.92)
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Text:
    """A string on its baseline. `font` tells which of the font objects of the one face sets it."""

    x: float
    y: float
    text: str
    size: float
    role: Role
    spacing: float = 0.0
    colour: Colour = BLACK
    font: FontName = "main"
    render_mode: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A ruled line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled or stroked or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: float | None = None
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled path that is no rectangle."""

    corners: Polygon
    fill: Colour


@dataclass(frozen=True, slots=True)
class Picture:
    """An opaque white image, stretched over a rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Group:
    """Marks under a matrix, clip paths, a graphics state or a hidden layer; in a form XObject if `form`.

    `letters` clips them to the shape of a letter at the left edge of the page.
    """

    marks: tuple[Mark, ...]
    matrix: Matrix = IDENTITY
    clips: tuple[Polygon, ...] = ()
    letters: bool = False
    state: StateName | None = None
    layer: LayerName | None = None
    form: bool = False
    bbox: tuple[float, float, float, float] | None = None


Mark: TypeAlias = Text | Stroke | Box | Shape | Picture | Group


class Piece(NamedTuple):
    """A mark and what it belongs to: `project 22-1`, `strategy 22`, `pillar 6` or `page`."""

    owner: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be drawn: `under` is painted before the pieces and `over` after them.

    `media` is the MediaBox where it is larger than the visible page; `origin` is where the lower left corner
    of the visible page lies in the file's own coordinates. `bottom` is the lowest point of the flowing text.
    `wraps` are the matrices of form XObjects around all content, outermost first; they cancel each other.
    `copy` marks a sheet that only repeats another.
    """

    width: float
    height: float
    pieces: tuple[Piece, ...]
    bottom: float = 0.0
    under: tuple[Mark, ...] = ()
    over: tuple[Mark, ...] = ()
    media: tuple[float, float, float, float] | None = None
    origin: tuple[float, float] = (0.0, 0.0)
    rotate: int = 0
    wraps: tuple[Matrix, ...] = ()
    copy: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the page itself."""
        return tuple(piece.mark for piece in self.pieces)

    @property
    def owners(self) -> frozenset[str]:
        """All that the page shows a part of."""
        return frozenset(piece.owner for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The visible sheets in order, and sheets for hazards to hide."""

    sheets: tuple[Sheet, ...]
    unseen: tuple[Sheet, ...] = field(default=())


def is_text(mark: Mark) -> bool:
    """Whether the mark is a string."""
    return isinstance(mark, Text)


def change_texts(marks: tuple[Mark, ...], change: Callable[[Text], tuple[Mark, ...]]) -> tuple[Mark, ...]:
    """Put in place of each string what `change` makes of it, inside groups too."""

    def walk(mark: Mark) -> Iterator[Mark]:
        if isinstance(mark, Text):
            yield from change(mark)
        elif isinstance(mark, Group):
            yield replace(mark, marks=change_texts(mark.marks, change))
        else:
            yield mark

    return tuple(new for mark in marks for new in walk(mark))


def shifted(matrix_x: float, matrix_y: float) -> Matrix:
    """The matrix that moves marks."""
    return (1.0, 0.0, 0.0, 1.0, matrix_x, matrix_y)


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark at another place."""
    match mark:
        case Text() | Box() | Picture():
            return replace(mark, x=mark.x + dx, y=mark.y + dy)
        case Stroke():
            return replace(mark, x0=mark.x0 + dx, y0=mark.y0 + dy, x1=mark.x1 + dx, y1=mark.y1 + dy)
        case Shape():
            return replace(mark, corners=tuple((x + dx, y + dy) for x, y in mark.corners))
        case Group():
            return Group((mark,), matrix=shifted(dx, dy))
