"""Corrections change what they are about and nothing else, or are reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from planextract.api import Options, parse
from planextract.corrections.apply import apply_corrections
from planextract.errors import UsageError
from planextract.model.field_values import format_departments, iter_correctable_fields, parse_departments_text
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Correction, Plan
from planextract.profiles.vocabulary_loader import load_vocabulary

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"


@pytest.fixture(scope="module")
def plain() -> Plan:
    return parse(SAMPLE)


def _correction(plan: Plan, id_: str, at: str, new: object, **changes: object) -> dict[str, Any]:
    record = next(each for each in plan.projects if each.id == id_)
    field = next(each for each in iter_correctable_fields(record) if each.pointer == at)
    made = {"project": id_, "field": at, "old": field.value, "new": new, "reason": "read off the page"}
    return {**made, "context": dict(field.context), **changes}


def _apply(folder: Path, *corrections: dict[str, Any]) -> Plan:
    path = folder / "corrections.yaml"
    path.write_text(yaml.safe_dump({"corrections": list(corrections)}, allow_unicode=True), "utf-8")
    return parse(SAMPLE, Options(corrections=str(path)))


def _differences(before: Any, after: Any, at: str = "") -> dict[str, tuple[Any, Any]]:
    if type(before) is type(after) and isinstance(before, dict) and before.keys() == after.keys():
        parts = [_differences(before[key], after[key], f"{at}/{key}") for key in before]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        parts = [_differences(x, y, f"{at}/{i}") for i, (x, y) in enumerate(zip(before, after, strict=True))]
    else:
        return {} if before == after else {at: (before, after)}
    return {key: value for part in parts for key, value in part.items()}


def _projects(plan: Plan) -> Any:
    return json.loads(plan.model_dump_json())["projects"]


@pytest.mark.parametrize(
    ("at", "new"), [("/title", "川辺の広場の大改修"), ("/section", "１　新しい節"), ("/description", "")]
)
def test_a_text(tmp_path: Path, plain: Plan, at: str, new: str) -> None:
    correction = _correction(plain, "5-1", at, new)
    plan = _apply(tmp_path, correction)
    assert _differences(_projects(plain), _projects(plan)) == {f"/0{at}": (correction["old"], new)}
    assert plan.findings == plain.findings
    assert [made.model_dump() for made in plan.corrections] == [
        {key: value for key, value in correction.items() if key != "context" or value}
    ]


def test_a_cell_is_understood_anew(tmp_path: Path, plain: Plan) -> None:
    plan = _apply(
        tmp_path,
        _correction(plain, "5-1", "/items/0/cells/1/text", "検討・拡充"),
        _correction(plain, "5-3", "/items/0/cells/1/text", "1,234か所"),
    )
    cell = plan.projects[0].items[0].cells[1]
    assert [milestone.stage for milestone in cell.milestones] == ["検討", "充実"]
    quantity = plan.projects[2].items[0].cells[1].quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (1234, "か所")
    assert "quantity-sum" in {found.code for found in plan.findings if found.project == "5-3"}


def test_a_budget_is_added_up_anew(tmp_path: Path, plain: Plan) -> None:
    plan = _apply(tmp_path, _correction(plain, "5-1", "/budget/amounts/0/text", 49))
    budget = plan.projects[0].budget
    assert budget is not None
    assert (budget.amounts[0].amount, budget.amounts[0].text) == (49, "49")
    assert "budget-sum" in {found.code for found in plan.findings if found.project == "5-1"}
    total = plain.projects[0].budget
    assert total is not None
    assert total.total is not None
    both = _apply(
        tmp_path,
        _correction(plain, "5-1", "/budget/amounts/0/text", "49"),
        _correction(plain, "5-1", "/budget/total", total.total + 1),
    )
    assert both.findings == plain.findings


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"old": "工事"}, "the value is now “工事着手”"),
        ({"project": "9-9"}, "there is no such project"),
        ({"field": "/items/0/cells/9/text"}, "the project has no such value"),
        ({"field": "/id"}, "the project has no such value"),
        ({"context": {"/title": "別の事業"}}, "/title was “別の事業”"),
        ({"context": {"/items/0/goal": "②下流側"}}, "/items/0/goal was “②下流側”"),
        ({"context": {"/items/0/cells/1/period": "2031"}}, "/items/0/cells/1/period was “2031”"),
        ({"context": {"/nothing": "x"}}, "/nothing was “x” and is now blank"),
    ],
)
def test_what_no_longer_fits_is_reported_and_not_applied(
    tmp_path: Path, plain: Plan, changes: dict[str, Any], reason: str
) -> None:
    correction = _correction(plain, "5-1", "/items/0/cells/1/text", "検討", **changes)
    plan = _apply(tmp_path, correction)
    assert plan.projects == plain.projects
    assert plan.corrections == []
    stale = [found for found in plan.findings if found not in plain.findings]
    assert [found.code for found in stale] == ["stale-correction"]
    assert reason in stale[0].message


def test_the_same_words_in_another_row_are_left_alone(tmp_path: Path, plain: Plan) -> None:
    """A plan repeats 実施 everywhere: the old value alone never decides."""
    correction = _correction(plain, "5-3", "/items/1/cells/1/text", "検討")
    moved = {**correction, "project": "5-1"}
    plan = _apply(tmp_path, moved)
    assert plan.projects == plain.projects
    assert [found.code for found in plan.findings if found not in plain.findings] == ["stale-correction"]


@pytest.mark.parametrize(
    ("at", "new"),
    [
        ("/budget/total", "many"),
        ("/budget/amounts/0/text", "たくさん"),
        ("/items/0/goal", None),
        ("/starred", "★"),
        ("/title", True),
    ],
)
def test_a_value_that_cannot_stand_there_stops_the_run(
    tmp_path: Path, plain: Plan, at: str, new: object
) -> None:
    with pytest.raises(UsageError, match="no value for it"):
        _apply(tmp_path, _correction(plain, "5-1", at, new))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("corrections: [", "not YAML"),
        ("corrections:\n- {project: 5-1}", r"corrections\.0"),
        ("corrections: []\nmore: 1", "more"),
        ("- 1", "not valid at the file"),
        ("corrections:\n" + 2 * "- {project: 5-1, field: /title, old: a, new: b, reason: c}\n", "twice"),
        ("corrections:\n- {project: 5-1, field: /title, old: a, new: b, reason: ''}", "reason"),
    ],
)
def test_a_file_that_is_not_valid(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=reason):
        parse(SAMPLE, Options(corrections=str(path)))
    with pytest.raises(UsageError, match="can be read"):
        parse(SAMPLE, Options(corrections=str(tmp_path / "none.yaml")))


def test_every_field_is_where_its_pointer_says(plain: Plan) -> None:
    for project in plain.projects:
        record = project.model_dump()
        for field in iter_correctable_fields(project):
            for at, value in [(field.pointer, field.value), *field.context.items()]:
                here: Any = record
                for step in at.split("/")[1:]:
                    here = here[int(step)] if isinstance(here, list) else here[step]
                assert (format_departments(project.departments) if at == "/departments" else here) == value


def test_a_star(tmp_path: Path, plain: Plan) -> None:
    plan = _apply(tmp_path, _correction(plain, "5-1", "/starred", False))
    assert _differences(_projects(plain), _projects(plan)) == {"/0/starred": (True, False)}
    assert [(made.old, made.new) for made in plan.corrections] == [(True, False)]


def test_departments_are_corrected_as_one(tmp_path: Path, plain: Plan) -> None:
    new = "川とみどりの局　水辺課、公園課、樹木課\n都市基盤部\n　橋りょう課\n"
    plan = _apply(tmp_path, _correction(plain, "5-1", "/departments", new))
    assert [(each.department, each.sections) for each in plan.projects[0].departments] == [
        ("川とみどりの局", ["水辺課", "公園課", "樹木課"]),
        ("都市基盤部", []),
        ("", ["橋りょう課"]),
    ]
    assert plan.projects[1:] == plain.projects[1:]
    none = _apply(tmp_path, _correction(plain, "5-1", "/departments", ""))
    assert none.projects[0].departments == []
    assert "missing-department" in {found.code for found in none.findings if found.project == "5-1"}


def test_a_corrected_value_has_no_finding_any_more(plain: Plan) -> None:
    """What was said of the reference that could not be read, and of no other, goes."""
    before = next(project for project in plain.projects if project.id == "6-4")
    unread = before.relisted[0].model_copy(update={"project": None})
    project = before.model_copy(update={"relisted": [unread, *before.relisted[1:]]})
    told = [
        finding(
            FindingCode.BAD_REFERENCE,
            page=1,
            project="6-4",
            pointer=f"/relisted/{index}/project",
            text="計画５",
            content=row.content,
        )
        for index, row in enumerate(project.relisted[:2])
    ]
    plan = plain.model_copy(update={"projects": [project], "findings": told})
    at = "/relisted/0/project"
    correction = Correction.model_validate(_correction(plan, "6-4", at, "5-5"))
    corrected = apply_corrections(plan, [correction], load_vocabulary("milestones"))
    assert corrected.projects[0] == before
    assert corrected.findings == told[1:]


def test_an_amount_may_bear_the_unit_of_the_budget(tmp_path: Path, plain: Plan) -> None:
    plan = _apply(tmp_path, _correction(plain, "5-1", "/budget/amounts/0/text", "49百万円"))
    budget = plan.projects[0].budget
    assert budget is not None
    assert budget.amounts[0].amount == 49


def test_departments_as_a_text_keep_everything(plain: Plan) -> None:
    for project in plain.projects:
        assert parse_departments_text(format_departments(project.departments)) == project.departments


def test_a_correction_settles_the_finding_on_its_value_and_on_no_like_one(plain: Plan) -> None:
    """Two cells may print the same; the pointer tells them apart, the sentence doesn't."""
    before = plain.projects[0]
    assert before.budget is not None
    amounts = [each.model_copy(update={"amount": None, "text": "未定"}) for each in before.budget.amounts]
    project = before.model_copy(
        update={"budget": before.budget.model_copy(update={"amounts": amounts, "total": None})}
    )
    unread = [
        finding(FindingCode.BAD_AMOUNT, page=1, project="5-1", pointer=pointer, text="未定", period=period)
        for pointer, period in [
            ("/budget/amounts/0/text", "2024"),
            ("/budget/amounts/1/text", "2025"),
            ("/budget/total", "total"),
        ]
    ]
    plan = plain.model_copy(update={"projects": [project], "findings": unread})
    for index, (pointer, new) in enumerate([("/budget/amounts/1/text", "12"), ("/budget/total", 60)], 1):
        correction = Correction.model_validate(_correction(plan, "5-1", pointer, new))
        corrected = apply_corrections(plan, [correction], load_vocabulary("milestones"))
        assert corrected.findings == [each for each in unread if each is not unread[index]]
