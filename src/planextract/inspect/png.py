"""Draw the intermediate results of the pipeline over the picture of the page, as PNG.

Kept glyphs have a grey background: text without one was not read. Dropped glyphs have boxes in the colours
of their reasons, since their letters would not be visible; an SVG has the letters too.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from planextract.inspect.page_layers import (
    LABEL_SIZE_POINTS,
    PageLayer,
    PageMark,
    build_layers,
    compute_extent,
)
from planextract.inspect.view import PageView
from planextract.read.pdfium.reader import PagePicture

PIXELS_PER_POINT = 2.0
"""Resolution, in pixels per point, at which the page is rendered as the background."""

_LEGEND_ROW_POINTS = 14.0
"""Height of a line of the legend in points."""
_BACKGROUND_COLOUR, _TEXT_COLOUR = "#f3f6f9", "#1b1f24"


def draw_page_png(view: PageView, picture: PagePicture) -> bytes:
    """Return a PNG of the page's picture with the layers over it and a legend under it."""
    picture = _straighten_picture(view, picture)
    around, drawn = compute_extent(view), list(build_layers(view))
    scale = picture.image.width / picture.width
    size = (
        round(around.width * scale),
        round((around.height + _LEGEND_ROW_POINTS * (len(drawn) + 1)) * scale),
    )
    canvas = Image.new("RGB", size, _BACKGROUND_COLOUR)
    canvas.paste(picture.image, (round(-around.x0 * scale), round(-around.top * scale)))
    for layer in drawn:
        over = Image.new("RGBA", size)
        pen = ImageDraw.Draw(over)
        for mark in layer.marks:
            _draw_mark(pen, layer, mark, (around.x0, around.top), scale)
        canvas.paste(over, (0, 0), over)
    pen, font = ImageDraw.Draw(canvas), ImageFont.load_default(10 * scale)
    for number, layer in enumerate(reversed(drawn)):
        y = (around.height + _LEGEND_ROW_POINTS * number) * scale
        pen.rectangle((6 * scale, y, 15 * scale, y + 9 * scale), fill=layer.colour)
        pen.text((20 * scale, y), layer.legend, fill=_TEXT_COLOUR, font=font)
    out = io.BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


def _straighten_picture(view: PageView, picture: PagePicture) -> PagePicture:
    """Return the picture as the page was laid out: turned and level where it was recognised so."""
    to_paper = view.layout.recognition.to_paper if view.layout.recognition is not None else None
    if to_paper is None:
        return picture
    scale = picture.image.width / picture.width
    a, b, c, d, e, f = to_paper
    image = picture.image.transform(
        (round(view.clean.width * scale), round(view.clean.height * scale)),
        Image.Transform.AFFINE,
        (a, c, e * scale, b, d, f * scale),
        Image.Resampling.BICUBIC,
        fillcolor="white",
    )
    return PagePicture(picture.page, view.clean.width, view.clean.height, image)


def _draw_mark(
    pen: ImageDraw.ImageDraw, layer: PageLayer, mark: PageMark, origin: tuple[float, float], scale: float
) -> None:
    """Draw a mark with its label.

    `origin` is the top left corner (x, y) of the drawing in points, `scale` is in pixels per point.
    """
    x0, y0 = (mark.box.x0 - origin[0]) * scale, (mark.box.top - origin[1]) * scale
    x1, y1 = (mark.box.x1 - origin[0]) * scale, (mark.box.bottom - origin[1]) * scale
    inside = (*_parse_colour(layer.colour), round(255 * layer.fill))
    edge = layer.colour if layer.edge else None
    width = round(layer.edge * scale)
    pen.rectangle((x0, y0, max(x0, x1), max(y0, y1)), fill=inside, outline=edge, width=width)
    if mark.label:
        font = ImageFont.load_default(LABEL_SIZE_POINTS * scale)
        pen.text((x1, y0 - 1), mark.label, fill=layer.colour, font=font, anchor="rb")


def _parse_colour(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of a colour such as `#ff8000`."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
