"""The sample of measures, read without naming a profile: what it must say, and byte for byte what it said.

Give --update-golden to write the golden files anew; look at the diff before committing it.
"""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from planextract.api import Result, parse_with_accounts
from planextract.export.json import build_plan_schema, plan_json
from tests.conftest import ROOT
from tests.golden.text_files import write_text_files
from tests.support.sheets import sheet_differences

MEASURES = ROOT / "samples" / "yugihara.pdf"
GOLDEN = Path(__file__).parent / "yugihara"


@pytest.fixture(scope="module")
def result() -> Result:
    return parse_with_accounts(MEASURES)


def test_the_tables_say_what_their_pages_say(result: Result) -> None:
    truth = json.loads(MEASURES.with_suffix(".truth.json").read_bytes())
    wrong = sheet_differences(truth, json.loads(plan_json(result.plan)))
    assert not wrong, "\n" + "\n".join(wrong)
    assert result.plan.source.profile in ("list", "measure")
    assert {found.code for found in result.plan.findings} == {"counted-number"}


def test_the_folder_is_the_golden_one(result: Result, tmp_path: Path, update_golden: bool) -> None:
    write_text_files(result, tmp_path)
    if update_golden:
        write_text_files(result, GOLDEN)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(path.name for path in GOLDEN.iterdir())
    changed = [name for name in names if (tmp_path / name).read_bytes() != (GOLDEN / name).read_bytes()]
    assert not changed, f"changed: {changed}; if that is right, renew them with --update-golden"


def test_the_golden_measures_follow_the_schema() -> None:
    plan = json.loads((GOLDEN / "plan.json").read_bytes())
    jsonschema.validate(plan, build_plan_schema(), cls=jsonschema.Draft202012Validator)
