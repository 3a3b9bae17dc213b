"""Datasets of many plans through the command line: resumed, merged, and the same bytes whatever happened."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from planextract.batch.manifest import MEASURED, read_rows
from tests.cli.conftest import Run, environment
from tests.conftest import ROOT
from tests.support import pdfs

pytest.importorskip("pyarrow")

SAMPLES = ROOT / "samples"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of two plans, one that no profile fits, and three files that are none."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in ("shinonomeno", "shiomino", "sunahara"):
        (folder / f"{name}.pdf").write_bytes((SAMPLES / f"{name}.pdf").read_bytes())
    (folder / "letter.pdf").write_bytes(pdfs.letter())
    (folder / "locked.pdf").write_bytes(pdfs.encrypted(pdfs.letter(), "secret"))
    (folder / "broken.pdf").write_bytes(b"no PDF at all")
    return folder


def content(dataset: Path) -> dict[str, object]:
    """Every file of the tables, and the manifest without what is measured."""
    files = {
        str(path.relative_to(dataset)): path.read_bytes() for path in (dataset / "tables").rglob("*.parquet")
    }
    rows = {
        name: {field: getattr(row, field) for field in row.__slots__ if field not in MEASURED}
        for name, row in read_rows(dataset).items()
    }
    return {**files, **rows}


def test_every_file_has_a_row_with_its_status(run: Run, plans: Path, tmp_path: Path) -> None:
    ran = run("batch", "plans", "--out", "data")
    assert ran.status == 0, ran.err
    rows = read_rows(tmp_path / "data")
    assert {name: row.status for name, row in rows.items()} == {
        "shinonomeno": 0,
        "shiomino": 0,
        "sunahara": 6,
        "letter": 6,
        "locked": 4,
        "broken": 3,
    }
    assert rows["shinonomeno"].plan_id == "unknown/shinonomeno/2027"
    assert not (tmp_path / "data" / "journal.jsonl").exists()


def test_what_has_not_changed_is_not_read_again(run: Run, plans: Path, tmp_path: Path) -> None:
    run("batch", "plans", "--out", "data")
    before = (tmp_path / "data" / "manifest.parquet").read_bytes()
    assert "6 of them unchanged" in run("batch", "plans", "--out", "data").err
    assert (tmp_path / "data" / "manifest.parquet").read_bytes() == before
    assert "2 of them unchanged" in run("batch", "plans", "--out", "data", "--retry-failed").err
    (plans / "letter.pdf").write_bytes((SAMPLES / "shiomino.pdf").read_bytes())
    assert "5 of them unchanged" in run("batch", "plans", "--out", "data").err
    assert read_rows(tmp_path / "data")["letter"].status == 0


def test_a_killed_run_is_resumed_to_the_same_bytes(run: Run, plans: Path, tmp_path: Path) -> None:
    run("batch", "plans", "--out", "whole")
    command = [sys.executable, "-m", "planextract", "batch", "plans", "--out", "killed", "--jobs", "1"]
    moments = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.3, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert run("batch", "plans", "--out", "killed").status == 0
    assert content(tmp_path / "killed") == content(tmp_path / "whole")


def test_datasets_become_one_database_with_one_key(run: Run, plans: Path, tmp_path: Path) -> None:
    run("batch", "plans/shinonomeno.pdf", "--out", "one")
    run("batch", "plans/shiomino.pdf", "--out", "two")
    ran = run("merge", "one", "two", "--out", "plans.sqlite")
    assert ran.status == 0, ran.err
    with closing(sqlite3.connect(tmp_path / "plans.sqlite")) as database:
        count, keys = database.execute(
            "SELECT count(*), count(DISTINCT plan_id || ' ' || id) FROM projects"
        ).fetchone()
        assert count == keys == 35
        assert database.execute("SELECT plan_id FROM plans ORDER BY 1").fetchall() == [
            ("unknown/shinonomeno/2027",),
            ("unknown/shiomino/2026",),
        ]
    assert run("merge", "one", "two", "--out", "both").status == 0
    run("batch", "plans/shinonomeno.pdf", "plans/shiomino.pdf", "--out", "at-once")
    tables = {key: value for key, value in content(tmp_path / "both").items() if key.startswith("tables")}
    assert tables == {
        key: value for key, value in content(tmp_path / "at-once").items() if key.startswith("tables")
    }


def test_a_plan_that_two_datasets_have_is_refused(run: Run, plans: Path, tmp_path: Path) -> None:
    run("batch", "plans/shiomino.pdf", "--out", "one")
    run("batch", "plans/shiomino.pdf", "--out", "two")
    ran = run("merge", "one", "two", "--out", "plans.sqlite")
    assert ran.status == 2
    assert "both have shiomino" in ran.err
    assert not (tmp_path / "plans.sqlite").exists()


def test_several_files_are_parsed_into_a_folder_each(run: Run, plans: Path, tmp_path: Path) -> None:
    ran = run("parse", "plans", "--out", "data", "--format", "json,csv")
    assert ran.status == 3, "the worst of all"
    assert (tmp_path / "data" / "shinonomeno" / "plan.json").is_file()
    assert (tmp_path / "data" / "shiomino" / "projects.csv").is_file()
    assert "2 of 6 files" in ran.err
    assert "plans/locked.pdf: " in ran.err
    alone = run("parse", "plans/shiomino.pdf", "--out", "alone", "--format", "json,csv")
    assert alone.status == 0
    for path in (tmp_path / "alone").iterdir():
        assert path.read_bytes() == (tmp_path / "data" / "shiomino" / path.name).read_bytes()


def test_a_plan_goes_to_standard_output(run: Run, plans: Path, tmp_path: Path) -> None:
    run("parse", "plans/shiomino.pdf", "--out", "data", "--format", "json")
    ran = run("parse", "plans/shiomino.pdf", "--stdout")
    assert ran.out == (tmp_path / "data" / "plan.json").read_text("utf-8")
    assert not (tmp_path / "out").exists()


def test_ray_writes_the_same_bytes(run: Run, plans: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    run("batch", "plans", "--out", "local")
    ran = run("batch", "plans", "--out", "ray", "--runner", "ray", "--jobs", "2")
    assert ran.status == 0, ran.err
    assert content(tmp_path / "ray") == content(tmp_path / "local")
