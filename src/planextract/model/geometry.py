"""Define points, boxes and affine maps in any coordinate system."""

from __future__ import annotations

from typing import NamedTuple

Point = tuple[float, float]
Polygon = tuple[Point, ...]


class Box(NamedTuple):
    """An upright rectangle; `x1` and `bottom` are the larger coordinates."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def has_point(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def intersect_with(self, other: Box) -> Box:
        """Return the common part of both boxes; its width or height is negative where there is none."""
        return Box(
            max(self.x0, other.x0),
            max(self.top, other.top),
            min(self.x1, other.x1),
            min(self.bottom, other.bottom),
        )

    def unite_with(self, other: Box) -> Box:
        """Return the smallest box around both boxes."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Matrix(NamedTuple):
    """An affine map as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def map_point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def compose_with(self, outer: Matrix) -> Matrix:
        """Return the map that applies this one and then `outer`."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def map_rectangle(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Map a rectangle and return the smallest upright box around the result."""
        corners = (
            self.map_point(x0, y0),
            self.map_point(x1, y0),
            self.map_point(x0, y1),
            self.map_point(x1, y1),
        )
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)
