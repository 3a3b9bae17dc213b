"""Draw the intermediate results of the pipeline on a page, as SVG.

Each layer is a group with an id (kept, dropped-…, rules, values, cells, lines, records), so that a drawing
program can show and hide it, and every mark has a title that describes it. Dropped text is legible.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from planextract.inspect.marks import LABEL, Layer, Mark, extent, frame, layers
from planextract.inspect.view import PageView
from planextract.model.page import Box, Glyph

_ROW = 13.0
"""Height of a line of the legend in points."""
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def page_svg(view: PageView) -> str:
    """Return an SVG in points: the page in a frame, glyphs dropped off the page around it, and a legend."""
    around, drawn = extent(view), list(layers(view))
    height = around.height + _ROW * (len(drawn) + 1)
    page = f"page {view.clean.number}"
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" '
            f'width="{around.width:.1f}" height="{height:.1f}" '
            f'viewBox="{around.x0:.1f} {around.top:.1f} {around.width:.1f} {height:.1f}">',
            f"<title>{page}</title>",
            f'<rect x="{around.x0:.1f}" y="{around.top:.1f}" width="{around.width:.1f}" '
            f'height="{height:.1f}" fill="#f3f6f9"/>',
            _rect(frame(view), 'fill="#fff" stroke="#57606a"', page),
            *(line for layer in drawn for line in _group(layer)),
            *_legend(drawn, around),
            "</svg>\n",
        ]
    )


def _group(layer: Layer) -> Iterator[str]:
    yield f'<g id="{layer.name}">'
    for mark in layer.marks:
        yield _text(mark.glyph, layer.colour, mark.title) if mark.glyph else _box(layer, mark)
        if mark.label:
            yield (
                f'<text x="{mark.box.x1:.1f}" y="{mark.box.top - 1:.1f}" font-size="{LABEL:g}" '
                f'text-anchor="end" fill="{layer.colour}">{_safe(mark.label)}</text>'
            )
    yield "</g>"


def _box(layer: Layer, mark: Mark) -> str:
    style = f'fill="{layer.colour}" fill-opacity="{layer.fill:g}"'
    if layer.edge:
        style += f' stroke="{layer.colour}" stroke-width="{layer.edge:g}"'
    if mark.hidden:
        style += ' stroke-dasharray="4 3"'
    return _rect(mark.box, style, mark.title)


def _text(glyph: Glyph, colour: str, what: str) -> str:
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
        f"<title>{_safe(what)}</title>{_safe(glyph.text)}</text>"
    )


def _rect(box: Box, style: str, title: str) -> str:
    return (
        f'<rect x="{box.x0:.2f}" y="{box.top:.2f}" width="{max(box.width, 0):.2f}" '
        f'height="{max(box.height, 0):.2f}" {style}><title>{_safe(title)}</title></rect>'
    )


def _legend(drawn: list[Layer], around: Box) -> Iterator[str]:
    for number, layer in enumerate(reversed(drawn), 1):
        x, y = around.x0 + 6, around.bottom + _ROW * number
        yield f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="9" height="9" fill="{layer.colour}"/>'
        yield f'<text x="{x + 14:.1f}" y="{y:.1f}" font-size="10">{_safe(layer.legend)}</text>'


def _safe(text: str) -> str:
    """Return text escaped for XML, with characters that XML forbids replaced."""
    return html.escape(_NOT_XML.sub("\ufffd", text))
