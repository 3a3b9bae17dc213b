"""Small PDF files, drawn for one test each.

Places are in points of the file's own coordinates: y goes up from the bottom.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from plandraw import Edition, Plan, Style, draw
from plandraw.content import Budget, Chapter, Department, Item, Pillar, Project, Section, Strategy

FONT = "TestSans"
FONT_FILE = Path(__file__).parent / "fonts" / "PlandrawSans.ttf"
pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = (200, 100)) -> bytes:
    """A file with one page for each function that draws one; the font is set at 10 points."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for page in pages:
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **save: Any) -> bytes:
    """The file after a change that reportlab can't make."""
    with pikepdf.open(BytesIO(data)) as document:
        change(document)
        target = BytesIO()
        document.save(target, **save)
        return target.getvalue()


def with_page(data: bytes, **entries: Any) -> bytes:
    """The file with these entries (MediaBox=[…], Rotate=90 …) in every page."""

    def change(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            for name, value in entries.items():
                page.obj[f"/{name}"] = pikepdf.Array(value) if isinstance(value, Sequence) else value

    return changed(data, change)


def from_content(
    content: str,
    *,
    box: Sequence[float] = (0, 0, 200, 100),
    resources: Mapping[str, Any] | None = None,
    **page: Any,
) -> bytes:
    """A file of one page with this content stream, written by hand; /F1 is Helvetica.

    `resources` and `page` are further entries of the page's resources and of the page.
    """
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    document.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
    entry = document.pages[0].obj
    entry.MediaBox = pikepdf.Array(box)
    entry.Resources = pikepdf.Dictionary(
        {"/Font": pikepdf.Dictionary(F1=font)}
        | {f"/{name}": value for name, value in (resources or {}).items()}
    )
    entry.Contents = document.make_stream(content.encode("latin-1"))
    for name, value in page.items():
        entry[f"/{name}"] = pikepdf.Array(value) if isinstance(value, (list, tuple)) else value
    target = BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    return changed(
        data, lambda _: None, encryption=pikepdf.Encryption(user=password, owner="owner of it", R=6)
    )


def picture_only() -> bytes:
    """A scan: a page with an image and no text."""
    image = ImageReader(Image.new("RGB", (40, 20), "grey"))
    return pdf(lambda canvas: canvas.drawImage(image, 0, 0, 200, 100) and None)


def letter() -> bytes:
    """Text that is no plan."""
    return pdf(lambda canvas: canvas.drawString(20, 50, "令和６年度のお知らせ"))


def letter_without_map() -> bytes:
    """The same in a font that does not tell its characters, as a careless conversion leaves it."""

    def lose(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].obj.Resources.Font.values():
            if "/ToUnicode" in font:
                del font["/ToUnicode"]

    return changed(letter(), lose)


def plan_of_one(
    *,
    title: str = "川辺の広場の改修",
    description: str = "石畳の傷みが進む広場を造り替えます。",
    amounts: tuple[str, ...] = ("10", "20", "30"),
    total: str = "60",
) -> Plan:
    """A plan of one project, for tests that care about one of its texts."""
    project = Project(
        1,
        title,
        (description,),
        items=(Item("広場の改修", "調査", ("設計", "工事", "開設"), "開設"),),
        budget=Budget(amounts, total),
        departments=((Department("都市整備部", ("公園課",)),),),
    )
    strategy = Strategy(1, "川沿いの再生", (Section(None, (project,)),))
    return Plan("行動計画", "区", Edition(), (Chapter(Pillar(1, "水辺のまち"), (strategy,)),))


def drawn_plan(**texts: Any) -> bytes:
    """The PDF of `plan_of_one`."""
    return draw(plan_of_one(**texts), Style()).pdf


def bomb(size: int, pages: int = 1) -> bytes:
    """A file whose pages have each so many blanks for a content stream, compressed to a thousandth."""
    packed = packed_blanks(size)
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 100))
        document.pages[-1].obj.Contents = document.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
    target = BytesIO()
    document.save(target, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


def packed_blanks(size: int) -> bytes:
    """What zlib makes of so many blanks (whole MiB), put together from one block of them."""
    blanks = b" " * 2**20
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    low, high = 1 + 32 * size, size + 16 * size * (size + 1)
    checksum = (high % 65521 << 16) + low % 65521  # Adler-32 (RFC 1950) of blanks
    return b"\x78\xda" + block * (size // len(blanks)) + packer.flush() + checksum.to_bytes(4, "big")
