"""A plan that is only text, on the real command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PACKAGE_HOME, Run
from tests.salvage.plan import FIRST, SECOND, copied, plan


def read(folder: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads((folder / "plan.json").read_bytes())
    return data


def test_a_text_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(copied(), encoding="utf-8")
    ran = run("parse", "plan.txt", "-v")
    assert ran.status == 0, ran.err
    assert "3 projects" in ran.err
    assert "page 1: " in ran.err
    assert " characters = " in ran.err
    data = read(tmp_path / "out/plan")
    assert data["source"]["engine"] == "text"  # type: ignore[index]
    assert data["source"]["pages"] == 2  # type: ignore[index]
    assert run("validate", "out/plan/plan.json").status == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932"])
def test_the_encoding_changes_nothing(run: Run, tmp_path: Path, encoding: str) -> None:
    text = plan(FIRST, SECOND)
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    (tmp_path / "other.txt").write_text(text, encoding=encoding)
    assert run("parse", "plan.txt").status == 0
    assert run("parse", "other.txt").status == 0
    one, other = read(tmp_path / "out/plan"), read(tmp_path / "out/other")
    assert {**one, "source": None} == {**other, "source": None}


def test_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planextract", "parse", "-"],
        input=plan(FIRST, SECOND).encode("cp932"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGE_HOME)},
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert read(tmp_path / "out/stdin")["source"]["file"] == "-"  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "options", "status", "words"),
    [
        (b"\xff\xff\xff\xff", (), 3, "UTF-8"),
        (b"", (), 3, "empty"),
        ("今日の献立\n".encode(), (), 6, "No action plan"),
        (b"\n\n", (), 6, "No action plan"),
        (plan(FIRST, SECOND).encode(), ("--report",), 2, "no pages"),
    ],
)
def test_failures(
    run: Run, tmp_path: Path, data: bytes, options: tuple[str, ...], status: int, words: str
) -> None:
    (tmp_path / "plan.txt").write_bytes(data)
    ran = run("parse", "plan.txt", *options)
    assert (ran.status, ran.out) == (status, "")
    assert words in ran.err
    assert not (tmp_path / "out").exists()


def test_text_under_another_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.dat").write_text(plan(FIRST, SECOND), encoding="utf-8")
    assert run("parse", "plan.dat").status == 3
    assert run("parse", "plan.dat", "--engine", "text").status == 0
