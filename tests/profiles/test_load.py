"""Which family a profile is of, and what is said of one that is not valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from planextract.errors import UsageError
from planextract.families.block.block_profile import BlockProfile
from planextract.families.profile_loader import load_profile
from planextract.profiles.profile_files import read_profile_text


def test_a_profile_that_names_no_family_has_tables_of_projects(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(read_profile_text("ward").replace("layout: block\n", ""), encoding="utf-8")
    assert isinstance(load_profile(path), BlockProfile)


def test_an_unknown_family_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\nlayout: circles\n", encoding="utf-8")
    with pytest.raises(UsageError, match="not valid at line 2, layout: 'circles' is no family"):
        load_profile(path)


def test_a_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(read_profile_text("ward").replace("starred: ['★']", "starred: 3"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"not valid at line \d+, marks\.starred: a list is wanted"):
        load_profile(path)
