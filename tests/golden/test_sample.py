"""The sample, read from end to end: what it must say, and byte for byte what it said before.

Give --update-golden to write the golden files anew; look at the diff before committing it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planextract.api import Options, Result, parse_with_accounts
from planextract.diff.files import format_diff_schema_json
from planextract.export.json import build_plan_schema, places_schema_json, plan_json, plan_schema_json
from planextract.model.plan import Plan
from planextract.model.table_rows import build_tables
from planextract.read.registry import ENGINES
from tests.conftest import ROOT
from tests.golden.text_files import write_text_files
from tests.support.accounts import assert_accounts_hold
from tests.support.truth import differences, unreported

GOLDEN = Path(__file__).parent / "shinonomeno"
FILES = (
    "plan.json",
    "places.json",
    "projects.csv",
    "milestones.csv",
    "budgets.csv",
    "departments.csv",
    "relisted.csv",
    "footnotes.csv",
    "findings.csv",
)


@pytest.fixture(scope="module")
def result(sample: Path) -> Result:
    return parse_with_accounts(sample)


@pytest.fixture(scope="module")
def plan(result: Result) -> Plan:
    return result.plan


@pytest.fixture(scope="module")
def truth(sample: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sample.with_suffix(".truth.json").read_bytes())
    return data


def test_the_sample_says_what_its_pages_say(plan: Plan, truth: dict[str, Any]) -> None:
    data = json.loads(plan_json(plan))
    wrong = differences(truth, data)
    assert not wrong, "\n" + "\n".join(wrong)
    assert not unreported(truth, data)
    assert not [project for project in plan.projects if project.id in truth["hidden_projects"]]


def test_the_folder_is_the_golden_one(result: Result, tmp_path: Path, update_golden: bool) -> None:
    write_text_files(result, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    if update_golden:
        write_text_files(result, GOLDEN)
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(FILES)
    changed = [name for name in FILES if (tmp_path / name).read_bytes() != (GOLDEN / name).read_bytes()]
    assert not changed, f"changed: {changed}; if that is right, renew them with --update-golden"


@pytest.mark.parametrize(
    ("name", "made"),
    [("plan", plan_schema_json), ("places", places_schema_json), ("diff", format_diff_schema_json)],
)
def test_a_schema_in_the_repository_is_that_of_the_models(
    name: str, made: Callable[[], str], update_golden: bool
) -> None:
    published = ROOT / "schemas" / f"{name}.schema.json"
    if update_golden:
        published.write_text(made(), encoding="utf-8")
    assert published.read_text(encoding="utf-8") == made()


def test_the_schema_is_a_schema_and_the_golden_plan_follows_it() -> None:
    jsonschema.Draft202012Validator.check_schema(build_plan_schema())
    assert build_plan_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    plan = json.loads((GOLDEN / "plan.json").read_bytes())
    jsonschema.validate(plan, build_plan_schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema_version",), "2.0"),
        (("extra",), 1),
        (("source", "sha256"), "abc"),
        (("projects", 0, "id"), "5"),
        (("projects", 0, "starred"), None),
        (("projects", 0, "pages"), [0]),
        (("projects", 0, "items", 0, "cells", 0, "milestones", 0, "stage"), "準備"),
        (("projects", 0, "items", 0, "cells", 0, "fiscal_year"), 7),
        (("projects", 0, "budget", "amounts", 0, "amount"), "48"),
        (("findings", 0, "severity"), "fatal"),
    ],
)
def test_the_schema_refuses_what_the_format_does_not_say(place: tuple[str | int, ...], value: Any) -> None:
    data: Any = json.loads((GOLDEN / "plan.json").read_bytes())
    *path, last = place
    inner = data
    for step in path:
        inner = inner[step]
    inner[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, build_plan_schema(), cls=jsonschema.Draft202012Validator)


def test_every_table_has_a_row_for_every_fact(plan: Plan) -> None:
    """The tables lose nothing that plan.json says."""
    rows = {table.name: table.rows for table in build_tables(plan)}
    cells = [cell for project in plan.projects for item in project.items for cell in item.cells]
    assert len(rows["projects"]) == len(plan.projects)
    assert len(rows["milestones"]) == sum(
        len(cell.milestones) + (cell.quantity is not None) for cell in cells
    )
    budgets = [project.budget for project in plan.projects if project.budget is not None]
    assert len(rows["budgets"]) == sum(len(budget.amounts) + 1 for budget in budgets)
    assert len(rows["departments"]) == sum(
        max(len(unit.sections), 1) for project in plan.projects for unit in project.departments
    )
    assert len(rows["relisted"]) == sum(len(project.relisted) for project in plan.projects)
    assert len(rows["footnotes"]) == sum(len(project.footnotes) for project in plan.projects)
    assert len(rows["findings"]) == len(plan.findings)


PROFILES = {
    "shinonomeno.pdf": "ward",
    "kasumihama.pdf": "sheet",
    "shiomino.pdf": "list",
    "yugihara.pdf": "measure",
    "sunahara.pdf": str(ROOT / "samples" / "sunahara.yaml"),
}


def test_every_sample_is_accounted_for() -> None:
    assert sorted(PROFILES) == sorted(path.name for path in (ROOT / "samples").glob("*.pdf"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", PROFILES)
def test_every_glyph_of_a_sample_is_accounted_for(name: str, engine: str) -> None:
    path = ROOT / "samples" / name
    result = parse_with_accounts(path, Options(engine=engine, profile=PROFILES[name]))
    assert_accounts_hold(path.read_bytes(), result.accounts, engine)
