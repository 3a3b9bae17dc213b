"""Lines, runs of them, and numbers that stand together in one."""

from __future__ import annotations

import time

import pytest

from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.read.doubled_text import drop_overprint
from planextract.salvage.run_together_cells import split_cells, split_quantities
from planextract.salvage.text_lines import MAX_LINE_CHARACTERS, TextLine, find_run_ends, read_lines


def lines(*texts: str, page: int = 1) -> list[TextLine]:
    return [TextLine(page, number, number, text) for number, text in enumerate(texts, start=1)]


def test_a_run_ends_where_a_line_is_of_another_kind_or_page() -> None:
    found = [*lines("a", "a", "b"), *lines("a", page=1), *lines("a", page=2)]
    assert find_run_ends(found, lambda at: found[at].text == "a") == [2, 2, 2, 4, 5]


def test_a_line_that_no_page_is_wide_enough_for_is_cut() -> None:
    document = read_lines("あ" * (2 * MAX_LINE_CHARACTERS + 1))
    assert [len(line.text) for line in document.lines] == [MAX_LINE_CHARACTERS, MAX_LINE_CHARACTERS, 1]


@pytest.mark.parametrize("text", ["a" * 1600, "ab" * 20_000, "№№ " * 5_000, "実施" * 60, "ああいい" * 30])
def test_strikes_take_no_time(text: str) -> None:
    start = time.perf_counter()
    drop_overprint(text)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("１，１００団体９，４０５団体", ["１，１００団体", "９，４０５団体"]),
        ("１人２人", ["１人", "２人"]),
        ("11,100", ["11,100"]),
        ("2,034,800427,273", ["2,034,800427,273"]),  # 4 and 27,273 would be two amounts as well
        ("5,286台（累計12,985台）", ["5,286台（累計12,985台）"]),
    ],
)
def test_numbers_without_a_space_are_cut_where_there_is_one_way(word: str, parts: list[str]) -> None:
    assert split_quantities(word) == parts


def test_words_without_a_space_are_cut_into_cells() -> None:
    knows = load_vocabulary("milestones").has_word
    assert split_cells("検討検討一部導入", knows) == ["検討", "検討", "一部導入"]
    assert split_cells("橋の点検", knows) == ["橋の点検"]


@pytest.mark.parametrize("word", ["1" * 100 + "人", "1,234" * 20 + "人2", "検討" * 50 + "実"])
def test_a_long_word_that_no_cells_make_up_stays_and_takes_no_time(word: str) -> None:
    """The ways to cut it grow threefold with each digit."""
    assert split_quantities(word) == [word]
    assert split_cells(word, lambda part: part == "検討") == [word]
