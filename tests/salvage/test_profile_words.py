"""A text without an order is read by the words of its profile, and by no others."""

from __future__ import annotations

from pathlib import Path

from planextract.families.block.block_profile import BlockProfile
from planextract.families.profile_loader import load_profile
from planextract.salvage.header_periods import read_periods
from planextract.salvage.profile_words import derive_words

SUNAHARA = Path(__file__).parents[2] / "samples" / "sunahara.yaml"


def profile(name: str) -> BlockProfile:
    found = load_profile(name)
    assert isinstance(found, BlockProfile)
    return found


def test_headers_are_read_in_the_words_of_the_profile() -> None:
    header = ["実施項目", "R7年度当初値", "R8年度実施", "R9年度実施", "期末"]
    of_its_own = read_periods([header], [], profile(str(SUNAHARA)))
    assert [period.key for period in of_its_own] == ["baseline", "2026", "2027", "total"]
    of_another = read_periods([header], [], profile("ward"))
    assert "total" not in [period.key for period in of_another]


def test_references_are_those_of_the_profile() -> None:
    text = "学校プールの共同利用 政策20／事業コード20－10"
    words = derive_words(profile(str(SUNAHARA)))
    assert [text[start:end] for start, end in words.find_references(text)] == ["政策20／事業コード20－10"]
    assert not derive_words(profile("ward")).has_reference(text)


def test_labels_of_strategies_come_from_their_patterns() -> None:
    assert derive_words(profile("ward")).strategy_label_beginnings == ("戦略",)
    assert derive_words(profile("ward")).strategy_label_ends == ("計画",)
    assert derive_words(profile(str(SUNAHARA))).strategy_labels == ("政策",)
