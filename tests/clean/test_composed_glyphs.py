"""Characters that are printed on each other to be one."""

from __future__ import annotations

import pytest

from planextract.clean.composed_glyphs import compose_glyphs
from planextract.model.page import Glyph
from tests.support.build import clean, glyphs


def text(*parts: tuple[Glyph, ...]) -> str:
    return "".join(glyph.text for glyph in compose_glyphs(clean([g for part in parts for g in part])).glyphs)


@pytest.mark.parametrize("offset", [0, 3, 6])
def test_a_mark_struck_over_a_kana(offset: float) -> None:
    assert text(glyphs("わか", 20), glyphs("゛", 30 + offset)) == "わが"


def test_a_mark_after_a_kana_is_its_own() -> None:
    assert text(glyphs("わか゛", 20)) == "わか゛"
    assert text(glyphs("わん", 20), glyphs("゛", 33)) == "わん゛"


@pytest.mark.parametrize(("inside", "whole"), [("1", "①"), ("12", "⑫"), ("A", "◯A")])
def test_a_ring_with_a_number_in_it(inside: str, whole: str) -> None:
    x = 25 - 1.5 * len(inside)
    assert text(glyphs("◯", 20), glyphs(inside, x, 49, 6)) == whole
