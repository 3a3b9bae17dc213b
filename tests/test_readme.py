"""The README names every exit status, and every page and command that it names exists."""

from __future__ import annotations

import re

import pytest

from planextract.cli.app import COMMANDS
from planextract.errors import ExitCode
from tests.conftest import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("status", list(ExitCode))
def test_every_exit_status_is_documented(status: ExitCode) -> None:
    assert f"\n| {status.value} | " in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_exist(page) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_that_are_shown_exist(page) -> None:
    shown = re.findall(r"^\s*(?:\$ )?planextract ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(shown) <= set(COMMANDS)
