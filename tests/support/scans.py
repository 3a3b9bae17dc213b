"""Plans as a scanner gives them: pages as pictures, skewed, noisy, turned, with or without invisible text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from random import Random

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SIGMA = 12.0
"""Deviation of the noise of a scanner, of 255."""


def scan(
    data: bytes,
    dpi: int = 200,
    *,
    skew: float = 0.0,
    noise: float = 0.0,
    jpeg: int | None = None,
    quarters: int = 0,
    pages: Sequence[int] | None = None,
    layer: bool = False,
) -> bytes:
    """A file with a picture of each page of another one.

    `skew` is in degrees, counterclockwise; `quarters` turns the pages clockwise; `pages`, counted from 1, are
    those that become pictures, all if not given. With a layer the text of the file is put over the pictures,
    invisible.
    """
    source = pdfium.PdfDocument(data)
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    for number in range(1, len(source) + 1) if pages is None else pages:
        page = source[number - 1]
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        if skew:
            picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
        if noise:
            picture = with_noise(picture, noise)
        if quarters:
            picture = picture.rotate(-90 * quarters, expand=True)
            if quarters % 2:
                width, height = height, width
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(_stored(picture, jpeg)), 0, 0, width, height)
        if layer:
            for text, x, y, size in _words(page):
                text_object = canvas.beginText(x, y)
                text_object.setFont("TestSans", size)
                text_object.setTextRenderMode(3)
                text_object.textOut(text)
                canvas.drawText(text_object)
        canvas.showPage()
        page.close()
    canvas.save()
    source.close()
    return target.getvalue()


def with_noise(picture: Image.Image, sigma: float) -> Image.Image:
    """A picture with the grain of a scanner, the same each time."""
    random = Random(1)
    # A block of noise is enough; the same grain comes again every 251 rows of 241 pixels.
    grain = Image.new("L", (241, 251))
    grain.putdata([min(255, max(0, round(random.gauss(128, sigma)))) for _ in range(241 * 251)])
    over = Image.new("L", picture.size)
    for x in range(0, picture.width, grain.width):
        for y in range(0, picture.height, grain.height):
            over.paste(grain, (x, y))
    from PIL import ImageChops

    return ImageChops.add(picture, over, 1, -128)


def _stored(picture: Image.Image, jpeg: int | None) -> BytesIO:
    stored = BytesIO()
    if jpeg is None:
        picture.save(stored, "PNG")
    else:
        picture.save(stored, "JPEG", quality=jpeg)
    stored.seek(0)
    return stored


def _words(page: pdfium.PdfPage) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a page where a text layer has them: character, left, baseline, size."""
    textpage = page.get_textpage()
    for index in range(textpage.count_chars()):
        text = textpage.get_text_range(index, 1)
        left, bottom, right, top = textpage.get_charbox(index)
        if text.strip() and right > left:
            yield text, left, bottom, max(top - bottom, 1.0)
    textpage.close()
