"""The sums of lists: each check finds what is wrong, and nothing where all is right."""

from __future__ import annotations

from typing import Any

import pytest

from planextract.check import check_plan
from tests.support.build import plan, project


def budget(amount: int | None, **changes: Any) -> dict[str, Any]:
    amounts = [{"fiscal_year": 2024, "amount": amount, "text": ""}]
    return {"unit": "千円", "amounts": amounts, "total": None, "note": None} | changes


def funding(**amounts: int | None) -> list[dict[str, Any]]:
    return [{"source": name, "label": name, "amount": each, "text": ""} for name, each in amounts.items()]


def found(*projects: dict[str, Any], **changes: Any) -> list[tuple[str, str | None]]:
    return [(each.code, each.project) for each in check_plan(plan(*projects, **changes))]


@pytest.mark.parametrize(("change", "codes"), [(-20, []), (20, [("budget-change", "1-1")]), (None, [])])
def test_changes(change: int | None, codes: list[tuple[str, str]]) -> None:
    previous = {"fiscal_year": 2023, "amount": 100, "text": "100"}
    money = budget(80, previous=previous, change={"amount": change, "text": ""})
    assert found(project(budget=money)) == codes


@pytest.mark.parametrize(("general", "codes"), [(30, []), (31, [("funding-sum", "1-1")])])
def test_sources(general: int, codes: list[tuple[str, str]]) -> None:
    money = budget(80, funding=funding(national=50, prefectural=None, general=general))
    assert found(project(budget=money)) == codes


def test_sources_of_which_none_is_printed_say_nothing() -> None:
    assert found(project(budget=budget(80, funding=funding(national=None, general=None)))) == []


@pytest.mark.parametrize(("printed", "codes"), [(120, []), (None, []), (121, [("total-sum", None)])])
def test_totals(printed: int | None, codes: list[tuple[str, str | None]]) -> None:
    total = {"label": "合計", "projects": ["1-1", "1-2"], "budget": budget(printed), "page": 3}
    rows = [project(budget=budget(80)), project(number=2, budget=budget(40)), project(number=3)]
    assert found(*rows, totals=[total]) == codes


def test_the_sources_of_a_total() -> None:
    money = budget(80, funding=funding(national=50, general=30))
    total = {"label": "計", "projects": ["1-1"], "page": 3}
    total["budget"] = budget(80, funding=funding(national=40, general=40))
    assert found(project(budget=money), totals=[total]) == [("total-sum", None), ("total-sum", None)]
