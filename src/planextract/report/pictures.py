"""Render pages with PDFium for the report, so that invisible content is not shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from planextract.read.pdfium.reader import PagePicture, PdfiumDocument

PIXELS_PER_POINT = 2.0
"""Pixels per point: 144 dpi, at which the smallest footnotes can be read."""

_SHADE_TABLE = [round(round(value * 7 / 255) * 255 / 7) for value in range(256)]
"""Lookup table to eight shades a colour: black type stays sharp, and a third of the bytes is saved."""
_MAX_LOSSLESS_BYTES = 160_000
"""Bytes above which a picture contains photographs and is better compressed with loss."""


class Picture(NamedTuple):
    """The WebP picture of one page; `width` and `height` are in points."""

    page: int
    width: float
    height: float
    webp: bytes


def draw_pictures(document: PdfiumDocument, pages: set[int]) -> Iterator[Picture]:
    """Yield pictures of the requested pages, in order; pages that can't be rendered are skipped."""
    for number in sorted(pages):
        if (
            1 <= number <= document.page_count
            and (painted := document.render_page(number, PIXELS_PER_POINT)) is not None
        ):
            yield _compress_picture(painted)


def _compress_picture(painted: PagePicture) -> Picture:
    out = io.BytesIO()
    # Without loss, small type stays sharp and takes less room than JPEG would.
    painted.image.point(_SHADE_TABLE * 3).save(out, "WEBP", lossless=True, method=2, quality=100)
    if out.tell() > _MAX_LOSSLESS_BYTES:
        out = io.BytesIO()
        painted.image.save(out, "WEBP", quality=50, method=3)
    return Picture(painted.page, painted.width, painted.height, out.getvalue())
