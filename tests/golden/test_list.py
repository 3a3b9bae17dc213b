"""The sample of a list, read from end to end: what it must say, and byte for byte what it said before.

Give --update-golden to write the golden files anew; look at the diff before committing it.
"""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from planextract.api import Options, Result, parse, parse_with_accounts
from planextract.export import write_plan
from planextract.export.json import build_plan_schema, plan_json
from tests.conftest import ROOT
from tests.golden.text_files import write_text_files
from tests.support.lists import list_differences

LIST = ROOT / "samples" / "shiomino.pdf"
GOLDEN = Path(__file__).parent / "shiomino"


@pytest.fixture(scope="module")
def result() -> Result:
    return parse_with_accounts(LIST, Options(profile="list"))


def test_the_list_says_what_its_pages_say(result: Result) -> None:
    truth = json.loads(LIST.with_suffix(".truth.json").read_bytes())
    wrong = list_differences(truth, json.loads(plan_json(result.plan)))
    assert not wrong, "\n" + "\n".join(wrong)
    assert [found.code for found in result.plan.findings] == []


def test_the_folder_is_the_golden_one(result: Result, tmp_path: Path, update_golden: bool) -> None:
    write_text_files(result, tmp_path)
    if update_golden:
        write_text_files(result, GOLDEN)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(path.name for path in GOLDEN.iterdir())
    assert {"funding.csv", "classification.csv", "totals.csv"} < set(names)
    changed = [name for name in names if (tmp_path / name).read_bytes() != (GOLDEN / name).read_bytes()]
    assert not changed, f"changed: {changed}; if that is right, renew them with --update-golden"


def test_tables_that_only_a_list_has_do_not_outlive_it(result: Result, sample: Path, tmp_path: Path) -> None:
    write_plan(result.plan, tmp_path)
    (tmp_path / "mine.csv").write_text("mine")
    write_plan(parse(sample), tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names.isdisjoint({"funding.csv", "classification.csv", "totals.csv"})
    assert "mine.csv" in names


def test_the_golden_list_follows_the_schema() -> None:
    plan = json.loads((GOLDEN / "plan.json").read_bytes())
    jsonschema.validate(plan, build_plan_schema(), cls=jsonschema.Draft202012Validator)
