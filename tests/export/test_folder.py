"""A folder of files is written whole or not at all, whatever happens to whoever writes it."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from planextract.errors import OutputError
from planextract.export import folder as module
from planextract.export.folder import replace_files
from tests.cli.conftest import PACKAGE_HOME
from tests.support import pdfs

VERSIONS = {letter: {f"{number:02}.csv": letter.encode() * 5000 for number in range(20)} for letter in "AB"}
"""Two sets of files; all bytes of one are alike."""

NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and locks")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def write_on_and_on(folder: Path) -> None:
    while True:
        for files in VERSIONS.values():
            replace_files(folder, files)


@NOT_ON_WINDOWS
def test_whoever_is_killed_at_any_moment_leaves_the_old_files_or_the_new(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    replace_files(folder, VERSIONS["A"])
    (folder / "mine.txt").write_text("mine")
    rng = Random(1)
    found = set()
    for _ in range(40):
        process = multiprocessing.get_context("fork").Process(target=write_on_and_on, args=(folder,))
        process.start()
        time.sleep(rng.uniform(0.005, 0.1))
        process.kill()
        process.join()
        files = content(folder)
        assert files.pop("mine.txt") == b"mine"
        assert files in VERSIONS.values()
        found.add(files["00.csv"][:1])
    assert found == {b"A", b"B"}
    replace_files(folder, VERSIONS["B"])
    assert {path.name for path in tmp_path.iterdir()} == {"data"}, "what the killed left is taken away"


@NOT_ON_WINDOWS
def test_a_parse_that_is_killed_at_any_moment_leaves_the_old_data_or_the_new(tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    command = [sys.executable, "-m", "planextract", "parse", plan, "--out", tmp_path / "data", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE_HOME)}
    versions = []
    for title in ("川辺の広場の改修", "桟橋めぐりの舟運"):
        plan.write_bytes(pdfs.drawn_plan(title=title))
        began = time.monotonic()
        subprocess.run(command, env=environment, check=True)
        lasts = time.monotonic() - began
        versions.append(content(tmp_path / "data"))
    rng = Random(2)
    for turn in range(12):
        plan.write_bytes(pdfs.drawn_plan(title=("川辺の広場の改修", "桟橋めぐりの舟運")[turn % 2]))
        process = subprocess.Popen(command, env=environment)
        time.sleep(rng.uniform(0.3, 1.1) * lasts)
        process.kill()
        process.wait()
        assert content(tmp_path / "data") in versions


@NOT_ON_WINDOWS
def test_two_runs_into_one_folder_wait_for_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    started = [
        multiprocessing.get_context("fork").Process(target=_write_often, args=(folder, files))
        for files in VERSIONS.values()
    ]
    for process in started:
        process.start()
    for process in started:
        process.join(60)
        assert process.exitcode == 0
    assert content(folder) in VERSIONS.values()
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def _write_often(folder: Path, files: Mapping[str, bytes]) -> None:
    for _ in range(20):
        replace_files(folder, files)
        assert content(folder) in VERSIONS.values()


def test_where_nothing_can_be_locked_the_second_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOCKS", False)
    (tmp_path / ".data.planextract").mkdir()  # of a run that writes just now
    with pytest.raises(OutputError, match="Another run is writing"):
        replace_files(tmp_path / "data", VERSIONS["A"])
    assert not (tmp_path / "data").exists()


def test_where_folders_are_not_exchanged_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_swap", lambda one, other: False)
    folder = tmp_path / "data"
    for files in VERSIONS.values():
        replace_files(folder, files)
        assert content(folder) == files
    # killed between the two steps
    folder.rename(tmp_path / ".data.planextract.old")
    replace_files(folder, {"new.csv": b"new", "00.csv": b"new"})
    assert content(folder) == {**VERSIONS["B"], "new.csv": b"new", "00.csv": b"new"}
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_a_single_file_leaves_its_folder_the_same(tmp_path: Path) -> None:
    replace_files(tmp_path / "data", VERSIONS["A"])
    place = (tmp_path / "data").stat().st_ino
    replace_files(tmp_path / "data", {"report.html": b"new"})
    replace_files(tmp_path / "data", {"report.html": b"newer"})
    assert (tmp_path / "data").stat().st_ino == place
    assert content(tmp_path / "data") == {**VERSIONS["A"], "report.html": b"newer"}
