"""Pages that read sideways or lie askew are turned upright, and what is read on them is found on the page."""

from __future__ import annotations

import math

import pytest

from planextract.model.page import PageContent
from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import from_content

LINES = " ".join(
    f"BT /F1 10 Tf 1 0 0 1 20 {y} Tm (Nothing is silently wrong here) Tj ET" for y in range(180, 84, -12)
)


def read(matrix: str, engine: str) -> PageContent:
    data = from_content(f"q {matrix} cm {LINES} Q", box=(0, 0, 200, 200))
    with get_reader(engine).open(data, None) as document:
        for page in document.pages(1, 1):
            assert isinstance(page, PageContent)
            return page
    raise AssertionError


@pytest.mark.parametrize("matrix", ["0 1 -1 0 200 0", "0 -1 1 0 0 200", "-1 0 0 -1 200 200"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_on_its_side_reads_upright(matrix: str, engine: str) -> None:
    page, upright = read(matrix, engine), read("1 0 0 1 0 0", engine)
    assert upright.back is None
    assert page.back is not None
    assert [glyph.text for glyph in page.glyphs] == [glyph.text for glyph in upright.glyphs]
    for turned, plain in zip(page.glyphs, upright.glyphs, strict=True):
        assert turned[1:6] == pytest.approx(plain[1:6], abs=0.05)
        assert turned.angle == 0
    a, b, c, d, e, f = map(float, matrix.split())
    x, y = 20 * a + 180 * c + e, 20 * b + 180 * d + f  # the origin of the first glyph in the file
    first = page.glyphs[0]
    assert page.back.map_point(first.x0, first.bottom - 1.2) == pytest.approx((x, 200 - y), abs=0.05)


@pytest.mark.parametrize("degrees", [0.15, -0.5, 2.0])
def test_a_page_askew_is_put_straight(degrees: float) -> None:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    page = read(f"{cosine:.6f} {sine:.6f} {-sine:.6f} {cosine:.6f} 0 0", "pdfium")
    lines = {round(glyph.bottom, 1) for glyph in page.glyphs}
    assert len(lines) == 8


def test_a_word_on_its_side_turns_nothing() -> None:
    data = from_content("q 0 1 -1 0 200 0 cm BT /F1 10 Tf 20 50 Td (word) Tj ET Q", box=(0, 0, 200, 200))
    with get_reader("pdfium").open(data, None) as document:
        (page,) = document.pages(1, 1)
    assert isinstance(page, PageContent)
    assert page.back is None
