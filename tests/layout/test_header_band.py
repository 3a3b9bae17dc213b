"""Headers of tables without rulings, by their form alone."""

from __future__ import annotations

import pytest

from planextract.layout.header_band import HeaderBand, find_header_band, is_value
from planextract.layout.words import build_word_rows
from planextract.read.plain_text import PlainTextDocument


def header(text: str, row: int = 0) -> HeaderBand | None:
    (page,) = PlainTextDocument(text).pages(1, 1)
    return find_header_band(build_word_rows(page.glyphs, 0.4), row)


def test_heads_on_one_line() -> None:
    band = header(
        "取組項目     令和７年度     令和８年度     計\n\n案内板       検討           実施           実施"
    )
    assert band is not None
    assert band.key == ("取組項目", "令和7年度", "令和8年度", "計")


def test_a_head_on_the_lines_above_and_below() -> None:
    text = """\
              令和６年度末の
取組項目                       令和７年度     計
                  現況

案内板          検討             実施         実施
"""
    band = header(text)
    assert band is not None
    assert band.key == ("取組項目", "令和6年度末の現況", "令和7年度", "計")


def test_a_caption_above_is_not_a_head() -> None:
    text = """\
№5-1      年度別の取組計画
   取組項目     令和７年度     令和８年度     計
案内板       検討           実施           実施
"""
    assert header(text) is None or header(text, 1) is not None
    band = header(text, 1)
    assert band is not None
    assert band.key[0] == "取組項目"


def test_a_head_over_several_columns() -> None:
    text = """\
                        財源内訳
番号    事業名                              内容
                  国     県     その他

1       案内板    10     20     30        道を案内する
"""
    band = header(text)
    assert band is not None
    assert band.key == ("番号", "事業名", "国", "県", "その他", "内容")
    assert [(group.first, group.end) for group in band.groups] == [(2, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "案内板     検討     実施     実施     実施",  # repeats its words
        "案内板     10か所     20か所     30か所",  # amounts
        "所管課：     総務部     企画課",  # a label with its text
        "川辺の広場を     車いすで下りられる坂に     造り替えます。",
    ],
)
def test_other_lines_are_no_header(text: str) -> None:
    assert header(text) is None


def test_values() -> None:
    assert all(map(is_value, ("1,340", "12か所", "―", "△20")))
    assert not any(map(is_value, ("令和7年度", "2025年度", "実施", "１年目")))
