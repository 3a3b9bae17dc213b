"""Draw the intermediate results of the pipeline on a page, as SVG.

Each layer is a group with an id (kept, dropped-…, rules, values, cells, lines, records), so that a drawing
program can show and hide it, and every mark has a title that describes it. Dropped text is legible.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from planextract.inspect.page_layers import (
    LABEL_SIZE_POINTS,
    PageLayer,
    PageMark,
    build_layers,
    compute_extent,
    get_page_frame,
)
from planextract.inspect.view import PageView
from planextract.model.page import Box, Glyph

_LEGEND_ROW_POINTS = 13.0
"""Height of a line of the legend in points."""
_NON_XML_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def draw_page_svg(view: PageView) -> str:
    """Return an SVG in points: the page in a frame, glyphs dropped off the page around it, and a legend."""
    around, drawn = compute_extent(view), list(build_layers(view))
    height = around.height + _LEGEND_ROW_POINTS * (len(drawn) + 1)
    page = f"page {view.clean.number}"
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" '
            f'width="{around.width:.1f}" height="{height:.1f}" '
            f'viewBox="{around.x0:.1f} {around.top:.1f} {around.width:.1f} {height:.1f}">',
            f"<title>{page}</title>",
            f'<rect x="{around.x0:.1f}" y="{around.top:.1f}" width="{around.width:.1f}" '
            f'height="{height:.1f}" fill="#f3f6f9"/>',
            _draw_rectangle(get_page_frame(view), 'fill="#fff" stroke="#57606a"', page),
            *(line for layer in drawn for line in _draw_layer(layer)),
            *_draw_legend(drawn, around),
            "</svg>\n",
        ]
    )


def _draw_layer(layer: PageLayer) -> Iterator[str]:
    yield f'<g id="{layer.name}">'
    for mark in layer.marks:
        yield _draw_glyph(mark.glyph, layer.colour, mark.title) if mark.glyph else _draw_box(layer, mark)
        if mark.label:
            yield (
                f'<text x="{mark.box.x1:.1f}" y="{mark.box.top - 1:.1f}" font-size="{LABEL_SIZE_POINTS:g}" '
                f'text-anchor="end" fill="{layer.colour}">{_escape_xml(mark.label)}</text>'
            )
    yield "</g>"


def _draw_box(layer: PageLayer, mark: PageMark) -> str:
    style = f'fill="{layer.colour}" fill-opacity="{layer.fill:g}"'
    if layer.edge:
        style += f' stroke="{layer.colour}" stroke-width="{layer.edge:g}"'
    if mark.hidden:
        style += ' stroke-dasharray="4 3"'
    return _draw_rectangle(mark.box, style, mark.title)


def _draw_glyph(glyph: Glyph, colour: str, what: str) -> str:
    """Return a glyph as a text element, with the title `what`."""
    x, y = glyph.x0, glyph.bottom - 0.12 * glyph.size
    turn = ""
    if glyph.angle:
        # rotated about the centre of its box
        middle_x, middle_y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        x, y = middle_x - glyph.size / 2, middle_y + 0.38 * glyph.size
        turn = f' transform="rotate({glyph.angle} {middle_x:.1f} {middle_y:.1f})"'
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{glyph.size:.2f}" fill="{colour}"{turn}>'
        f"<title>{_escape_xml(what)}</title>{_escape_xml(glyph.text)}</text>"
    )


def _draw_rectangle(box: Box, style: str, title: str) -> str:
    return (
        f'<rect x="{box.x0:.2f}" y="{box.top:.2f}" width="{max(box.width, 0):.2f}" '
        f'height="{max(box.height, 0):.2f}" {style}><title>{_escape_xml(title)}</title></rect>'
    )


def _draw_legend(drawn: list[PageLayer], around: Box) -> Iterator[str]:
    for number, layer in enumerate(reversed(drawn), 1):
        x, y = around.x0 + 6, around.bottom + _LEGEND_ROW_POINTS * number
        yield f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="9" height="9" fill="{layer.colour}"/>'
        yield f'<text x="{x + 14:.1f}" y="{y:.1f}" font-size="10">{_escape_xml(layer.legend)}</text>'


def _escape_xml(text: str) -> str:
    """Return text escaped for XML, with characters that XML forbids replaced."""
    return html.escape(_NON_XML_CHARACTER.sub("\ufffd", text))
