"""Copies of text in another colour, a little aside and under it."""

from __future__ import annotations

import pytest

from planextract.clean.shadows import drop_shadows
from tests.support.build import BLACK, clean, glyphs, ink

GREY = (190, 190, 190, 255)
PAINTS = (ink(fill=GREY), ink(fill=BLACK))


def text(x: float, words: str = "1,340年度", over: int = 1) -> str:
    under = glyphs(words, 20 + x, 50 + x, paint=1 - over)
    page = drop_shadows(clean([*under, *glyphs(words, 20, 50, paint=over)]), PAINTS)
    return "".join(glyph.text for glyph in page.glyphs)


@pytest.mark.parametrize("distance", [1.5, 2, 3, 4])
def test_a_shadow_is_dropped(distance: float) -> None:
    assert text(distance) == "1,340年度"


def test_a_copy_farther_off_is_text() -> None:
    assert text(6) == "1,340年度" * 2


def test_text_in_one_colour_is_no_shadow() -> None:
    page = clean([*glyphs("年度", 22, 52, paint=1), *glyphs("年度", 20, 50, paint=1)])
    assert drop_shadows(page, PAINTS) == page


def test_a_single_character_may_be_there_by_chance() -> None:
    assert text(2, "年") == "年年"
