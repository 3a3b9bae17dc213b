"""Rows of a text that contradict their kind, or may be divided otherwise, are left out with a finding."""

from __future__ import annotations

from planextract.model.geometry import Box
from planextract.model.raw_plan import (
    EMPTY_TEXT,
    Period,
    RawBudget,
    RawCell,
    RawItem,
    RawPlan,
    RawProject,
    SourceSpan,
    TracedText,
)
from planextract.profiles.organisation import Organisation
from planextract.structure.uncertain_rows import UncertainRows

PERIODS = (Period("2024", 2024), Period("2025", 2025), Period("total", None))


def traced(text: str, top: float = 0.0) -> TracedText:
    return TracedText(text, (SourceSpan(1, Box(0, top, 100, top + 10)),))


def cells(*texts: str) -> tuple[RawCell, ...]:
    return tuple(RawCell(period, traced(text)) for period, text in zip(PERIODS, texts, strict=True))


def plan(items: tuple[RawItem, ...], budget: RawBudget | None = None) -> RawPlan:
    where = (SourceSpan(1, Box(0, 0, 100, 100)),)
    project = RawProject(1, 1, None, False, None, EMPTY_TEXT, items, budget, (), (), (), where)
    return RawPlan(None, (), (), (project,), (), (), ())


def leave_out(draft: RawPlan, boxes: dict[int, list[Box]] | None = None) -> tuple[RawProject, list[str]]:
    kept = UncertainRows(boxes or {}).leave_out(draft, Organisation())
    return kept.projects[0], [each.code for each in kept.findings]


def test_rows_that_fit_stay() -> None:
    items = (RawItem(traced("手引の作成"), cells("検討", "実施", "実施")),)
    budget = RawBudget(None, None, cells("100", "200", "300"))
    project, codes = leave_out(plan(items, budget))
    assert (project.items, project.budget, codes) == (items, budget, [])


def test_a_row_at_an_uncertain_place_is_left_out() -> None:
    items = (
        RawItem(traced("手引の作成", 50), cells("検討", "実施", "実施")),
        RawItem(traced("窓口の案内", 20), cells("検討", "実施", "実施")),
    )
    project, codes = leave_out(plan(items), {1: [Box(0, 48, 100, 62)]})
    assert ([item.goal.text for item in project.items], codes) == (["窓口の案内"], ["unplaced-cell"])


def test_rows_of_no_goal_are_left_out() -> None:
    items = (
        RawItem(traced("※１ＢＰＲ・・・"), cells("見直すこと", "", "")),
        RawItem(EMPTY_TEXT, cells("検討", "", "")),
        RawItem(traced("担当"), cells("総務部", "", "")),
    )
    project, codes = leave_out(plan(items))
    assert (project.items, codes) == ((), 3 * ["unplaced-cell"])


def test_all_rows_are_left_out_where_cells_run_together() -> None:
    items = (
        RawItem(traced("手引の作成"), cells("検討", "実施", "実施　実施")),
        RawItem(traced("窓口の案内"), cells("検討", "実施", "実施")),
    )
    assert leave_out(plan(items))[0].items == ()


def test_a_budget_without_a_part_of_its_sum_is_left_out() -> None:
    assert leave_out(plan((), RawBudget(None, None, cells("", "200", "300"))))[0].budget is None
    assert leave_out(plan((), RawBudget(None, None, cells("", "300", "300"))))[0].budget is not None
    assert leave_out(plan((), RawBudget(None, None, cells("100 200", "", "300"))))[0].budget is None
