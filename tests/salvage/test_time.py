"""A text sixteen times as long takes sixteen times as long, not more than two hundred times."""

from __future__ import annotations

import time
from pathlib import Path

from planextract.api import parse

EXTRACTED = Path(__file__).parent / "extracted"


def seconds(path: Path) -> float:
    """The least of three, in which other processes disturb least."""
    found = []
    for _ in range(3):
        start = time.process_time()
        parse(path)
        found.append(time.process_time() - start)
    return min(found)


def test_time_grows_with_the_length(tmp_path: Path) -> None:
    text = (EXTRACTED / "pdftotext.txt").read_text("utf-8")
    for count in (1, 16):
        (tmp_path / f"{count}.txt").write_text(text * count, encoding="utf-8")
    assert seconds(tmp_path / "16.txt") < 24 * seconds(tmp_path / "1.txt")
