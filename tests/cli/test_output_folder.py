"""What a run does to the folder it writes into."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import pdfs

NAMES = {
    "manifest.json",
    "plan.json",
    "plan.xlsx",
    "places.json",
    "projects.csv",
    "milestones.csv",
    "budgets.csv",
    "departments.csv",
    "relisted.csv",
    "footnotes.csv",
    "findings.csv",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdfs.drawn_plan())
    return path


def test_only_the_documented_files_are_written(run: Run, plan: Path, tmp_path: Path) -> None:
    assert run("parse", plan, "--out", "data/2024").status == 0
    assert {path.name for path in (tmp_path / "data" / "2024").iterdir()} == NAMES
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"2024"}
    assert {path.name for path in tmp_path.iterdir()} == {"plan.pdf", "data"}


def test_other_files_are_kept(run: Run, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "notes").mkdir(parents=True)
    (folder / "notes" / "a.txt").write_text("mine")
    (folder / "README.md").write_text("mine too")
    (folder / "link").symlink_to("README.md")
    (folder / "plan.json").write_text("old")
    assert run("parse", plan, "--out", folder).status == 0
    assert (folder / "notes" / "a.txt").read_text() == "mine"
    assert (folder / "README.md").read_text() == "mine too"
    assert (folder / "link").readlink() == Path("README.md")
    assert json.loads((folder / "plan.json").read_bytes())["projects"][0]["id"] == "1-1"
    assert {path.name for path in folder.iterdir()} == NAMES | {"notes", "README.md", "link"}
    assert {path.name for path in tmp_path.iterdir()} == {"plan.pdf", "data"}


@pytest.mark.parametrize("bad", ["letter", "truncated", "missing"])
def test_a_failed_run_leaves_the_folder_as_it_was(run: Run, plan: Path, tmp_path: Path, bad: str) -> None:
    folder = tmp_path / "data"
    assert run("parse", plan, "--out", folder).status == 0
    (folder / "mine.txt").write_text("mine")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    other = tmp_path / "bad.pdf"
    if bad == "letter":
        other.write_bytes(pdfs.letter())
    elif bad == "truncated":
        other.write_bytes(plan.read_bytes()[:200])
    assert run("parse", other, "--out", folder).status in (3, 6)
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert after == before


def test_the_output_is_a_file(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    ran = run("parse", plan, "--out", "data")
    assert ran.status == 1, ran
    assert "is a file" in ran.err
    assert "--out" in ran.err
    assert (tmp_path / "data").read_text() == "mine"


def test_the_output_is_below_a_file(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    ran = run("parse", plan, "--out", "data/2024")
    assert ran.status == 1, ran
    assert "--out" in ran.err
    assert (tmp_path / "data").read_text() == "mine"


def test_the_same_bytes_whatever_the_hash_seed_and_place(run: Run, plan: Path, tmp_path: Path) -> None:
    for seed, folder in (("0", "a"), ("1", "b/c")):
        assert run("parse", plan, "--out", folder, PYTHONHASHSEED=seed, TZ="Asia/Tokyo").status == 0
    for name in NAMES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / "c" / name).read_bytes()


def test_a_second_run_replaces_the_first(run: Run, plan: Path, tmp_path: Path) -> None:
    assert run("parse", plan, "--out", "data").status == 0
    plan.write_bytes(pdfs.drawn_plan(title="桟橋めぐりの舟運"))
    assert run("parse", plan, "--out", "data").status == 0
    assert (
        json.loads((tmp_path / "data/plan.json").read_bytes())["projects"][0]["title"] == "桟橋めぐりの舟運"
    )
    assert {path.name for path in (tmp_path / "data").iterdir()} == NAMES


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_cell_that_a_spreadsheet_would_run_is_harmless(
    run: Run, plan: Path, tmp_path: Path, sign: str
) -> None:
    plan.write_bytes(pdfs.drawn_plan(title=f"{sign}1+1の広場"))
    assert run("parse", plan, "--out", "data").status == 0
    with (tmp_path / "data" / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == f"'{sign}1+1の広場"
    data = json.loads((tmp_path / "data/plan.json").read_bytes())
    assert data["projects"][0]["title"] == f"{sign}1+1の広場"


def test_every_csv_is_read_with_the_standard_library(run: Run, sample: Path, tmp_path: Path) -> None:
    assert run("parse", sample, "--out", "data").status == 0
    for name in {name for name in NAMES if name.endswith(".csv")}:
        data = (tmp_path / "data" / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        with (tmp_path / "data" / name).open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        assert header == [column for column in header if column.isidentifier()]
        assert rows
        assert {len(row) for row in rows} == {len(header)}


ALL = "json,csv,xlsx,sqlite,parquet,datapackage"


def test_old_formats_do_not_stay_beside_new_data(run: Run, plan: Path, tmp_path: Path) -> None:
    assert run("parse", plan, "--out", "data", "--format", ALL, "--report").status == 0
    (tmp_path / "data" / "notes.txt").write_text("mine")
    plan.write_bytes(pdfs.drawn_plan(title="桟橋めぐりの舟運"))
    ran = run("parse", plan, "--out", "data")
    assert ran.status == 0
    assert "Removed, since they were of another plan: " in ran.err
    for name in ("plan.sqlite", "projects.parquet", "datapackage.json", "report.html"):
        assert name in ran.err
    assert {path.name for path in (tmp_path / "data").iterdir()} == NAMES | {"notes.txt"}
    assert run("validate", "data").status == 0
    assert run("check", "data").status == 0


def test_formats_of_the_same_plan_stay(run: Run, plan: Path, tmp_path: Path) -> None:
    assert run("parse", plan, "--out", "data").status == 0
    ran = run("parse", plan, "--out", "data", "--format", "sqlite")
    assert "Removed" not in ran.err
    assert {path.name for path in (tmp_path / "data").iterdir()} == NAMES | {"plan.sqlite", "metadata.json"}
    assert run("validate", "data").status == 0


def test_a_file_that_somebody_changed_is_kept_and_told(run: Run, plan: Path, tmp_path: Path) -> None:
    assert run("parse", plan, "--out", "data", "--format", "json,sqlite").status == 0
    (tmp_path / "data" / "plan.sqlite").write_bytes(b"with notes of mine")
    plan.write_bytes(pdfs.drawn_plan(title="桟橋めぐりの舟運"))
    ran = run("parse", plan, "--out", "data")
    assert "kept since somebody changed them: plan.sqlite" in ran.err
    assert (tmp_path / "data" / "plan.sqlite").read_bytes() == b"with notes of mine"
    assert "plan.sqlite" in run("validate", "data").err


def test_files_of_the_first_version_go_too(run: Run, plan: Path, tmp_path: Path) -> None:
    assert run("parse", plan, "--out", "data", "--format", ALL).status == 0
    (tmp_path / "data" / "manifest.json").unlink()
    plan.write_bytes(pdfs.drawn_plan(title="桟橋めぐりの舟運"))
    assert run("parse", plan, "--out", "data").status == 0
    assert {path.name for path in (tmp_path / "data").iterdir()} == NAMES


def test_the_folder_in_which_the_shell_is(run: Run, plan: Path, tmp_path: Path) -> None:
    inode = tmp_path.stat().st_ino
    for _ in range(2):
        assert run("parse", "plan.pdf", "--out", ".").status == 0
    assert {path.name for path in tmp_path.iterdir()} == NAMES | {"plan.pdf"}
    assert tmp_path.stat().st_ino == inode
