"""Ink that is no text: pictures with words, letters drawn as shapes."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from planextract.model.page import PageContent
from planextract.pages import lay_out_page
from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import from_content, pdf

DIGIT = "{x} 50 m {x} 59 l {x2} 59 l {x2} 57 l {x3} 55 l {x3} 50 l {x4} 50 l {x4} 56 l f "
"""The outline of something like a 7."""


def areas(data: bytes, engine: str) -> list[tuple[int, ...]]:
    with get_reader(engine).open(data, None) as document:
        (page,) = document.pages(1, 1)
    assert isinstance(page, PageContent)
    with get_reader(engine).open(data, None) as document:
        for page in document.pages(1, 1):
            return [tuple(map(round, box)) for box in lay_out_page(page)[1].unread_ink]
    raise AssertionError


def picture(*, words: bool) -> bytes:
    image = Image.new("RGB", (240, 80), "white")
    if words:
        drawing = ImageDraw.Draw(image)
        for column in range(8):
            drawing.rectangle((10 + 28 * column, 20, 28 + 28 * column, 60), outline="black", width=4)
    file = io.BytesIO()
    image.save(file, "PNG")

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(file.getvalue())), 20, 20, 60, 20)
        canvas.drawString(20, 70, "計画")

    return pdf(draw)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_picture_with_words_is_unread(engine: str) -> None:
    assert areas(picture(words=True), engine) == [(20, 60, 80, 80)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_plain_picture_is_a_ground(engine: str) -> None:
    assert areas(picture(words=False), engine) == []


def letter(x: float) -> str:
    return DIGIT.format(x=x, x2=x + 6, x3=x + 3, x4=x + 1)


@pytest.mark.parametrize("engine", ENGINES)
def test_letters_drawn_as_shapes_are_unread(engine: str) -> None:
    assert areas(from_content(letter(20) + letter(28)), engine) == [(20, 41, 34, 50)]


@pytest.mark.parametrize(
    "content",
    [
        "20 40 60 20 re f",
        "20 50 m 80 50 l S",
        "30 50 m 30 55 25 60 20 60 c 15 60 10 55 10 50 c 10 45 15 40 20 40 c 25 40 30 45 30 50 c f",
        "1 g " + letter(20),
    ],
    ids=["box", "line", "disc", "white"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_other_shapes_are_no_letters(content: str, engine: str) -> None:
    assert areas(from_content(content), engine) == []
