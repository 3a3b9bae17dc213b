"""Pages whose content is damaged in the file."""

from __future__ import annotations

import zlib

import pytest
from reportlab.pdfgen.canvas import Canvas

from planextract.model.page import PageContent
from planextract.read.registry import ENGINES, get_reader
from planextract.read.stream_sizes import check_stream_sizes
from tests.support.pdfs import changed, pdf


def write(canvas: Canvas) -> None:
    for line in range(9):
        canvas.drawString(20, 90 - 10 * line, "計画の年度")


def flip(data: bytes, page: int, place: int) -> bytes:
    """The file with one byte flipped in the content of a page, which is found by its unpacked text."""
    begins = []
    start = data.find(b"stream\n")
    while start >= 0:
        begin = start + len(b"stream\n")
        try:
            if b" Tm" in zlib.decompressobj().decompress(data[begin:]):
                begins.append(begin)
        except zlib.error:
            pass
        start = data.find(b"stream\n", begin)
    begin = begins[page]
    end = data.find(b"endstream", begin) - 1
    where = begin + 2 if place == 0 else end - 3 if place < 0 else (begin + end) // 2
    return data[:where] + bytes([data[where] ^ 0xFF]) + data[where + 1 :]


WHOLE = changed(pdf(write, write), lambda _: None, compress_streams=True, static_id=True)


@pytest.mark.parametrize("place", [0, 1, -1], ids=["at its beginning", "in the middle", "in the checksum"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_with_a_flipped_byte_is_damaged(place: int, engine: str) -> None:
    with get_reader(engine).open(flip(WHOLE, 1, place), None) as document:
        pages = list(document.pages(1, 2))
    assert [isinstance(page, PageContent) and page.is_damaged for page in pages] == [False, True]


def test_a_sound_file_has_no_damaged_stream() -> None:
    assert check_stream_sizes(WHOLE).damaged == ()


def test_a_stream_without_its_checksum_is_sound() -> None:
    body = zlib.compress(b"0 0 9 9 re f")[:-4]
    data = b"1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + body + b"\nendstream\nendobj"
    assert check_stream_sizes(data).damaged == ()
