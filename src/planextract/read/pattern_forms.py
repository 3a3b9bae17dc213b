"""Replace a tiling pattern that paints text once by a form XObject with the same content.

A program may paint a page, or the cells of its tables, as the single tile of a pattern (ISO 32000-1, 8.7.3).
Readers list what pages and forms paint and never look into patterns. A tile that is repeated is a ground,
such as a watermark, and stays.
"""

from __future__ import annotations

from typing import Any

from planextract.model.geometry import IDENTITY, Box, Matrix, Point

_FILLING = {b"f": b"W", b"F": b"W", b"f*": b"W*", b"B": b"W", b"B*": b"W*", b"b": b"W", b"b*": b"W*"}
"""Operators that fill a path, each with the one that clips to the same area."""

_STROKING = {b"B": b"S", b"B*": b"S", b"b": b"s", b"b*": b"s"}
"""Operators that also stroke the path, each with the one that only strokes it."""

_BUILDING = (b"m", b"l", b"c", b"v", b"y", b"h", b"re")
_OTHER_COLOURS = (b"g", b"rg", b"k", b"cs")

_Operation = tuple[list[Any], bytes]


def replace_text_tiles(writer: Any, page: Any) -> bool:
    """Replace the tiles that a page paints once; False where it has none."""
    from pypdf.generic import ContentStream, DictionaryObject, NameObject

    resources = page.get("/Resources")
    patterns = resources.get_object().get("/Pattern") if resources is not None else None
    tiles = {
        name: pattern
        for name, pattern in (patterns.get_object().items() if patterns is not None else ())
        if _has_text(pattern.get_object())
    }
    if not tiles or page.get("/Contents") is None:
        return False
    content = ContentStream(page["/Contents"].get_object(), writer)
    rewriter = _Rewriter({name: pattern.get_object() for name, pattern in tiles.items()})
    operations = rewriter.rewrite(content.operations)
    if not rewriter.used:
        return False
    content.operations = operations
    resources = resources.get_object()
    forms = resources.get("/XObject", DictionaryObject()).get_object()
    for tile, name in rewriter.used.items():
        forms[NameObject(name)] = writer._add_object(_make_form(tiles[tile].get_object(), resources))
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Contents")] = writer._add_object(content)
    return True


def _has_text(pattern: Any) -> bool:
    return pattern.get("/PatternType") == 1 and hasattr(pattern, "get_data") and b"BT" in pattern.get_data()


def _make_form(pattern: Any, resources: Any) -> Any:
    from pypdf.generic import NameObject, StreamObject

    form = StreamObject()
    form.set_data(pattern.get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = pattern["/BBox"]
    if "/Matrix" in pattern:
        form[NameObject("/Matrix")] = pattern["/Matrix"]
    form[NameObject("/Resources")] = pattern.get("/Resources", resources)
    return form


class _Rewriter:
    """A walk through the operations of a page that follows the matrix and the pattern in force."""

    def __init__(self, tiles: dict[str, Any]) -> None:
        self._tiles = tiles
        self.used: dict[str, str] = {}
        """Names of the forms that replace patterns, by the name of the pattern."""
        self._matrix = IDENTITY
        self._tile: str | None = None
        self._stack: list[tuple[Matrix, str | None]] = []
        self._path: list[_Operation] = []
        self._points: list[Point] = []

    def rewrite(self, operations: list[_Operation]) -> list[_Operation]:
        """Return the operations with each tile that is painted once as a form."""
        done: list[_Operation] = []
        for operands, operator in operations:
            if operator in _BUILDING:
                self._path.append((operands, operator))
                self._add_points(operands, operator)
                continue
            if operator in _FILLING and self._tile is not None and self._is_painted_once():
                done.extend(self._paint_form(operands, operator))
            elif operator in (b"W", b"W*"):
                self._path.append((operands, operator))
                continue
            else:
                done.extend(self._path)
                done.append((operands, operator))
                self._follow_state(operands, operator)
            self._path, self._points = [], []
        return [*done, *self._path]

    def _add_points(self, operands: list[Any], operator: bytes) -> None:
        numbers = [float(number) for number in operands]
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
        self._points += [
            self._matrix.map_point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)
        ]

    def _follow_state(self, operands: list[Any], operator: bytes) -> None:
        if operator == b"q":
            self._stack.append((self._matrix, self._tile))
        elif operator == b"Q" and self._stack:
            self._matrix, self._tile = self._stack.pop()
        elif operator == b"cm" and len(operands) == 6:
            self._matrix = Matrix(*map(float, operands)).compose_with(self._matrix)
        elif operator in (b"scn", b"sc"):
            last = operands[-1] if operands else None
            self._tile = str(last) if str(last) in self._tiles else None
        elif operator in _OTHER_COLOURS:
            self._tile = None

    def _is_painted_once(self) -> bool:
        """Return whether the path shows no more of the pattern than its tile at the origin."""
        assert self._tile is not None
        if not self._points or self._matrix.a * self._matrix.d == self._matrix.b * self._matrix.c:
            return False
        pattern = self._tiles[self._tile]
        placed = Matrix(*map(float, pattern["/Matrix"])) if "/Matrix" in pattern else IDENTITY
        tile = placed.map_rectangle(*map(float, pattern["/BBox"]))
        xs, ys = [x for x, _ in self._points], [y for _, y in self._points]
        painted = Box(min(xs), min(ys), max(xs), max(ys))
        step = placed.map_rectangle(0, 0, abs(float(pattern["/XStep"])), abs(float(pattern["/YStep"])))
        common = painted.intersect_with(tile)
        # A tile may end at the edge of the page, where rounding leaves a sliver of the next one.
        return (
            common.width > 0 < common.height
            and painted.width <= 1.05 * max(step.width, tile.width)
            and painted.height <= 1.05 * max(step.height, tile.height)
            and common.width >= 0.9 * min(painted.width, tile.width)
            and common.height >= 0.9 * min(painted.height, tile.height)
        )

    def _paint_form(self, operands: list[Any], operator: bytes) -> list[_Operation]:
        from pypdf.generic import FloatObject, NameObject

        assert self._tile is not None
        name = self.used.setdefault(self._tile, f"/Tile{self._tile[1:]}")
        back = [FloatObject(number) for number in _invert(self._matrix)]
        done: list[_Operation] = [
            ([], b"q"),
            *self._path,
            ([], _FILLING[operator]),
            ([], b"n"),
            (back, b"cm"),
            ([NameObject(name)], b"Do"),
            ([], b"Q"),
        ]
        if operator in _STROKING:
            done += [*self._path, ([], _STROKING[operator])]
        return done


def _invert(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    determinant = a * d - b * c
    return Matrix(
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
        (c * f - d * e) / determinant,
        (b * e - a * f) / determinant,
    )
