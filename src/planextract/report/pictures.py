"""Pages as pictures: what PDFium paints, so nothing hidden and nothing outside the visible page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium

from planextract.errors import EncryptedError, UnreadableError

SCALE = 1.6
"""Pixels per point: 115 dpi, at which the smallest footnotes can be read."""

_COLOURS = 16
_LARGE = 160_000
"""Bytes above which a picture has photographs in it and is better compressed with loss."""


class Picture(NamedTuple):
    """One page; `width` and `height` are in points."""

    page: int
    width: float
    height: float
    webp: bytes


def pictures(data: bytes, password: str | None, pages: set[int]) -> Iterator[Picture]:
    """Pictures of the pages asked for, in order.

    Raises UnreadableError or EncryptedError when the file can't be opened.
    """
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError("The file needs a password.", "Give it with --password.") from error
        raise UnreadableError(f"The file can't be opened ({error}).", "Download it again.") from error
    try:
        for number in sorted(pages):
            if 1 <= number <= len(document):
                yield _picture(document, number)
    finally:
        document.close()


def _picture(document: pdfium.PdfDocument, number: int) -> Picture:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        # a poster as a page would take gigabytes
        scale = min(SCALE, 4000 / max(width, height, 1.0))
        image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    out = io.BytesIO()
    # Few colours without loss keep small type sharp and take less room than JPEG would.
    image.quantize(_COLOURS).convert("RGB").save(out, "WEBP", lossless=True, method=2, quality=50)
    if out.tell() > _LARGE:
        out = io.BytesIO()
        image.save(out, "WEBP", quality=50, method=3)
    return Picture(number, width, height, out.getvalue())
