"""Printed years, numbers, references and folded texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.families.profile_loader import load_profile
from planextract.japanese.amounts import find_common_unit, parse_amount, parse_quantity
from planextract.japanese.eras import find_all_fiscal_years, find_fiscal_year, split_off_year
from planextract.japanese.project_numbers import parse_budget_entry, parse_reference, split_joined_number
from planextract.japanese.widths import match_key, narrow_width, nfkc_key


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
        ("2025（令和７）年度", 2025),
        ("㋿７年度", 2025),
        ("㍻30年度末", 2018),
        ("令 和 ６ 年 度", 2024),
        ("令和10年度", 2028),
        ("令和七年度", 2025),
        ("平成三十一年度末の現況", 2019),
        ("二〇二五年度", 2025),
        ("令和一部", None),
        ("計", None),
        ("", None),
        ("12か所", None),
        ("20270", None),
        ("令和", None),
        ("PR7", None),
    ],
)
def test_fiscal_year(printed: str, year: int | None) -> None:
    assert find_fiscal_year(printed) == year


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
        ("29\n（うち特財 8）", 29),
        ("1,234,\n567", 1_234_567),
        ("5※１", 5),
        ("―", None),
        ("－", None),
        ("　", None),
        ("…", None),
    ],
)
def test_amount(printed: str, value: int | None) -> None:
    assert parse_amount(printed) == value


@pytest.mark.parametrize(
    "printed", ["未定", "10百万円", "1.5", "10 (5)", "▲", "1,23", "48\n311x", "十", "12\n34", "12　34"]
)
def test_what_is_no_amount_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        parse_amount(printed)


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        (["1,200千円", "▲50千円", "―", ""], "千円"),
        (["３百万円"], "百万円"),
        (["1,200千円", "1百万円"], None),
        (["1,200千円", "50"], None),
        (["1,200", "50"], None),
        (["―"], None),
    ],
)
def test_the_unit_behind_the_amounts(texts: list[str], unit: str | None) -> None:
    assert find_common_unit(texts) == unit


def test_an_amount_in_another_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="is no amount"):
        parse_amount("1百万円", "千円")


@given(st.integers(-(10**12), 10**12), st.booleans())
def test_every_amount_is_read_back(value: int, wide: bool) -> None:
    printed = f"▲{-value:,}" if value < 0 else f"{value:,}"
    if wide:
        printed = printed.translate({code: code + 0xFEE0 for code in map(ord, "0123456789,")})
    assert parse_amount(printed) == value


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
    found = parse_quantity(printed)
    assert found is not None
    assert (found.value, found.unit, found.cumulative) == (value, unit, cumulative)
    assert isinstance(found.value, type(value))


@pytest.mark.parametrize(
    "printed", ["", "―", "検討", "導入・拡大", "実施（２か所）", "第２期", "1か所2か所", "3\n4基"]
)
def test_what_is_no_quantity(printed: str) -> None:
    assert parse_quantity(printed) is None


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
    assert parse_reference(printed, load_profile("ward").reference) == project


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(narrow_width(text)) == len(text)
    assert narrow_width(narrow_width(text)) == narrow_width(text)


@given(st.text())
def test_bare_text_has_no_white_space(text: str) -> None:
    assert not any(character.isspace() for character in match_key(text) + nfkc_key(text))


def test_folding_leaves_alone_what_print_means() -> None:
    assert narrow_width("№①★※▲㎡…々") == "№①★※▲㎡…々"
    assert narrow_width("（Ａ１）　－〜，") == "(A1) -~,"
    assert len({narrow_width(dash) for dash in "‐‑–—―−－─"}) == 1


@pytest.mark.parametrize(
    ("printed", "year", "rest"),
    [
        ("Ｒ３年度 当初予算額", 2021, "当初予算額"),
        ("令和７（2025）年度", 2025, ""),
        ("平成31年度末の現況", 2019, "末の現況"),
        ("前年度予算額", None, "前年度予算額"),
    ],
)
def test_a_header_without_its_year(printed: str, year: int | None, rest: str) -> None:
    assert split_off_year(printed) == (year, rest)


def test_every_year_that_is_named() -> None:
    assert find_all_fiscal_years("令和６（2024）年度～Ｒ８") == {2024, 2026}
    assert find_all_fiscal_years("主な事業") == set()


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("２．１．１０", [2, 1, 10]),
        ("１０。５．２", [10, 5, 2]),
        ("2-1-3", [2, 1, 3]),
        ("２　１　３", [2, 1, 3]),
        ("7", [7]),
        ("総務費　総務管理費", []),
        ("２款１項", []),
        ("", []),
    ],
)
def test_an_entry_of_the_budget(printed: str, numbers: list[int]) -> None:
    assert parse_budget_entry(printed) == numbers


@pytest.mark.parametrize(
    ("strategy", "joined", "number"),
    [(22, "2201", 1), (22, "2212", 12), (5, "501", 1), (5, "0501", 1), (2, "221", 21), (21, "2201", None)],
)
def test_a_number_that_strategy_and_project_share(strategy: int, joined: str, number: int | None) -> None:
    assert split_joined_number(strategy, joined) == number


@pytest.mark.parametrize("joined", ["22", "2200", ""])
def test_no_project_has_the_number_nought(joined: str) -> None:
    assert split_joined_number(22, joined) is None


def test_a_shared_number_is_told_apart_by_the_plan_before_it() -> None:
    assert parse_reference("計画２２／事業№２２０１", load_profile("ward").reference) == "22-1"
    assert parse_reference("計画21／事業№2201", load_profile("ward").reference) is None
