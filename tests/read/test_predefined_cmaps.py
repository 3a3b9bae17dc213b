"""Encodings of fonts that are not embedded, by CMaps that PDFium does not have."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import changed, from_content

TEXT = "№4計画の年度"


def encoded(name: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/MS-Gothic"), Flags=4)
        descriptor.FontBBox, descriptor.Ascent, descriptor.Descent = Array([0, -120, 1000, 880]), 880, -120
        descriptor.ItalicAngle, descriptor.StemV = 0, 80
        descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/MS-Gothic"))
        descendant.FontDescriptor, descendant.DW = descriptor, 1000
        descendant.W = Array([1, 95, 500])
        descendant.CIDSystemInfo = Dictionary(Registry="Adobe", Ordering="Japan1", Supplement=6)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/MS-Gothic"))
        font.Encoding, font.DescendantFonts = Name(f"/{name}"), Array([descendant])
        document.pages[0].obj.Resources.Font.J = font

    form = "utf-16-be" if "UTF16" in name else "utf-32-be"
    return changed(from_content(f"BT /J 10 Tf 20 50 Td <{TEXT.encode(form).hex()}> Tj ET"), change)


@pytest.mark.parametrize(
    "name",
    ["UniJIS-UTF32-H", "UniJIS2004-UTF16-H", "UniJIS2004-UTF32-H"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_its_characters_and_widths_are_known(name: str, engine: str) -> None:
    with get_reader(engine).open(encoded(name), None) as document:
        (page,) = document.pages(1, 1)
    assert "".join(glyph.text for glyph in page.glyphs) == TEXT
    assert [round(glyph.x0) for glyph in page.glyphs] == [20, 30, 35, 45, 55, 65, 75]
