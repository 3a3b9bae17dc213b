"""Arrows and bars that are drawn over the cells of a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from planextract.model.layout import PageLayout, Table
from planextract.pages import iter_layouts
from planextract.read.registry import get_reader
from tests.support.pdfs import FONT, pdf

EDGES = (20, 80, 120, 160, 200, 240)
"""x of the columns: a name, and four years."""


def ruled(canvas: Canvas, *, years: tuple[str, ...] = ("", "", "", "")) -> None:
    """A header and a row under it, with these texts in its cells of years."""
    canvas.setFont(FONT, 8)
    for y in (100, 80, 60):
        canvas.line(EDGES[0], y, EDGES[-1], y)
    for x in EDGES:
        canvas.line(x, 60, x, 100)
    for x, text in zip(EDGES, ("事業", "R6", "R7", "R8", "R9"), strict=False):
        canvas.drawString(x + 3, 87, text)
    for x, text in zip(EDGES, ("広場", *years), strict=False):
        canvas.drawString(x + 3, 67, text)


def laid_out(draw: Callable[[Canvas], None], engine: str = "pdfium") -> PageLayout:
    data = pdf(draw, size=(300, 140))
    with get_reader(engine).open(data, None) as document:
        return next(iter_layouts(document, 1, 1))


def row_of(layout: PageLayout) -> list[tuple[str, int]]:
    """The cells of the second row: their text, and how many columns they span."""
    table = next(block for block in layout.blocks if isinstance(block, Table))
    assert len(table.rows) == 3, table.rows
    return [(cell.text, cell.column_span) for cell in table.cells if cell.row == 1]


def filled(canvas: Canvas, *points: tuple[float, float]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_an_arrow_of_a_line_and_a_head(engine: str) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, years=("検討", "", "", ""))
        canvas.line(122, 70, 190, 70)
        filled(canvas, (190, 67), (197, 70), (190, 73))

    layout = laid_out(draw, engine)
    assert row_of(layout) == [("広場", 1), ("検討", 1), ("→", 2), ("", 1)]
    assert layout.unexplained_bars == 0


def test_an_arrow_with_an_open_head() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas)
        canvas.line(83, 70, 236, 70)
        path = canvas.beginPath()
        path.moveTo(231, 73)
        path.lineTo(236, 70)
        path.lineTo(231, 67)
        canvas.drawPath(path)

    assert row_of(laid_out(draw)) == [("広場", 1), ("→", 4)]


def test_words_on_a_block_arrow_are_those_of_every_cell_under_it() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas)
        canvas.setFillColorRGB(0.6, 0.8, 0.8)
        filled(canvas, (83, 65), (150, 65), (157, 70), (150, 75), (83, 75))
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(110, 67, "実施設計")

    assert row_of(laid_out(draw)) == [("広場", 1), ("実施設計", 2), ("", 1), ("", 1)]


def test_a_bar_is_named_by_the_legend_of_its_colour() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas)
        for grey, x0, x1, y in (
            (0.8, 82, 119, 66),
            (0.3, 122, 198, 66),
            (0.8, 20, 30, 30),
            (0.3, 90, 100, 30),
        ):
            canvas.setFillColorRGB(grey, grey, grey)
            canvas.rect(x0, y, x1 - x0, 8, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(34, 31, "検討")
        canvas.drawString(104, 31, "実施")

    layout = laid_out(draw)
    assert row_of(layout) == [("広場", 1), ("検討", 1), ("実施", 2), ("", 1)]
    assert layout.unexplained_bars == 0


def test_a_bar_without_a_legend_is_counted() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas)
        canvas.setFillColorRGB(0.4, 0.4, 0.4)
        canvas.rect(82, 66, 76, 8, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)

    layout = laid_out(draw)
    assert row_of(layout) == [("広場", 1), ("■", 2), ("", 1), ("", 1)]
    assert layout.unexplained_bars == 1


def test_the_ground_of_cells_is_no_bar() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.8, 0.8)
        canvas.rect(20, 60, 220, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        ruled(canvas, years=("検討", "", "実施", ""))

    assert row_of(laid_out(draw)) == [("広場", 1), ("検討", 1), ("", 1), ("実施", 1), ("", 1)]


def test_cells_with_words_of_their_own_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, years=("検討", "", "実施", ""))
        canvas.line(100, 78, 230, 78)
        filled(canvas, (230, 75), (237, 78), (230, 81))

    assert row_of(laid_out(draw)) == [("広場", 1), ("検討", 1), ("→", 1), ("実施", 1), ("→", 1)]
