"""A file whose fonts are not embedded reads the same whatever fonts the machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import changed, from_content

HIDE = 'mount -t tmpfs none /usr/share/fonts && exec "$@"'


def not_embedded(document: pikepdf.Pdf) -> None:
    """/J is a Japanese font of which the file has the name only."""
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/MS-Mincho"), Flags=4)
    descriptor.FontBBox, descriptor.Ascent, descriptor.Descent = Array([0, -120, 1000, 880]), 880, -120
    descriptor.ItalicAngle, descriptor.StemV = 0, 80
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/MS-Mincho"), FontDescriptor=descriptor
    )
    descendant.CIDSystemInfo = Dictionary(Registry="Adobe", Ordering="Japan1", Supplement=2)
    descendant.W = Array([231, Array([500] * 300)])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/MS-Mincho"))
    font.Encoding, font.DescendantFonts = Name("/UniJIS-UCS2-H"), Array([descendant])
    document.pages[0].obj.Resources.Font.J = font


def show(text: str, x: float, y: float) -> str:
    return f"BT /J 10 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET "


DATA = changed(
    from_content(show("計", 20, 50) + show("7", 60, 50) + show("年度", 20, 20)), not_embedded, static_id=True
)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_string_of_one_glyph_is_not_white_space(engine: str) -> None:
    with get_reader(engine).open(DATA, None) as document:
        (page,) = document.pages(1, 1)
    assert [glyph.text for glyph in page.glyphs] == ["計", "7", "年", "度"]
    assert [round(glyph.x0) for glyph in page.glyphs] == [20, 60, 20, 30]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_fonts_of_the_machine_make_no_difference(engine: str, tmp_path: os.PathLike[str]) -> None:
    unshare = shutil.which("unshare")
    probe = [str(unshare), "-m", "sh", "-c", HIDE, "sh", "true"]
    if unshare is None or subprocess.run(probe, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let its fonts be hidden")
    path = os.path.join(tmp_path, "plan.pdf")
    with open(path, "wb") as file:
        file.write(DATA)
    script = (
        "import sys; from planextract.read.registry import get_reader\n"
        "with get_reader(sys.argv[1]).open(open(sys.argv[2], 'rb').read(), None) as document:\n"
        "    print([page.glyphs for page in document.pages(1, 1)])"
    )
    command = [sys.executable, "-c", script, engine, path]
    seen = subprocess.run(command, check=True, capture_output=True).stdout
    hidden = subprocess.run([*probe[:-1], *command], check=True, capture_output=True).stdout
    assert hidden == seen != b""
