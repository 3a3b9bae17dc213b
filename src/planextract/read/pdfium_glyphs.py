"""The glyphs of a page as PDFium lists them, with the strikes it leaves out put back."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable

import pypdfium2.raw as raw

from planextract.errors import UnreadableError
from planextract.model.geometry import Box, Matrix
from planextract.model.page import Glyph
from planextract.read import limits
from planextract.read.characters import REPLACEMENT, printed_code
from planextract.read.geometry import em_box
from planextract.read.pdfium_calls import bounds_of, lib, matrix_of
from planextract.read.pdfium_objects import TextRun


def list_glyphs(page: int, number: int, visible: Matrix, runs: dict[int, TextRun]) -> None:
    """Fill the runs with their glyphs.

    Raises UnreadableError when there are more than limits.GLYPHS_PER_PAGE.
    """
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
    _restore_strikes(runs.values())


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
        if 0xDC00 <= code <= 0xDFFF:
            continue  # the second half of the character before
        if 0xD800 <= code <= 0xDBFF and index + 1 < count:
            code = 0x10000 + ((code - 0xD800) << 10) + (unicode(textpage, index + 1) - 0xDC00)
        # Without a map PDFium gives the code of the glyph in its font, which is no character.
        text = REPLACEMENT if map_error(textpage, index) else printed_code[code]
        if not text:
            continue
        origin(textpage, index, at_x, at_y)
        loose_box(textpage, index, at_loose)
        size = run.size
        left, right = loose.left, loose.right
        own_x = x.value
        if level and run.along == _RIGHTWARDS and own_x - left < 0.3 * size + 0.01:
            px, py = own_x + e, d * y.value + f
            width = right - left
            if text >= "\u3000" and width < 0.97 * size * run.stretch:
                # A character that PDFium folded, or took from ActualText, has the box of its ink.
                ink_box(textpage, index, *at_ink)
                if abs(ink[1].value - right) < 1e-3:
                    width = size * run.stretch
            glyph = Glyph(text, px, py - 0.88 * size, px + width, py + 0.12 * size, size, 0, run.paint)
        else:
            ux, uy = run.along
            px, py = a * own_x + c * y.value + e, b * own_x + d * y.value + f
            shown = visible.box(left, loose.bottom, right, loose.top)
            vertical = uy == 0.0 and ux > 0 and px - shown.x0 > 0.3 * size + 0.01
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


def _restore_strikes(runs: Iterable[TextRun]) -> None:
    """Put back the second strikes that PDFium leaves out without saying so.

    Its text page skips a text object that repeats one of the five before it within 0.9 of a character's
    width (CPDF_TextPage::IsSameTextObject). Which of the strikes is seen, and whether they are strikes at
    all, is not for the reader to decide. (Single characters struck within 0.07 em of one of the seven
    before them are left out too; those can't be told apart from here, and are surely strikes.)
    """
    earlier: list[TextRun] = []
    for run in runs:
        if not run.glyphs:
            _restore(run, earlier)
        earlier.append(run)
        del earlier[:-5]


def _restore(run: TextRun, earlier: list[TextRun]) -> None:
    box = run.matrix.box(*bounds_of(run.handle))
    if box.width <= 0:
        return
    for twin in reversed(earlier):
        if not twin.glyphs or not _repeats(box, twin):
            continue
        place, twin_place = matrix_of(run.handle).then(run.matrix), matrix_of(twin.handle).then(twin.matrix)
        dx, dy = place.e - twin_place.e, place.f - twin_place.f
        run.glyphs = [
            Glyph(
                glyph.text,
                glyph.x0 + dx,
                glyph.top + dy,
                glyph.x1 + dx,
                glyph.bottom + dy,
                glyph.size,
                glyph.angle,
                run.paint,
            )
            for glyph in twin.glyphs
        ]
        return


def _repeats(box: Box, twin: TextRun) -> bool:
    twin_box = twin.matrix.box(*bounds_of(twin.handle))
    common = box.meet(twin_box)
    alike = abs(box.width - twin_box.width) < 0.02 * box.width + 0.01
    return alike and common.width >= box.width / 2 and common.height > 0
