"""Layers of marks drawn on a page, independent of the picture's format.

Coordinates are in points from the top left of the visible page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planextract.inspect.view import PageView
from planextract.model.layout import Line, Table
from planextract.model.page import Box, Glyph, Reason

DROPPED: dict[Reason, str] = {
    Reason.OFF_PAGE: "#8a5a00",
    Reason.CLIPPED: "#c2188b",
    Reason.INVISIBLE: "#7a3fc8",
    Reason.TOO_SMALL: "#5f7a00",
    Reason.SAME_COLOUR: "#0086a8",
    Reason.COVERED: "#d1242f",
    Reason.STRUCK_AGAIN: "#e8870c",
}
"""Colours of dropped glyphs by the reason they were dropped. Kept glyphs are black."""

_AROUND = 1.2
"""Maximum distance beyond the page at which dropped glyphs are shown, in page widths and heights."""
_PADDING = 6.0
"""Margin around everything drawn, in points."""
LABEL = 7.0
"""Font size of labels in points."""


class Mark(NamedTuple):
    """One object that the pipeline found on the page."""

    box: Box
    title: str
    """Description, shown as a tooltip."""
    glyph: Glyph | None = None
    hidden: bool = False
    """True where it is in content that is not visible on the page."""
    label: str = ""
    """Text written above the right end of the box."""


class Layer(NamedTuple):
    """Marks of one kind, shown or hidden together."""

    name: str
    colour: str
    fill: float
    """Opacity of the inside of a box, 0 to 1."""
    edge: float
    """Width of the edge of a box in points; 0 for none."""
    legend: str
    marks: tuple[Mark, ...]


def layers(view: PageView) -> Iterator[Layer]:
    """Yield the layers of a page from the bottom to the top."""
    tables = [block for block in view.layout.blocks if isinstance(block, Table)]
    lines = [block for block in view.layout.blocks if isinstance(block, Line)]
    names = dict.fromkeys(_named(record.project, record.hidden) for record in view.records)
    yield Layer(
        "records", "#0b5cad", 0.06, 0.7, f"records: {', '.join(names) or 'none'}", tuple(_records(view))
    )
    cells = tuple(_cells(tables))
    yield Layer("cells", "#2f81f7", 0.1, 0.5, f"{len(cells)} cells in {len(tables)} tables", cells)
    yield Layer("lines", "#9aa4af", 0, 0.5, f"{len(lines)} lines", tuple(map(_line, lines)))
    values = tuple(Mark(value.box, f"{value.project} {value.pointer}") for value in view.values)
    yield Layer("values", "#b35900", 0, 0.6, f"{len(values)} places of values", values)
    rules = tuple(Mark(Box(rule.x0, rule.top, rule.x1, rule.bottom), "rule") for rule in view.clean.rules)
    yield Layer("rules", "#1a7f37", 1, 0, f"{len(rules)} rules", rules)
    for dropped in view.clean.dropped:
        reason, glyphs = dropped.reason, dropped.glyphs
        marks = tuple(_glyph(glyph, f"dropped: {reason}") for glyph in glyphs)
        yield Layer(
            f"dropped-{reason}", DROPPED[reason], 0.25, 0.5, f"{len(glyphs)} dropped: {reason}", marks
        )
    kept = tuple(_glyph(glyph, "kept") for glyph in view.clean.glyphs)
    yield Layer("kept", "#000000", 0.12, 0, f"{len(kept)} glyphs kept", kept)


def extent(view: PageView) -> Box:
    """Return the box to draw: the page and the glyphs dropped around it, up to a maximum distance."""
    found = frame(view)
    for dropped in view.clean.dropped:
        for glyph in dropped.glyphs:
            found = found.join(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    far_x, far_y = _AROUND * view.clean.width, _AROUND * view.clean.height
    found = found.meet(Box(-far_x, -far_y, view.clean.width + far_x, view.clean.height + far_y))
    return Box(found.x0 - _PADDING, found.top - _PADDING, found.x1 + _PADDING, found.bottom + _PADDING)


def frame(view: PageView) -> Box:
    """Return the box of the visible page."""
    return Box(0, 0, view.clean.width, view.clean.height)


def _records(view: PageView) -> Iterator[Mark]:
    for record in view.records:
        name = _named(record.project, record.hidden)
        yield Mark(record.box, f"project {name}", hidden=record.hidden, label=name)


def _cells(tables: Iterable[Table]) -> Iterator[Mark]:
    for table in tables:
        for cell in table.cells:
            place = f"cell, row {cell.row}, column {cell.column}"
            if cell.row_span > 1 or cell.column_span > 1:
                place += f", {cell.row_span} by {cell.column_span}"
            yield Mark(cell.box, f"{place}: {cell.text}")


def _line(line: Line) -> Mark:
    return Mark(line.box, f"{'boxed line' if line.boxed else 'line'}, {line.size:g} pt: {line.text}")


def _glyph(glyph: Glyph, what: str) -> Mark:
    return Mark(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom), what, glyph)


def _named(project: str, hidden: bool) -> str:
    return f"{project} (hidden)" if hidden else project
