"""List the glyphs of a page with PDFium, including those that its text page skips."""

from __future__ import annotations

import ctypes
import math
import struct
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

import pypdfium2.raw as raw

from planextract import limits
from planextract.errors import PageError
from planextract.model.geometry import Matrix, Point
from planextract.model.page import Glyph
from planextract.read.characters import REPLACEMENT_CHARACTER, is_control, normalized_by_code
from planextract.read.page_geometry import compute_em_box
from planextract.read.pdfium.actual_text import ActualText, hide_actual_texts, reconcile_texts
from planextract.read.pdfium.calls import (
    Handle,
    get_bounds,
    get_font_size,
    get_matrix,
    lib,
    load_function,
    set_matrix,
)
from planextract.read.pdfium.objects import TextRun
from planextract.wording.messages import make_message


def list_glyphs(page: Handle, visible: Matrix, runs: dict[int, TextRun]) -> int:
    """Fill the runs with their glyphs and return the number of control characters left out.

    Raises PageError when there are more than limits.GLYPHS_PER_PAGE.
    """
    replaced = [run for run in runs.values() if run.actual is not None]
    hide_actual_texts(run.handle for run in replaced)
    controls = _read_text_page(page, visible, runs)
    _read_shrunk(page, visible, runs)
    left_out = {place: run for place, run in _select_unlisted_runs(runs).items() if _has_ink(run)}
    while left_out:
        _read_moved_apart(page, visible, runs, left_out)
        before, left_out = left_out, _select_unlisted_runs(left_out)
        if len(left_out) == len(before):
            break  # nothing but controls
    _apply_actual_texts(replaced)
    return controls


def _apply_actual_texts(runs: list[TextRun]) -> None:
    """Reconcile the glyphs of text objects with the replacement text around one or several of them."""
    groups: dict[ActualText, list[TextRun]] = {}
    for run in runs:
        assert run.actual is not None
        groups.setdefault(run.actual, []).append(run)
    for actual, group in groups.items():
        texts = iter(reconcile_texts([glyph.text for run in group for glyph in run.glyphs], actual.text))
        for run in group:
            run.glyphs = [glyph._replace(text=next(texts)) for glyph in run.glyphs]


def _read_shrunk(page: Handle, visible: Matrix, runs: dict[int, TextRun]) -> None:
    """Read text objects of Type 3 fonts again whose nominal size is far larger than their type.

    PDFium leaves out a character that repeats one before it within 0.07 of the nominal size, which here is
    wider than the character.
    """
    some = {place: run for place, run in runs.items() if run.enlarge > 1}
    sizes = {place: get_font_size(run.handle) for place, run in some.items()}
    for place, run in some.items():
        run.glyphs = []
        lib.FPDFTextObj_SetFontSize(run.handle, ctypes.c_float(sizes[place] / run.enlarge))
    others = [run for place, run in runs.items() if place not in some] if some else []
    with _inactive(others):
        if some:
            _read_text_page(page, visible, some)
    for place, run in some.items():
        lib.FPDFTextObj_SetFontSize(run.handle, ctypes.c_float(sizes[place]))


@contextmanager
def _inactive(runs: list[TextRun]) -> Iterator[None]:
    """Leave text objects out of PDFium's text pages for a while."""
    for run in runs:
        lib.FPDFPageObj_SetIsActive(run.handle, False)
    try:
        yield
    finally:
        for run in runs:
            lib.FPDFPageObj_SetIsActive(run.handle, True)


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
    with _inactive(others):
        try:
            for run, matrix, move in moves:
                set_matrix(run.handle, matrix._replace(f=matrix.f + move))
            _read_text_page(page, visible, some)
        finally:
            for run, matrix, _ in moves:
                set_matrix(run.handle, matrix)
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
            raise PageError(
                make_message(
                    "it has more than {glyphs_per_page:,} characters", glyphs_per_page=limits.GLYPHS_PER_PAGE
                )
            )
        controls = _list_characters(textpage, count, visible, runs)
    finally:
        lib.FPDFText_ClosePage(textpage)
    return controls


def _list_characters(textpage: Handle, count: int, visible: Matrix, runs: dict[int, TextRun]) -> int:
    controls = 0
    styles: dict[tuple[tuple[float, ...], float], _Style] = {}
    a, b, c, d, e, f = visible
    level = a > 0 and b == 0.0  # user space lies as the page is held
    run: TextRun | None = None
    last: int | None = None
    before_x = before_y = math.inf
    for index, (place, code, unmapped, x, y, (left, bottom, right, top)) in enumerate(
        _iter_characters(textpage, count)
    ):
        if place is None:  # a space or line end that PDFium put in
            continue
        if place != last:
            run, last = runs.get(place), place
            before_x = before_y = math.inf
            if run is None:
                continue
            keep, paint = run.glyphs.append, run.paint
            (ux, uy), size, stretch = _get_style(textpage, index, visible, styles)
            rightwards = level and (ux, uy) == _RIGHTWARDS
            # A Type 3 font has an em of its own (9.6.5), so that its nominal size means little: then PDFium
            # takes the box of the font. (Other boxes are exactly an em high.)
            enlarge = run.enlarge
            type3 = False
            if rightwards:
                height = abs((d * top + f) - (d * bottom + f))
            else:
                height = _measure_across(visible, (left, bottom, right, top), (ux, uy))
            if height and size and not 0.67 < enlarge * height / size < 1.5 and _is_type3(run.handle):
                ink_left, ink_right, ink_bottom, ink_top = _get_ink_box(textpage, index)
                height = enlarge * _measure_across(
                    visible, (ink_left, ink_bottom, ink_right, ink_top), (ux, uy)
                )
                type3 = enlarge > 1 or not 0.67 < height / size < 1.5
            if type3:
                if size > height > 0:
                    run.enlarge = size / height
                size = height
            above, below = 0.88 * size, 0.12 * size
            widest = math.inf if type3 else max(1.02 * size * stretch, 0.01)
        elif run is None:
            continue
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
        if enlarge != 1:
            left, right = x + enlarge * (left - x), x + enlarge * (right - x)
            bottom, top = y + enlarge * (bottom - y), y + enlarge * (top - y)
        if x == before_x and y == before_y and run.glyphs:
            # One glyph may stand for several characters, such as the ligature ffi.
            run.glyphs[-1] = run.glyphs[-1]._replace(text=run.glyphs[-1].text + text)
            continue
        before_x, before_y = x, y
        if rightwards and x - left < 0.3 * size + 0.01:
            px, py = x + e, d * y + f
            width = right - left
            if text >= "\u3000" and width < 0.97 * size * stretch and _has_ink_box(textpage, index, right):
                width = size * stretch
            elif width > widest and text not in _WIDE_CHARACTERS:
                width = (
                    size * stretch
                )  # the widths in the file are wrong, and each character placed by itself
            keep(_new_tuple(Glyph, (text, px, py - above, px + width, py + below, size, 0, paint)))
        else:
            px, py = a * x + c * y + e, b * x + d * y + f
            shown = visible.map_rectangle(left, bottom, right, top)
            is_upright = uy == 0.0 and ux > 0
            if is_upright and abs(px - shown.x1) < 0.01 and shown.width > 0.01:
                # A negative width: the glyph is right of its origin all the same.
                shown = shown._replace(x0=px, x1=2 * px - shown.x0)
            vertical = is_upright and px - shown.x0 > 0.3 * size + 0.01
            if vertical:
                px, py = (shown.x0 + shown.x1) / 2, shown.top
            advance = shown.width if abs(ux) >= abs(uy) else shown.height
            box, angle = compute_em_box((px, py), (ux, uy), min(advance, widest), size, vertical)
            keep(Glyph(text, *box, size, angle, paint))
    return controls


_WIDE_CHARACTERS = "\u2e3a\u2e3b"
"""Characters that are wider than an em: dashes of two and three."""


def _measure_across(visible: Matrix, box: tuple[float, ...], along: Point) -> float:
    """Return the height of a character's box across its line, in points; 0 for slanted type."""
    if min(abs(along[0]), abs(along[1])) > 0.01:
        return 0.0
    shown = visible.map_rectangle(*box)
    return shown.height if abs(along[0]) > abs(along[1]) else shown.width


def _is_type3(handle: Handle) -> bool:
    """Return whether the font of a text object is made of drawings: it has neither a name nor a program."""
    font = lib.FPDFTextObj_GetFont(handle)
    return not lib.FPDFFont_GetFontData(font, None, _no_size, _at_length) or not _length.value


_length, _no_size = ctypes.c_size_t(), ctypes.c_size_t(0)
_at_length = ctypes.byref(_length)


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
    return bool(abs(_get_ink_box(textpage, index)[1] - right) < 1e-3)


def _get_ink_box(textpage: Handle, index: int) -> tuple[float, float, float, float]:
    """Return left, right, bottom and top of a character's ink in user space."""
    lib.FPDFText_GetCharBox(textpage, index, *_at_ink)
    left, right, bottom, top = _ink
    return left, right, bottom, top


_Style = tuple[Point, float, float]
"""Unit vector of writing on the visible page, size in points, ratio of an em's width to its height."""

_RIGHTWARDS = (1.0, 0.0)
_matrix = raw.FS_MATRIX()
_at_matrix = ctypes.byref(_matrix)
_six_floats = struct.Struct("6f").unpack_from


def _get_style(
    textpage: Handle, index: int, visible: Matrix, known: dict[tuple[tuple[float, ...], float], _Style]
) -> _Style:
    """Return the style of a character's text object."""
    lib.FPDFText_GetMatrix(textpage, index, _at_matrix)
    font_size: float = lib.FPDFText_GetFontSize(textpage, index)
    matrix = _six_floats(_matrix)[:4]
    key = (matrix, font_size)
    style = known.get(key)
    if style is None:
        known[key] = style = _measure_style(matrix, font_size, visible)
    return style


def _measure_style(matrix: tuple[float, ...], font_size: float, visible: Matrix) -> _Style:
    # A negative size turns the type by half a turn, which the matrix of such a text turns back.
    a, b, c, d = (math.copysign(1.0, font_size) * part for part in matrix)
    x, y = a * visible.a + b * visible.c, a * visible.b + b * visible.d
    length = math.hypot(x, y) or 1.0
    along = (x / length, y / length)
    if abs(along[1]) < 1e-3 and x > 0:
        along = _RIGHTWARDS
    scale = math.hypot(c, d)
    return along, abs(font_size) * scale, math.hypot(a, b) / scale if scale else 1.0
