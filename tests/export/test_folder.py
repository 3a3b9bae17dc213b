"""A folder of files is written whole or not at all, whatever happens to whoever writes it."""

from __future__ import annotations

import contextlib
import errno
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest

from planextract.errors import OutputError, UsageError
from planextract.export import folder as module
from planextract.export.folder import STAGING_FOLDER, complete_interrupted, replace_files
from planextract.validation import find_folder_mistakes
from tests.cli.conftest import PACKAGE_HOME
from tests.support import pdfs

VERSIONS = {letter: {f"{number:02}.csv": letter.encode() * 5000 for number in range(20)} for letter in "AB"}
"""Two sets of files; all bytes of one are alike."""

NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and locks")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def write_on_and_on(folder: Path) -> None:
    while True:
        for files in VERSIONS.values():
            replace_files(folder, files)


@NOT_ON_WINDOWS
def test_whoever_is_killed_at_any_moment_is_made_good_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    replace_files(folder, VERSIONS["A"])
    (folder / "mine.txt").write_text("mine")
    inode = folder.stat().st_ino
    rng = Random(1)
    for _ in range(25):
        process = multiprocessing.get_context("fork").Process(target=write_on_and_on, args=(folder,))
        process.start()
        time.sleep(rng.uniform(0.005, 0.1))
        process.kill()
        process.join()
        complete_interrupted(folder)
        files = {name: data for name, data in content(folder).items() if name.endswith((".csv", ".txt"))}
        assert files.pop("mine.txt") == b"mine"
        assert files in VERSIONS.values()
    replace_files(folder, {"00.csv": b"C"})
    assert {path.name for path in folder.iterdir()} == {"mine.txt", *VERSIONS["A"]}, "nothing is left over"
    assert {path.name for path in tmp_path.iterdir()} == {"data"}
    assert folder.stat().st_ino == inode


@NOT_ON_WINDOWS
def test_a_replacement_killed_after_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop before each rename, removal and journal in turn; the next use makes the folder whole."""

    class Killed(BaseException):
        pass

    def stop_at(step: int) -> None:
        steps = iter(range(10_000))

        def count(real: Callable[..., object]) -> Callable[..., object]:
            def run(*arguments: object, **named: object) -> object:
                if next(steps) >= step:
                    raise Killed
                return real(*arguments, **named)

            return run

        for name in ("_write_synced", "_move_into_place", "_sync_folder"):
            monkeypatch.setattr(module, name, count(getattr(module, name)))
        monkeypatch.setattr(Path, "unlink", count(Path.unlink))

    wanted = {name: VERSIONS["B"][name] for name in list(VERSIONS["B"])[:3]}
    outcomes = []
    for step in range(20):
        folder = tmp_path / str(step)
        before = {**dict.fromkeys(wanted, b"old"), "gone.csv": b"old"}
        replace_files(folder, before)
        with monkeypatch.context() as patched:
            monkeypatch = patched
            stop_at(step)
            with contextlib.suppress(Killed):
                replace_files(folder, wanted, ["gone.csv"])
        complete_interrupted(folder)
        files = {name: data for name, data in content(folder).items() if name != STAGING_FOLDER}
        assert files in (before, wanted), step
        outcomes.append(files == wanted)
    assert outcomes == sorted(outcomes), "from some step on it is complete"
    assert {*outcomes} == {False, True}


@NOT_ON_WINDOWS
def test_a_parse_that_is_killed_at_any_moment_is_made_good_by_the_next_reader(tmp_path: Path) -> None:
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
        complete_interrupted(tmp_path / "data")
        files = content(tmp_path / "data")
        assert files in versions
        assert find_folder_mistakes(tmp_path / "data")[1] == {}


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
    (tmp_path / "data" / STAGING_FOLDER).mkdir(parents=True)  # of a run that writes just now
    with pytest.raises(OutputError, match="Another run is writing"):
        replace_files(tmp_path / "data", VERSIONS["A"])
    assert content(tmp_path / "data") == {}


def test_the_folder_link_and_names_stay(tmp_path: Path) -> None:
    real = tmp_path / "real"
    replace_files(real, VERSIONS["A"])
    (tmp_path / "link").symlink_to("real")
    inode = real.stat().st_ino
    for files in reversed(VERSIONS.values()):
        replace_files(tmp_path / "link", files)
        assert content(real) == files
    assert (tmp_path / "link").readlink() == Path("real")
    assert real.stat().st_ino == inode


def test_names_as_long_as_the_system_allows(tmp_path: Path) -> None:
    names = ["a" * 255, "b" * 255]
    replace_files(tmp_path, dict.fromkeys(names, b"x"))
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    deep = tmp_path / ("d" * 255)
    replace_files(deep, {"x": b"y"})
    assert content(deep) == {"x": b"y"}


def test_a_file_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    replace_files(tmp_path, {"a": b"1", "b": b"1"})
    before = (tmp_path / "a").stat().st_mtime_ns
    assert replace_files(tmp_path, {"a": b"1", "b": b"2"}).written == ("b",)
    assert (tmp_path / "a").stat().st_mtime_ns == before


def test_a_file_that_is_a_mount_point_gets_new_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_files(tmp_path, {"a": b"1", "b": b"1"})
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name == "a":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    inode = (tmp_path / "a").stat().st_ino
    replace_files(tmp_path, {"a": b"2", "b": b"2"})
    assert content(tmp_path) == {"a": b"2", "b": b"2"}
    assert (tmp_path / "a").stat().st_ino == inode


def test_the_journal_of_somebody_else_leads_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / STAGING_FOLDER).mkdir(parents=True)
    (tmp_path / "mine.txt").write_text("mine")
    journal = folder / STAGING_FOLDER / "journal.json"
    journal.write_text(json.dumps({"rename": [], "remove": ["../mine.txt"]}))
    complete_interrupted(folder)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    (folder / STAGING_FOLDER).mkdir(exist_ok=True)
    (folder / STAGING_FOLDER / "0").write_text("theirs")
    journal.write_text(json.dumps({"rename": ["../mine.txt"], "remove": []}))
    complete_interrupted(folder)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_folder_that_was_made_for_nothing_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "a" / "x").mkdir(parents=True)
    with pytest.raises(OutputError, match="is a folder, not a file"):
        replace_files(tmp_path / "a", {"x": b"1"})
    with pytest.raises(UsageError, match="root of the file system"):
        replace_files(Path("/"), {"x": b"1"})


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs mounts")
def test_mounts_stay(tmp_path: Path) -> None:
    """The folder itself is a mount, as a container's volume is, and so is one below it."""
    script = """
    set -e
    mount -t tmpfs none data
    mkdir data/below
    mount -t tmpfs none data/below
    echo mine > data/below/mine.txt
    for n in 1 2; do
      "$PYTHON" -c "
from pathlib import Path
from planextract.export.folder import replace_files
replace_files(Path('data'), {'plan.json': b'$n', 'a.csv': b'$n'})
"
    done
    cat data/below/mine.txt data/plan.json data/a.csv
    """
    (tmp_path / "data").mkdir()
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(PACKAGE_HOME)},
        capture_output=True,
        text=True,
    )
    if "unshare" in done.stderr or "permission denied" in done.stderr:
        pytest.skip("mounts are not allowed here")
    assert done.stdout == "mine\n22", done.stderr
