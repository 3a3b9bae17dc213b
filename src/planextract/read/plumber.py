"""Read pages through pdfplumber, the independent reference for glyphs and shapes.

pdfplumber (pdfminer) reports neither clip paths nor the stacking of paints, so each glyph and shape is
matched with the PDFium paint that made it: the one with the same character, or outline, in the same
place. Characters and order are pdfminer's own.
"""

from __future__ import annotations

import io
import logging
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTContainer, LTCurve

from planextract.errors import UnreadableError
from planextract.japanese.widths import nfkc_key
from planextract.model.geometry import Matrix
from planextract.model.page import Glyph, PageContent, Point, Shape, UnreadablePage
from planextract.read.characters import normalize_character
from planextract.read.page_geometry import compute_em_box
from planextract.read.pdfium.calls import flatten_curve
from planextract.read.pdfium.reader import PdfiumDocument, PdfiumReader
from planextract.wording.messages import make_message

MAX_READER_OFFSET_POINTS = 0.5
"""Largest distance, in points, between the positions that two readers give the same glyph."""

_MAX_SKIPPED_GLYPHS = 4
"""Largest number of consecutive glyphs that one reader may list and the other omit."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)


class PlumberDocument:
    """A file opened by pdfplumber, and by PDFium for its clips, paints and rendering."""

    def __init__(self, document: Any, paints: PdfiumDocument) -> None:
        self._document, self._paints = document, paints
        self.page_count = paints.page_count

    def pages(self, first: int, last: int) -> Iterator[PageContent | UnreadablePage]:
        for content in self._paints.pages(first, last):
            if isinstance(content, UnreadablePage):
                yield content
                continue
            try:
                page = self._document.pages[content.number - 1]
                marks = list(_iter_painted_items(page.layout))
                visible = _invert_device_matrix(page).compose_with(content.visible)
                known = _PdfiumGlyphs(content.glyphs)
                glyphs = tuple(
                    _read_glyphs([mark for mark in marks if isinstance(mark, LTChar)], visible, known)
                )
                shapes = tuple(
                    _read_shapes([mark for mark in marks if isinstance(mark, LTCurve)], visible, content)
                )
                page.close()
            except MemoryError:
                raise
            except Exception as error:  # a damaged page makes pdfminer raise any of them
                yield UnreadablePage(content.number, f"pdfplumber fails on it ({_describe_error(error)})")
                continue
            if (glyphs or shapes) and not content.paints:
                # PDFium, which tells what is visible, paints nothing here
                yield UnreadablePage(content.number, "its readers disagree about what is painted on it")
                continue
            yield replace(content, glyphs=glyphs, shapes=shapes, differences=known.difference_count)


def _open_file(paints: PdfiumDocument) -> Any:
    """Open a file with pdfplumber, or else the file as PDFium writes it anew."""
    try:
        return pdfplumber.open(io.BytesIO(paints.plumber_data))
    except MemoryError:
        raise
    except Exception:  # a damaged file makes pdfminer raise any of them
        return pdfplumber.open(io.BytesIO(paints.save_repaired()))


class PlumberReader:
    name = "pdfplumber"

    @contextmanager
    def open(self, data: bytes, password: str | None) -> Iterator[PlumberDocument]:
        with PdfiumReader().open(data, password) as paints:
            try:
                document = _open_file(paints)
            except MemoryError:
                raise
            except Exception as error:  # a damaged file makes pdfminer raise any of them
                raise UnreadableError(
                    make_message("pdfplumber can't read this file ({error}).", error=_describe_error(error)),
                    "Try --engine pdfium.",
                ) from error
            # Not closed: closing only visits every page once more, unreadable ones included.
            yield PlumberDocument(document, paints)


def _describe_error(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}".rstrip(": ")


def _iter_painted_items(container: LTContainer[Any]) -> Iterator[Any]:
    """Yield every painted item in paint order, descending into figures (form XObjects)."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _iter_painted_items(item)
        else:
            yield item


def _invert_device_matrix(page: Any) -> Matrix:
    """Return the matrix from pdfminer's device space to user space.

    It is the inverse of the one in PDFPageInterpreter.process_page.
    """
    x0, y0, x1, y1 = page.page_obj.mediabox
    match page.page_obj.rotate % 360:
        case 90:
            return Matrix(0, 1, -1, 0, x1, y0)
        case 180:
            return Matrix(-1, 0, 0, -1, x1, y1)
        case 270:
            return Matrix(0, -1, 1, 0, x0, y1)
        case _:
            return Matrix(1, 0, 0, 1, x0, y0)


# -- glyphs --------------------------------------------------------------------------------------


def _read_glyphs(chars: list[LTChar], visible: Matrix, known: _PdfiumGlyphs) -> Iterator[Glyph]:
    descents = _find_usual_descents(chars)
    for char in chars:
        text = normalize_character(char.get_text())
        if text and (glyph := _read_glyph(char, text, descents[char.fontname], visible)) is not None:
            # Two fonts of one name may have different descents: then what looks like rise is none.
            level = _read_glyph(char, text, _compute_descent(char), visible)
            yield known.match_glyph(glyph, level or glyph)


def _read_glyph(char: LTChar, text: str, descent: float, visible: Matrix) -> Glyph | None:
    a, b, c, d, e, f = char.matrix
    level = abs(d) >= abs(c)
    height = abs(char.y1 - char.y0) if level else abs(char.x1 - char.x0)
    scale = math.hypot(c, d)
    if not scale or not height:
        return None
    rise = (_compute_descent(char) - descent) * height / scale
    if abs(rise) * scale < 0.05:
        rise = 0.0
    x, y = visible.map_point(e + c * rise, f + d * rise)
    shown = Matrix(a, b, c, d, 0, 0).compose_with(visible._replace(e=0, f=0))
    # A negative size or scale turns the type, which the matrix of such a text turns back.
    length = math.copysign(math.hypot(shown.a, shown.b) or 1.0, char.adv)
    along = (shown.a / length, shown.b / length)
    if abs(along[1]) < 1e-3 and along[0] > 0:
        along = (1.0, 0.0)
    box = visible.map_rectangle(char.x0, char.y0, char.x1, char.y1)
    vertical = along == (1.0, 0.0) and abs(box.x0 - x) > 0.3 * height
    if vertical:
        x, y, height = (box.x0 + box.x1) / 2, box.top, box.width
    place, angle = compute_em_box((x, y), along, char.adv * length, height, vertical)
    return Glyph(text, *place, height, angle, 0)


def _compute_descent(char: LTChar) -> float:
    """Return the distance from a character's origin to the bottom of its box, in ems: descent plus rise."""
    _, _, c, d, e, f = char.matrix
    if abs(d) >= abs(c):
        low = char.y0 if d > 0 else char.y1
        return (low - f) / math.copysign(char.y1 - char.y0, d) if char.y1 != char.y0 else 0.0
    low = char.x0 if c > 0 else char.x1
    return (low - e) / math.copysign(char.x1 - char.x0, c) if char.x1 != char.x0 else 0.0


def _find_usual_descents(chars: Iterable[LTChar]) -> dict[str, float]:
    """Return the descent of each font, in ems, by font name.

    pdfminer adds a character's rise to the descent and keeps neither: the value that most characters of a
    font have is the descent, and a difference from it is rise.
    """
    found: dict[str, Counter[float]] = defaultdict(Counter)
    for char in chars:
        found[char.fontname][round(_compute_descent(char), 4)] += 1
    return {font: values.most_common(1)[0][0] for font, values in found.items()}


def _get_baseline(glyph: Glyph) -> float:
    """Return the y of a glyph's baseline, in points from the top of the visible page.

    Readers agree on it even where they differ on the size of a glyph, as in a Type 3 font.
    """
    return glyph.bottom - 0.12 * glyph.size


def _has_same_baseline(glyph: Glyph, other: Glyph) -> bool:
    return abs(_get_baseline(glyph) - _get_baseline(other)) < MAX_READER_OFFSET_POINTS


class _PdfiumGlyphs:
    """The glyphs that PDFium lists on a page, each of which is matched once."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._glyphs = glyphs
        self._taken = [False] * len(glyphs)
        self._next = self._unmatched = 0
        self._places: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for index, glyph in enumerate(glyphs):
            self._places[glyph.text, round(glyph.x0), round(_get_baseline(glyph))].append(index)

    @property
    def difference_count(self) -> int:
        """Number of characters that only one of the readers lists."""
        return self._taken.count(False) + self._unmatched

    def match_glyph(self, glyph: Glyph, level: Glyph) -> Glyph:
        """Return the glyph with the paint that made it, at PDFium's position.

        Both readers list the page in paint order, so that the next glyph in order is nearly always the
        match. pdfminer leaves out the character spacing after the last glyph of a string (ISO 32000-1,
        9.4.4), which shifts the rest of a justified line by up to some points: there PDFium's position is
        the right one. A character that PDFium does not list keeps its own position, and takes the paint of
        the glyph before it. `level` is the same glyph as if it were not raised.
        """
        index = self._find_glyph(glyph)
        if index is None:
            index = self._find_glyph(level)
        if index is None:
            index = self._find_overprinted_glyph(glyph)
            if index is not None:
                return self._glyphs[index]
            self._unmatched += 1
            before = self._glyphs[self._next - 1] if self._next else glyph
            return glyph._replace(paint=before.paint)
        self._taken[index] = True
        self._next = index + 1
        return self._glyphs[index]

    def _find_glyph(self, glyph: Glyph) -> int | None:
        index = self._find_in_order(glyph)
        if index is None:
            index = self._find_in_place(glyph)
        return self._find_renamed_glyph(glyph) if index is None else index

    def _find_in_order(self, glyph: Glyph) -> int | None:
        for index in range(self._next, min(self._next + _MAX_SKIPPED_GLYPHS, len(self._glyphs))):
            known = self._glyphs[index]
            if (
                known.text == glyph.text
                and not self._taken[index]
                and _has_same_baseline(known, glyph)
                and (index == self._next or abs(known.x0 - glyph.x0) < glyph.size)
            ):
                return index
        return None

    def _find_in_place(self, glyph: Glyph) -> int | None:
        column, line = round(glyph.x0), round(_get_baseline(glyph))
        for x in (column, column - 1, column + 1):
            for y in (line, line - 1, line + 1):
                for index in self._places.get((glyph.text, x, y), ()):
                    known = self._glyphs[index]
                    if (
                        not self._taken[index]
                        and abs(known.x0 - glyph.x0) < MAX_READER_OFFSET_POINTS
                        and _has_same_baseline(known, glyph)
                    ):
                        return index
        return None

    def _find_renamed_glyph(self, glyph: Glyph) -> int | None:
        """Return the index of the next glyph in order if it has the same position but another character.

        pdfminer ignores ActualText (ISO 32000-1, 14.9.4), which distinguishes the ・ and ～ of a font from
        their look-alikes.
        """
        if self._next < len(self._glyphs) and len(nfkc_key(glyph.text)) == 1:
            known = self._glyphs[self._next]
            if abs(known.x0 - glyph.x0) < MAX_READER_OFFSET_POINTS and _has_same_baseline(known, glyph):
                return self._next
        return None

    def _find_overprinted_glyph(self, glyph: Glyph) -> int | None:
        """Return the index of the glyph that this one overprints: PDFium lists some overprints once only."""
        line = round(_get_baseline(glyph))
        for x in range(round(glyph.x0 - glyph.size), round(glyph.x0 + glyph.size) + 1):
            for y in (line, line - 1, line + 1):
                for index in self._places.get((glyph.text, x, y), ()):
                    if self._taken[index] and _has_same_baseline(self._glyphs[index], glyph):
                        return index
        return None


# -- shapes --------------------------------------------------------------------------------------


def _read_shapes(curves: list[LTCurve], visible: Matrix, content: PageContent) -> Iterator[Shape]:
    known = _PdfiumShapes(content)
    for curve in curves:
        if not (curve.stroke or curve.fill):
            continue
        points = tuple(visible.map_point(x, y) for x, y in _flatten_outline(curve))
        if len(points) > 1 and (match := known.take_matching_shape(points)) is not None:
            yield match._replace(stroked=bool(curve.stroke), filled=bool(curve.fill))


def _flatten_outline(curve: LTCurve) -> list[Point]:
    """Return the points of a path as drawn, with its curves flattened."""
    path: Any = curve.original_path
    if not path:
        return list(curve.pts)
    points: list[Point] = []
    start: Point | None = None
    for command, *places in path:
        if command == "m":
            start = places[0]
            points.append(places[0])
        elif command == "l":
            points.append(places[0])
        elif command == "c":
            points.extend(flatten_curve(points[-1], places[0], places[1], places[2]))
        elif command in ("v", "y"):
            first = points[-1] if command == "v" else places[0]
            points.extend(flatten_curve(points[-1], first, places[-2], places[-1]))
        elif command == "h" and start is not None and points[-1] != start:
            points.append(start)
    return points


class _PdfiumShapes:
    """The shapes that PDFium lists on a page, looked up by bounding box; each is taken once."""

    def __init__(self, content: PageContent) -> None:
        self._shapes: dict[tuple[int, int, int, int], list[Shape]] = defaultdict(list)
        for shape in content.shapes:
            self._shapes[_make_box_key(shape.points)].append(shape)

    def take_matching_shape(self, points: tuple[Point, ...]) -> Shape | None:
        key = _make_box_key(points)
        for near in _iter_neighbour_keys(key):
            found = self._shapes.get(near)
            if found:
                return found.pop(0)
        return None


def _make_box_key(points: tuple[Point, ...]) -> tuple[int, int, int, int]:
    xs, ys = zip(*points, strict=True)
    return round(2 * min(xs)), round(2 * min(ys)), round(2 * max(xs)), round(2 * max(ys))


def _iter_neighbour_keys(key: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the key itself, then the keys one rounding step away from it in any coordinate."""
    yield key
    steps = (0, -1, 1)
    for a in steps:
        for b in steps:
            for c in steps:
                for d in steps:
                    if a or b or c or d:
                        yield key[0] + a, key[1] + b, key[2] + c, key[3] + d
