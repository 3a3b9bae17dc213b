"""Lines that belong to words and not to tables."""

from __future__ import annotations

import pytest

from planextract.clean.text_rulings import find_struck_words, separate_text_rulings
from planextract.model.page import DropReason, Ruling
from tests.support.build import clean, glyphs

WORDS = glyphs("相談窓口の予約", 20, 50)  # from 20 to 90, the em box from 41.2 to 51.2


def across(x0: float, x1: float, y: float) -> Ruling:
    return Ruling(x0, y - 0.25, x1, y + 0.25, True, 0)


def down(x: float) -> Ruling:
    return Ruling(x - 0.25, 30, x + 0.25, 70, False, 0)


@pytest.mark.parametrize("y", [50.5, 51.5, 53])
def test_an_underline_is_no_ruling(y: float) -> None:
    page = separate_text_rulings(clean(WORDS, [across(19.5, 90.5, y), across(10, 100, 60)]))
    assert [ruling.middle for ruling in page.rulings] == [60]
    assert page.glyphs == WORDS


def test_an_underline_may_fill_its_column() -> None:
    page = separate_text_rulings(clean(WORDS, [across(20, 90, 51.5), down(19.2), down(95)]))
    assert [ruling.horizontal for ruling in page.rulings] == [False, False]


@pytest.mark.parametrize(
    "ruling",
    [across(10, 100, 51.5), across(20, 90, 58), across(26, 54, 51.5)],
    ids=["longer", "lower", "shorter"],
)
def test_other_lines_stay(ruling: Ruling) -> None:
    assert separate_text_rulings(clean(WORDS, [ruling])).rulings == (ruling,)


def test_a_border_that_meets_others_at_both_ends_stays() -> None:
    page = clean(WORDS, [across(20, 90, 51.5), down(20), down(90)])
    assert separate_text_rulings(page).rulings == page.rulings


def test_words_that_are_struck_out_are_dropped_and_named() -> None:
    new = glyphs("実施", 100, 50)
    page = separate_text_rulings(clean((*WORDS, *new), [across(20, 90, 46)]))
    assert page.glyphs == new
    assert page.rulings == ()
    assert [part.reason for part in page.dropped] == [DropReason.STRUCK_OUT]
    assert find_struck_words(page) == "相談窓口の予約"


def test_a_line_that_runs_on_strikes_nothing_out() -> None:
    page = clean(WORDS, [across(20, 190, 46)])
    assert separate_text_rulings(page) == page


def test_the_outline_of_a_letter_is_no_ruling() -> None:
    page = separate_text_rulings(clean(WORDS, [across(22, 29, 45), Ruling(25, 42, 25.3, 49, False, 0)]))
    assert page.rulings == ()
