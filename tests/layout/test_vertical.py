"""Vertical writing in cells, told from level writing by the places of the glyphs."""

from __future__ import annotations

from planextract.layout.lines import build_lines
from planextract.model.page import Glyph
from tests.support.build import glyphs


def column(text: str, x: float, top: float = 20, size: float = 10) -> tuple[Glyph, ...]:
    found: list[Glyph] = []
    for place, character in enumerate(text):
        found += glyphs(character, x, top + 8.8 + place * size, size)
    return tuple(found)


def texts(*parts: tuple[Glyph, ...]) -> list[str]:
    return [line.text for line in build_lines([glyph for part in parts for glyph in part], in_cell=True)]


def test_columns_are_read_from_the_right_and_go_on_when_full() -> None:
    assert texts(column("システムの構築", 20), column("相談窓口の予約", 38)) == [
        "相談窓口の予約システムの構築"
    ]


def test_columns_that_end_early_are_lines() -> None:
    assert texts(column("相談窓口の予約", 20), column("案内", 38)) == ["案内", "相談窓口の予約"]


def test_a_half_width_digit_is_read_in_its_place() -> None:
    digit = tuple(glyph._replace(x0=22.5, x1=27.5) for glyph in column("5", 20, 60))
    assert texts(column("遊具を今", 20), digit, column("基置く", 20, 70)) == ["遊具を今5基置く"]


def test_level_lines_stay_level() -> None:
    lines = [
        glyphs(text, 20, 50 + 12 * place)
        for place, text in enumerate(["年度別の", "取組計画", "の見直し", "を行う"])
    ]
    assert texts(*lines) == ["年度別の", "取組計画", "の見直し", "を行う"]
