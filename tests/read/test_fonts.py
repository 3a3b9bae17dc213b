"""Which files may hold a font that does not tell its characters, and what such a font is given."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from planextract.errors import UnreadableError
from planextract.read.mend_file import mend_file
from planextract.read.stream_sizes import check_stream_sizes
from planextract.read.unmapped_fonts import can_have_unmapped_font

FONT = b"<< /Type /Font /Subtype /TrueType /BaseFont /A+B /FontDescriptor 2 0 R /Widths [ 500 600 ] >>"


def indirect(number: int, text: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, text)


def packed(text: bytes) -> bytes:
    body = zlib.compress(b"5 0 " + text)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(body)
    return indirect(9, head + b"\nstream\r\n" + body + b"\nendstream")


@pytest.mark.parametrize(
    ("data", "may"),
    [
        (indirect(1, FONT), True),
        (packed(FONT), True),
        (indirect(1, FONT.replace(b"/Widths", b"/ToUnicode 4 0 R /Widths")), False),
        (packed(FONT.replace(b"/Widths", b"/Encoding /WinAnsiEncoding /Widths")), False),
        (indirect(1, FONT.replace(b"/TrueType", b"/Type1")), False),
        (packed(FONT).replace(b"/ObjStm", b"/Other"), False),
        (packed(FONT).replace(b"stream\r\n", b"stream\r\n?"), False),
        (b"/TrueType", True),
        (b"", False),
    ],
    ids=["plain", "packed", "mapped", "encoded", "Type 1", "no objects", "damaged", "bare", "empty"],
)
def test_where_a_font_may_lack_its_map(data: bytes, may: bool) -> None:
    assert can_have_unmapped_font(check_stream_sizes(data)) is may


def mended(data: bytes) -> bytes | None:
    return mend_file(data, check_stream_sizes(data))


def file_with(*, flags: int = 4, in_form: bool = False) -> bytes:
    """A page, or a form on it that refers to itself, with a TrueType font that has no map."""
    document = pikepdf.new()
    page = document.add_blank_page()
    descriptor = Dictionary(Type=Name.FontDescriptor, Flags=flags, FontFile2=document.make_stream(b"?"))
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/A+B"))
    font.FontDescriptor = document.make_indirect(descriptor)
    resources = Dictionary(Font=Dictionary(F=document.make_indirect(font)))
    if in_form:
        form = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = resources
        form.Resources.XObject = Dictionary(Self=form)
        resources = Dictionary(XObject=Dictionary(X=form))
    page.Resources = resources
    data = BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize("in_form", [False, True])
def test_the_font_is_given_a_map_of_nothing(in_form: bool) -> None:
    data = file_with(in_form=in_form)
    changed = mended(data)
    assert changed is not None
    assert changed.startswith(data), "only something new stands behind"
    with pikepdf.open(BytesIO(changed)) as document:
        resources = document.pages[0].Resources
        if in_form:
            resources = resources.XObject.X.Resources
        text = resources.Font.F.ToUnicode.read_bytes()
    assert b"<00> <FFFD>" in text
    assert b"<20> <0020>" in text
    assert b"<FF> <FFFD>" in text
    assert mended(changed) is None


def test_fonts_of_many_pages_share_one_map() -> None:
    document = pikepdf.open(BytesIO(file_with()))
    document.pages.append(document.pages[0])
    font = document.make_indirect(Dictionary(document.pages[0].Resources.Font.F))
    document.pages[1].Resources = Dictionary(Font=Dictionary(F=font))
    data = BytesIO()
    document.save(data)
    with pikepdf.open(BytesIO(mended(data.getvalue()) or b"")) as changed:
        maps = {page.Resources.Font.F.ToUnicode.objgen for page in changed.pages}
    assert len(maps) == 1


def test_a_font_that_is_not_symbolic_has_the_standard_encoding() -> None:
    assert mended(file_with(flags=32)) is None
    assert mended(file_with(flags=36)) is None


def test_what_is_no_file_is_told() -> None:
    with pytest.raises(UnreadableError, match="can't be looked at"):
        mended(b"%PDF-1.7\nnothing")
