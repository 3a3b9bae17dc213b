"""The comparison that the property tests rest on must itself see every kind of mistake."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from plandraw import Edition, random_plan, truth
from tests.support.truth import differences, unreported


def _truth() -> dict[str, Any]:
    facts = truth(random_plan(Random(5), Edition(), strategies=2, projects=(3, 4)))
    for number, pillar in enumerate(facts["pillars"], start=1):
        pillar["pages"] = [number]
    return facts


def _with(name: str) -> Callable[[dict[str, Any]], Any]:
    """The first project that has something in this field."""
    return lambda plan: next(project for project in plan["projects"] if project[name])


def _first_cell(plan: dict[str, Any]) -> Any:
    return _with("items")(plan)["items"][0]["cells"][1]


MISTAKES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "baseline_year": lambda plan: plan.update(baseline_year=1999),
    "fiscal_years": lambda plan: plan["fiscal_years"].pop(),
    "pillar title": lambda plan: plan["pillars"][0].update(title="x"),
    "pillar pages": lambda plan: plan["pillars"][0].update(pages=[9]),
    "missing strategy": lambda plan: plan["strategies"].pop(),
    "strategy's pillar": lambda plan: plan["strategies"][0].update(pillar=99),
    "missing project": lambda plan: plan["projects"].pop(0),
    "extra project": lambda plan: plan["projects"].append(plan["projects"][0] | {"id": "99-1"}),
    "order": lambda plan: plan["projects"].reverse(),
    "title": lambda plan: plan["projects"][0].update(title="x"),
    "starred": lambda plan: plan["projects"][0].update(starred=not plan["projects"][0]["starred"]),
    "section": lambda plan: plan["projects"][0].update(section="１　x"),
    "description": lambda plan: plan["projects"][0].update(description=""),
    "goal": lambda plan: _with("items")(plan)["items"][0].update(goal="x"),
    "missing item": lambda plan: _with("items")(plan)["items"].pop(),
    "cell text": lambda plan: _first_cell(plan).update(text="x"),
    "cell period": lambda plan: _first_cell(plan).update(period="total"),
    "cell year": lambda plan: _first_cell(plan).update(fiscal_year=1),
    "no budget": lambda plan: _with("budget")(plan).update(budget=None),
    "unit": lambda plan: _with("budget")(plan)["budget"].update(unit="x"),
    "amount": lambda plan: _with("budget")(plan)["budget"]["amounts"][0].update(amount=-1),
    "amount's text": lambda plan: _with("budget")(plan)["budget"]["amounts"][0].update(text="x"),
    "total": lambda plan: _with("budget")(plan)["budget"].update(total=-1),
    "note": lambda plan: _with("budget")(plan)["budget"].update(note="x"),
    "department": lambda plan: _with("departments")(plan)["departments"][0].update(department="x"),
    "section in charge": lambda plan: _with("departments")(plan)["departments"][0].update(sections=["x"]),
    "relisted content": lambda plan: _with("relisted")(plan)["relisted"][0].update(content="x"),
    "relisted project": lambda plan: _with("relisted")(plan)["relisted"][0].update(project="0-0"),
    "missing footnote": lambda plan: _with("footnotes")(plan)["footnotes"].pop(),
    "footnote term": lambda plan: _with("footnotes")(plan)["footnotes"][0].update(term="x"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_seen(mistake: str) -> None:
    facts = _truth()
    plan = copy.deepcopy(facts)
    MISTAKES[mistake](plan)
    assert differences(facts, plan)


def test_white_space_is_no_difference() -> None:
    facts = _truth()
    plan = copy.deepcopy(facts)
    plan["projects"][0]["description"] = "　\n".join(plan["projects"][0]["description"])
    assert not differences(facts, plan)


def test_a_hidden_project_must_be_reported_by_its_number() -> None:
    facts = {"hidden_projects": ["4-1", "4-2"]}
    findings = [
        {"code": "hidden-project", "project": "4-1"},
        {"code": "number-gap", "project": "4-2"},
    ]
    assert unreported(facts, {"findings": findings}) == ["4-2"]
