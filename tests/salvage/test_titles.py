"""Titles that go on behind their first line."""

from __future__ import annotations

import pytest

from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.grammar import BlockGrammar
from planextract.families.profile_loader import load_profile
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.text_lines import TextLine
from planextract.salvage.title_continuation import join_title_continuations

LONG = "１　町会と学校がともに使う広場の整備に向けた調査と、その結果に基づく計画の作成および説明会の"


@pytest.fixture(scope="module")
def grammar() -> BlockGrammar:
    profile = load_profile("ward")
    assert isinstance(profile, BlockProfile)
    return BlockGrammar(profile)


def piece(kind: FragmentKind, number: int, *texts: str) -> Fragment:
    lines = tuple(TextLine(1, number + at, number + at, text) for at, text in enumerate(texts))
    return Fragment(kind, lines, "".join(texts), number=1 if kind is FragmentKind.UPPER else None)


def test_a_word_that_cells_say_may_end_a_title(grammar: BlockGrammar) -> None:
    pieces = [
        piece(FragmentKind.UPPER, 1, LONG),
        piece(FragmentKind.CELLS, 2, "実施"),
        piece(FragmentKind.PROSE, 3, "広場を整えます。"),
    ]
    assert [each.text for each in join_title_continuations(pieces, grammar)] == [
        LONG + "実施",
        "広場を整えます。",
    ]


def test_the_rest_is_cut_from_the_paragraph_behind_it(grammar: BlockGrammar) -> None:
    pieces = [
        piece(FragmentKind.UPPER, 1, LONG),
        piece(FragmentKind.PROSE, 2, "開催", "広場を、町会や学校とともに整えます。"),
    ]
    assert [each.text for each in join_title_continuations(pieces, grammar)] == [
        LONG + "開催",
        "広場を、町会や学校とともに整えます。",
    ]


def test_a_short_title_is_whole(grammar: BlockGrammar) -> None:
    pieces = [
        piece(FragmentKind.UPPER, 1, "１　広場の整備"),
        piece(FragmentKind.TEXT, 2, "広場の点検"),
        piece(FragmentKind.CELLS, 3, "実施"),
    ]
    assert join_title_continuations(pieces, grammar) == pieces
