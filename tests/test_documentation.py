"""The Python that README and the pages of docs/ show runs, and its names exist."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import planextract

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]

BLOCKS = [
    pytest.param(code, id=f"{page.relative_to(ROOT)}-{number}")
    for page in PAGES
    for number, code in enumerate(
        re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.S | re.M), 1
    )
]


@pytest.mark.parametrize("code", BLOCKS)
def test_python_that_is_shown_runs(
    code: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code stands in a folder with the plan.pdf that it names."""
    shutil.copy(sample, tmp_path / "plan.pdf")
    monkeypatch.chdir(tmp_path)
    if re.search(r"\.to_pandas\(", code):
        pytest.importorskip("pandas")
    if re.search(r"\.to_polars\(", code):
        pytest.importorskip("polars")
    exec(compile(code, "README", "exec"), {"__name__": "__main__"})


def test_there_is_python_to_run() -> None:
    assert len(BLOCKS) >= 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_public_names_that_are_shown_exist(page: Path) -> None:
    shown = set(re.findall(r"\bplanextract\.([A-Za-z_]\w*)\(", page.read_text("utf-8")))
    assert shown <= set(planextract.__all__)
