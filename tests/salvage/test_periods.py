"""The columns that headers in pieces name."""

from __future__ import annotations

import pytest

from planextract.families.profile_loader import load_profile
from planextract.salvage.header_periods import HeaderTexts, read_periods

WARD = load_profile("ward")


def keys(headers: list[HeaderTexts], *texts: str) -> list[str]:
    return [
        f"{period.key}={period.fiscal_year}" if period.key == "baseline" else period.key
        for period in read_periods(headers, texts, WARD)
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["令和８年度目標", "令和５年度末の", "現況", "令和６年度", "令和７年度", "令和８年度", "計"],
        ["目標", "2023（令和", "５）年度末の現況", "2024（令和６）年度", "2025年度", "2026年度", "３か年計"],
        ["令和８年度目標", "令和５年度末の現況", "令和", "計", "６年度", "７年度", "８年度"],
        ["令和５年度現況", "令和６年度", "令和７年度", "令和８年度", "目標"],
    ],
)
def test_years_baseline_and_total(header: HeaderTexts) -> None:
    assert keys([header]) == ["baseline=2023", "2024", "2025", "2026", "total"]


def test_an_era_may_end_within_the_plan() -> None:
    header = ["平成", "平成29年度末の実績", "令和", "30年度予定", "１年度予定", "２年度予定", "計"]
    assert keys([header]) == ["baseline=2017", "2018", "2019", "2020", "total"]


def test_the_span_of_the_plan_settles_what_a_header_lost() -> None:
    headers: list[HeaderTexts] = [["現況", "令和６年度"], ["令和８年度", "計"]]
    assert keys(headers, "令和６年度～令和８年度の取組") == ["baseline=None", "2024", "2025", "2026", "total"]


def test_numbers_without_an_era_may_be_of_several_years() -> None:
    assert keys([["現況", "６年度", "９年度", "計"]]) == []
