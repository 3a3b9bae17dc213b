"""Glyphs to lines, whatever order they were drawn in."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.layout.lines import build_lines, join_glyphs
from planextract.model.page import Glyph
from tests.support.build import glyphs


def texts(run: tuple[Glyph, ...]) -> list[str]:
    return [line.text for line in build_lines(run)]


def test_lines_read_from_top_to_bottom() -> None:
    page = (*glyphs("三行目", baseline=80), *glyphs("一行目", baseline=20), *glyphs("二行目", baseline=50))
    assert texts(page) == ["一行目", "二行目", "三行目"]


@given(st.integers(0, 999))
def test_the_order_of_drawing_is_of_no_account(seed: int) -> None:
    page = [*glyphs("戦略計画　22", 20, 20, 14), *glyphs("本文が続く", 20, 50), *glyphs("12か所", 120, 50)]
    expected = build_lines(page)
    Random(seed).shuffle(page)
    assert build_lines(page) == expected


def test_nothing_makes_no_lines() -> None:
    assert build_lines(()) == []


@pytest.mark.parametrize(
    ("gap", "expected"), [(0, "計画"), (1, "計画"), (3, "計 画"), (8, "計　画"), (15, "計　画")]
)
def test_gaps_read_as_spaces_by_their_width(gap: float, expected: str) -> None:
    run = (*glyphs("計"), *glyphs("画", 30 + gap))
    assert join_glyphs(run) == expected


def test_words_far_apart_are_segments() -> None:
    (line,) = build_lines((*glyphs("事業実施課"), *glyphs("都市整備部", 110)))
    assert [segment.text for segment in line.segments] == ["事業実施課", "都市整備部"]
    assert line.text == "事業実施課　都市整備部"
    assert line.glyphs == 10


@pytest.mark.parametrize("gap", [1.0, 3.0, 5.0])
def test_a_label_that_is_spaced_out_has_no_spaces(gap: float) -> None:
    assert join_glyphs(glyphs("事業実施課", gap=gap)) == "事業実施課"


def test_a_reading_over_a_word_is_no_text() -> None:
    ruby = glyphs("たいきゅうか", 30, 40.5, 4)
    (line,) = build_lines([*ruby, *glyphs("の耐久化計画")])
    assert (line.text, line.glyphs) == ("の耐久化計画", 12)


@pytest.mark.parametrize("reading", ["Home", "単位", "﹅﹅"])
def test_readings_of_any_script_touch_the_word(reading: str) -> None:
    assert texts((*glyphs(reading, 30, 40.5, 4), *glyphs("の耐久化計画"))) == ["の耐久化計画"]


@pytest.mark.parametrize("label", ["Unit", "単位"])
def test_small_type_farther_over_a_line_is_a_line(label: str) -> None:
    assert texts((*glyphs(label, 30, 38.5, 4), *glyphs("の耐久化計画"))) == [label, "の耐久化計画"]


def test_a_note_in_two_small_lines_is_read_where_it_is() -> None:
    host = (*glyphs("生かし（", 20, 50), *glyphs("）だれも", 90, 50))
    note = (*glyphs("町会の施設を", 60, 45.4, 5), *glyphs("含みます", 60, 50.7, 5))
    assert texts((*note, *host)) == ["生かし（町会の施設を含みます）だれも"]


@pytest.mark.parametrize("shift", [5.0, 4.0, 6.0])
def test_tight_punctuation_is_read_by_its_ink(shift: float) -> None:
    words = (*glyphs("直します。"), *glyphs("（歩道）", 65 - shift))
    assert texts(words) == ["直します。（歩道）"]


def test_latin_words_keep_their_spaces() -> None:
    assert texts(glyphs("AI OCR")) == ["AI OCR"]


def test_overlapping_glyphs_of_tight_type_stay_in_order() -> None:
    assert texts(glyphs("窓口へ行かない", gap=-1.2)) == ["窓口へ行かない"]


def test_a_raised_mark_belongs_to_its_line() -> None:
    page = (*glyphs("言葉", 20, 50), *glyphs("※1", 40, 46, 6), *glyphs("の説明", 49, 50))
    assert texts(page) == ["言葉※1の説明"]


def test_two_words_over_each_other_before_a_number_read_first() -> None:
    page = (
        *glyphs("戦略", 20, 42, 8),
        *glyphs("計画", 20, 51, 8),
        *glyphs("22", 40, 50, 16),
        *glyphs("再生", 70, 50, 16),
    )
    assert texts(page) == ["戦略計画 22　再生"]


def test_lines_near_each_other_stay_apart() -> None:
    page = (*glyphs("一行目", baseline=50), *glyphs("二行目", baseline=61))
    assert texts(page) == ["一行目", "二行目"]


def test_a_slightly_shifted_glyph_stays_on_its_line() -> None:
    page = (*glyphs("計", 20, 50), *glyphs("画", 30, 51.5), *glyphs("書", 40, 49.5))
    assert texts(page) == ["計画書"]


def test_the_size_of_a_line_is_that_of_most_of_its_glyphs() -> None:
    (line,) = build_lines((*glyphs("計画書", size=10), *glyphs("※", 50, 46, 6)))
    assert line.size == 10


def _turned(text: str, angle: int) -> tuple[Glyph, ...]:
    """A word at (50, 50) that reads downwards (90), upside down (180) or upwards (270)."""
    step = {90: (0, 10), 180: (-10, 0), 270: (0, -10)}[angle]
    found = []
    for index, character in enumerate(text):
        x, y = 50 + step[0] * index, 50 + step[1] * index
        found.append(Glyph(character, x, y, x + 10, y + 10, 10, angle, 0))
    return tuple(found)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_text_is_a_line_of_its_own_after_the_upright_ones(angle: int) -> None:
    found = build_lines((*_turned("見出し", angle), *glyphs("本文", 20, 90)))
    assert [line.text for line in found] == ["本文", "見出し"]
    box = found[1].box
    run = _turned("見出し", angle)
    assert box == (
        min(glyph.x0 for glyph in run),
        min(glyph.top for glyph in run),
        max(glyph.x1 for glyph in run),
        max(glyph.bottom for glyph in run),
    )
