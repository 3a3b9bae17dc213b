"""Spreads, thumb indexes and words across the page: what belongs to the text, and in which order."""

from __future__ import annotations

from itertools import chain

import pytest

from planextract.layout.page_layout import build_page_layout
from planextract.layout.watermarks import separate_line_numbers, separate_slanted
from planextract.model.layout import Line, PageLayout
from planextract.model.page import CleanPage, Glyph, Ruling
from tests.support.build import across, down, glyphs

TEXT = "区内の井戸をひとつずつ見て回り、水の量を確かめます。"
"""A line of 26 characters."""


def laid_out(
    *parts: tuple[Glyph, ...], rules: tuple[Ruling, ...] = (), width: float = 842, height: float = 595
) -> PageLayout:
    return build_page_layout(CleanPage(1, width, height, tuple(chain.from_iterable(parts)), rules, ()))


def texts(layout: PageLayout, *, aside: bool = False) -> list[str]:
    return [block.text for block in layout.blocks if isinstance(block, Line) and block.is_artifact is aside]


def paragraph(x: float, *baselines: float) -> tuple[Glyph, ...]:
    return tuple(glyph for baseline in baselines for glyph in glyphs(TEXT, x, baseline))


def test_the_right_page_of_a_spread_follows_the_left_one() -> None:
    found = laid_out(paragraph(40, 100, 300), glyphs("右頁のはじめの行です", 460, 60))
    assert texts(found) == [TEXT, TEXT, "右頁のはじめの行です"]


@pytest.mark.parametrize("fold", [400, 421, 440])
def test_the_fold_may_lie_off_the_middle(fold: float) -> None:
    left, right = glyphs("左頁のあとの行です", fold - 120, 300), glyphs("右頁のはじめの行です", fold + 30, 60)
    assert texts(laid_out(right, left)) == ["左頁のあとの行です", "右頁のはじめの行です"]


def test_what_crosses_the_fold_makes_it_one_page() -> None:
    parts = paragraph(40, 300), glyphs("右に始まる行です", 460, 60)
    assert texts(laid_out(*parts, rules=(across(200, 40, 800),))) == ["右に始まる行です", TEXT]
    assert texts(laid_out(*parts, paragraph(300, 400)))[:2] == ["右に始まる行です", TEXT]


def test_an_upright_page_is_no_spread() -> None:
    found = laid_out(glyphs("左にあとの行です", 40, 300), glyphs("右に始まる行です", 460, 60), height=842)
    assert texts(found) == ["右に始まる行です", "左にあとの行です"]


def test_a_page_number_on_the_other_side_makes_no_spread() -> None:
    assert texts(laid_out(glyphs("12", 700, 60), paragraph(40, 300))) == ["12", TEXT]


def test_the_numbers_of_a_table_of_contents_are_no_page() -> None:
    entries = [
        part
        for number in range(10, 15)
        for part in (glyphs("戦略計画の一つ", 40, 8 * number), glyphs(f"{number}", 700, 8 * number))
    ]
    assert texts(laid_out(*entries))[0] == "戦略計画の一つ　10"


def index(x: float, size: float = 9) -> tuple[Glyph, ...]:
    """A word from the top down."""
    return tuple(
        glyph for place, letter in enumerate("計画編") for glyph in glyphs(letter, x, 100 + 10 * place, size)
    )


@pytest.mark.parametrize("x", [4, 580])
def test_an_index_at_the_edge_is_no_part_of_the_lines_beside_it(x: float) -> None:
    found = laid_out(paragraph(60, 100, 110, 120), index(x), width=595, height=842)
    assert texts(found) == [TEXT] * 3
    assert texts(found, aside=True) == ["計画編"]


def test_lines_that_begin_at_the_edge_are_text() -> None:
    found = laid_out(paragraph(20, 100, 110), glyphs("す。", 20, 120), width=595, height=842)
    assert texts(found) == [TEXT, TEXT, "す。"]
    assert texts(found, aside=True) == []


def test_a_word_behind_the_text_is_no_part_of_it() -> None:
    found = laid_out(
        glyphs("素案", 40, 140, 90), paragraph(40, 80, 100, 120), paragraph(300, 300), width=595, height=842
    )
    assert texts(found) == [TEXT] * 4
    assert texts(found, aside=True) == ["素案"]


def test_a_huge_word_where_there_is_no_text_is_no_heading() -> None:
    found = laid_out(paragraph(40, 80, 100), glyphs("素案", 200, 500, 90), width=595, height=842)
    assert texts(found, aside=True) == ["素案"]


def test_a_large_number_beside_its_heading_belongs_to_it() -> None:
    heading = glyphs("戦略", 40, 50, 10), glyphs("22", 70, 60, 32), glyphs("井戸端をつなぐ", 110, 60, 18)
    found = laid_out(*heading, paragraph(40, 100, 120, 140), width=595, height=842)
    assert texts(found, aside=True) == []
    assert any("22" in text and "井戸端をつなぐ" in text for text in texts(found))


def test_the_title_of_a_cover_is_text() -> None:
    found = laid_out(
        glyphs("井戸端区計画", 60, 300, 72), glyphs("令和６年３月", 200, 700, 10), width=595, height=842
    )
    assert texts(found) == ["井戸端区計画", "令和６年３月"]


def test_slanting_words_that_repeat_are_a_watermark() -> None:
    body = glyphs("休憩できる場所を増やします", 20, 50)
    marks = [glyph._replace(angle=330) for x in (20, 90) for glyph in glyphs("複製を禁ずる", x, 45, 6)]
    text, artifacts = separate_slanted([*body, *marks])
    assert text == list(body)
    assert [line.is_artifact for line in artifacts] == [True]


def test_a_slanting_label_is_a_line() -> None:
    label = [glyph._replace(angle=315) for glyph in glyphs("達成率", 20, 80, 8)]
    _, lines = separate_slanted([*glyphs("休憩できる場所を増やします"), *label])
    assert [(line.text, line.is_artifact) for line in lines] == [("達成率", False)]


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_lines_are_no_text(step: int) -> None:
    lines = [glyphs("休憩できる場所", 40, 20 + 14 * place) for place in range(5)]
    numbers = [glyphs(str(step * (place + 1)), 10, 20 + 14 * place, 7) for place in range(5)]
    everything = [glyph for part in (*lines, *numbers) for glyph in part]
    text, artifacts = separate_line_numbers(everything, [])
    assert text == [glyph for line in lines for glyph in line]
    assert len(artifacts) == 1
    assert separate_line_numbers(everything, [down(5, 0, 100)]).artifacts == (), "a table has such a column"
