"""The bar that a person sees, and Ctrl-C typed under it, on a terminal of the program's own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from planextract.export.folder import replace_files
from tests.cli.conftest import PACKAGE_HOME, Run
from tests.support import pdfs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A program on a terminal, seen from the keyboard and the screen."""

    def __init__(self, process: subprocess.Popen[bytes], keyboard: int) -> None:
        self._process, self._keyboard = process, keyboard
        self.screen = ""

    def type(self, keys: bytes) -> None:
        os.write(self._keyboard, keys)

    def until(self, wanted: str) -> None:
        """Read the screen until it says something."""
        while wanted not in self.screen:
            assert self._read(), self.screen

    def status(self) -> int:
        """Read until the end."""
        while self._read():
            pass
        return self._process.wait(20)

    def _read(self) -> bool:
        data = b""
        with suppress(OSError):  # Linux: nobody has the terminal open any more
            data = os.read(self._keyboard, 65536)
        self.screen += data.decode("utf-8", "replace")
        return bool(data)


@contextmanager
def terminal(folder: Path, *arguments: str | Path) -> Iterator[Terminal]:
    """`planextract` with these arguments on a terminal that it controls."""
    import fcntl
    import termios

    keyboard, line = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "planextract", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE_HOME), "TERM": "xterm", "COLUMNS": "100"},
        stdin=line,
        stdout=line,
        stderr=line,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(line)
    try:
        yield Terminal(process, keyboard)
    finally:
        process.kill()
        process.wait()
        os.close(keyboard)


def test_a_person_sees_pages_and_projects(sample: Path, tmp_path: Path) -> None:
    with terminal(tmp_path, "parse", sample) as program:
        assert program.status() == 0
        said = _CONTROLS.sub("", program.screen)
        assert re.search(r"11/11 +20 projects", said), said
        assert "Written to out/shinonomeno/" in said
    # The bar is taken away, and the cursor is back.
    assert program.screen.rindex("\x1b[?25h") > program.screen.rindex("\x1b[?25l")


def test_no_bar_where_nobody_watches(run: Run, sample: Path) -> None:
    ran = run("parse", sample)
    assert ran.out == ""
    assert "\x1b" not in ran.err
    assert "\r" not in ran.err
    assert "20 projects in 3 strategies" in ran.err


def test_quiet_says_nothing(run: Run, sample: Path, tmp_path: Path) -> None:
    assert run("parse", sample, "--quiet").err == ""
    with terminal(tmp_path, "parse", sample, "-q") as program:
        assert program.status() == 0
        assert program.screen == ""


def test_quiet_still_says_what_goes_wrong(run: Run) -> None:
    ran = run("parse", "missing.pdf", "-q")
    assert ran.status == 3
    assert "no file" in ran.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_under_the_bar(sample: Path, tmp_path: Path, jobs: str) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(
        pdfs.changed(sample.read_bytes(), lambda document: document.pages.extend(50 * list(document.pages)))
    )
    with terminal(tmp_path, "parse", plan, "--out", "data/new", "--jobs", jobs) as program:
        program.until("/561")
        program.type(b"\x03")
        began = time.monotonic()
        assert program.status() == 130
        assert time.monotonic() - began < 5
        assert "planextract: Stopped; nothing was written." in _CONTROLS.sub("", program.screen)
    assert program.screen.rindex("\x1b[?25h") > program.screen.rindex("\x1b[?25l")
    assert list(tmp_path.iterdir()) == [plan]


def test_an_interrupt_while_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    replace_files(folder, {"plan.json": b"old", "projects.csv": b"old"})

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_files(folder, {"plan.json": b"new", "projects.csv": b"new"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "plan.json": b"old",
        "projects.csv": b"old",
    }
    assert list(tmp_path.iterdir()) == [folder]
