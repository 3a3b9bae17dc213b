"""`planextract validate` and `check` on files that somebody changed and folders that do not fit together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planextract.export.json import build_plan_schema
from planextract.validation import find_plan_mistakes
from tests.cli.conftest import Run, run  # noqa: F401
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"
Data = dict[str, Any]


@pytest.fixture
def data() -> Data:
    found: Data = json.loads((GOLDEN / "shinonomeno" / "plan.json").read_bytes())
    return found


def find_mistakes(data: Data) -> list[tuple[str, str]]:
    return [tuple(found) for found in find_plan_mistakes(json.dumps(data).encode())[1]]


@pytest.mark.parametrize("name", ["shinonomeno", "shiomino"])
def test_what_the_program_writes_is_valid(name: str) -> None:
    assert find_plan_mistakes((GOLDEN / name / "plan.json").read_bytes())[1] == []


def _set(path: str, value: object) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        *steps, last = (int(step) if step.isdecimal() else step for step in path.split("."))
        holder: Any = data
        for step in steps:
            holder = holder[step]
        if value is _GONE:
            del holder[last]
        else:
            holder[last] = value

    return change


_GONE = object()


def _repeat_project(data: Data) -> None:
    data["projects"].append(data["projects"][0])


def _drop_strategy(data: Data) -> None:
    del data["strategies"][0]


def _change_total(data: Data) -> None:
    budget = next(project["budget"] for project in data["projects"] if (project["budget"] or {}).get("total"))
    budget["total"] += 1


MISTAKES: dict[str, tuple[Callable[[Data], None], str, str]] = {
    # what is done: how, where it is reported, what the sentence must say
    "a text in place of true": (_set("projects.0.starred", "yes"), "projects.0.starred", "true or false"),
    "a number as text": (_set("projects.0.number", "1"), "projects.0.number", "whole number"),
    "true in place of a number": (_set("projects.0.number", True), "projects.0.number", "whole number"),
    "a field too many": (_set("projects.0.no_such", 1), "projects.0.no_such", "no such field"),
    "a field too few": (_set("projects.0.areas", _GONE), "projects.0.areas", "missing"),
    "no version": (_set("schema_version", _GONE), "schema_version", "missing"),
    "another version": (_set("schema_version", "9"), "schema_version", "'1.0'"),
    "a stage that is none": (
        _set("projects.0.items.0.cells.0.milestones.0.stage", "完成"),
        "projects.0.items.0.cells.0.milestones.0.stage",
        "検討",
    ),
    "an id that does not fit": (_set("projects.0.id", "9-9"), "projects.0", "9-9"),
    "a project twice": (_repeat_project, "projects.20.id", "more than once"),
    "a strategy that is missing": (_drop_strategy, "projects.0.strategy", "no strategy 5"),
    "a pillar that is missing": (_set("strategies.0.pillar", 77), "strategies.0.pillar", "no pillar 77"),
    "a page that is missing": (_set("projects.0.pages", [999]), "projects.0.pages", "no page 999"),
    "an area off the file": (
        _set("projects.0.areas", [{"page": 999, "x0": 0, "top": 0, "x1": 1, "bottom": 1}]),
        "projects.0.areas",
        "no page 999",
    ),
    "a total that does not fit": (_change_total, "projects.", "No finding reports it"),
    "a period of another year": (
        _set("projects.0.items.0.cells.1.fiscal_year", 2031),
        "projects.0.items.0.cells.1.period",
        "differ",
    ),
    "an unknown finding": (_set("findings.0.code", "no-such"), "findings.0.code", "no finding no-such"),
    "another severity": (_set("findings.0.severity", "error"), "findings.0.severity", "is of severity"),
    "an escape sequence": (_set("projects.0.title", "\x1b[31m"), "projects.0.title", "control a terminal"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_named_with_its_place(data: Data, name: str) -> None:
    change, place, words = MISTAKES[name]
    change(data)
    found = find_mistakes(data)
    assert any(at.startswith(place) and words in message for at, message in found), found


@pytest.mark.parametrize("name", MISTAKES)
def test_what_the_schema_refuses_is_refused(data: Data, name: str) -> None:
    MISTAKES[name][0](data)
    if list(jsonschema.Draft202012Validator(build_plan_schema()).iter_errors(data)):
        assert find_mistakes(data)


def test_a_key_that_is_there_twice() -> None:
    text = (GOLDEN / "shinonomeno" / "plan.json").read_text("utf-8")
    _, found = find_plan_mistakes(text.replace('"title":', '"title": "a", "title":', 1).encode())
    assert "occurs twice" in found[0].message


def test_the_status_is_of_its_own(run: Run, tmp_path: Path, data: Data) -> None:  # noqa: F811
    data["projects"][0]["starred"] = "yes"
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    ran = run("validate", "plan.json")
    assert (ran.status, ran.out) == (9, "")
    assert "plan.json: projects.0.starred: This must be true or false." in ran.err
    assert "1 mistake." in ran.err


def test_a_folder_is_taken_as_a_whole(run: Run, sample: Path, tmp_path: Path) -> None:  # noqa: F811
    formats = "json,csv,xlsx,sqlite,datapackage"
    assert run("parse", sample, "--out", "data", "--format", formats, "--report").status == 0
    ran = run("validate", "data")
    assert (ran.status, ran.out) == (0, "")
    assert "data is valid: 20 projects." in ran.err
    for name in ("budgets.csv", "plan.sqlite", "report.html"):
        path = tmp_path / "data" / name
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        ran = run("validate", "data")
        assert ran.status == 9
        assert f"data/{name}: It was changed after it was written" in ran.err
        assert run("check", "data").status == 7
        path.unlink()
        assert f"data/{name}: It is missing" in run("validate", "data").err
        path.write_bytes(before)
    (tmp_path / "data" / "projects.parquet").write_bytes(b"old")
    ran = run("check", "data")
    assert ran.status == 7
    assert "projects.parquet: manifest.json does not list it" in ran.out
    assert "error   together" in ran.out


def test_without_a_manifest_tables_are_held_against_the_plan(
    run: Run,  # noqa: F811
    sample: Path,
    tmp_path: Path,
) -> None:
    assert run("parse", sample, "--out", "data").status == 0
    (tmp_path / "data" / "manifest.json").unlink()
    assert run("validate", "data").status == 0
    path = tmp_path / "data" / "projects.csv"
    path.write_bytes(path.read_bytes().replace(b"true", b"false"))
    ran = run("validate", "data")
    assert ran.status == 9
    assert "projects.csv: It differs from what plan.json gives." in ran.err
