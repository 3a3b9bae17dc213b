"""The words of a cell to stages."""

from __future__ import annotations

import pytest

from planextract.interpret.milestones import iter_row_milestones, parse_milestones
from planextract.profiles.vocabulary import Vocabulary
from planextract.profiles.vocabulary_loader import load_vocabulary

SHIPPED = {
    "検討": "検討 調査 設計",
    "策定": "策定",
    "実施": "実施 導入 一部導入 構築 移行 更新 試行 推進 工事 工事着手 用地取得 データの整備 事業募集開始",
    "充実": "充実 拡充 拡大",
    "運用": "運用 運用開始 先行稼働 活用 開設",
}


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return load_vocabulary("milestones")


def stages(text: str, words: Vocabulary) -> list[tuple[str, str, str | None]]:
    return [(found.term, found.stage, found.note) for found in parse_milestones(text, words)]


@pytest.mark.parametrize(("stage", "word"), [(s, w) for s, line in SHIPPED.items() for w in line.split()])
def test_the_shipped_vocabulary(words: Vocabulary, stage: str, word: str) -> None:
    (found,) = parse_milestones(word, words)
    assert (found.term, found.stage) == (word, stage)
    assert found.match == ("exact" if word == stage else "synonym")
    assert found.note is None


@pytest.mark.parametrize("text", ["", "―", "－", "　", "\n"])
def test_nothing_printed_is_no_milestone(words: Vocabulary, text: str) -> None:
    assert parse_milestones(text, words) == []


@pytest.mark.parametrize(
    "text", ["導入・拡大", "導入\n拡大", "導入、拡大", "導入／拡大", "導入→拡大", "導入/拡大"]
)
def test_several_milestones_in_a_cell(words: Vocabulary, text: str) -> None:
    assert stages(text, words) == [("導入", "実施", None), ("拡大", "充実", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("試行\n（秋のみ）", [("試行", "実施", "秋のみ")]),
        ("試行(秋のみ)", [("試行", "実施", "秋のみ")]),
        ("試行（秋\nのみ）", [("試行", "実施", "秋のみ")]),
        ("調査（北側）\n工事（南側）", [("調査", "検討", "北側"), ("工事", "実施", "南側")]),
        ("検討・試行（２か所）", [("検討", "検討", None), ("試行", "実施", "２か所")]),
        ("実施（一部）（夜間）", [("実施", "実施", "一部、夜間")]),
    ],
)
def test_a_bracket_belongs_to_the_word_before_it(
    words: Vocabulary, text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert stages(text, words) == expected


@pytest.mark.parametrize("text", ["データの\n整備", "事業募集\n開始", "データの　整備"])
def test_a_word_broken_over_two_lines_is_one(words: Vocabulary, text: str) -> None:
    (found,) = parse_milestones(text, words)
    assert found.term == "".join(text.split())
    assert found.match == "synonym"


def test_words_on_lines_of_their_own_are_not_joined(words: Vocabulary) -> None:
    """運用 and 開始 would make a word, but each known word on a line stands for itself."""
    assert [term for term, _, _ in stages("設計\n工事", words)] == ["設計", "工事"]


def test_an_unknown_word_is_kept_and_marked(words: Vocabulary) -> None:
    (found,) = parse_milestones("式典", words)
    assert (found.term, found.stage, found.match) == ("式典", "その他", "none")


def test_a_long_word_that_lacks_a_character_is_near() -> None:
    own = Vocabulary({"実施": ("システムの全面的な更新",)})
    (found,) = parse_milestones("システムの全面的更新", own)
    assert (found.stage, found.match) == ("実施", "fuzzy")


def test_short_words_are_never_guessed(words: Vocabulary) -> None:
    (found,) = parse_milestones("検計", words)
    assert found.match == "none"


def test_a_word_that_holds_a_separator() -> None:
    own = Vocabulary({"検討": ("調査・分析",)})
    assert stages("調査・分析", own) == [("調査・分析", "検討", None)]


def test_full_width_letters_are_known_in_any_width() -> None:
    own = Vocabulary({"実施": ("AI導入",)})
    assert stages("ＡＩ導入", own) == [("ＡＩ導入", "実施", None)]


@pytest.mark.parametrize("arrow", ["→", "⇒", "――→", "→\n→", "― →"])
def test_an_arrow_goes_on_with_the_last_stage_before_it(words: Vocabulary, arrow: str) -> None:
    said = list(iter_row_milestones(["検討・設計\n工事（一部）", arrow, arrow, "―", "実施"], words))
    plain = "".join(arrow.split())
    assert [[(found.term, found.stage, found.match, found.note) for found in cell] for cell in said[1:]] == [
        [(plain, "実施", "synonym", None)],
        [(plain, "実施", "synonym", None)],
        [],
        [("実施", "実施", "exact", None)],
    ]


def test_an_arrow_after_nothing_is_no_known_stage(words: Vocabulary) -> None:
    first, second = iter_row_milestones(["―", "→"], words)
    assert first == []
    assert [(found.term, found.match) for found in second] == [("→", "none")]


@pytest.mark.parametrize("word", ["データの未整備", "事業募集開始前", "事業募集開始後", "非運用開始"])
def test_a_word_with_a_kanji_more_is_another_word(words: Vocabulary, word: str) -> None:
    (found,) = parse_milestones(word, words)
    assert (found.stage, found.match) == ("その他", "none")
