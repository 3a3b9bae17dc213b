"""What the header of a project's table says of its columns, however it is worded."""

from __future__ import annotations

import pytest

from planextract.families.block.family import find_block_signs
from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_tables import read_plan_table
from planextract.families.profile_loader import load_profile
from tests.support.build import layout, table

GRAMMAR = BlockGrammar(load_profile("ward"))


def meanings(*header: tuple[str | None, ...]) -> list[str]:
    row = tuple(f"値{place}" for place in range(len(header[0])))
    read = read_plan_table(table(*header, row), 1, GRAMMAR)
    assert read is not None
    return [column.period.key if column.period is not None else column.role for column in read.columns]


@pytest.mark.parametrize(
    "years",
    [
        ("R7", "R8", "R9"),
        ("令和七年度", "令和八年度", "令和九年度"),
        ("2025(R7)年度", "2026(R8)年度", "2027(R9)年度"),
        ("令和７年度\n(2025年度)", "令和８年度\n(2026年度)", "令和９年度\n(2027年度)"),
        ("令和７年度", "８年度", "９年度"),
        ("令和７年度（1年目）", "令和８年度（2年目）", "令和９年度（3年目）"),
        ("令和７年度取組内容", "令和８年度取組内容", "令和９年度取組内容"),
        ("㋿7年度", "㋿8年度", "㋿9年度"),
    ],
)
def test_years_of_any_wording(years: tuple[str, ...]) -> None:
    assert meanings(("目標", "現況", *years, "計")) == ["goal", "baseline", "2025", "2026", "2027", "total"]


@pytest.mark.parametrize(
    "first", ["平成31年度", "平成31・令和元年度", "平成31年度\n（令和元年度）", "令和元年度"]
)
def test_the_year_of_two_eras(first: str) -> None:
    assert meanings(("目標", "現況", first, "２年度", "計")) == ["goal", "baseline", "2019", "2020", "total"]


@pytest.mark.parametrize(
    "total",
    [
        "合計",
        "３か年計",
        "計画期間計",
        "目標値",
        "R9目標",
        "令和９年度末目標",
        "計（百万円）",
        "令和７～９年度計",
    ],
)
def test_totals_of_any_wording(total: str) -> None:
    header = ("目標", "現況", "令和７年度", "令和８年度", "令和９年度", total)
    assert meanings(header) == ["goal", "baseline", "2025", "2026", "2027", "total"]


@pytest.mark.parametrize(
    "baseline", ["現況値", "基準値", "計画策定時", "R6末の現況", "現状（令和６年度）", "当初値"]
)
def test_baselines_of_any_wording(baseline: str) -> None:
    assert meanings(("目標", baseline, "令和７年度", "計")) == ["goal", "baseline", "2025", "total"]


def test_columns_that_are_none_of_these_are_not_understood() -> None:
    header = ("目標", "単位", "現況", "令和７年度", "計", "備考")
    assert meanings(header) == ["goal", "unknown", "baseline", "2025", "total", "unknown"]


def test_goals_beside_the_numbers_of_their_rows() -> None:
    assert meanings(("番号", "目標", "現況", "令和７年度", "計")) == [
        "goal",
        "goal",
        "baseline",
        "2025",
        "total",
    ]


def test_a_year_with_two_kinds_of_columns_is_not_joined() -> None:
    header = (("目標", "令和７年度", None, "計"), ("^", "計画", "事業費", "^"))
    assert meanings(*header) == ["goal", "2025", "unknown", "total"]


@pytest.mark.parametrize(
    "parts", [("上半期", "下半期"), ("前期", "後期"), ("第1四半期", "第2四半期"), ("4月～9月", "10月～3月")]
)
def test_parts_of_a_year_are_one_period(parts: tuple[str, str]) -> None:
    header = (("目標", "令和７年度", None, "計"), ("^", *parts, "^"))
    assert meanings(*header) == ["goal", "2025", "2025", "total"]


def test_parts_of_a_year_in_one_row() -> None:
    header = ("目標", "令和７年度前期", "令和７年度後期", "計")
    assert meanings(header) == ["goal", "2025", "2025", "total"]


def test_the_header_under_a_number_that_only_its_strategy_parts_is_a_sign() -> None:
    drawn = table(
        ("№2201　年度別の取組計画", None, None), ("目標", "令和７年度", "計"), ("歩道の整備", "検討", "検討")
    )
    signs = set(find_block_signs(layout(drawn), load_profile("ward")))
    assert {"a project's number over a table", "a table header that names fiscal years"} <= signs
