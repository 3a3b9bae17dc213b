"""Replacement texts (/ActualText) and glyphs that stand for several characters, in both engines."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import changed, from_content


def mapped(document: pikepdf.Pdf) -> None:
    """/F1 maps A to ffi, B to nothing known, other letters to themselves."""
    texts = {code: chr(code) for code in range(48, 91)} | {65: "ffi", 66: "\ufffd"}
    lines = "\n".join(f"<{code:02X}> <{text.encode('utf-16-be').hex()}>" for code, text in texts.items())
    document.pages[0].obj.Resources.Font.F1.ToUnicode = document.make_stream(
        f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {len(texts)} beginbfchar\n"
        f"{lines}\nendbfchar endcmap".encode()
    )


def read(content: str, engine: str) -> list[str]:
    data = changed(from_content(f"BT /F1 10 Tf 20 50 Td {content} ET"), mapped)
    with get_reader(engine).open(data, None) as document:
        return [glyph.text for page in document.pages(1, 1) for glyph in page.glyphs]


def span(text: str, content: str) -> str:
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC {content} EMC"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_ligature_is_one_glyph_with_all_its_letters(engine: str) -> None:
    assert read("(OACE) Tj", engine) == ["O", "ffi", "C", "E"]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (span("11", "(11) Tj"), ["1", "1"]),
        (span("OLD", "(NEW) Tj"), ["N", "E", "W"]),
        (span(" ", "(NEW) Tj"), ["N", "E", "W"]),
        (span("XY", "(X) Tj (Y) Tj"), ["X", "Y"]),
    ],
    ids=["repeated", "stale", "blank", "over two strings"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_printed_counts(content: str, texts: list[str], engine: str) -> None:
    assert read(content, engine) == texts


def test_it_tells_what_the_font_does_not() -> None:
    assert read(span("★", "(B) Tj"), "pdfium") == ["★"]
    assert read(span("X★Z", "(XBZ) Tj"), "pdfium") == ["X", "★", "Z"]


@pytest.mark.parametrize("engine", ENGINES)
def test_its_glyphs_stay_in_place_in_a_scaled_form(engine: str) -> None:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        form = document.make_stream(
            f"BT /F1 20 Tf 40 100 Td (X) Tj {span('Z', '(Y) Tj')} ET".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 400, 200],
            Matrix=[0.5, 0, 0, 0.5, 0, 0],
        )
        form.Resources = page.Resources
        page.Resources.XObject = Dictionary(F=form)

    with get_reader(engine).open(changed(from_content("/F Do"), change), None) as document:
        (page,) = document.pages(1, 1)
    (first, second) = page.glyphs
    assert second.x0 == pytest.approx(first.x1, abs=0.05)
    assert second.bottom == pytest.approx(first.bottom, abs=0.05)
