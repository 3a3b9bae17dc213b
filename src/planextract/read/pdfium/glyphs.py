"""List the glyphs of a page with PDFium, including those that its text page skips."""

from __future__ import annotations

import ctypes
import math
import struct
from collections import deque
from collections.abc import Iterator
from itertools import repeat

import pypdfium2.raw as raw

from planextract import limits
from planextract.errors import PageError
from planextract.model.geometry import Matrix, Point
from planextract.model.page import Glyph
from planextract.read.characters import REPLACEMENT_CHARACTER, is_control, normalized_by_code
from planextract.read.page_geometry import compute_em_box
from planextract.read.pdfium.calls import Handle, get_bounds, get_matrix, lib, load_function, set_matrix
from planextract.read.pdfium.objects import TextRun


def list_glyphs(page: Handle, visible: Matrix, runs: dict[int, TextRun]) -> int:
    """Fill the runs with their glyphs and return the number of control characters left out.

    Raises PageError when there are more than limits.GLYPHS_PER_PAGE.
    """
    controls = _read_text_page(page, visible, runs)
    left_out = {place: run for place, run in _select_unlisted_runs(runs).items() if _has_ink(run)}
    while left_out:
        _read_moved_apart(page, visible, runs, left_out)
        before, left_out = left_out, _select_unlisted_runs(left_out)
        if len(left_out) == len(before):
            break  # nothing but controls
    return controls


def _select_unlisted_runs(runs: dict[int, TextRun]) -> dict[int, TextRun]:
    return {place: run for place, run in runs.items() if not run.glyphs}


def _has_ink(run: TextRun) -> bool:
    """Return True for a text object that is more than white space, whose box has no width.

    PDFium's text page skips every white-space object (CPDF_TextPage::ProcessTextObject), and most pages have
    some.
    """
    left, _, right, _ = get_bounds(run.handle)
    return right - left >= _MAX_BLANK_WIDTH


_MAX_BLANK_WIDTH = 0.01
_MOVE_PLACES = 13
_MOVE_STEP_POINTS = 500.0
"""Distance between places, in points; single precision still resolves 0.001 points at the last one."""


def _read_moved_apart(
    page: Handle, visible: Matrix, runs: dict[int, TextRun], some: dict[int, TextRun]
) -> None:
    """Read text objects that PDFium left out, by moving them apart for a moment.

    PDFium's text page silently skips an object that repeats one of the five before it within 0.9 of a
    character's width (CPDF_TextPage::IsSameAsPreTextObject), and a character that repeats one of the seven
    before it on its line within 0.07 em. Which of the overprints is visible, and whether they are overprints
    at all, is decided later, by `clean`. (A string that lacks only some of its characters, because they were
    drawn singly in the same place before, can't be distinguished from a whole one.)
    """
    others = [run for place, run in runs.items() if place not in some]
    moves = [
        (run, get_matrix(run.handle), _MOVE_STEP_POINTS * (1 + index % _MOVE_PLACES))
        for index, run in enumerate(some.values())
    ]
    for run in others:
        lib.FPDFPageObj_SetIsActive(run.handle, False)
    try:
        for run, matrix, move in moves:
            set_matrix(run.handle, matrix._replace(f=matrix.f + move))
        _read_text_page(page, visible, some)
    finally:
        for run, matrix, _ in moves:
            set_matrix(run.handle, matrix)
        for run in others:
            lib.FPDFPageObj_SetIsActive(run.handle, True)
    for run, _, move in moves:
        dx, dy = run.matrix.c * move, run.matrix.d * move
        run.glyphs = [
            glyph._replace(x0=glyph.x0 - dx, top=glyph.top - dy, x1=glyph.x1 - dx, bottom=glyph.bottom - dy)
            for glyph in run.glyphs
        ]


def _read_text_page(page: Handle, visible: Matrix, runs: dict[int, TextRun]) -> int:
    textpage = lib.FPDFText_LoadPage(page)
    try:
        count = lib.FPDFText_CountChars(textpage)
        if count > limits.GLYPHS_PER_PAGE:
            raise PageError(f"it has more than {limits.GLYPHS_PER_PAGE:,} characters")
        controls = _list_characters(textpage, count, visible, runs)
    finally:
        lib.FPDFText_ClosePage(textpage)
    return controls


def _list_characters(textpage: Handle, count: int, visible: Matrix, runs: dict[int, TextRun]) -> int:
    controls = 0
    styles: dict[tuple[tuple[float, ...], float], _Style] = {}
    a, b, c, d, e, f = visible
    level = a > 0  # user space lies as the page is held
    run: TextRun | None = None
    last: int | None = None
    for index, (place, code, unmapped, x, y, (left, top, right, bottom)) in enumerate(
        _iter_characters(textpage, count)
    ):
        if place is None:  # a space or line end that PDFium put in
            continue
        if place != last:
            run, last = runs.get(place), place
            if run is None:
                continue
            keep, paint = run.glyphs.append, run.paint
            ((ux, uy), size, stretch), (start_x, start_y) = _get_style(textpage, index, visible, styles)
            across, up = start_x - x, start_y - y
            moved = (abs(across) > 0.5 or abs(up) > 0.5) and _has_ink_box(textpage, index, right)
            rightwards = level and (ux, uy) == _RIGHTWARDS
            # A Type 3 font has an em of its own (9.6.5), so that its nominal size means little: then PDFium
            # takes the box of the font. (The box of some ink is never so much higher than the em.)
            if rightwards and top - bottom > 1.5 * size:
                size = top - bottom
            above, below = 0.88 * size, 0.12 * size
        elif run is None:
            continue
        if moved:  # PDFium places characters from ActualText without the matrix of their form
            x, left, right = x + across, left + across, right + across
            y, top, bottom = y + up, top + up, bottom + up
        if 0xD800 <= code < 0xE000:
            if code >= 0xDC00:
                continue  # the second half of the character before
            low = lib.FPDFText_GetUnicode(textpage, index + 1) if index + 1 < count else 0
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) if 0xDC00 <= low < 0xE000 else 0
        # Without a map PDFium gives the code of the glyph in its font, which is not a character.
        text = REPLACEMENT_CHARACTER if unmapped else normalized_by_code[code]
        if not text:
            controls += is_control(code)
            continue
        if rightwards and x - left < 0.3 * size + 0.01:
            px, py = x + e, d * y + f
            width = right - left
            if (
                text >= "\u3000"
                and width < 0.97 * size * stretch
                and (moved or _has_ink_box(textpage, index, right))
            ):
                width = size * stretch
            keep(_new_tuple(Glyph, (text, px, py - above, px + width, py + below, size, 0, paint)))
        else:
            px, py = a * x + c * y + e, b * x + d * y + f
            shown = visible.map_rectangle(left, bottom, right, top)
            vertical = uy == 0.0 and ux > 0 and px - shown.x0 > 0.3 * size + 0.01
            if vertical:
                px, py = (shown.x0 + shown.x1) / 2, shown.top
            advance = shown.width if abs(ux) >= abs(uy) else shown.height
            box, angle = compute_em_box((px, py), (ux, uy), advance, size, vertical)
            keep(Glyph(text, *box, size, angle, paint))
    return controls


_new_tuple = tuple.__new__
"""Constructor that makes a Glyph in half the time of `Glyph(…)`."""
_Character = tuple[int | None, int, int, float, float, tuple[float, float, float, float]]
"""Address of the text object, code point, flag of a missing map, x and y of the origin, box.

The box is (left, top, right, bottom). All coordinates are in points of user space, y upwards.
"""

_BATCH_SIZE = 512
_text_object = load_function("FPDFText_GetTextObject", ctypes.c_void_p)
_xs, _ys, _boxes = (
    (ctypes.c_double * _BATCH_SIZE)(),
    (ctypes.c_double * _BATCH_SIZE)(),
    (raw.FS_RECTF * _BATCH_SIZE)(),
)
_at_xs = [ctypes.byref(_xs, 8 * index) for index in range(_BATCH_SIZE)]
_at_ys = [ctypes.byref(_ys, 8 * index) for index in range(_BATCH_SIZE)]
_at_boxes = [ctypes.byref(_boxes, 16 * index) for index in range(_BATCH_SIZE)]


def _iter_characters(textpage: Handle, count: int) -> Iterator[_Character]:
    """Yield the characters of a page, with each PDFium function called for a whole batch at a time.

    That takes half the time of calling all the functions for one character after the other.
    """
    for start in range(0, count, _BATCH_SIZE):
        batch = range(start, min(start + _BATCH_SIZE, count))
        page = repeat(textpage)
        places = map(_text_object, page, batch)
        codes = map(lib.FPDFText_GetUnicode, page, batch)
        unmapped = map(lib.FPDFText_HasUnicodeMapError, page, batch)
        deque(map(lib.FPDFText_GetCharOrigin, page, batch, _at_xs, _at_ys), maxlen=0)
        deque(map(lib.FPDFText_GetLooseCharBox, page, batch, _at_boxes), maxlen=0)
        yield from zip(
            places, codes, unmapped, _xs[:], _ys[:], struct.iter_unpack("4f", _boxes), strict=False
        )


_ink = (ctypes.c_double * 4)()
_at_ink = [ctypes.byref(_ink, 8 * index) for index in range(4)]


def _has_ink_box(textpage: Handle, index: int, right: float) -> bool:
    """Return True where PDFium gave a character the box of its ink instead of its advance.

    It does so for a character that it folded, such as a radical, or took from ActualText. `right` is the
    right side of the character's box in user space.
    """
    lib.FPDFText_GetCharBox(textpage, index, *_at_ink)
    return bool(abs(_ink[1] - right) < 1e-3)


_Style = tuple[Point, float, float]
"""Unit vector of writing on the visible page, size in points, ratio of an em's width to its height."""

_RIGHTWARDS = (1.0, 0.0)
_matrix = raw.FS_MATRIX()
_at_matrix = ctypes.byref(_matrix)
_six_floats = struct.Struct("6f").unpack_from


def _get_style(
    textpage: Handle, index: int, visible: Matrix, known: dict[tuple[tuple[float, ...], float], _Style]
) -> tuple[_Style, Point]:
    """Return the style of a character's text object, and the origin of that object in user space."""
    lib.FPDFText_GetMatrix(textpage, index, _at_matrix)
    font_size: float = lib.FPDFText_GetFontSize(textpage, index)
    *matrix, start_x, start_y = _six_floats(_matrix)
    key = (tuple(matrix), font_size)
    style = known.get(key)
    if style is None:
        known[key] = style = _measure_style(key[0], font_size, visible)
    return style, (start_x, start_y)


def _measure_style(matrix: tuple[float, ...], font_size: float, visible: Matrix) -> _Style:
    a, b, c, d = matrix
    x, y = a * visible.a + b * visible.c, a * visible.b + b * visible.d
    length = math.hypot(x, y) or 1.0
    along = (x / length, y / length)
    if abs(along[1]) < 1e-3 and x > 0:
        along = _RIGHTWARDS
    scale = math.hypot(c, d)
    return along, font_size * scale, math.hypot(a, b) / scale if scale else 1.0
