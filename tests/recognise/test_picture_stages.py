"""Skew, rulings and lines of a page, found in its picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from planextract.recognise.picture import DPI, SCALE, separate_ink
from planextract.recognise.recogniser import Picture
from planextract.recognise.ruling_strokes import draw_rulings, find_rulings
from planextract.recognise.straighten import measure_skew, turn
from planextract.recognise.text_lines import InkLine, find_lines
from tests.support.pdfs import FONT, pdf

WIDTH, HEIGHT = 300.0, 200.0


def painted(draw: Callable[[Canvas], None]) -> Picture:
    document = PdfDocument(pdf(draw, size=(WIDTH, HEIGHT)))
    picture = document[0].render(scale=DPI / 72).to_pil().convert("L")
    document.close()
    return np.array(picture)


def table(canvas: Canvas) -> None:
    """Two rows and three columns; y is counted from the bottom."""
    canvas.setLineWidth(0.5)
    canvas.grid([40, 100, 180, 260], [100, 130, 160])
    canvas.drawString(45, 140, "目標")
    canvas.drawString(105, 140, "令和８年度")
    canvas.drawString(45, 110, "広場の改修")
    canvas.drawString(210, 110, "計")
    canvas.drawString(135, 110, "三")


def lines_of(page: Picture) -> tuple[InkLine, ...]:
    ink = separate_ink(page)
    return find_lines(ink.mask, draw_rulings(find_rulings(ink.mask), ink.mask.shape, 2)).lines


@pytest.mark.parametrize("degrees", [-4.5, -1.0, 0.0, 0.4, 5.0])
def test_skew_is_measured(degrees: float) -> None:
    skewed = turn(painted(table), -degrees)
    assert measure_skew(skewed) == pytest.approx(degrees, abs=0.06)


def test_the_rulings_of_a_table_are_found_where_they_are_drawn() -> None:
    found = find_rulings(separate_ink(painted(table)).mask)
    level = {round((stroke.top + stroke.bottom) / 2 / SCALE) for stroke in found if stroke.level}
    plumb = {round((stroke.x0 + stroke.x1) / 2 / SCALE) for stroke in found if not stroke.level}
    assert level == {40, 70, 100}
    assert plumb == {40, 100, 180, 260}


def test_rulings_survive_noise() -> None:
    noise = np.random.default_rng(1).normal(0, 14, (round(HEIGHT * SCALE) + 1, round(WIDTH * SCALE)))
    page = painted(table)
    noisy = np.clip(page + noise[: page.shape[0], : page.shape[1]], 0, 255).astype(np.uint8)
    assert len(find_rulings(separate_ink(noisy).mask)) == len(find_rulings(separate_ink(page).mask))


def test_dashed_rulings_end_at_others() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.7)
        canvas.rect(40, 60, 200, 100)
        canvas.setDash(3, 2)
        canvas.line(40, 110, 240, 110)
        canvas.line(60, 30, 220, 30)  # leaders of a table of contents end nowhere

    level = {
        round(HEIGHT - (stroke.top + stroke.bottom) / 2 / SCALE)
        for stroke in find_rulings(separate_ink(painted(draw)).mask)
        if stroke.level
    }
    assert level == {60, 110, 160}


def test_strokes_of_letters_are_no_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.rect(20, 90, 66, 20)
        canvas.drawString(23, 96, "事業募集開始")  # fills the cell from side to side
        canvas.setFont(FONT, 26)
        canvas.drawString(20, 30, "一二三工十Ｔ")

    assert len(find_rulings(separate_ink(painted(draw)).mask)) == 4


def test_each_cell_has_its_own_lines() -> None:
    assert len(lines_of(painted(table))) == 5


def test_lines_above_each_other_beside_a_higher_one_are_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(40, 112, "戦略")
        canvas.drawString(40, 101, "計画")
        canvas.setFont(FONT, 18)
        canvas.drawString(62, 103, "５　デジタルの窓口へ")

    tops = sorted(round(line.x0 / SCALE) for line in lines_of(painted(draw)))
    assert tops[:2] == pytest.approx([40, 40], abs=1)
    assert len(tops) == 3


def test_light_type_on_a_dark_ground_is_read_as_type() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 80, 200, 24, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(30, 88, "施策の柱")

    picture = separate_ink(painted(draw))
    inside = picture.grey[round(100 * SCALE) : round(118 * SCALE), round(100 * SCALE) : round(200 * SCALE)]
    assert inside.mean() > 240
    assert len(lines_of(painted(draw))) == 1


def test_a_filled_circle_stays_one() -> None:
    page = Image.new("L", (600, 400), 255)
    ImageDraw.Draw(page).ellipse((200, 150, 250, 200), fill=0)
    assert separate_ink(np.array(page)).grey[175, 225] == 0


def test_dust_is_no_ink() -> None:
    page = np.full((400, 600), 255, np.uint8)
    page[100, 100] = page[200:202, 300] = 0
    assert not separate_ink(page).mask.any()
