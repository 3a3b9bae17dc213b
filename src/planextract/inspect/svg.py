"""Draws a page as the pipeline saw it.

Each stage is a layer of its own with an id (kept, dropped-…, rules, cells, lines, records), so that a
drawing program can show and hide it, and every mark says in its title what it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from planextract.inspect.view import PageView
from planextract.model.layout import Line
from planextract.model.page import Box, Glyph, Reason

COLOURS: dict[Reason, str] = {
    Reason.OFF_PAGE: "#8a5a00",
    Reason.CLIPPED: "#c2188b",
    Reason.INVISIBLE: "#7a3fc8",
    Reason.SAME_COLOUR: "#0086a8",
    Reason.COVERED: "#d1242f",
    Reason.STRUCK_AGAIN: "#e8870c",
}
"""Of dropped glyphs. Kept ones are black."""

_RULE, _CELL, _LINE, _RECORD = "#1a7f37", "#2f81f7", "#9aa4af", "#0b5cad"
_AROUND = 1.2
"""Of the page's width and height: how far beyond the page what was dropped is shown."""
_ROW = 13.0
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def page_svg(view: PageView) -> str:
    """The drawing, in points; the page has a frame, and what was dropped off it stands around it."""
    frame = Box(0, 0, view.clean.width, view.clean.height)
    extent = _extent(view, frame)
    legend = list(_legend(view))
    height = extent.height + _ROW * (len(legend) + 1)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" '
        f'width="{extent.width:.1f}" height="{height:.1f}" '
        f'viewBox="{extent.x0:.1f} {extent.top:.1f} {extent.width:.1f} {height:.1f}">',
        f"<title>Page {view.clean.number}</title>",
        f'<rect x="{extent.x0:.1f}" y="{extent.top:.1f}" width="{extent.width:.1f}" height="{height:.1f}" '
        'fill="#f3f6f9"/>',
        _rect(frame, 'fill="#fff" stroke="#57606a" stroke-width="1"', f"page {view.clean.number}"),
        *_layer("records", _records(view)),
        *_layer("cells", _cells(view)),
        *_layer("lines", _lines(view)),
        *_layer(
            "rules",
            (
                _rect(Box(rule.x0, rule.top, rule.x1, rule.bottom), f'fill="{_RULE}"', "rule")
                for rule in view.clean.rules
            ),
        ),
    ]
    for dropped in view.clean.dropped:
        colour = COLOURS[dropped.reason]
        parts += _layer(
            f"dropped-{dropped.reason}",
            (_glyph(glyph, colour, f"dropped: {dropped.reason}") for glyph in dropped.glyphs),
        )
    parts += _layer("kept", (_glyph(glyph, "#000", "kept") for glyph in view.clean.glyphs))
    for number, (colour, text) in enumerate(legend, 1):
        y = extent.bottom + _ROW * number
        parts.append(f'<rect x="{extent.x0 + 6:.1f}" y="{y - 8:.1f}" width="9" height="9" fill="{colour}"/>')
        parts.append(f'<text x="{extent.x0 + 20:.1f}" y="{y:.1f}" font-size="10">{_safe(text)}</text>')
    parts.append("</svg>\n")
    return "\n".join(parts)


def _extent(view: PageView, frame: Box) -> Box:
    """The page and what was dropped around it, as far as is sensible."""
    extent = frame
    for dropped in view.clean.dropped:
        for glyph in dropped.glyphs:
            extent = extent.join(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    far_x, far_y = _AROUND * frame.width, _AROUND * frame.height
    reach = Box(-far_x, -far_y, frame.width + far_x, frame.height + far_y)
    extent = extent.meet(reach)
    return Box(extent.x0 - 6, extent.top - 6, extent.x1 + 6, extent.bottom + 6)


def _legend(view: PageView) -> Iterator[tuple[str, str]]:
    yield "#000", f"{len(view.clean.glyphs)} glyphs kept"
    for dropped in view.clean.dropped:
        if dropped.glyphs:
            yield COLOURS[dropped.reason], f"{len(dropped.glyphs)} dropped: {dropped.reason}"
    tables = [block for block in view.layout.blocks if not isinstance(block, Line)]
    yield _RULE, f"{len(view.clean.rules)} rules"
    yield _CELL, f"{sum(len(table.cells) for table in tables)} cells in {len(tables)} tables"
    yield _LINE, f"{len(view.layout.blocks) - len(tables)} lines"
    names = dict.fromkeys(f"{record.project}{' (hidden)' * record.hidden}" for record in view.records)
    yield _RECORD, f"records: {', '.join(names) or 'none'}"


def _records(view: PageView) -> Iterator[str]:
    for record in view.records:
        dash = ' stroke-dasharray="4 3"' if record.hidden else ""
        style = f'fill="{_RECORD}" fill-opacity="0.06" stroke="{_RECORD}" stroke-width="0.7"{dash}'
        yield _rect(record.box, style, f"project {record.project}{' (hidden)' * record.hidden}")
        yield (
            f'<text x="{record.box.x1:.1f}" y="{record.box.top - 1:.1f}" font-size="6" text-anchor="end" '
            f'fill="{_RECORD}">{_safe(record.project)}</text>'
        )


def _cells(view: PageView) -> Iterator[str]:
    for block in view.layout.blocks:
        if isinstance(block, Line):
            continue
        for cell in block.cells:
            place = f"cell, row {cell.row}, column {cell.column}"
            if cell.row_span > 1 or cell.column_span > 1:
                place += f", {cell.row_span} by {cell.column_span}"
            style = f'fill="{_CELL}" fill-opacity="0.1" stroke="{_CELL}" stroke-width="0.5"'
            yield _rect(cell.box, style, f"{place}: {cell.text}")


def _lines(view: PageView) -> Iterator[str]:
    for block in view.layout.blocks:
        if isinstance(block, Line):
            kind = "boxed line" if block.boxed else "line"
            style = f'fill="none" stroke="{_LINE}" stroke-width="0.5"'
            yield _rect(block.box, style, f"{kind}, {block.size:g} pt: {block.text}")


def _layer(name: str, marks: Iterable[str]) -> list[str]:
    return [f'<g id="{name}">', *marks, "</g>"]


def _glyph(glyph: Glyph, colour: str, what: str) -> str:
    x, y = glyph.x0, glyph.bottom - 0.12 * glyph.size
    turn = ""
    if glyph.angle:
        # turned about the middle of its em box
        middle_x, middle_y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        x, y = middle_x - glyph.size / 2, middle_y + 0.38 * glyph.size
        turn = f' transform="rotate({glyph.angle} {middle_x:.1f} {middle_y:.1f})"'
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{glyph.size:.2f}" fill="{colour}"{turn}>'
        f"<title>{_safe(what)}</title>{_safe(glyph.text)}</text>"
    )


def _rect(box: Box, style: str, title: str) -> str:
    return (
        f'<rect x="{box.x0:.2f}" y="{box.top:.2f}" width="{max(box.width, 0):.2f}" '
        f'height="{max(box.height, 0):.2f}" {style}><title>{_safe(title)}</title></rect>'
    )


def _safe(text: str) -> str:
    """Text as XML can hold it."""
    return html.escape(_NOT_XML.sub("\ufffd", text))
