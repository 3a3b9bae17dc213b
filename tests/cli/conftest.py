"""The program as a person runs it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

import planextract

PACKAGE_HOME = Path(planextract.__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    status: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str | Path, **environment: str) -> Ran: ...


def environment(**more: str) -> dict[str, str]:
    """Return the variables with which a process finds the package and prints without colours."""
    return {
        **os.environ,
        "PYTHONPATH": str(PACKAGE_HOME),
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
        "COLUMNS": "200",
        **more,
    }


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `planextract` with arguments in `tmp_path` and returns what it said."""

    def run(*arguments: str | Path, **more: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "planextract", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(**more),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        ran = Ran(done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in ran.err, ran.err
        return ran

    return run
