"""What was struck twice, in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.read.doubled_text import drop_overprint, rejoin_heading


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("№№  1144  --  11 年度別の取組計画", "№ 14 - 1 年度別の取組計画"),
        ("№№  1144  --  1100", "№ 14 - 10"),
        ("№№1144--11", "№14-1"),
        ("№№  1144  --  33【【再再掲掲事事業業】】 一覧", "№ 14 - 3【再掲事業】 一覧"),
        ("計画 1144 水水路路のの手手入入れれ", "計画 14 水路の手入れ"),
        ("いいききいいきき体体操操", "いきいき体操"),
        ("№14--1", "№14-1"),
    ],
)
def test_certain_doubles_are_written_once(text: str, once: str) -> None:
    assert drop_overprint(text) == once


@pytest.mark.parametrize(
    "text",
    [
        "11 22 33 44",
        "1100",
        "――川のことは川に聞け――",
        "“ああ、この川よ”",
        "・・・・・・・・",
        "第22回　1100人",
        "いきいき体操",
        "№ 11-22",
        "",
    ],
)
def test_what_may_be_double_in_earnest_stays(text: str) -> None:
    assert drop_overprint(text) == text


@given(st.text("水路の手入れ橋道を直す", min_size=6, max_size=20).filter(lambda text: len(set(text)) > 3))
def test_a_word_struck_twice_is_had_back(text: str) -> None:
    assert drop_overprint("".join(2 * character for character in text)) == text


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["川辺の広場", "広場の改修"], "川辺の広場の改修"),
        (["世代へ手", "手渡渡す"], "世代へ手渡す"),
        (["施策の", "の柱", "柱３"], "施策の柱３"),
        (["((2", "2)文書庫の電子化"], "(2)文書庫の電子化"),
        (["橋の明かりの更新", "と点検"], "橋の明かりの更新と点検"),
        (["“ああ、", "この川よ”"], "“ああ、この川よ”"),
    ],
)
def test_a_heading_in_pieces_is_put_together(pieces: list[str], whole: str) -> None:
    assert rejoin_heading(pieces) == whole
