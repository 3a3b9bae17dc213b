"""PDFium's C functions with their out-parameters kept in reused buffers.

A page takes some ten thousand calls. Making a ctypes object for every answer would double their cost; the
buffers make this module as little thread-safe as PDFium itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

from planextract.model.geometry import IDENTITY, Matrix, Point, Polygon
from planextract.model.page import Colour

_CURVE_STEPS = 8

_matrix = raw.FS_MATRIX()
_at_matrix = ctypes.byref(_matrix)
_parts = [ctypes.c_uint() for _ in range(4)]
_at_parts = [ctypes.byref(part) for part in _parts]
_bounds = [ctypes.c_float() for _ in range(4)]
_at_bounds = [ctypes.byref(bound) for bound in _bounds]
_x, _y = ctypes.c_float(), ctypes.c_float()
_at_x, _at_y = ctypes.byref(_x), ctypes.byref(_y)


class _Library:
    """PDFium's functions with handles as plain addresses.

    ctypes makes an object of every typed handle it passes; an integer costs a third less, and serves as
    a key. The functions keep Python's lock, since PDFium must not be entered twice at once anyway.
    """

    def __getattr__(self, name: str) -> Callable[..., Any]:
        typed = getattr(raw, name)
        result = None if typed.restype is None else _plain(typed.restype)
        prototype = ctypes.PYFUNCTYPE(result, *map(_plain, typed.argtypes))
        place = ctypes.cast(typed, ctypes.c_void_p).value
        assert place is not None
        function: Callable[..., Any] = prototype(place)
        setattr(self, name, function)
        return function


def _plain(kind: Any) -> Any:
    """An address in place of a typed pointer."""
    return ctypes.c_void_p if issubclass(kind, ctypes._Pointer) else kind


lib = _Library()


def address(handle: Any) -> int:
    """The plain address of one of pypdfium2's handles."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def matrix_of(handle: int) -> Matrix:
    """The matrix of a page object, to the page or form that holds it."""
    if not lib.FPDFPageObj_GetMatrix(handle, _at_matrix):
        return IDENTITY
    m = _matrix
    return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)


def set_matrix(handle: int, matrix: Matrix) -> None:
    """Move, scale or turn a page object."""
    _matrix.a, _matrix.b, _matrix.c, _matrix.d, _matrix.e, _matrix.f = matrix
    lib.FPDFPageObj_SetMatrix(handle, _at_matrix)


def bounds_of(handle: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a page object, in the space of the page or form that holds it."""
    lib.FPDFPageObj_GetBounds(handle, *_at_bounds)
    left, bottom, right, top = _bounds
    return left.value, bottom.value, right.value, top.value


def fill_colour(handle: int) -> Colour | None:
    """None where the fill is no plain colour, such as a pattern."""
    return _colour() if lib.FPDFPageObj_GetFillColor(handle, *_at_parts) else None


def stroke_colour(handle: int) -> Colour | None:
    return _colour() if lib.FPDFPageObj_GetStrokeColor(handle, *_at_parts) else None


def _colour() -> Colour:
    red, green, blue, alpha = _parts
    return red.value, green.value, blue.value, alpha.value


def mark_name(handle: int, index: int) -> str:
    """The tag of marked content around an object; OC is optional content (a layer)."""
    mark = lib.FPDFPageObj_GetMark(handle, index)
    length = ctypes.c_ulong()
    lib.FPDFPageObjMark_GetName(mark, None, 0, ctypes.byref(length))
    buffer = ctypes.create_string_buffer(length.value)
    lib.FPDFPageObjMark_GetName(mark, buffer, length.value, ctypes.byref(length))
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def clip_of(handle: int, matrix: Matrix) -> tuple[tuple[Polygon, ...], ...]:
    """The clip paths of an object, each as its subpaths on the visible page."""
    clip = lib.FPDFPageObj_GetClipPath(handle)
    count = lib.FPDFClipPath_CountPaths(clip) if clip else 0
    found = []
    for path in range(count):

        def segment(index: int, path: int = path) -> int:
            found: int = lib.FPDFClipPath_GetPathSegment(clip, path, index)
            return found

        segments = lib.FPDFClipPath_CountPathSegments(clip, path)
        found.append(tuple(points for points, _ in subpaths(segments, segment, matrix)))
    return tuple(found)


def path_of(handle: int, matrix: Matrix) -> list[tuple[Polygon, bool]]:
    """The subpaths of a path object on the visible page."""

    def segment(index: int) -> int:
        found: int = lib.FPDFPath_GetPathSegment(handle, index)
        return found

    return subpaths(lib.FPDFPath_CountSegments(handle), segment, matrix)


def subpaths(count: int, get: Callable[[int], int], matrix: Matrix) -> list[tuple[Polygon, bool]]:
    """The subpaths among `count` segments, curves flattened, and whether each is closed."""
    found: list[tuple[Polygon, bool]] = []
    points: list[Point] = []
    curve: list[Point] = []
    closed = False
    a, b, c, d, e, f = matrix
    get_point, get_type, get_close = (
        lib.FPDFPathSegment_GetPoint,
        lib.FPDFPathSegment_GetType,
        lib.FPDFPathSegment_GetClose,
    )
    for index in range(count):
        segment = get(index)
        get_point(segment, _at_x, _at_y)
        x, y = _x.value, _y.value
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = get_type(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                found.append((tuple(points), closed))
            points, closed = [point], False
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == 3:
                points.extend(flatten(points[-1] if points else curve[0], *curve))
                curve = []
        else:
            points.append(point)
        closed = closed or bool(get_close(segment))
    if len(points) > 1:
        found.append((tuple(points), closed))
    return found


def flatten(p0: Point, p1: Point, p2: Point, p3: Point) -> list[Point]:
    """A Bézier curve as points after `p0`, the last of them `p3`."""
    steps = []
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        k0, k1, k2, k3 = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        steps.append(
            (
                k0 * p0[0] + k1 * p1[0] + k2 * p2[0] + k3 * p3[0],
                k0 * p0[1] + k1 * p1[1] + k2 * p2[1] + k3 * p3[1],
            )
        )
    return steps
