"""The commands about profiles, and how parse chooses one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planextract.families.profile_loader import SHIPPED_NAMES
from planextract.profiles.profile_files import read_profile_text
from tests.cli.conftest import Run
from tests.support import pdfs


def test_list_names_every_shipped_profile(run: Run) -> None:
    ran = run("profiles", "list")
    assert ran.status == 0
    assert [row.split()[0] for row in ran.out.splitlines()] == list(SHIPPED_NAMES)


@pytest.mark.parametrize("name", SHIPPED_NAMES)
def test_show_prints_a_profile_that_check_finds_valid(run: Run, tmp_path: Path, name: str) -> None:
    shown = run("profiles", "show", name)
    assert shown.out == read_profile_text(name)
    (tmp_path / "mine.yaml").write_text(shown.out, encoding="utf-8")
    checked = run("profiles", "check", "mine.yaml")
    assert (checked.status, checked.out) == (0, "")
    assert checked.err == f"mine.yaml is valid: profile {name}.\n"


def test_check_tells_every_mistake_with_its_line(run: Run, tmp_path: Path) -> None:
    text = (
        read_profile_text("ward").replace("name: ward", "name: Ward").replace("starred: ['★']", "starred: 3")
    )
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    ran = run("profiles", "check", "mine.yaml")
    assert (ran.status, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("mine.yaml: line ") for line in lines[:2])
    assert lines[2] == "planextract: mine.yaml is not a valid profile: 2 mistakes. See above."


@pytest.mark.parametrize(
    "arguments",
    [("show", "nothing"), ("check", "nothing.yaml"), ("new", "plan.pdf", "-o", "mine.txt"), ("draw",)],
    ids=" ".join,
)
def test_usage(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    ran = run("profiles", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip()


def test_new_refuses_a_picture(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.picture_only())
    ran = run("profiles", "new", "plan.pdf")
    assert (ran.status, ran.out) == (5, "")


def test_no_profile_is_drafted_from_a_letter(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.letter())
    ran = run("profiles", "new", "plan.pdf", "-o", "mine.yaml")
    assert ran.status == 6, ran
    assert "no profile can be drafted" in ran.err
    assert not (tmp_path / "mine.yaml").exists()


def test_work_by_hand_is_not_overwritten(run: Run, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("name: mine\n")
    ran = run("profiles", "new", sample, "-o", "mine.yaml")
    assert ran.status == 2, ran
    assert "--force" in ran.err
    assert (tmp_path / "mine.yaml").read_text() == "name: mine\n"
    assert run("profiles", "new", sample, "-o", "mine.yaml", "--force").status == 0
    assert run("profiles", "check", "mine.yaml").status == 0


def test_parse_tells_which_profile_it_took(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    ran = run("parse", "plan.pdf")
    assert "Profile ward, score 1.00." in ran.err
    source = json.loads((tmp_path / "out" / "plan" / "plan.json").read_bytes())["source"]
    assert source["profile"] == "ward"


def test_parse_with_the_wrong_profile_says_what_was_not_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    ran = run("parse", "plan.pdf", "--profile", "list")
    assert ran.status == 6, ran
    assert "list" in ran.err
    assert "profiles new plan.pdf" in ran.err
