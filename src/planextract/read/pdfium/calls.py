"""Call PDFium's C functions with out-parameters kept in reused buffers.

A page takes some thousands of calls. Making a ctypes object for every answer would double their cost; the
buffers make this module as little thread-safe as PDFium itself.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from planextract.model.geometry import IDENTITY, Matrix, Point, Polygon
from planextract.model.page import Colour

_CURVE_STEPS = 8


class Handle(ctypes.c_void_p):
    """An address returned by PDFium; `value` is the number."""


class _Library:
    """PDFium's functions, loaded at their first use, without declared argument types.

    With types ctypes makes an object of every argument, which takes longer than the call itself. Without
    them an integer is passed as a C int, and everything else unchanged: a handle must be a Handle, never a
    plain number. The functions keep Python's lock, since PDFium must not be entered twice at once anyway.
    """

    def __getattr__(self, name: str) -> Callable[..., Any]:
        result = getattr(raw, name).restype
        if result is not None and issubclass(result, ctypes._Pointer):
            result = Handle
        function = load_function(name, result)
        setattr(self, name, function)
        return function


def load_function(name: str, result: Any) -> Callable[..., Any]:
    """Return a PDFium function whose result has type `result` (ctypes.c_void_p: an address as a number)."""
    place = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert place is not None
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(place)
    return function


lib = _Library()

_matrix = raw.FS_MATRIX()
_at_matrix = ctypes.byref(_matrix)
_six_floats = struct.Struct("6f").unpack_from
_parts = ctypes.create_string_buffer(16)
_at_parts = [ctypes.byref(_parts, 4 * index) for index in range(4)]
_four_ints = struct.Struct("4I").unpack
_bounds = (ctypes.c_float * 4)()
_at_bounds = [ctypes.byref(_bounds, 4 * index) for index in range(4)]
_x, _y = ctypes.c_float(), ctypes.c_float()
_at_x, _at_y = ctypes.byref(_x), ctypes.byref(_y)


def cast_to_handle(pointer: Any) -> Handle:
    """Convert a pypdfium2 pointer to a Handle."""
    return ctypes.cast(pointer, Handle)


def get_matrix(handle: Handle) -> Matrix:
    """Return the matrix from a page object to the page or form that contains it."""
    if not lib.FPDFPageObj_GetMatrix(handle, _at_matrix):
        return IDENTITY
    return Matrix._make(_six_floats(_matrix))


def set_matrix(handle: Handle, matrix: Matrix) -> None:
    """Replace the matrix of a page object, which moves, scales or turns it."""
    _matrix.a, _matrix.b, _matrix.c, _matrix.d, _matrix.e, _matrix.f = matrix
    lib.FPDFPageObj_SetMatrix(handle, _at_matrix)


def get_bounds(handle: Handle) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a page object, in the space of the page or form around it."""
    lib.FPDFPageObj_GetBounds(handle, *_at_bounds)
    left, bottom, right, top = _bounds
    return left, bottom, right, top


def get_font_size(handle: Handle) -> float:
    """Return the nominal size of a text object, in its own units."""
    lib.FPDFTextObj_GetFontSize(handle, _at_x)
    return _x.value


def get_fill_colour(handle: Handle) -> Colour | None:
    """Return the fill colour of a page object; None where it is not a plain colour but a pattern."""
    return _unpack_colour(_parts.raw) if lib.FPDFPageObj_GetFillColor(handle, *_at_parts) else None


def get_stroke_colour(handle: Handle) -> Colour | None:
    return _unpack_colour(_parts.raw) if lib.FPDFPageObj_GetStrokeColor(handle, *_at_parts) else None


@lru_cache(maxsize=1024)
def _unpack_colour(parts: bytes) -> Colour:
    """Return one shared tuple per colour: a document has few colours and thousands of objects."""
    red, green, blue, alpha = _four_ints(parts)
    return red, green, blue, alpha


def get_mark_name(handle: Handle, index: int) -> str:
    """Return the tag of marked content around an object; OC is optional content (a layer)."""
    mark = lib.FPDFPageObj_GetMark(handle, index)
    length = ctypes.c_ulong()
    lib.FPDFPageObjMark_GetName(mark, None, length, ctypes.byref(length))
    buffer = ctypes.create_string_buffer(length.value)
    lib.FPDFPageObjMark_GetName(mark, buffer, length, ctypes.byref(length))
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def get_clip_paths(handle: Handle, matrix: Matrix) -> tuple[tuple[Polygon, ...], ...]:
    """Return the clip paths of an object, each as its subpaths on the visible page, in points."""
    clip = lib.FPDFPageObj_GetClipPath(handle)
    found = []
    for path in range(lib.FPDFClipPath_CountPaths(clip)):
        places = range(lib.FPDFClipPath_CountPathSegments(clip, path))
        segments = map(lib.FPDFClipPath_GetPathSegment, repeat(clip), repeat(path), places)
        found.append(tuple(points for points, _ in _read_subpaths(segments, matrix)))
    return tuple(found)


def get_subpaths(handle: Handle, matrix: Matrix) -> list[tuple[Polygon, bool]]:
    """Return the subpaths of a path on the visible page, curves flattened, and whether each is closed."""
    places = range(lib.FPDFPath_CountSegments(handle))
    return _read_subpaths(map(lib.FPDFPath_GetPathSegment, repeat(handle), places), matrix)


def _read_subpaths(segments: Iterable[Handle], matrix: Matrix) -> list[tuple[Polygon, bool]]:
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
    for segment in segments:
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
                points.extend(flatten_curve(points[-1] if points else curve[0], *curve))
                curve = []
        else:
            points.append(point)
        closed = closed or bool(get_close(segment))
    if len(points) > 1:
        found.append((tuple(points), closed))
    return found


def flatten_curve(p0: Point, p1: Point, p2: Point, p3: Point) -> list[Point]:
    """Approximate a Bézier curve by points after `p0`; the last of them is `p3`."""
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
