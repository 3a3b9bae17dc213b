"""What other bodies print in a list is read back: supplements, commitments, works, codes, spread titles."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from plandraw.lists import draw_other_list
from planextract.api import Options, parse
from planextract.export.json import plan_json


def budget_of(project: dict[str, Any]) -> dict[str, Any] | None:
    budget = project["budget"]
    if budget is None:
        return None
    return {
        "unit": budget["unit"],
        "amount": next((each["amount"] for each in budget["amounts"]), None),
        "limit": budget.get("limit", {}).get("amount"),
        "previous": budget.get("previous", {}).get("amount"),
        "change": budget.get("change", {}).get("amount"),
    }


def departments_of(project: dict[str, Any]) -> str | None:
    names = [name for each in project["departments"] for name in (each["department"], *each["sections"])]
    return "".join(names) or None


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("seed", range(40))
def test_a_list_of_another_body_is_read_back(seed: int, engine: str, tmp_path: Path) -> None:
    if engine == "pdfplumber" and seed >= 8:
        pytest.skip("one engine is enough for so many")
    document = draw_other_list(Random(seed))
    path = tmp_path / "list.pdf"
    path.write_bytes(document.pdf)
    plan = json.loads(plan_json(parse(path, Options(engine=engine))))
    truth = document.truth
    assert plan["title"].startswith(truth["title"])
    assert [project["title"] for project in plan["projects"]] == [each["title"] for each in truth["projects"]]
    assert len(plan.get("totals", [])) == truth["totals"]
    for fact, project in zip(truth["projects"], plan["projects"], strict=True):
        assert departments_of(project) == fact["department"]
        assert budget_of(project) == fact.get("budget")
        assert project.get("printed_number") == fact.get("printed_number")
        assert fact.get("number", project["number"]) == project["number"]
        assert (project.get("period") or {"text": None})["text"] == fact.get("period")
        assert project.get("extra", []) == fact.get("extra", [])
        assert [each["text"] for each in project.get("classification", [])] == fact.get("classification", [])
        assert project["description"] == fact.get("description", "")
    loud = {each["code"] for each in plan["findings"] if each["severity"] != "info"}
    assert loud <= {"unknown-column", "total-sum", "budget-change"}
