"""Layers of marks drawn on a page, independent of the picture's format.

Coordinates are in points from the top left of the visible page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planextract.inspect.view import PageView
from planextract.model.layout import Line, Table
from planextract.model.page import Box, DropReason, Glyph
from planextract.model.recognition import DOUBTFUL_CONFIDENCE

DROP_COLOURS: dict[DropReason, str] = {
    DropReason.OFF_PAGE: "#8a5a00",
    DropReason.CLIPPED: "#c2188b",
    DropReason.INVISIBLE: "#7a3fc8",
    DropReason.TOO_SMALL: "#5f7a00",
    DropReason.SAME_COLOUR: "#0086a8",
    DropReason.COVERED: "#d1242f",
    DropReason.OVERPRINTED: "#e8870c",
    DropReason.STRUCK_OUT: "#6b6b6b",
}
"""Colours of dropped glyphs by the reason they were dropped. Kept glyphs are black."""

_MAX_MARGIN_SHARE = 1.2
"""Maximum distance beyond the page at which dropped glyphs are shown, in page widths and heights."""
_PADDING_POINTS = 6.0
"""Margin around everything drawn, in points."""
LABEL_SIZE_POINTS = 7.0
"""Font size of labels in points."""


class PageMark(NamedTuple):
    """One object that the pipeline found on the page."""

    box: Box
    title: str
    """Description, shown as a tooltip."""
    glyph: Glyph | None = None
    hidden: bool = False
    """True where it is in content that is not visible on the page."""
    label: str = ""
    """Text written above the right end of the box."""


class PageLayer(NamedTuple):
    """Marks of one kind, shown or hidden together."""

    name: str
    colour: str
    fill: float
    """Opacity of the inside of a box, 0 to 1."""
    edge: float
    """Width of the edge of a box in points; 0 for none."""
    legend: str
    marks: tuple[PageMark, ...]


def build_layers(view: PageView) -> Iterator[PageLayer]:
    """Yield the layers of a page from the bottom to the top."""
    tables = [block for block in view.layout.blocks if isinstance(block, Table)]
    lines = [block for block in view.layout.blocks if isinstance(block, Line)]
    names = dict.fromkeys(_format_project(record.project, record.hidden) for record in view.records)
    yield PageLayer(
        "records", "#0b5cad", 0.06, 0.7, f"records: {', '.join(names) or 'none'}", tuple(_mark_records(view))
    )
    cells = tuple(_mark_cells(tables))
    yield PageLayer("cells", "#2f81f7", 0.1, 0.5, f"{len(cells)} cells in {len(tables)} tables", cells)
    yield PageLayer("lines", "#9aa4af", 0, 0.5, f"{len(lines)} lines", tuple(map(_mark_line, lines)))
    values = tuple(PageMark(value.box, f"{value.project} {value.pointer}") for value in view.values)
    yield PageLayer("values", "#b35900", 0, 0.6, f"{len(values)} places of values", values)
    rules = tuple(
        PageMark(Box(rule.x0, rule.top, rule.x1, rule.bottom), "rule") for rule in view.clean.rulings
    )
    yield PageLayer("rules", "#1a7f37", 1, 0, f"{len(rules)} rules", rules)
    for dropped in view.clean.dropped:
        reason, glyphs = dropped.reason, dropped.glyphs
        marks = tuple(_mark_glyph(glyph, f"dropped: {reason}") for glyph in glyphs)
        yield PageLayer(
            f"dropped-{reason}", DROP_COLOURS[reason], 0.25, 0.5, f"{len(glyphs)} dropped: {reason}", marks
        )
    doubtful = tuple(_mark_doubtful(view))
    if doubtful:
        yield PageLayer(
            "doubtful", "#c2188b", 0.15, 0.8, f"{len(doubtful)} characters recognised and not sure", doubtful
        )
    kept = tuple(_mark_glyph(glyph, "kept") for glyph in view.clean.glyphs)
    yield PageLayer("kept", "#000000", 0.12, 0, f"{len(kept)} glyphs kept", kept)


def compute_extent(view: PageView) -> Box:
    """Return the box to draw: the page and the glyphs dropped around it, up to a maximum distance."""
    found = get_page_frame(view)
    for dropped in view.clean.dropped:
        for glyph in dropped.glyphs:
            found = found.unite_with(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    far_x, far_y = _MAX_MARGIN_SHARE * view.clean.width, _MAX_MARGIN_SHARE * view.clean.height
    found = found.intersect_with(Box(-far_x, -far_y, view.clean.width + far_x, view.clean.height + far_y))
    return Box(
        found.x0 - _PADDING_POINTS,
        found.top - _PADDING_POINTS,
        found.x1 + _PADDING_POINTS,
        found.bottom + _PADDING_POINTS,
    )


def get_page_frame(view: PageView) -> Box:
    """Return the box of the visible page."""
    return Box(0, 0, view.clean.width, view.clean.height)


def _mark_records(view: PageView) -> Iterator[PageMark]:
    for record in view.records:
        name = _format_project(record.project, record.hidden)
        yield PageMark(record.box, f"project {name}", hidden=record.hidden, label=name)


def _mark_doubtful(view: PageView) -> Iterator[PageMark]:
    """Yield a mark for each recognised character that is not sure, the least sure first."""
    recognition = view.layout.recognition
    characters = recognition.characters if recognition is not None else ()
    for found in sorted(characters, key=lambda each: each.confidence):
        if found.confidence < DOUBTFUL_CONFIDENCE:
            rival = f", or {found.rival}" if found.rival.strip() else ""
            yield PageMark(found.box, f"{found.text}, sure to {found.confidence:.0%}{rival}")


def _mark_cells(tables: Iterable[Table]) -> Iterator[PageMark]:
    for table in tables:
        for cell in table.cells:
            place = f"cell, row {cell.row}, column {cell.column}"
            if cell.row_span > 1 or cell.column_span > 1:
                place += f", {cell.row_span} by {cell.column_span}"
            yield PageMark(cell.box, f"{place}: {cell.text}")


def _mark_line(line: Line) -> PageMark:
    return PageMark(line.box, f"{'boxed line' if line.boxed else 'line'}, {line.size:g} pt: {line.text}")


def _mark_glyph(glyph: Glyph, what: str) -> PageMark:
    return PageMark(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom), what, glyph)


def _format_project(project: str, hidden: bool) -> str:
    return f"{project} (hidden)" if hidden else project
