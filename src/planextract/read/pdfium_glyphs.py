"""The glyphs of a page as PDFium lists them, those it leaves out read again."""

from __future__ import annotations

import ctypes
import math

import pypdfium2.raw as raw

from planextract.errors import UnreadableError
from planextract.model.geometry import Matrix
from planextract.model.page import Glyph
from planextract.read import limits
from planextract.read.characters import REPLACEMENT, printed_code
from planextract.read.geometry import em_box
from planextract.read.pdfium_calls import lib, matrix_of, set_matrix
from planextract.read.pdfium_objects import TextRun


def list_glyphs(page: int, number: int, visible: Matrix, runs: dict[int, TextRun]) -> None:
    """Fill the runs with their glyphs.

    Raises UnreadableError when there are more than limits.GLYPHS_PER_PAGE.
    """
    _read(page, number, visible, runs)
    left_out = _without_glyphs(runs)
    while left_out:
        _read_apart(page, number, visible, runs, left_out)
        before, left_out = left_out, _without_glyphs(left_out)
        if len(left_out) == len(before):
            return  # nothing but white space


def _without_glyphs(runs: dict[int, TextRun]) -> dict[int, TextRun]:
    return {handle: run for handle, run in runs.items() if not run.glyphs}


_PLACES = 13
_APART = 500.0
"""Points between places; PDFium's single precision still tells a thousandth of a point at the last one."""


def _read_apart(
    page: int, number: int, visible: Matrix, runs: dict[int, TextRun], some: dict[int, TextRun]
) -> None:
    """Read text objects that PDFium left out, by moving them apart for a moment.

    Without saying so its text page skips an object that repeats one of the five before it within 0.9 of a
    character's width (CPDF_TextPage::IsSameAsPreTextObject), and a character that repeats one of the seven
    before it on its line within 0.07 em. Which of the strikes is seen, and whether they are strikes at all,
    is not for the reader to decide. (A string that lacks some of its characters only, because they
    were drawn singly in the same place before, can't be told from a whole one.)
    """
    others = [handle for handle in runs if handle not in some]
    matrices = {handle: matrix_of(handle) for handle in some}
    moves = {}
    for handle in others:
        lib.FPDFPageObj_SetIsActive(handle, False)
    try:
        for index, (handle, matrix) in enumerate(matrices.items()):
            move = _APART * (1 + index % _PLACES)
            moves[handle] = move
            set_matrix(handle, matrix._replace(f=matrix.f + move))
        _read(page, number, visible, some)
    finally:
        for handle, matrix in matrices.items():
            set_matrix(handle, matrix)
        for handle in others:
            lib.FPDFPageObj_SetIsActive(handle, True)
    for handle, run in some.items():
        dx, dy = run.matrix.c * moves[handle], run.matrix.d * moves[handle]
        run.glyphs = [
            glyph._replace(x0=glyph.x0 - dx, top=glyph.top - dy, x1=glyph.x1 - dx, bottom=glyph.bottom - dy)
            for glyph in run.glyphs
        ]


def _read(page: int, number: int, visible: Matrix, runs: dict[int, TextRun]) -> None:
    textpage = lib.FPDFText_LoadPage(page)
    try:
        count = lib.FPDFText_CountChars(textpage)
        if count > limits.GLYPHS_PER_PAGE:
            raise UnreadableError(
                f"Page {number} has more than {limits.GLYPHS_PER_PAGE:,} characters.",
                "A plan page has some thousands; check what the file really is.",
            )
        _list(textpage, count, visible, runs)
    finally:
        lib.FPDFText_ClosePage(textpage)


def _list(textpage: int, count: int, visible: Matrix, runs: dict[int, TextRun]) -> None:
    x, y, loose = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    at_x, at_y, at_loose = ctypes.byref(x), ctypes.byref(y), ctypes.byref(loose)
    ink = [ctypes.c_double() for _ in range(4)]
    at_ink = [ctypes.byref(edge) for edge in ink]
    unicode, map_error, origin, loose_box, ink_box = (
        lib.FPDFText_GetUnicode,
        lib.FPDFText_HasUnicodeMapError,
        lib.FPDFText_GetCharOrigin,
        lib.FPDFText_GetLooseCharBox,
        lib.FPDFText_GetCharBox,
    )
    a, b, c, d, e, f = visible
    text_object_of = lib.FPDFText_GetTextObject
    level = a > 0  # user space lies as the page is held
    run: TextRun | None = None
    last: int | None = None
    for index in range(count):
        place = text_object_of(textpage, index)
        if place is None:  # a space or line end that PDFium put in
            continue
        if place != last:
            run, last = runs.get(place), place
            if run is not None and not run.glyphs:
                _measure(run, textpage, index, visible)
        if run is None:
            continue
        code = unicode(textpage, index)
        # Without a map PDFium gives the code of the glyph in its font, which is no character.
        text = REPLACEMENT if map_error(textpage, index) else printed_code[code]
        if not text:
            continue
        origin(textpage, index, at_x, at_y)
        loose_box(textpage, index, at_loose)
        size = run.size
        left, right = loose.left, loose.right
        own_x = x.value
        if level and run.along == _RIGHTWARDS and abs(left - own_x) < 0.3 * size + 0.01:
            px, py = own_x + e, d * y.value + f
            width = right - left
            if text >= "\u4e00" and width < 0.97 * size * run.stretch:
                # PDFium gives a character that it folded, such as a radical, the box of its ink.
                ink_box(textpage, index, *at_ink)
                if abs(ink[1].value - right) < 1e-3:
                    width = size * run.stretch
            glyph = Glyph(text, px, py - 0.88 * size, px + width, py + 0.12 * size, size, 0, run.paint)
        else:
            ux, uy = run.along
            px, py = a * own_x + c * y.value + e, b * own_x + d * y.value + f
            shown = visible.box(left, loose.bottom, right, loose.top)
            vertical = uy == 0.0 and ux > 0 and abs(shown.x0 - px) > 0.3 * size + 0.01
            if vertical:
                px, py = (shown.x0 + shown.x1) / 2, shown.top
            advance = shown.width if abs(ux) >= abs(uy) else shown.height
            box, angle = em_box((px, py), (ux, uy), advance, size, vertical)
            glyph = Glyph(text, *box, size, angle, run.paint)
        run.glyphs.append(glyph)


_RIGHTWARDS = (1.0, 0.0)
_matrix = raw.FS_MATRIX()
_at_matrix = ctypes.byref(_matrix)


def _measure(run: TextRun, textpage: int, index: int, visible: Matrix) -> None:
    """Direction and size of a text object on the visible page, from its first glyph."""
    lib.FPDFText_GetMatrix(textpage, index, _at_matrix)
    a, b, c, d = _matrix.a, _matrix.b, _matrix.c, _matrix.d
    x, y = a * visible.a + b * visible.c, a * visible.b + b * visible.d
    length = math.hypot(x, y) or 1.0
    run.along = (x / length, y / length)
    if abs(run.along[1]) < 1e-3 and x > 0:
        run.along = _RIGHTWARDS
    scale = math.hypot(c, d)
    run.size = lib.FPDFText_GetFontSize(textpage, index) * scale
    run.stretch = math.hypot(a, b) / scale if scale else 1.0
