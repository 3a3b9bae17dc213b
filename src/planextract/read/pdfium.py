"""Reads a page through PDFium's C interface: glyphs, shapes, and what paints over what.

PDFium is called directly rather than through pypdfium2's helpers: a page takes some ten thousand calls,
and the helpers double their cost. It is not thread-safe; use processes.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from planextract.errors import EncryptedError, UnreadableError
from planextract.model.page import (
    Box,
    Colour,
    Glyph,
    PageContent,
    Paint,
    PaintKind,
    Point,
    Polygon,
    Shape,
)
from planextract.read import limits
from planextract.read.characters import REPLACEMENT, printed
from planextract.read.geometry import IDENTITY, Matrix, em_box, to_visible

_UNSEEN_RENDER_MODES = (3, 7)
_CURVE_STEPS = 8


def _address_function(name: str) -> Callable[..., int | None]:
    """A PDFium function that answers a handle, giving its plain address: a fourth of the cost of a
    typed pointer, and usable as a key."""
    function = getattr(raw, name)
    prototype = ctypes.CFUNCTYPE(ctypes.c_void_p, *function.argtypes)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value)  # type: ignore[arg-type]


_text_object_address = _address_function("FPDFText_GetTextObject")


@dataclass(slots=True)
class _TextRun:
    """One text object: the state its glyphs share."""

    paint: int
    matrix: Matrix
    """Of the holder (page or form) to the visible page."""
    handle: Any
    glyphs: list[Glyph] = field(default_factory=list)
    along: Point = (1.0, 0.0)
    size: float = 0.0
    stretch: float = 1.0
    """Horizontal scaling: the width of an em over its height."""


class _Page:
    """One open page, taken apart."""

    def __init__(self, page: pdfium.PdfPage, number: int, layers: Callable[[], bool]) -> None:
        self.page, self.number, self._layers = page, number, layers
        left, bottom, right, top = page.get_bbox()
        rotate = page.get_rotation()
        self.visible = to_visible(left, bottom, right, top, rotate)
        width, height = right - left, top - bottom
        self.size = (height, width) if rotate % 180 else (width, height)
        self.paints: list[Paint] = []
        self.shapes: list[Shape] = []
        self.runs: dict[int, _TextRun] = {}
        self._handles: list[Any] = []

    def content(self) -> PageContent:
        width, height = self.size
        if not (0 < width <= limits.PAGE_SIZE and 0 < height <= limits.PAGE_SIZE):
            raise UnreadableError(
                f"Page {self.number} measures {width:,.0f} by {height:,.0f} points.",
                f"Pages up to {limits.PAGE_SIZE:,} points a side are read; check the file.",
            )
        self._walk(
            raw.FPDFPage_CountObjects(self.page.raw),
            lambda index: raw.FPDFPage_GetObject(self.page.raw, index),
            self.visible,
            (),
            doubtful=False,
            depth=0,
        )
        self._list_glyphs()
        self._restore_strikes()
        glyphs = tuple(glyph for run in self.runs.values() for glyph in run.glyphs)
        return PageContent(
            self.number, width, height, glyphs, tuple(self.shapes), tuple(self.paints), self.look
        )

    # -- objects ---------------------------------------------------------------------------------

    def _walk(
        self,
        count: int,
        get: Callable[[int], Any],
        matrix: Matrix,
        clips: tuple[tuple[Polygon, ...], ...],
        doubtful: bool,
        depth: int,
    ) -> None:
        """List the objects of a page or form in the order they are painted."""
        for index in range(count):
            if len(self.paints) >= limits.OBJECTS_PER_PAGE:
                raise UnreadableError(
                    f"Page {self.number} paints more than {limits.OBJECTS_PER_PAGE:,} objects.",
                    "A plan page has some hundreds; check what the file really is.",
                )
            handle = get(index)
            kind = raw.FPDFPageObj_GetType(handle)
            own_clips = clips + self._clips(handle, matrix)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(handle, matrix, own_clips, doubtful)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(handle, matrix, own_clips, doubtful)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                if depth >= limits.FORM_DEPTH:
                    continue
                self._walk(
                    raw.FPDFFormObj_CountObjects(handle),
                    lambda inner, form=handle: raw.FPDFFormObj_GetObject(form, inner),
                    _matrix(handle).then(matrix),
                    own_clips,
                    # A form may belong to a layer, which PDFium shows but does not tell.
                    doubtful or self._in_doubt(handle) or self._layers(),
                    depth + 1,
                )
            elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                self._picture(handle, kind, matrix, own_clips, doubtful)

    def _in_doubt(self, handle: Any) -> bool:
        """Whether more than colour, alpha and geometry decides if an object shows."""
        if raw.FPDFPageObj_HasTransparency(handle):
            return True
        return any(_mark_name(handle, mark) == "OC" for mark in range(raw.FPDFPageObj_CountMarks(handle)))

    def _clips(self, handle: Any, matrix: Matrix) -> tuple[tuple[Polygon, ...], ...]:
        clip = raw.FPDFPageObj_GetClipPath(handle)
        count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
        found = []
        for path in range(count):
            segments = raw.FPDFClipPath_CountPathSegments(clip, path)
            found.append(
                tuple(
                    points
                    for points, _ in _subpaths(
                        segments,
                        lambda i, c=clip, p=path: raw.FPDFClipPath_GetPathSegment(c, p, i),
                        matrix,
                    )
                )
            )
        return tuple(found)

    def _add(self, handle: Any, paint: Paint) -> int:
        self.paints.append(paint)
        self._handles.append(handle)
        return len(self.paints) - 1

    def _text(
        self, handle: Any, matrix: Matrix, clips: tuple[tuple[Polygon, ...], ...], doubtful: bool
    ) -> None:
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        fill = _colour(raw.FPDFPageObj_GetFillColor, handle) if mode in (0, 2, 4, 6) else None
        stroke = _colour(raw.FPDFPageObj_GetStrokeColor, handle) if mode in (1, 2, 5, 6) else None
        hidden = mode in _UNSEEN_RENDER_MODES
        paint = self._add(
            handle,
            Paint(
                PaintKind.TEXT,
                Box(0, 0, 0, 0),
                fill,
                stroke,
                clips,
                (),
                False,
                hidden,
                doubtful or self._in_doubt(handle) or (not hidden and fill is None and stroke is None),
            ),
        )
        address = ctypes.cast(handle, ctypes.c_void_p).value
        if address is not None:
            self.runs[address] = _TextRun(paint, matrix, handle)

    def _path(
        self, handle: Any, matrix: Matrix, clips: tuple[tuple[Polygon, ...], ...], doubtful: bool
    ) -> None:
        mode, stroked = ctypes.c_int(), raw.FPDF_BOOL()
        raw.FPDFPath_GetDrawMode(handle, mode, stroked)
        own = _matrix(handle).then(matrix)
        subpaths = _subpaths(
            raw.FPDFPath_CountSegments(handle),
            lambda i: raw.FPDFPath_GetPathSegment(handle, i),
            own,
        )
        if not subpaths or not (mode.value or stroked.value):
            return
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(handle, width)
        scaled = width.value * math.sqrt(abs(own.a * own.d - own.b * own.c))
        fill = _colour(raw.FPDFPageObj_GetFillColor, handle) if mode.value else None
        stroke = _colour(raw.FPDFPageObj_GetStrokeColor, handle) if stroked.value else None
        polygons = tuple(points for points, _ in subpaths) if mode.value else ()
        unclear = (bool(mode.value) and fill is None) or (bool(stroked.value) and stroke is None)
        index = self._add(
            handle,
            Paint(
                PaintKind.PATH,
                _around(point for points, _ in subpaths for point in points),
                fill,
                stroke,
                clips,
                polygons,
                mode.value == raw.FPDF_FILLMODE_ALTERNATE,
                False,
                doubtful or unclear or self._in_doubt(handle),
            ),
        )
        for points, closed in subpaths:
            outline = (*points, points[0]) if closed and points[0] != points[-1] else points
            self.shapes.append(Shape(outline, bool(stroked.value), bool(mode.value), scaled, index))

    def _picture(
        self, handle: Any, kind: int, matrix: Matrix, clips: tuple[tuple[Polygon, ...], ...], doubtful: bool
    ) -> None:
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            to_page = _matrix(handle).then(matrix)  # an image fills the unit square
            corners = tuple(to_page.point(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)))
        else:
            bounds = [ctypes.c_float() for _ in range(4)]
            raw.FPDFPageObj_GetBounds(handle, *bounds)
            x0, y0, x1, y1 = (bound.value for bound in bounds)
            corners = tuple(matrix.point(x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
        which = PaintKind.IMAGE if kind == raw.FPDF_PAGEOBJ_IMAGE else PaintKind.SHADING
        self._add(
            handle,
            Paint(which, _around(corners), None, None, clips, (corners,), False, False, doubtful),
        )

    # -- glyphs ----------------------------------------------------------------------------------

    def _list_glyphs(self) -> None:
        textpage = raw.FPDFText_LoadPage(self.page.raw)
        try:
            count = raw.FPDFText_CountChars(textpage)
            if count > limits.GLYPHS_PER_PAGE:
                raise UnreadableError(
                    f"Page {self.number} has more than {limits.GLYPHS_PER_PAGE:,} characters.",
                    "A plan page has some thousands; check what the file really is.",
                )
            self._list_text(textpage, count)
        finally:
            raw.FPDFText_ClosePage(textpage)

    def _list_text(self, textpage: Any, count: int) -> None:
        x, y, loose = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        at_x, at_y, at_loose = ctypes.byref(x), ctypes.byref(y), ctypes.byref(loose)
        ink_left, ink_right, ink_low, ink_high = (ctypes.c_double() for _ in range(4))
        at_left, at_right = ctypes.byref(ink_left), ctypes.byref(ink_right)
        at_low, at_high = ctypes.byref(ink_low), ctypes.byref(ink_high)
        unicode, map_error, origin, box, char_box = (
            raw.FPDFText_GetUnicode,
            raw.FPDFText_HasUnicodeMapError,
            raw.FPDFText_GetCharOrigin,
            raw.FPDFText_GetLooseCharBox,
            raw.FPDFText_GetCharBox,
        )
        runs = self.runs
        level = self.visible.a > 0  # user space lies as the page is held
        for index in range(count):
            address = _text_object_address(textpage, index)
            if address is None:  # a space or line end that PDFium put in
                continue
            run = runs.get(address)
            if run is None:
                continue
            code = unicode(textpage, index)
            # Without a map PDFium gives the code of the glyph in its font, which is no character.
            known = 0 < code < 0x110000 and not map_error(textpage, index)
            text = printed(chr(code)) if known else REPLACEMENT
            if not text:
                continue
            if not run.glyphs:
                self._measure(run, textpage, index)
            origin(textpage, index, at_x, at_y)
            box(textpage, index, at_loose)
            m, (ux, uy), size = self.visible, run.along, run.size
            px, py = m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f
            width, height = loose.right - loose.left, loose.top - loose.bottom
            if uy == 0.0 and level and text >= "\u4e00" and width < 0.97 * size * run.stretch:
                # PDFium gives a character that it folded, such as a radical, the box of its ink.
                char_box(textpage, index, at_left, at_right, at_low, at_high)
                if abs(ink_right.value - loose.right) < 1e-3:
                    width = size * run.stretch
            if uy == 0.0 and level and abs(loose.left - x.value) < 0.3 * size + 0.01:
                glyph = Glyph(
                    text, px, py - 0.88 * size, px + width, py + 0.12 * size, size, 0, run.paint
                )
            else:
                shown = m.box(loose.left, loose.bottom, loose.right, loose.top)
                vertical = uy == 0.0 and abs(shown.x0 - px) > 0.3 * size + 0.01
                if vertical:
                    px, py = (shown.x0 + shown.x1) / 2, shown.top
                advance = shown.width if abs(ux) >= abs(uy) else shown.height
                place, angle = em_box((px, py), (ux, uy), advance, size, vertical)
                glyph = Glyph(text, *place, size, angle, run.paint)
            run.glyphs.append(glyph)

    def _measure(self, run: _TextRun, textpage: Any, index: int) -> None:
        """Direction and size of a text object on the visible page, from its first glyph."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        shown = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0).then(self.visible)
        length = math.hypot(shown.a, shown.b) or 1.0
        run.along = (shown.a / length, shown.b / length)
        if abs(run.along[1]) < 1e-3 and run.along[0] > 0:
            run.along = (1.0, 0.0)
        scale = math.hypot(matrix.c, matrix.d)
        run.size = raw.FPDFText_GetFontSize(textpage, index) * scale
        run.stretch = math.hypot(matrix.a, matrix.b) / scale if scale else 1.0

    def _restore_strikes(self) -> None:
        """Put back the second strikes that PDFium leaves out without saying so.

        Its text page skips a text object that repeats one of the five before it within 0.9 of a
        character's width (CPDF_TextPage::IsSameTextObject). Which of the strikes is seen, and
        whether they are strikes at all, is not for the reader to decide.
        """
        earlier: list[tuple[_TextRun, Matrix, Box]] = []
        for run in self.runs.values():
            place = _matrix(run.handle).then(run.matrix)
            bounds = [ctypes.c_float() for _ in range(4)]
            raw.FPDFPageObj_GetBounds(run.handle, *bounds)
            box = run.matrix.box(*(bound.value for bound in bounds))
            if not run.glyphs and box.width > 0:
                for twin, twin_place, twin_box in reversed(earlier):
                    common = box.meet(twin_box)
                    alike = abs(box.width - twin_box.width) < 0.02 * box.width + 0.01
                    if twin.glyphs and alike and common.width >= box.width / 2 and common.height > 0:
                        dx, dy = place.e - twin_place.e, place.f - twin_place.f
                        run.glyphs = [
                            glyph._replace(
                                x0=glyph.x0 + dx,
                                top=glyph.top + dy,
                                x1=glyph.x1 + dx,
                                bottom=glyph.bottom + dy,
                                paint=run.paint,
                            )
                            for glyph in twin.glyphs
                        ]
                        break
            earlier.append((run, place, box))
            del earlier[:-5]

    # -- a second look ---------------------------------------------------------------------------

    def look(self, paints: Collection[int], boxes: Collection[Box]) -> list[bool]:
        """Render the page with and without the paints; a box shows them where the pictures differ."""
        with_them = self._render()
        for index in paints:
            raw.FPDFPageObj_SetIsActive(self._handles[index], False)
        try:
            without = self._render()
        finally:
            for index in paints:
                raw.FPDFPageObj_SetIsActive(self._handles[index], True)
        scale = limits.LOOK_SCALE
        width, height = self.size
        seen = []
        for box in boxes:
            inside = box.meet(Box(0, 0, width, height))
            if inside.width <= 0 or inside.height <= 0:
                seen.append(False)
                continue
            area = tuple(round(edge * scale) for edge in inside)
            change = _largest_change(with_them.crop(area), without.crop(area))
            seen.append(change > limits.LOOK_CONTRAST)
        return seen

    def _render(self) -> Any:
        bitmap = self.page.render(scale=limits.LOOK_SCALE, no_smoothtext=False)
        return bitmap.to_pil().convert("RGB")


def _largest_change(one: Any, other: Any) -> int:
    from PIL import ImageChops

    extrema = ImageChops.difference(one, other).getextrema()
    return max(high for _, high in extrema)


def _mark_name(handle: Any, index: int) -> str:
    """The tag of marked content around an object; OC is optional content (a layer)."""
    mark = raw.FPDFPageObj_GetMark(handle, index)
    length = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, None, 0, length)
    buffer = ctypes.create_string_buffer(length.value)
    written = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFPageObjMark_GetName(mark, written, length.value, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _matrix(handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _colour(get: Callable[..., int], handle: Any) -> Colour | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not get(handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _around(points: Any) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _subpaths(count: int, get: Callable[[int], Any], matrix: Matrix) -> list[tuple[Polygon, bool]]:
    """The subpaths of a path on the visible page, curves flattened, and whether each is closed."""
    subpaths: list[tuple[Polygon, bool]] = []
    points: list[Point] = []
    curve: list[Point] = []
    closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = get(index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                subpaths.append((tuple(points), closed))
            points, closed = [point], False
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == 3:
                points.extend(_flatten(points[-1] if points else curve[0], *curve))
                curve = []
        else:
            points.append(point)
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if len(points) > 1:
        subpaths.append((tuple(points), closed))
    return subpaths


def _flatten(p0: Point, p1: Point, p2: Point, p3: Point) -> list[Point]:
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


class PdfiumDocument:
    """A file opened by PDFium."""

    def __init__(self, document: pdfium.PdfDocument, data: bytes) -> None:
        self._document = document
        self._data = data
        self.page_count = len(document)

    def pages(self, first: int, last: int) -> Iterator[PageContent]:
        for number in range(first, last + 1):
            try:
                page = self._document[number - 1]
            except pdfium.PdfiumError as error:
                raise UnreadableError(
                    f"Page {number} can't be read ({error}).",
                    "The file is damaged; ask its publisher for a sound copy.",
                ) from error
            try:
                yield _Page(page, number, lambda: self._has_layers).content()
            finally:
                page.close()

    @cached_property
    def _has_layers(self) -> bool:
        """Whether the file has optional content. PDFium has no call that tells, so it is looked for in
        the bytes, and where objects are packed into streams it is taken to be possible."""
        return b"/OCProperties" in self._data or b"/ObjStm" in self._data


class PdfiumReader:
    name = "pdfium"

    @contextmanager
    def open(self, data: bytes, password: str | None) -> Iterator[PdfiumDocument]:
        try:
            document = pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                raise EncryptedError(
                    "The file is encrypted and needs a password."
                    if password is None
                    else "The password does not open the file.",
                    "Give the right one with --password.",
                ) from error
            raise UnreadableError(
                f"This is not a PDF that can be read ({error}).",
                "Check that the file is a PDF and downloaded whole.",
            ) from error
        try:
            yield PdfiumDocument(document, data)
        finally:
            document.close()
