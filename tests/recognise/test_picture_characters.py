"""Characters of a page, read in its picture, as glyphs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from planextract.recognise.picture import DPI
from planextract.recognise.recogniser import load_recogniser
from planextract.recognise.scanned_page import ScannedPage, read_page
from tests.recognise.test_picture_stages import HEIGHT, WIDTH, painted
from tests.support.pdfs import FONT

Draw = Callable[[Canvas], None]


def read(draw: Draw) -> ScannedPage:
    return read_page(painted(draw), load_recogniser())


def text_of(page: ScannedPage) -> str:
    lines: dict[int, str] = {}
    for glyph in page.glyphs:
        lines[glyph.line] = lines.get(glyph.line, "") + glyph.text
    return "\n".join(lines.values())


def draw_text(text: str, size: float = 10) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(30, 120, text)

    return draw


@pytest.mark.parametrize(
    "text",
    [
        "令和８年度末の現況を踏まえ、検討する",
        "№22-5",
        "計画５／事業№5-5",
        "コミュニティバスの運行",
        "高齢者の区域を再生する",
        "１，２００手続き（累計１，７００手続き）",
        "スポーツ施設へ移行する統一基準",
        "▲1,234",
    ],
)
def test_a_line_is_read_as_it_is_printed(text: str) -> None:
    assert text_of(read(draw_text(text))) == text


@pytest.mark.parametrize("sign", ["★", "☆", "●", "◎", "―", "計"])
def test_a_sign_alone_is_read(sign: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(30, 150, "年度別の取組計画")
        canvas.drawString(120, 100, sign)

    assert text_of(read(draw)).splitlines()[-1] == sign


def test_a_glyph_has_its_em_box() -> None:
    page = read(draw_text("広場の改修", 12))
    first, last = page.glyphs[0], page.glyphs[-1]
    assert first.size == pytest.approx(12, abs=0.4)
    assert first.box.x0 == pytest.approx(30, abs=1)
    assert last.box.x1 == pytest.approx(30 + 5 * 12, abs=1.2)
    assert first.box.bottom == pytest.approx(HEIGHT - 120 + 0.12 * 12, abs=1.2)


def test_type_of_one_size_has_one_size() -> None:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(("広場の改修", "公園の再生計画", "１２３", "設計")):
            canvas.drawString(30, 150 - 20 * row, text)

    assert len({glyph.size for glyph in read(draw).glyphs}) == 1


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_is_turned_the_right_way_up(quarters: int) -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(4):
            canvas.drawString(30, 150 - 20 * row, "川沿いの遊歩道と広場を再生します")

    page = read_page(np.ascontiguousarray(np.rot90(painted(draw), quarters)), load_recogniser())
    assert page.quarters == quarters
    assert "遊歩道" in text_of(page)
    glyph = next(glyph for glyph in page.glyphs if glyph.text == "川")
    x, y = page.to_paper().map_point(glyph.box.x0, glyph.box.top)
    upright = [(30, 42), (42, WIDTH - 30), (WIDTH - 30, HEIGHT - 42), (HEIGHT - 42, 30)][quarters]
    assert (x, y) == pytest.approx(upright, abs=3)


def test_the_same_picture_gives_the_same_glyphs() -> None:
    picture = painted(draw_text("令和８年度"))
    assert read_page(picture, load_recogniser()) == read_page(picture, load_recogniser())


def test_a_large_page_is_read_from_fewer_pixels() -> None:
    picture = painted(draw_text("令和８年度"))
    page = read_page(picture, load_recogniser(), DPI / 72 / 2)
    assert page.width == pytest.approx(2 * WIDTH, abs=1)
    assert page.glyphs[0].size == pytest.approx(20, abs=1)
