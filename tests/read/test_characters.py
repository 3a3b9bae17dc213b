"""Characters as printed: only what two fonts say differently is made alike."""

from __future__ import annotations

import unicodedata

import pytest

from planextract.read.characters import normalize_character


@pytest.mark.parametrize("character", "№①★※▲―ー－０９Ａａｱ．・（％㎡Ⅲ々〆〇高民")
def test_what_is_printed_stays(character: str) -> None:
    assert normalize_character(character) == character


@pytest.mark.parametrize(
    ("radical", "ideograph"), list(zip("⾼⽇⼀⿓⺠⻑⻘⼭", "高日一龍民長青山", strict=True))
)
def test_radicals_are_ideographs(radical: str, ideograph: str) -> None:
    assert normalize_character(radical) == ideograph


def test_every_kangxi_radical_is_an_ideograph() -> None:
    for code in range(0x2F00, 0x2FD6):
        assert unicodedata.name(normalize_character(chr(code))).startswith("CJK UNIFIED IDEOGRAPH")


@pytest.mark.parametrize("space", [" ", "\u3000", "\xa0", "\t", "\n", "\u2003", "\u200b", "\ufeff"])
def test_white_space_and_format_characters_print_nothing(space: str) -> None:
    assert normalize_character(space) == ""


@pytest.mark.parametrize("lost", ["", "\x01", "\x1b", "\ue000", "\U000f0000", "(cid:123)", "\uffff"])
def test_what_has_no_meaning_is_a_replacement(lost: str) -> None:
    assert normalize_character(lost) == "\ufffd"


@pytest.mark.parametrize("hyphen", ["\xad", "\x02"])
def test_a_soft_hyphen_on_paper_is_a_hyphen(hyphen: str) -> None:
    assert normalize_character(hyphen) == "-"


@pytest.mark.parametrize("lost", ["\x1c", "\x1f"])
def test_a_control_character_is_no_white_space(lost: str) -> None:
    assert normalize_character(lost) == "\ufffd"
