"""README says what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from planextract.errors import ExitCode
from planextract.model.findings import FINDING_KINDS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(FINDING_KINDS))
def test_every_finding_is_documented_as_it_is(code: str) -> None:
    kind = FINDING_KINDS[code]
    assert f"| `{code}` | {kind.severity} | {kind.meaning} | {kind.remedy} |" in README


@pytest.mark.parametrize("status", list(ExitCode))
def test_every_exit_status_is_documented(status: ExitCode) -> None:
    assert f"\n| {status.value} | " in README
