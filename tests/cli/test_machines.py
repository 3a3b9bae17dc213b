"""Odd machines: streams that are closed, full or of another encoding, names that are no text, signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import PACKAGE_HOME, Run
from tests.support import pdfs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


def shell(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "PYTHONPATH": str(PACKAGE_HOME), "PYTHON": sys.executable, **environment}
    return subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
    )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdfs.drawn_plan())
    return path


@pytest.mark.parametrize(
    ("redirection", "status"),
    [(">&-", 0), ("2>&-", 0), (">&- 2>&- <&-", 0), (">/dev/full", 0), ("2>/dev/full", 0), ("<&-", 0)],
)
def test_parse_needs_no_streams(plan: Path, tmp_path: Path, redirection: str, status: int) -> None:
    done = shell(f'"$PYTHON" -m planextract parse plan.pdf {redirection}', tmp_path)
    assert done.returncode == status, done.stderr
    assert (tmp_path / "out" / "plan" / "manifest.json").is_file()


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
def test_data_that_cannot_be_written_are_an_error(plan: Path, tmp_path: Path, redirection: str) -> None:
    for command in ("text plan.pdf", "schema"):
        done = shell(f'"$PYTHON" -m planextract {command} {redirection}', tmp_path)
        assert done.returncode == 1, (command, done.stderr)
        assert done.stderr.startswith("planextract: The output can't be written")
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp932", "latin-1"])
def test_an_output_without_the_characters(plan: Path, tmp_path: Path, encoding: str) -> None:
    done = shell('"$PYTHON" -m planextract text plan.pdf', tmp_path, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    if encoding != "cp932":
        assert "are shown as ?" in done.stderr
        assert "PYTHONIOENCODING" in done.stderr
    assert (
        shell('"$PYTHON" -m planextract parse plan.pdf', tmp_path, PYTHONIOENCODING=encoding).returncode == 0
    )


def test_a_name_that_is_not_utf_8(plan: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xe8\xa8\xff.pdf"
    Path(os.fsdecode(name)).write_bytes(plan.read_bytes())
    done = shell('"$PYTHON" -m planextract parse ./*.pdf --out data', tmp_path, PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr
    plan.unlink()
    done = shell('"$PYTHON" -m planextract parse ./*.pdf --report', tmp_path, PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr
    (folder,) = (tmp_path / "out").iterdir()
    assert b"\xef\xbf\xbd" in (folder / "plan.json").read_bytes()
    done = shell('"$PYTHON" -m planextract validate out/*', tmp_path, PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr


def test_the_root_as_output(run: Run, plan: Path) -> None:
    ran = run("parse", plan, "--out", "/")
    assert ran.status == 2
    assert "root of the file system" in ran.err


def test_a_pipe_is_read_and_a_device_is_not(plan: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = shell('cat plan.pdf > pipe & "$PYTHON" -m planextract parse pipe --out data', tmp_path)
    assert done.returncode == 0, done.stderr
    done = shell('"$PYTHON" -m planextract parse /dev/zero --out data', tmp_path)
    assert (done.returncode, "is a device" in done.stderr) == (3, True)


def test_a_pipe_into_which_nobody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planextract.errors import UnreadableError
    from planextract.read import input_file

    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(input_file, "PIPE_PATIENCE_SECONDS", 0.2)
    with pytest.raises(UnreadableError, match="nothing came within"):
        input_file.read_file(tmp_path / "pipe")


def test_a_text_is_read_under_the_same_limits(run: Run, tmp_path: Path) -> None:
    lines = "1-1 あ\n" * 60_000
    (tmp_path / "plan.txt").write_text(lines, encoding="utf-8")
    began = time.monotonic()
    ran = run("parse", "plan.txt", "--timeout", "0.2")
    assert time.monotonic() - began < 10
    assert ran.status == 3
    assert "--timeout" in ran.err


COMMANDS = [
    ["parse", "plan.pdf", "--out", "data"],
    ["update"],
    ["report", "old", "--pdf", "plan.pdf"],
]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name
)
def test_whatever_the_signal_nothing_is_left(
    run: Run, plan: Path, tmp_path: Path, command: list[str], number: signal.Signals
) -> None:
    """No process outlives the program, nothing is left in TMPDIR, and the data are old, new or made good."""
    assert run("parse", plan, "--out", "old").status == 0
    (tmp_path / "plans.yaml").write_text("plans: [{name: a, source: plan.pdf, out: data, report: true}]")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    mark = f"mark-{os.getpid()}-{number.name}-{command[0]}"
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE_HOME), "TMPDIR": str(temporary), "MARK": mark}
    rng = Random(3)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-m", "planextract", *command],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(rng.uniform(0.1, 1.0))
        process.send_signal(number)
        assert process.wait(20) in (0, -number, 128 + number)
        began = time.monotonic()
        while _find_marked(mark):
            assert time.monotonic() - began < 5
            time.sleep(0.02)
        assert list(temporary.iterdir()) == []
        for name in ("data", "old"):
            if (tmp_path / name / "manifest.json").exists():
                assert run("validate", name).status == 0
    assert run(*command).status == 0
    for name in ("data", "old"):
        assert not (tmp_path / name / ".planextract").exists()


def _find_marked(mark: str) -> list[int]:
    """Return the processes that have a mark in their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"MARK={mark}".encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found
