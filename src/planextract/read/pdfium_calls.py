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


def address_function(name: str) -> Callable[..., int | None]:
    """A PDFium function that answers a handle, giving its plain address: a fourth of the cost of a
    typed pointer, and usable as a key."""
    function = getattr(raw, name)
    prototype = ctypes.CFUNCTYPE(ctypes.c_void_p, *function.argtypes)
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return prototype(address)


def address(handle: Any) -> int:
    """The plain address of a handle, as `address_function` gives it."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def matrix_of(handle: Any) -> Matrix:
    """The matrix of a page object, to the page or form that holds it."""
    if not raw.FPDFPageObj_GetMatrix(handle, _at_matrix):
        return IDENTITY
    m = _matrix
    return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)


def bounds_of(handle: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a page object, in the space of the page or form that holds it."""
    raw.FPDFPageObj_GetBounds(handle, *_at_bounds)
    left, bottom, right, top = _bounds
    return left.value, bottom.value, right.value, top.value


def fill_colour(handle: Any) -> Colour | None:
    """None where the fill is no plain colour, such as a pattern."""
    return _colour() if raw.FPDFPageObj_GetFillColor(handle, *_at_parts) else None


def stroke_colour(handle: Any) -> Colour | None:
    return _colour() if raw.FPDFPageObj_GetStrokeColor(handle, *_at_parts) else None


def _colour() -> Colour:
    red, green, blue, alpha = _parts
    return red.value, green.value, blue.value, alpha.value


def mark_name(handle: Any, index: int) -> str:
    """The tag of marked content around an object; OC is optional content (a layer)."""
    mark = raw.FPDFPageObj_GetMark(handle, index)
    length = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, None, 0, length)
    buffer = ctypes.create_string_buffer(length.value)
    written = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFPageObjMark_GetName(mark, written, length.value, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def clip_of(handle: Any, matrix: Matrix) -> tuple[tuple[Polygon, ...], ...]:
    """The clip paths of an object, each as its subpaths on the visible page."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    found = []
    for path in range(count):

        def segment(index: int, path: int = path) -> Any:
            return raw.FPDFClipPath_GetPathSegment(clip, path, index)

        segments = raw.FPDFClipPath_CountPathSegments(clip, path)
        found.append(tuple(points for points, _ in subpaths(segments, segment, matrix)))
    return tuple(found)


def path_of(handle: Any, matrix: Matrix) -> list[tuple[Polygon, bool]]:
    """The subpaths of a path object on the visible page."""

    def segment(index: int) -> Any:
        return raw.FPDFPath_GetPathSegment(handle, index)

    return subpaths(raw.FPDFPath_CountSegments(handle), segment, matrix)


def subpaths(count: int, get: Callable[[int], Any], matrix: Matrix) -> list[tuple[Polygon, bool]]:
    """The subpaths among `count` segments, curves flattened, and whether each is closed."""
    found: list[tuple[Polygon, bool]] = []
    points: list[Point] = []
    curve: list[Point] = []
    closed = False
    a, b, c, d, e, f = matrix
    get_point, get_type, get_close = (
        raw.FPDFPathSegment_GetPoint,
        raw.FPDFPathSegment_GetType,
        raw.FPDFPathSegment_GetClose,
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
