"""Headings that come out a character to a line."""

from __future__ import annotations

import pytest

from planextract.salvage.split_headings import join_split_headings
from planextract.salvage.text_lines import read_lines

KNOWN = {"実施", "検討", "現況", "戦略", "計画"}


def read(text: str) -> list[tuple[str, bool]]:
    lines = read_lines(text).lines
    return [(line.text, line.doubtful) for line in join_split_headings(lines, KNOWN.__contains__, ("計画",))]


def taken_apart(text: str) -> str:
    return "\n\n".join(f"{character}\n{character}" for character in text)


def test_pairs_in_their_order_are_certain() -> None:
    assert read(taken_apart("６橋の明かり")) == [("６　橋の明かり", False)]
    assert read(taken_apart("(2)文書庫")) == [("(2)文書庫", False)]


def test_the_strategys_number_comes_first_in_a_band() -> None:
    text = "計画\n\n" + taken_apart("5水路の道") + "\n\n№\n№\n\n-\n1\n-\n5\n5\n1"
    assert read(text)[-1] == ("№5-1", False)


def test_an_order_that_is_open_is_marked_and_settled_by_a_whole_text() -> None:
    mixed = taken_apart("１水") + "\n\n路\nの\n路\nの\n\n" + taken_apart("道")
    assert read(mixed) == [("１　水路の道", True)]
    assert ("１　水路の道", False) in read("3　水路の道・・・・・・ 12\n\n" + mixed)


@pytest.mark.parametrize("text", ["★\n\n★", "実施\n\n検討\n\n実施", "5\n\n実施\n\n5", "1\n\n2\n\n3"])
def test_what_is_no_heading_stays(text: str) -> None:
    assert [line for line, _ in read(text)] == text.split("\n\n")
