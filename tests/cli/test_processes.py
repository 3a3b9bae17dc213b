"""Reading in other processes, on the real command line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import PACKAGE_HOME, Run
from tests.support import pdfs


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_the_same_bytes_for_every_number_of_processes(
    run: Run, sample: Path, tmp_path: Path, engine: str
) -> None:
    written = []
    for jobs in (1, 2, 5):
        ran = run("parse", sample, "--out", f"data{jobs}", "--jobs", str(jobs), "--engine", engine)
        assert ran.status == 0, ran
        written.append({path.name: path.read_bytes() for path in (tmp_path / f"data{jobs}").iterdir()})
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize("command", ["parse", "text", "inspect"])
@pytest.mark.parametrize(
    ("options", "words"),
    [(("--timeout", "0.001"), "longer than 0.001 seconds"), (("--memory-limit", "128"), "limit of 128 MiB")],
    ids=["timeout", "memory"],
)
def test_a_bound_that_is_passed(
    run: Run, tmp_path: Path, command: str, options: tuple[str, ...], words: str
) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.bomb(200 * 2**20))
    ran = run(command, "plan.pdf", *options, *(("--page", "1") if command == "inspect" else ()))
    assert ran.status == 3, ran
    assert words in ran.err
    assert options[0] in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]


@pytest.mark.parametrize(("option", "value"), [("--timeout", "0"), ("--memory-limit", "1"), ("--jobs", "0")])
def test_a_bound_that_makes_no_sense(run: Run, sample: Path, option: str, value: str) -> None:
    ran = run("parse", sample, option, value)
    assert ran.status == 2, ran
    assert option in ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
@pytest.mark.parametrize("jobs", [1, 3])
def test_an_interrupt_stops_at_once_and_leaves_nothing(sample: Path, tmp_path: Path, jobs: int) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(
        pdfs.changed(sample.read_bytes(), lambda document: document.pages.extend(50 * list(document.pages)))
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "planextract", "parse", plan, "--jobs", str(jobs)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE_HOME)},
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while len(_group(process.pid)) < 1 + jobs:
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    _, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert process.returncode == 130
    assert err.decode() == "planextract: Stopped; nothing was written.\n"
    assert list(tmp_path.iterdir()) == [plan]
    assert _group(process.pid) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
def test_no_process_outlives_a_program_that_is_killed(tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(pdfs.bomb(2**30))
    process = subprocess.Popen(
        [sys.executable, "-m", "planextract", "parse", plan, "--memory-limit", "8000"],
        env={**os.environ, "PYTHONPATH": str(PACKAGE_HOME)},
        start_new_session=True,
    )
    while len(_group(process.pid)) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    began = time.monotonic()
    while _group(process.pid):
        assert time.monotonic() - began < 5
        time.sleep(0.01)


def _group(leader: int) -> list[int]:
    """The processes of a group that are alive."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, after_name = entry.read_text().rpartition(")")
        except OSError:  # it ended meanwhile
            continue
        state, _, group = after_name.split()[:3]
        if int(group) == leader and state != "Z":
            found.append(int(entry.parent.name))
    return found
