"""Files made to harm, through the real command line: each is answered in a sentence, within the memory."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.hostile import HOSTILE, hatching

MEMORY_KB = 1_000_000_000 // 1024


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_file_is_answered(run: Run, tmp_path: Path, make: Callable[[], bytes], engine: str) -> None:
    if make is hatching and engine == "pdfplumber":
        pytest.skip("takes it half a minute, or its deadline")
    status, words = HOSTILE[make]
    (tmp_path / "plan.pdf").write_bytes(make())
    ran = run("parse", "plan.pdf", "--engine", engine)
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.status == status or (engine == "pdfplumber" and ran.status == 3), ran
    assert words in ran.err or engine == "pdfplumber", "the other reader may come to another bound first"
    if sys.platform == "linux":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY_KB
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]
