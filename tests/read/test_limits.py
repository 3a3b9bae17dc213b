"""Every bound on what a file may make the program do."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfPage

from planextract import limits
from planextract.errors import UnreadableError
from planextract.japanese.amounts import parse_amount, parse_quantity
from planextract.layout.grid import find_grids
from planextract.model.layout import PageLayout
from planextract.model.page import Box, PageContent, Ruling, UnreadablePage
from planextract.pages import iter_layouts
from planextract.read.input_file import read_file
from planextract.read.pdfium import render
from planextract.read.registry import ENGINES, get_reader
from planextract.read.stream_sizes import check_stream_sizes
from tests.support.pdfs import bomb, from_content, packed_blanks, pdf

DOCUMENT = (Path(__file__).parents[2] / "docs" / "safety.md").read_text(encoding="utf-8")

BOUNDS = [
    name
    for name in vars(limits)
    if name.isupper() and name not in ("RENDER_CHECK_SCALE", "RENDER_CHECK_CONTRAST")
]


@pytest.mark.parametrize("name", BOUNDS)
def test_every_bound_is_documented(name: str) -> None:
    assert f"| `{name}` | {getattr(limits, name):,} | " in DOCUMENT


def read(data: bytes, engine: str = "pdfium") -> list[PageLayout]:
    with get_reader(engine).open(data, None) as document:
        return list(iter_layouts(document, 1, document.page_count))


LINE = "0 0 m 50 0 l S "

PAGE_BOUNDS: dict[str, tuple[int, str, str]] = {
    # a bound of a page: its value here, content that just passes it, and what is said
    "OBJECTS_PER_PAGE": (3, LINE * 4, "it paints more than 3 objects"),
    "POINTS_PER_PAGE": (7, LINE * 4, "its paths have more than 7 points"),
    "GLYPHS_PER_PAGE": (3, "BT /F1 9 Tf 9 9 Td (abcd) Tj ET", "it has more than 3 characters"),
    "RULINGS_PER_PAGE": (3, LINE * 4, "it has more than 3 lines"),
    "PAGE_SIZE": (150, "", "it measures 200 by 100 points, where 150 a side are read"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", PAGE_BOUNDS)
def test_a_page_that_passes_a_bound_is_unreadable(
    name: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value, content, why = PAGE_BOUNDS[name]
    data = from_content(content)
    assert [page.unreadable for page in read(data, engine)] == [None]
    monkeypatch.setattr(limits, name, value)
    assert [page.unreadable for page in read(data, engine)] == [why]
    monkeypatch.setattr(limits, name, value + 1 if name != "PAGE_SIZE" else 200)
    assert [page.unreadable for page in read(data, engine)] == [None]


def test_clip_paths_count_for_each_object(monkeypatch: pytest.MonkeyPatch) -> None:
    clipped = from_content("0 0 m 9 0 l 9 9 l h W n " + LINE * 3)
    monkeypatch.setattr(limits, "POINTS_PER_PAGE", 12)
    assert read(clipped)[0].unreadable is not None


def test_the_other_pages_of_a_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GLYPHS_PER_PAGE", 9)
    data = pdf(
        *(lambda canvas, text=text: canvas.drawString(20, 50, text) for text in ("計画", "計画" * 6, "画"))
    )
    first, second, third = read(data)
    assert (first.unreadable, third.unreadable) == (None, None)
    assert second.unreadable is not None
    assert first.blocks
    assert third.blocks
    with get_reader("pdfium").open(data, None) as document:
        assert [type(page) is UnreadablePage for page in document.pages(1, 3)] == [False, True, False]


def test_a_file_of_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 2)
    with pytest.raises(UnreadableError, match="has 3 pages, where 2 are read"):
        read(pdf(*[lambda canvas: None] * 3))


def test_a_file_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(bytes(2**20 + 1))
    monkeypatch.setattr(limits, "FILE_BYTES", 2**20)
    with pytest.raises(UnreadableError, match="larger than 1 MiB"):
        read_file(tmp_path / "plan.pdf")


def test_a_large_page_is_looked_at_from_further_away(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    draw = render._render_print

    def watched(page: PdfPage, scale: float) -> Image.Image:
        picture = draw(page, scale)
        sizes.append(picture.size)
        return picture

    monkeypatch.setattr(render, "_render_print", watched)
    monkeypatch.setattr(limits, "RENDER_CHECK_PIXELS", 2_000)
    with get_reader("pdfium").open(from_content("BT /F1 60 Tf 9 30 Td (HHHH) Tj ET"), None) as document:
        for page in document.pages(1, 1):
            assert isinstance(page, PageContent)
            assert page.render_diff([0], [page.box, Box(190, 90, 200, 100)]) == [True, False]
    assert all(width * height <= 2_100 for width, height in sizes)
    assert len(sizes) == 2


def test_a_hatching_is_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    across = [Ruling(0, 10.0 * n, 100, 10.0 * n, True, 0) for n in range(11)]
    down = [Ruling(10.0 * n, 0, 10.0 * n, 100, False, 0) for n in range(11)]
    assert len(find_grids([*across, *down])) == 1
    monkeypatch.setattr(limits, "POSITIONS_PER_TABLE", 120)
    assert find_grids([*across, *down]) == []


@pytest.mark.parametrize("number", ["9" * limits.DIGITS, "１" * limits.DIGITS])
def test_a_long_number_is_one(number: str) -> None:
    assert parse_amount(number) == int(number)
    assert parse_quantity(f"{number}人") is not None


@pytest.mark.parametrize("number", ["9" * (limits.DIGITS + 1), "1" * 5000, "１" * 400 + "．５"])
def test_a_number_longer_than_any_is_none(number: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        parse_amount(number)
    assert parse_quantity(f"{number}人") is None


# Streams --------------------------------------------------------------------------------------------

SMALL = 2**20


def stream(packed: bytes, dictionary: str = "/Filter /FlateDecode") -> bytes:
    return f"4 0 obj\n<< {dictionary} >>\nstream\n".encode() + packed + b"\nendstream\nendobj\n"


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STREAM_BYTES", 2 * SMALL)
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 5 * SMALL)
    monkeypatch.setattr(limits, "OBJECTS", 7)


PASSING: dict[str, Callable[[], bytes]] = {
    "a stream as large as may be": lambda: stream(packed_blanks(2 * SMALL)),
    "streams as large as may be": lambda: stream(packed_blanks(SMALL)) * 5,
    "as many objects as may be": lambda: stream(b"") * 7,
    "pictures": lambda: stream(packed_blanks(9 * SMALL), "/Subtype /Image /Filter /FlateDecode"),
    "another packing": lambda: stream(packed_blanks(9 * SMALL), "/Filter /DCTDecode"),
    "a damaged stream": lambda: stream(zlib.compress(bytes(range(256)) * 9)[:20]),
    "no stream": lambda: b"stream\nand more",
    "nothing": lambda: b"",
}


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("what", PASSING)
def test_streams_that_may_be(what: str) -> None:
    check_stream_sizes(PASSING[what]())


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a stream too large": (lambda: stream(packed_blanks(3 * SMALL)), "unpacks to more than 2 MiB"),
    "its name abbreviated": (
        lambda: stream(packed_blanks(3 * SMALL), "/F /Fl"),
        "unpacks to more than 2 MiB",
    ),
    "no end to it": (lambda: stream(packed_blanks(4 * SMALL)[:-9]), "unpacks to more than 2 MiB"),
    "streams too large": (lambda: stream(packed_blanks(SMALL)) * 6, "streams unpack to more than 5 MiB"),
    "too many objects": (lambda: stream(b"") * 8, "more than 7 objects"),
}


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("what", REFUSED)
def test_streams_that_are_refused(what: str) -> None:
    make, words = REFUSED[what]
    with pytest.raises(UnreadableError, match=words):
        check_stream_sizes(make())


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("engine", ENGINES)
def test_every_reader_measures_streams_first(engine: str) -> None:
    with pytest.raises(UnreadableError, match="unpacks to more than 2 MiB"):
        read(bomb(3 * SMALL), engine)
