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


JAPANESE = (ROOT / "README.ja.md").read_text(encoding="utf-8")


def _list_blocks(text: str) -> list[list[str]]:
    """Return the lines of each block of code, without comments and what a program answers."""
    blocks = re.findall(r"^```(?:sh|python)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [[line.partition("  #")[0].rstrip() for line in block.splitlines()] for block in blocks]


def test_the_japanese_readme_has_the_same_sections_and_commands() -> None:
    def outline(text: str) -> list[str]:
        return re.findall(r"^(#+) ", text, re.MULTILINE)

    assert outline(JAPANESE) == outline(README)
    assert _list_blocks(JAPANESE) == _list_blocks(README)


def test_the_japanese_readme_has_the_same_tables_and_links() -> None:
    def first_cells(text: str) -> list[str]:
        rows = re.findall(r"^\| (?!---)(.*?) \|", text, re.MULTILINE)
        kept = re.compile(r"\d|\[[\w/.-]+\]\(.*\)|block|list|sheet|measure")
        return [cell for cell in rows if kept.fullmatch(cell)]

    assert first_cells(JAPANESE) == first_cells(README)
    links = {link for link in re.findall(r"\]\(([^)]+)\)", README) if link != "README.ja.md"}
    assert links <= set(re.findall(r"\]\(([^)]+)\)", JAPANESE))


@pytest.mark.parametrize("status", list(ExitCode))
def test_every_exit_status_is_documented_in_japanese(status: ExitCode) -> None:
    assert f"\n| {status.value} | " in JAPANESE
