"""List the objects of a page in the order PDFium paints them, descending into form XObjects."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, repeat
from typing import NamedTuple

import pypdfium2.raw as raw

from planextract import limits
from planextract.errors import PageError
from planextract.model.geometry import Box, Matrix, Point, Polygon
from planextract.model.page import (
    CLIPPING_TEXT_DOUBT,
    FORM_DOUBT_PREFIX,
    TEXT_CLIP_DOUBT,
    Colour,
    Glyph,
    Paint,
    PaintKind,
    Shape,
)
from planextract.read.page_geometry import clamp_points
from planextract.read.pdfium.actual_text import ActualText, find_actual_text
from planextract.read.pdfium.annotations import find_printed_annotations
from planextract.read.pdfium.calls import (
    Handle,
    get_bounds,
    get_clip_paths,
    get_fill_colour,
    get_mark_name,
    get_matrix,
    get_stroke_colour,
    get_subpaths,
    lib,
)
from planextract.wording.messages import make_message

_UNSEEN_RENDER_MODE, _CLIPPING_RENDER_MODE = 3, 7
_PATTERN_COLOURS = ((255, 255, 255), (191, 191, 191))
"""Colours that PDFium reports for shading and tiling patterns."""

_FILLING_RENDER_MODES = (0, 2, 4, 6)
_STROKING_RENDER_MODES = (1, 2, 5, 6)
_EMPTY_BOX = Box(0, 0, 0, 0)

_mode, _stroking, _width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
_at_mode, _at_stroking, _at_width = ctypes.byref(_mode), ctypes.byref(_stroking), ctypes.byref(_width)

Clips = tuple[tuple[Polygon, ...], ...]


class Features(NamedTuple):
    """Features of a file that an object may have, examined only where the file has them at all."""

    layers: bool
    transparency: bool
    patterns: bool
    uncoloured_patterns: bool


class TextRun:
    """A text object of a page, with its glyphs once they are listed."""

    __slots__ = ("actual", "enlarge", "glyphs", "handle", "matrix", "paint")

    def __init__(self, paint: int, matrix: Matrix, handle: Handle, actual: ActualText | None) -> None:
        self.paint, self.handle, self.actual = paint, handle, actual
        self.matrix = matrix
        """Matrix from the page or form that contains the object to the visible page."""
        self.glyphs: list[Glyph] = []
        self.enlarge = 1.0
        """Factor by which the size that the text object gives its type exceeds the true one, for a while."""


@dataclass(slots=True)
class PageObjects:
    """The paints, shapes and text objects of one page.

    `handles` are PDFium's, one for each paint; an annotation has no handle, since it can't be hidden.
    """

    paints: list[Paint] = field(default_factory=list)
    handles: list[Handle | None] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    runs: dict[int, TextRun] = field(default_factory=dict)
    """Text objects by their address in PDFium."""
    annotated: list[Box] = field(default_factory=list)
    """Boxes of the annotations that print text, in points from the top left of the visible page."""

    def add_paint(self, handle: Handle | None, paint: Paint) -> int:
        self.paints.append(paint)
        self.handles.append(handle)
        return len(self.paints) - 1


def list_objects(page: Handle, visible: Matrix, features: Features) -> PageObjects:
    """Return the objects of a page; features are examined only where the file may have them.

    Raises PageError when the page exceeds a bound of `limits`.
    """
    found = PageObjects()
    walk = _ObjectWalk(found, features)
    count = lib.FPDFPage_CountObjects(page)
    walk.walk_objects(count, map(lib.FPDFPage_GetObject, repeat(page), range(count)), visible, (), "", 0)
    for box, has_text in find_printed_annotations(page, visible):
        if has_text:
            found.annotated.append(box)
        corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
        # Its content, and whether it hides anything, is settled by rendering, as for a picture.
        found.add_paint(None, Paint(PaintKind.IMAGE, box, None, None, (), (corners,), False, False, ""))
    return found


class _ObjectWalk:
    """A walk through the objects of a page and its forms."""

    def __init__(self, found: PageObjects, features: Features) -> None:
        self.found, self.features = found, features
        self._objects = self._points = 0
        self._clips: dict[Clips, tuple[Clips, str]] = {}
        """Each distinct clip once, and the doubt that it causes for the objects it clips."""
        self._places: dict[tuple[Matrix, Matrix], tuple[Matrix, float]] = {}
        self._texts: dict[tuple[int, Colour | None, Colour | None, int, str], Paint] = {}
        """Shared paint of text objects that are painted alike, which saves most of the work on them."""

    def walk_objects(
        self, count: int, objects: Iterable[Handle], matrix: Matrix, clips: Clips, doubt: str, depth: int
    ) -> None:
        """List the objects of a page or form.

        `matrix` leads from their space to the visible page; `clips` and `doubt` come from the forms
        around them.
        """
        # Counted before they are listed, and forms that paint nothing too: forms in forms multiply.
        self._objects += count
        if self._objects > limits.OBJECTS_PER_PAGE:
            raise PageError(
                make_message(
                    "it paints more than {objects_per_page:,} objects",
                    objects_per_page=limits.OBJECTS_PER_PAGE,
                )
            )
        handles = list(objects)
        modes = map(lib.FPDFTextObj_GetTextRenderMode, handles)
        clip_counts = map(lib.FPDFClipPath_CountPaths, map(lib.FPDFPageObj_GetClipPath, handles))
        may_doubt = self.features.layers or self.features.transparency
        for index, (handle, mode, clip_count) in enumerate(zip(handles, modes, clip_counts, strict=True)):
            own, in_doubt = clips, doubt
            if clip_count > 0:
                own = clips + tuple(tuple(map(clamp_points, clip)) for clip in get_clip_paths(handle, matrix))
                self._count_points(sum(len(points) for clip in own[len(clips) :] for points in clip))
                if own not in self._clips:
                    self._clips[own] = own, "clip" if _has_overlapping_subpaths(own) else ""
                own, unclear = self._clips[own]
                in_doubt = unclear or doubt
            in_doubt = (may_doubt and self._find_doubt(handle)) or in_doubt
            if mode != raw.FPDF_TEXTRENDERMODE_UNKNOWN:
                self._add_text(handle, mode, matrix, own, in_doubt)
                # The objects after it may show only inside these letters: PDFium applies such clips but
                # reports only those that are paths. Some objects of a form show then and some do not.
                if mode >= raw.FPDF_TEXTRENDERMODE_FILL_CLIP and (
                    not doubt or doubt.startswith(FORM_DOUBT_PREFIX)
                ):
                    doubt = TEXT_CLIP_DOUBT
                continue
            kind = lib.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._add_path(handle, matrix, own, in_doubt)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                self._walk_form(handle, index, matrix, own, in_doubt, depth)
            elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                self._add_picture(handle, kind, matrix, own, in_doubt)

    def _count_points(self, points: int) -> None:
        self._points += points
        if self._points > limits.POINTS_PER_PAGE:
            raise PageError(
                make_message(
                    "its paths have more than {points_per_page:,} points",
                    points_per_page=limits.POINTS_PER_PAGE,
                )
            )

    def _find_doubt(self, handle: Handle) -> str:
        """Return the reason besides colour, opacity and geometry why an object may be hidden, if any."""
        if self.features.layers:
            marks = lib.FPDFPageObj_CountMarks(handle)
            if marks > 0 and any(get_mark_name(handle, mark) == "OC" for mark in range(marks)):
                return "layer"
        if self.features.transparency and lib.FPDFPageObj_HasTransparency(handle):
            return "transparency"
        return ""

    def _walk_form(
        self, handle: Handle, index: int, matrix: Matrix, clips: Clips, doubt: str, depth: int
    ) -> None:
        if depth >= limits.FORM_DEPTH:
            raise PageError(
                make_message("its forms are nested deeper than {form_depth}", form_depth=limits.FORM_DEPTH)
            )
        # A form may belong to a layer as a whole, which PDFium applies but does not report; a soft mask
        # around it does not count as transparency of the page.
        may_hide = self.features.layers or lib.FPDFPageObj_HasTransparency(handle)
        if may_hide and (not doubt or doubt.startswith(FORM_DOUBT_PREFIX)):
            doubt = f"{doubt}.{index}" if doubt else f"{FORM_DOUBT_PREFIX} {index}"
        count = lib.FPDFFormObj_CountObjects(handle)
        self.walk_objects(
            count,
            map(lib.FPDFFormObj_GetObject, repeat(handle), range(count)),
            get_matrix(handle).compose_with(matrix),
            clips,
            doubt,
            depth + 1,
        )

    def _add_text(self, handle: Handle, mode: int, matrix: Matrix, clips: Clips, doubt: str) -> None:
        fill = self._get_fill(handle) if mode in _FILLING_RENDER_MODES else None
        stroke = self._get_stroke(handle) if mode in _STROKING_RENDER_MODES else None
        key = (mode, fill, stroke, id(clips), doubt)
        paint = self._texts.get(key)
        if paint is None:
            hidden = mode == _UNSEEN_RENDER_MODE
            if mode == _CLIPPING_RENDER_MODE:
                doubt = CLIPPING_TEXT_DOUBT
            elif not hidden and fill is None and stroke is None:
                doubt = doubt or "pattern"
            paint = Paint(PaintKind.TEXT, _EMPTY_BOX, fill, stroke, clips, (), False, hidden, doubt)
            self._texts[key] = paint
        address = handle.value
        assert address is not None
        actual = find_actual_text(handle)
        self.found.runs[address] = TextRun(self.found.add_paint(handle, paint), matrix, handle, actual)

    def _get_fill(self, handle: Handle) -> Colour | None:
        return self._get_plain(get_fill_colour(handle))

    def _get_stroke(self, handle: Handle) -> Colour | None:
        return self._get_plain(get_stroke_colour(handle))

    def _get_plain(self, colour: Colour | None) -> Colour | None:
        """Return a colour, or None where it may stand for a pattern.

        PDFium reports a pattern as one of two plain colours, an uncoloured one as the colour it is given.
        """
        if colour is None or not self.features.patterns:
            return colour
        may_be_pattern = self.features.uncoloured_patterns or colour[:3] in _PATTERN_COLOURS
        return None if may_be_pattern else colour

    def _add_path(self, handle: Handle, matrix: Matrix, clips: Clips, doubt: str) -> None:
        lib.FPDFPath_GetDrawMode(handle, _at_mode, _at_stroking)
        filled, stroked = bool(_mode.value), bool(_stroking.value)
        own, scale = self._place_path(handle, matrix)
        self._count_points(lib.FPDFPath_CountSegments(handle))
        subpaths = [(clamp_points(points), closed) for points, closed in get_subpaths(handle, own)]
        if not subpaths or not (filled or stroked):
            return
        lib.FPDFPageObj_GetStrokeWidth(handle, _at_width)
        width = _width.value * scale
        if not width < limits.MAX_COORDINATE:  # or not a number at all
            width = float(limits.MAX_COORDINATE)
        even_odd = _mode.value == raw.FPDF_FILLMODE_ALTERNATE
        fill = self._get_fill(handle) if filled else None
        stroke = self._get_stroke(handle) if stroked else None
        if (filled and fill is None) or (stroked and stroke is None):
            doubt = doubt or "pattern"
        index = self.found.add_paint(
            handle,
            Paint(
                PaintKind.PATH,
                _compute_bounding_box([point for points, _ in subpaths for point in points]),
                fill,
                stroke,
                clips,
                tuple(points for points, _ in subpaths) if filled else (),
                even_odd,
                False,
                doubt,
            ),
        )
        for points, closed in subpaths:
            outline = (*points, points[0]) if closed and points[0] != points[-1] else points
            self.found.shapes.append(Shape(outline, stroked, filled, width, index))

    def _place_path(self, handle: Handle, matrix: Matrix) -> tuple[Matrix, float]:
        """Return the matrix from a path to the visible page, and its scale; any page has few of them."""
        key = get_matrix(handle), matrix
        if key not in self._places:
            own = key[0].compose_with(matrix)
            self._places[key] = own, math.sqrt(abs(own.a * own.d - own.b * own.c))
        return self._places[key]

    def _add_picture(self, handle: Handle, kind: int, matrix: Matrix, clips: Clips, doubt: str) -> None:
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            which = PaintKind.IMAGE
            to_page = get_matrix(handle).compose_with(matrix)  # an image fills the unit square
            x0, y0, x1, y1 = 0.0, 0.0, 1.0, 1.0
        else:
            which, to_page = PaintKind.SHADING, matrix
            x0, y0, x1, y1 = get_bounds(handle)
        corners = clamp_points(
            tuple(to_page.map_point(x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
        )
        self.found.add_paint(
            handle,
            Paint(which, _compute_bounding_box(corners), None, None, clips, (corners,), False, False, doubt),
        )


def _compute_bounding_box(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


_MAX_COMPARED_SUBPATHS = 64
"""Largest number of subpaths of a clip that are compared with each other."""


def _has_overlapping_subpaths(clips: Clips) -> bool:
    """Return True where subpaths of a clip overlap, or are too many to compare.

    Then the clipped area depends on the fill rule, nonzero or even-odd, which PDFium does not report.
    """
    for polygons in clips:
        boxes = [_compute_bounding_box(polygon) for polygon in polygons]
        for box, other in combinations(boxes[:_MAX_COMPARED_SUBPATHS], 2):
            common = box.intersect_with(other)
            if common.width > 0 and common.height > 0:
                return True
    return any(len(polygons) > _MAX_COMPARED_SUBPATHS for polygons in clips)
