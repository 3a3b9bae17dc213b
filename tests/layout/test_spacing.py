"""Letters set apart are one word, words set apart are several."""

from __future__ import annotations

import pytest

from planextract.layout.lines import build_lines
from tests.support.build import glyphs


def in_cell(*runs: tuple[str, float, float]) -> list[str]:
    """The lines of a cell; each run is a text, the gap after each of its letters, and its baseline."""
    made = [glyph for text, gap, baseline in runs for glyph in glyphs(text, 20, baseline, 9, gap=gap)]
    return [line.text for line in build_lines(made, in_cell=True)]


@pytest.mark.parametrize("gap", [2.0, 8.5, 33.0, 61.0])
@pytest.mark.parametrize("text", ["坂道", "自動車", "広場の草刈り", "センター"])
def test_a_line_spread_over_its_cell_is_one_word(text: str, gap: float) -> None:
    assert in_cell((text, gap, 50)) == [text]


def test_every_line_of_a_cell_has_its_own_pitch() -> None:
    assert in_cell(("川辺広場案内所", 0, 50), ("運営管理業務", 33, 65)) == ["川辺広場案内所", "運営管理業務"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("川辺　広場", "川辺　広場"),
        ("予算　要求　調書", "予算　要求　調書"),
        ("○　△　×", "○　△　×"),
        ("12　3", "12　3"),
    ],
)
def test_words_that_are_apart_stay_apart(text: str, expected: str) -> None:
    assert in_cell((text, 0, 50)) == [expected]


def test_a_gap_wider_than_the_pitch_is_a_space() -> None:
    first = glyphs("市民文化", 20, 50, 9, gap=4)
    second = glyphs("センター", first[-1].x1 + 20, 50, 9, gap=4)
    assert [line.text for line in build_lines((*first, *second), in_cell=True)] == ["市民文化　センター"]


def test_letters_far_apart_outside_a_cell_may_be_columns() -> None:
    (line,) = build_lines(glyphs("月火水木金", 20, 50, 9, gap=40))
    assert [segment.text for segment in line.segments] == list("月火水木金")
