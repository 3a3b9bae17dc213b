"""Printed years, numbers, references and folded texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.normalise.eras import fiscal_year
from planextract.normalise.fold import bare, compatible, fold
from planextract.normalise.numbering import reference
from planextract.normalise.numbers import amount, quantity
from planextract.profiles import load_profile


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("令和６年度", 2024),
        ("令和元年度", 2019),
        ("令和1年度", 2019),
        ("平成31年度", 2019),
        ("平成元年度", 1989),
        ("昭和64年度", 1989),
        ("令和５年度末の現況", 2023),
        ("令和８年度目標", 2026),
        ("R7", 2025),
        ("Ｒ１０", 2028),
        ("R.7", 2025),
        ("H30", 2018),
        ("2027年度", 2027),
        ("２０２７", 2027),
        ("令和７（2025）年度", 2025),
        ("令 和 ６ 年 度", 2024),
        ("令和10年度", 2028),
        ("計", None),
        ("", None),
        ("12か所", None),
        ("20270", None),
        ("令和", None),
        ("PR7", None),
    ],
)
def test_fiscal_year(printed: str, year: int | None) -> None:
    assert fiscal_year(printed) == year


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("48", 48),
        ("1,102", 1102),
        ("１，２３４", 1234),
        ("▲3", -3),
        ("△1,000", -1000),
        ("-5", -5),
        ("－５", -5),
        ("0", 0),
        (" 1 2 ", 12),
        ("", None),
        ("―", None),
        ("－", None),
        ("　", None),
        ("…", None),
    ],
)
def test_amount(printed: str, value: int | None) -> None:
    assert amount(printed) == value


@pytest.mark.parametrize("printed", ["未定", "10百万円", "1.5", "10 (5)", "▲", "1,23", "48\n311x", "十"])
def test_what_is_no_amount_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        amount(printed)


@given(st.integers(-(10**12), 10**12), st.booleans())
def test_every_amount_is_read_back(value: int, wide: bool) -> None:
    printed = f"▲{-value:,}" if value < 0 else f"{value:,}"
    if wide:
        printed = printed.translate({code: code + 0xFEE0 for code in map(ord, "0123456789,")})
    assert amount(printed) == value


@pytest.mark.parametrize(
    ("printed", "value", "unit", "cumulative"),
    [
        ("1,200手続き\n（累計1,700手続き）", 1200, "手続き", 1700),
        ("11か所", 11, "か所", None),
        ("２４ha", 24, "ha", None),
        ("0.5km", 0.5, "km", None),
        ("１，１００人", 1100, "人", None),
        ("100％", 100, "％", None),
        ("30", 30, "", None),
        ("３校\n(累計１２校)", 3, "校", 12),
    ],
)
def test_quantity(printed: str, value: float, unit: str, cumulative: float | None) -> None:
    found = quantity(printed)
    assert found is not None
    assert (found.value, found.unit, found.cumulative) == (value, unit, cumulative)
    assert isinstance(found.value, type(value))


@pytest.mark.parametrize("printed", ["", "―", "検討", "導入・拡大", "実施（２か所）", "第２期", "1か所2か所"])
def test_what_is_no_quantity(printed: str) -> None:
    assert quantity(printed) is None


@pytest.mark.parametrize(
    ("printed", "project"),
    [
        ("計画７／事業№７－10", "7-10"),
        ("計画７／事業№７-10", "7-10"),
        ("計画20\n事業№20-5", "20-5"),
        ("計画2／事業No.2-3", "2-3"),
        ("№22-1", "22-1"),
        ("２２－１", "22-1"),
        ("№ 22 - 1", "22-1"),
        ("事業№01-02", "1-2"),
        ("計画７", None),
        ("", None),
        ("別掲", None),
    ],
)
def test_reference(printed: str, project: str | None) -> None:
    assert reference(printed, load_profile("ward").reference) == project


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_bare_text_has_no_white_space(text: str) -> None:
    assert not any(character.isspace() for character in bare(text) + compatible(text))


def test_folding_leaves_alone_what_print_means() -> None:
    assert fold("№①★※▲㎡…々") == "№①★※▲㎡…々"
    assert fold("（Ａ１）　－〜，") == "(A1) -~,"
    assert len({fold(dash) for dash in "‐‑–—―−－─"}) == 1
