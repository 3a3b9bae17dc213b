"""All that the command line can do, a Python program can do, with the public names alone."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import pytest

import planextract
from planextract.export.json import plan_json
from planextract.model.notebook import MAX_SHOWN_PROJECTS


@pytest.fixture(scope="module")
def result(sample: Path) -> planextract.Result:
    return planextract.parse_with_accounts(sample)


def test_every_public_name_exists_and_is_listed() -> None:
    for name in planextract.__all__:
        assert getattr(planextract, name) is not None
    assert set(dir(planextract)) == set(planextract.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        planextract.nothing  # noqa: B018


def test_a_path_bytes_and_a_file_object_give_the_same(sample: Path, result: planextract.Result) -> None:
    data = sample.read_bytes()
    assert planextract.parse(str(sample)) == result.plan
    assert planextract.parse(data, name=sample.name) == result.plan
    with sample.open("rb") as file:
        assert planextract.parse(file) == result.plan
    unnamed = planextract.parse(io.BytesIO(data))
    assert unnamed.source.file == "-"
    assert unnamed.projects == result.plan.projects


def test_a_guarded_reading_gives_the_same(sample: Path, result: planextract.Result) -> None:
    guard = planextract.Guard(timeout=60, memory_limit=512, jobs=1)
    assert planextract.parse(sample.read_bytes(), guard=guard, name=sample.name) == result.plan


@pytest.mark.parametrize(
    ("data", "error"), [(b"", "is empty"), (b"%PDF-1.7 nothing", "not a PDF that can be read")]
)
def test_bytes_that_are_no_plan_raise_an_error_with_a_remedy(data: bytes, error: str) -> None:
    with pytest.raises(planextract.UnreadableError, match=error) as raised:
        planextract.parse(data)
    assert raised.value.remedy
    assert isinstance(raised.value, planextract.PlanextractError)


def test_what_is_saved_is_what_the_command_writes_and_can_be_loaded(
    tmp_path: Path, result: planextract.Result
) -> None:
    result.save(tmp_path / "all", formats=["json", "csv"])
    written = {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()}
    assert written["plan.json"] == plan_json(result.plan)
    assert {"places.json", "projects.csv", "findings.csv"} <= written.keys()
    assert planextract.load(tmp_path / "all") == result.plan
    planextract.write_dataset(result.plan, tmp_path / "sheet", "xlsx")
    assert {path.suffix for path in (tmp_path / "sheet").iterdir()} <= {".xlsx", ".json"}
    assert (tmp_path / "sheet" / "plan.xlsx").is_file()
    with pytest.raises(planextract.UsageError, match="'docx' is no format"):
        result.save(tmp_path / "none", formats=["docx"])


def test_a_project_by_its_id(result: planextract.Result) -> None:
    assert result.plan.project("5-1").number == 1
    with pytest.raises(KeyError, match="9-9"):
        result.plan.project("9-9")


def test_tables_are_rows_by_column(result: planextract.Result) -> None:
    tables = result.plan.tables()
    assert [row["id"] for row in tables["projects"]] == [project.id for project in result.plan.projects]
    assert {"id", "period", "amount"} <= tables["budgets"][0].keys()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_have_the_rows_and_types_of_the_tables(library: str, result: planextract.Result) -> None:
    pytest.importorskip(library)
    frames: dict[str, Any] = getattr(result.plan, f"to_{library}")()
    tables = result.plan.tables()
    assert frames.keys() == tables.keys()
    for name, frame in frames.items():
        assert len(frame) == len(tables[name])
        if tables[name]:
            assert list(frame.columns) == list(tables[name][0])
    assert str(frames["budgets"]["amount"].dtype) == "Int64"
    assert int(frames["budgets"]["amount"].sum()) == sum(row["amount"] or 0 for row in tables["budgets"])


def test_a_notebook_shows_the_projects_and_no_markup_of_the_file(result: planextract.Result) -> None:
    shown = result._repr_html_()
    assert shown.count("<tr>") == len(result.plan.projects) + 1
    evil = result.plan.projects[0].model_copy(update={"title": "<script>"})
    many = result.plan.model_copy(update={"projects": [evil] * (MAX_SHOWN_PROJECTS + 3)})
    assert "<script>" not in many._repr_html_()
    assert "… 3 more" in many._repr_html_()


def test_a_page_can_be_drawn(sample: Path, tmp_path: Path) -> None:
    drawn = planextract.draw_page(sample, 4)
    assert drawn._repr_svg_().startswith("<svg")
    drawn.save(tmp_path / "page.svg")
    assert (tmp_path / "page.svg").read_text("utf-8") == drawn.svg
    with pytest.raises(planextract.UsageError, match="no page 99"):
        planextract.draw_page(sample, 99)


def test_two_editions_can_be_compared(result: planextract.Result) -> None:
    titled = result.plan.projects[0].model_copy(update={"title": "川辺の広場の大改修"})
    newer = result.plan.model_copy(update={"projects": [titled, *result.plan.projects[1:]]})
    assert [each.id for each in planextract.compare_plans(result.plan, newer).projects] == ["5-1"]


def test_a_result_can_be_sent_to_another_process(result: planextract.Result) -> None:
    assert pickle.loads(pickle.dumps(result)).plan == result.plan
