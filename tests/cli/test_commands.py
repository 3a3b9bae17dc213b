"""What each command prints, and where: data to stdout, talk to stderr."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planextract import ExitCode, __version__
from planextract.cli import main
from planextract.export.json import plan_schema_json
from tests.cli.conftest import PACKAGE_HOME, Run
from tests.support import pdfs


def test_version(run: Run) -> None:
    ran = run("--version")
    assert (ran.status, ran.out, ran.err) == (0, f"planextract {__version__}\n", "")


@pytest.mark.parametrize("command", ["parse", "text", "validate", "schema"])
def test_help_shows_an_example(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert f"planextract {command}" in ran.out
    assert "Example" in ran.out


def test_schema(run: Run) -> None:
    ran = run("schema")
    assert (ran.status, ran.out, ran.err) == (0, plan_schema_json(), "")


def test_validate_a_good_file(run: Run, sample: Path, tmp_path: Path) -> None:
    assert run("parse", sample, "--out", "data").status == 0
    ran = run("validate", "data/plan.json")
    assert (ran.status, ran.out) == (0, "")
    assert "is valid" in ran.err


def test_validate_names_the_place_of_every_mistake(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    assert run("parse", "plan.pdf", "--out", "data").status == 0
    path = tmp_path / "data" / "plan.json"
    data = json.loads(path.read_bytes())
    data["projects"][0]["starred"] = "perhaps"
    data["projects"][0]["items"][0]["cells"][1]["extra"] = 1
    path.write_text(json.dumps(data), encoding="utf-8")
    ran = run("validate", path)
    assert (ran.status, ran.out) == (9, "")
    assert "projects.0.starred" in ran.err
    assert "projects.0.items.0.cells.1.extra" in ran.err
    assert "2 mistakes" in ran.err


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"", 3), (b"\xff\xfe\x00", 3), (b"{", 9), (b"[]", 9), (b"{}", 9), (b'{"schema_version": "9"}', 9)],
)
def test_validate_a_bad_file(run: Run, tmp_path: Path, data: bytes, status: int) -> None:
    (tmp_path / "plan.json").write_bytes(data)
    ran = run("validate", "plan.json")
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.strip()


def test_validate_no_file(run: Run) -> None:
    assert run("validate", "plan.json").status == 3


@pytest.mark.parametrize(
    ("pages", "expected"), [("2", ["2"]), ("1-2", ["1", "2"]), ("-2", ["1", "2"]), ("2-", ["2", "3"])]
)
def test_text_of_some_pages(run: Run, tmp_path: Path, pages: str, expected: list[str]) -> None:
    (tmp_path / "three.pdf").write_bytes(
        pdfs.pdf(*(lambda canvas, n=n: canvas.drawString(20, 50, f"第{n}面") for n in "一二三"))
    )
    ran = run("text", "three.pdf", "--pages", pages)
    assert (ran.status, ran.err) == (0, "")
    assert re.findall(r"--- page (\d+) ---", ran.out) == expected
    assert re.findall(r"第.面", ran.out) == [f"第{'一二三'[int(page) - 1]}面" for page in expected]


def test_verbose_accounts_for_every_glyph(run: Run, sample: Path, tmp_path: Path) -> None:
    ran = run("parse", sample, "--verbose")
    assert ran.status == 0
    lines = [line for line in ran.err.splitlines() if line.startswith("page ")]
    pages = json.loads((tmp_path / "out/shinonomeno/plan.json").read_bytes())["source"]["pages"]
    assert len(lines) == pages
    for line in lines:
        found = re.fullmatch(r"page \d+: (\d+) glyphs = (\d+) kept \((.*)\) \+ (\d+) dropped \((.*)\)", line)
        assert found, line
        read, kept, dropped = (int(found[group]) for group in (1, 2, 4))
        assert read == kept + dropped
        assert kept == sum(map(int, re.findall(r"(\d+) \w", found[3])))
        assert dropped == sum(map(int, re.findall(r"(\d+) [\w-]", found[5])))


def test_hidden_projects_are_left_out_unless_asked_for(run: Run, sample: Path, tmp_path: Path) -> None:
    assert run("parse", sample, "--out", "plain").status == 0
    assert run("parse", sample, "--out", "all", "--include-hidden").status == 0

    def hidden(name: str) -> list[str]:
        plan = json.loads((tmp_path / name / "plan.json").read_bytes())
        return [project["id"] for project in plan["projects"] if project.get("hidden")]

    assert hidden("plain") == []
    assert hidden("all") == ["4-4"]


def test_a_vocabulary_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    (tmp_path / "words.yaml").write_text("name: mine\nstages:\n  充実: [開設]\n", encoding="utf-8")
    assert run("parse", "plan.pdf", "--vocabulary", "words.yaml").status == 0
    plan = json.loads((tmp_path / "out/plan/plan.json").read_bytes())
    cells = plan["projects"][0]["items"][0]["cells"]
    assert [(found["term"], found["stage"]) for found in cells[-1]["milestones"]] == [("開設", "充実")]
    assert [(found["term"], found["stage"]) for found in cells[0]["milestones"]] == [("調査", "その他")]


def test_a_reader_that_stops_listening_is_no_failure(sample: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "planextract", "text", str(sample)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE_HOME)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert err == ""


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RuntimeError("a bug"), ExitCode.FAILED, "The program itself failed (RuntimeError: a bug)"),
        (RecursionError("too deep"), ExitCode.FAILED, "The program itself failed"),
        (MemoryError(), ExitCode.FAILED, "not enough memory"),
        (KeyboardInterrupt(), 130, "Stopped"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_a_failure_inside_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    error: BaseException,
    status: int,
    words: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("planextract.inputs.read_file", fail)
    monkeypatch.setattr(sys, "argv", ["planextract", "parse", "plan.pdf", "--out", str(tmp_path / "data")])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == status
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "data").exists()
