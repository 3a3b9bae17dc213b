"""Second strikes go, real doubles stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.clean.overprint import drop_overprints, split_overprints
from planextract.model.page import DropReason, Glyph
from tests.support.build import clean, glyphs


def moved(run: tuple[Glyph, ...], dx: float, dy: float = 0.0) -> tuple[Glyph, ...]:
    return tuple(
        glyph._replace(x0=glyph.x0 + dx, x1=glyph.x1 + dx, top=glyph.top + dy, bottom=glyph.bottom + dy)
        for glyph in run
    )


def text(run: tuple[Glyph, ...]) -> str:
    return "".join(glyph.text for glyph in run)


@pytest.mark.parametrize("times", [2, 3, 4])
@pytest.mark.parametrize("offset", [0.0, 0.05, 0.2, 0.24])
@pytest.mark.parametrize("size", [8.0, 10.0, 24.0])
def test_strikes_count_once(times: int, offset: float, size: float) -> None:
    run = glyphs("№22-11 いきいき", size=size)
    struck = [glyph for index in range(times) for glyph in moved(run, index * offset, index * offset)]
    kept, again = split_overprints(struck)
    assert kept == run
    assert len(again) == (times - 1) * len(run)


def test_strikes_upon_strikes_go_on_from_one_to_the_next() -> None:
    """The last of them is farther from the first than two strikes may be."""
    run = glyphs("№22-11 いきいき")
    struck = [glyph for index in range(9) for glyph in moved(run, 0.24 * index)]
    assert split_overprints(struck)[0] == run


def test_a_row_of_letters_does_not_go_on_for_ever() -> None:
    run = tuple(glyph for index in range(40) for glyph in glyphs("1", x=20 + 1.2 * index))
    assert len(split_overprints(run)[0]) > 10


@pytest.mark.parametrize("printed", ["いきいき", "11", "ああ", "――", "・・・・", "22-22", "ll"])
@pytest.mark.parametrize("tracking", [0.0, -0.12])
def test_letters_that_are_really_double_stay(printed: str, tracking: float) -> None:
    run = glyphs(printed, gap=tracking * 10)
    assert split_overprints(run) == (run, ())


def test_the_same_character_in_another_size_is_no_strike() -> None:
    run = (*glyphs("計", size=10), *glyphs("計", size=14))
    assert split_overprints(run) == (run, ())


def test_another_character_in_the_same_place_is_no_strike() -> None:
    run = (*glyphs("計"), *glyphs("画"))
    assert split_overprints(run) == (run, ())


@pytest.mark.parametrize("edge", [-3.0, 0.0, 2.99, 3.0, 3.01, 29.95])
def test_no_place_on_the_page_hides_a_strike(edge: float) -> None:
    """The search goes by squares of the page: a strike across the side of a square is one too."""
    run = glyphs("計", x=edge)
    assert text(split_overprints((*run, *moved(run, 0.3, 0.3)))[0]) == "計"


def test_the_page_tells_what_was_struck_again() -> None:
    run = glyphs("計画")
    page = drop_overprints(clean((*run, *moved(run, 0.2))))
    assert page.glyphs == run
    assert [(part.reason, text(part.glyphs)) for part in page.dropped] == [(DropReason.OVERPRINTED, "計画")]


def test_a_page_without_strikes_is_left_as_it_is() -> None:
    page = clean(glyphs("計画"))
    assert drop_overprints(page) is page


@given(st.text("あい12-", min_size=1, max_size=12), st.integers(1, 4), st.floats(-0.3, 0.3))
def test_striking_never_changes_the_text(printed: str, times: int, offset: float) -> None:
    run = glyphs(printed)
    struck = [glyph for index in range(times) for glyph in moved(run, index * offset / 4)]
    kept, again = split_overprints(struck)
    assert text(kept) == printed
    assert len(kept) + len(again) == len(struck)
