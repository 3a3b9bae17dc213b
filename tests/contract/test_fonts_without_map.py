"""Fonts that do not tell which characters they print: every code of theirs is a U+FFFD, in any reader.

Codes from 33 on look like ASCII to the libraries, and those from 128 on like Latin letters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from plandraw import Style, draw
from plandraw.unmapped import unmap
from planextract.api import Options, parse_with_accounts
from planextract.export.json import plan_json
from planextract.model.page import PageContent
from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import FONT_FILE, changed, from_content, pdf, plan_of_one

LOST = TTFont("Mapless", str(FONT_FILE), asciiReadable=False)
# reportlab takes fonts whose faces have one name for one font
LOST.face.name += b"Mapless"
pdfmetrics.registerFont(LOST)

KANJI = [chr(code) for code in sorted(LOST.face.charToGlyph) if 0x4E00 <= code < 0xA000][:500]
ROW = 20
ROWS = ["".join(KANJI[start : start + ROW]) for start in range(0, len(KANJI), ROW)]
"""More than two subsets of the font, so that every code occurs."""

Change = Callable[[pikepdf.Pdf], None]


def rows(canvas: Canvas) -> None:
    canvas.drawString(20, 580, "計画")
    canvas.setFont("Mapless", 10)
    for number, row in enumerate(ROWS):
        canvas.drawString(20, 560 - 20 * number, f"{row[:5]} {row[5:]}")


def mapless(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    fonts = document.pages[0].obj.Resources.Font.values()
    return [font for font in fonts if str(font.get("/BaseFont")).endswith("Mapless")]


def lose(document: pikepdf.Pdf) -> None:
    for font in mapless(document):
        del font["/ToUnicode"]


def lose_inline(document: pikepdf.Pdf) -> None:
    """The fonts written into the resources rather than referred to."""
    lose(document)
    fonts = document.pages[0].obj.Resources.Font
    for name in list(fonts):
        fonts[name] = Dictionary(fonts[name])


def describe(change: Callable[[pikepdf.Object], None]) -> Change:
    def of_document(document: pikepdf.Pdf) -> None:
        lose(document)
        for font in mapless(document):
            change(font)

    return of_document


def text(data: bytes, engine: str) -> str:
    with get_reader(engine).open(data, None) as document:
        (content,) = document.pages(1, 1)
    assert isinstance(content, PageContent)
    return "".join(glyph.text for glyph in content.glyphs)


def saved(change: Change = lose, **save: Any) -> bytes:
    return changed(pdf(rows, size=(400, 600)), change, **save)


def reused_number() -> bytes:
    """A file whose second revision has an object in place of the first one's font, and the font elsewhere."""
    data = saved(object_stream_mode=ObjectStreamMode.disable)
    with pikepdf.open(BytesIO(data)) as document:
        number = mapless(document)[0].objgen[0]
        size = int(document.trailer.Size)
        root = int(document.Root.objgen[0])
    begin = data.index(b"\n%d 0 obj" % number) + 1
    font = data[data.index(b"<<", begin) : data.index(b"endobj", begin)]
    old = data.replace(b" %d 0 R" % number, b" %d 0 R" % size)
    first, second = len(old), len(old) + len(b"%d 0 obj\n[ 0 ]\nendobj\n" % number)
    update = b"%d 0 obj\n[ 0 ]\nendobj\n%d 0 obj\n%bendobj\n" % (number, size, font)
    table = b"xref\n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (number, first, size, second)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %b >>\n" % (
        size + 1,
        root,
        old.rsplit(b"startxref", 1)[1].split()[0],
    )
    end = b"startxref\n%d\n%%%%EOF\n" % (first + len(update))
    return old + update + table + trailer + end


PLAIN = saved(object_stream_mode=ObjectStreamMode.disable)
PACKED = saved(object_stream_mode=ObjectStreamMode.generate)
FILES = {
    "as plain objects": PLAIN,
    "in streams of objects": PACKED,
    "linearized": saved(linearize=True),
    "in the resources": saved(lose_inline),
    "in the resources, packed": saved(lose_inline, object_stream_mode=ObjectStreamMode.generate),
    "encrypted": saved(encryption=Encryption(owner="owner", user="", R=6)),
    "encrypted and packed": saved(
        encryption=Encryption(owner="owner", user="", R=4), object_stream_mode=ObjectStreamMode.generate
    ),
    "behind something else": b"something else\n" + PLAIN,
    "behind something else, packed": b"something else\n" + PACKED,
    "without a cross-reference": PLAIN.replace(b"startxref\n", b"startxref\n9"),
    "in a revision": reused_number(),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("where", FILES)
def test_no_code_is_taken_for_a_character(where: str, engine: str) -> None:
    assert text(FILES[where], engine) == "計画" + "\ufffd" * len(KANJI)


def encode(font: pikepdf.Object) -> None:
    font.Encoding = Name.WinAnsiEncoding


def call_standard(font: pikepdf.Object) -> None:
    font.FontDescriptor.Flags = 32


def tear_out(font: pikepdf.Object) -> None:
    del font.FontDescriptor["/FontFile2"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("change", [encode, call_standard, tear_out], ids=lambda change: change.__name__)
def test_fonts_that_tell_are_believed(change: Callable[[pikepdf.Object], None], engine: str) -> None:
    """An encoding says which characters there are; so does the standard one, which a font has that is not
    symbolic, or a substitute for one that is not embedded."""
    assert '!"#$%' in text(saved(describe(change)), engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_map_is_believed(engine: str) -> None:
    assert text(pdf(rows, size=(400, 600)), engine) == "計画" + "".join(KANJI)


def drawn_glyphs(content: str, names: Sequence[str], em: float = 1000) -> bytes:
    """A page whose font /T is of type 3: the file draws its glyphs itself, for the codes from A on."""

    def add(document: pikepdf.Pdf) -> None:
        box = document.make_stream(b"600 0 0 0 500 1000 d1 0 0 500 1000 re f")
        document.pages[0].obj.Resources.Font.T = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 1000, 1000],
            FontMatrix=[1 / em, 0, 0, 1 / em, 0, 0],
            CharProcs=Dictionary({f"/{name}": box for name in names}),
            FirstChar=65,
            LastChar=64 + len(names),
            Widths=[600] * len(names),
            Resources=Dictionary(),
            Encoding=Dictionary(Differences=Array([65, *(Name(f"/{name}") for name in names)])),
        )

    return changed(from_content(content), add)


@pytest.mark.parametrize("engine", ENGINES)
def test_glyphs_that_the_file_draws_are_no_characters_by_their_names(engine: str) -> None:
    """A Type 3 font may call its glyphs what it likes (ISO 32000-1, 9.6.5)."""
    names = ["a1", "g23", "c33", "x41", "H12"]
    assert text(drawn_glyphs("BT /T 10 Tf 20 50 Td (ABCDE) Tj ET", names), engine) == "\ufffd" * 5


@pytest.mark.parametrize("engine", ENGINES)
def test_a_font_whose_em_is_another_has_the_size_it_looks(engine: str) -> None:
    """At a nominal size of 1, glyphs of 1000 units to an em of 100 are 10 points high, no specks."""
    data = drawn_glyphs("BT /T 1 Tf 20 50 Td (AB) Tj ET", ["A", "B"], em=100)
    with get_reader(engine).open(data, None) as document:
        (content,) = document.pages(1, 1)
    assert isinstance(content, PageContent)
    assert [(round(glyph.size, 3), round(glyph.x0, 3)) for glyph in content.glyphs] == [(10, 20), (10, 26)]


def test_a_plan_with_many_lost_words_reads_alike(tmp_path: Path) -> None:
    lost = "".join(KANJI[:150])
    drawn = draw(plan_of_one(description=f"石畳の傷みが進む{unmap(lost)}を造り替えます。"), Style())
    path = tmp_path / "plan.pdf"
    path.write_bytes(drawn.pdf)
    plans = {}
    for engine in ENGINES:
        plan = parse_with_accounts(path, Options(engine=engine, ocr="never")).plan
        (project,) = plan.projects
        assert project.description == "石畳の傷みが進む" + "\ufffd" * 150 + "を造り替えます。"
        assert "missing-character" in {finding.code for finding in plan.findings}
        plans[engine] = json.loads(plan_json(plan))
        del plans[engine]["source"]
    first, *others = plans.values()
    assert all(other == first for other in others)
