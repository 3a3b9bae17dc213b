"""Words that are wider than their cell."""

from __future__ import annotations

import pytest

from planextract.layout.overflow import find_overflow_columns
from planextract.model.page import Glyph
from tests.support.build import glyphs

SIDES = [10.0, 50.0, 90.0, 130.0]


def columns(*parts: tuple[Glyph, ...]) -> list[set[int | None]]:
    found = find_overflow_columns([glyph for part in parts for glyph in part], SIDES)
    return [{found.get(id(glyph)) for glyph in part} for part in parts]


def test_words_set_from_the_left_belong_where_they_begin() -> None:
    assert columns(glyphs("相談窓口の予約", 12, 50)) == [{0}]


def test_centred_words_belong_where_their_middle_is() -> None:
    assert columns(glyphs("実施・充実・", 40, 50)) == [{1}]


@pytest.mark.parametrize("gap", [1.0, 4.0])
def test_words_in_neighbouring_cells_are_left_alone(gap: float) -> None:
    assert columns(glyphs("検討", 30 - gap, 50), glyphs("実施", 50 + gap, 50)) == [{None}, {None}]


def test_texts_that_meet_at_a_border_are_two() -> None:
    assert columns(glyphs("検討", 30, 50, paint=0), glyphs("実施", 50, 50, paint=1)) == [{None}, {None}]
