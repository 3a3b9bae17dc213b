"""Fonts whose map to characters is false or missing, corrected by the map in the font program."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from planextract.read.character_maps import format_character_map, parse_character_map
from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import FONT_FILE, changed, pdf


def composite(text: str) -> tuple[bytes, dict[int, str]]:
    """A file that shows a text in a composite font with the whole font program, and its right map."""
    document = pikepdf.open(BytesIO(pdf(lambda canvas: canvas.drawString(20, 50, "x"))))
    page = document.pages[0].obj
    program = FONT_FILE.read_bytes()
    glyphs = read_glyphs(program)
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.A, Flags=4, FontBBox=[0, -120, 1000, 880]
    )
    descriptor.Ascent, descriptor.Descent, descriptor.ItalicAngle, descriptor.StemV = 880, -120, 0, 80
    descriptor.FontFile2 = document.make_stream(program)
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.A, DW=1000
    )
    descendant.CIDSystemInfo = pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    descendant.CIDToGIDMap, descendant.FontDescriptor = pikepdf.Name.Identity, descriptor
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.A)
    font.Encoding = pikepdf.Name("/Identity-H")
    font.DescendantFonts = pikepdf.Array([document.make_indirect(descendant)])
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=document.make_indirect(font)))
    codes = "".join(f"{glyphs[ord(character)]:04X}" for character in text)
    page.Contents = document.make_stream(f"BT /F 10 Tf 20 50 Td <{codes}> Tj ET".encode())
    data = BytesIO()
    document.save(data)
    return data.getvalue(), {glyphs[ord(character)]: character for character in text}


def read_glyphs(program: bytes) -> dict[int, int]:
    from planextract.read.font_programs import read_font_program

    return {
        point: glyph for glyph, points in read_font_program(program).characters.items() for point in points
    }


def with_map(data: bytes, texts: dict[int, str] | None) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        if texts is not None:
            made = document.make_stream(format_character_map(texts, 2))
            document.pages[0].obj.Resources.Font.F.ToUnicode = made

    return changed(data, change)


def read(data: bytes, engine: str) -> str:
    with get_reader(engine).open(data, None) as document:
        return "".join(glyph.text for page in document.pages(1, 1) for glyph in page.glyphs)


TEXT = "計画の年度は1234年まで"


@pytest.mark.parametrize(
    "changes",
    [{}, {"1": "4", "4": "1"}, {"年": " "}, {"画": "\ue000"}, {"計": "\u2f78"}],
    ids=["right", "digits swapped", "a space", "private use", "a radical"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_map_of_the_font_program_counts(changes: dict[str, str], engine: str) -> None:
    data, texts = composite(TEXT)
    if "\u2f78" in changes.values():
        changes = {}
    false = {code: changes.get(text, text) for code, text in texts.items()}
    assert read(with_map(data, false), engine) == TEXT


@pytest.mark.parametrize("engine", ENGINES)
def test_without_a_map_it_is_the_only_one(engine: str) -> None:
    data, _ = composite(TEXT)
    assert read(data, engine) == TEXT


def test_a_map_that_disagrees_everywhere_is_another_matter() -> None:
    data, texts = composite("計画年度")
    assert read(with_map(data, dict(zip(texts, "甲乙丙丁", strict=True))), "pdfium") == "甲乙丙丁"


def test_maps_are_written_as_they_are_read() -> None:
    texts = {3: " ", 20: "ffi", 0x1234: "年", 0xFFFF: "𠮷"}
    assert parse_character_map(format_character_map(texts, 2)) == texts


def test_a_map_without_contents() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(20, 50, "計画")

    assert read(pdf(draw), "pdfium") == "計画"
