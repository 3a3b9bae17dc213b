"""Mistakes in YAML are told with their line and the path to them."""

from __future__ import annotations

import pytest

from planextract.families.profile_loader import parse_profile
from planextract.profiles.profile_files import read_profile_text
from planextract.profiles.yaml_errors import InvalidFile

WARD = read_profile_text("ward")


def mistakes(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        parse_profile(text)
    return [str(mistake) for mistake in caught.value.mistakes]


def at(text: str) -> int:
    return WARD[: WARD.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("'^施策の柱 ?", "'^施策の柱( ?", "headings.pillar[0]", "not a regular expression: missing )"),
        ("(?P<number>\\d+)(?: (?P<title>", "(?: (?P<title>", "headings.pillar[0]", "named group number"),
        ("starred: ['★']", "starred: ★", "marks.starred", "a list is wanted here"),
        ("  budget: [事業費,", "  costs: [事業費,", "rows.costs", "there is no field of this name here"),
        ("units: [百万円, 千円, 万円, 円]", "units: []", "units", "at least 1 item"),
        ("units: [百万円,", "units: [100,", "units[0]", "in quotes if it looks like a number"),
        (
            "layout: block",
            "layout: circle",
            "layout",
            "'circle' is no family of layouts; it is block or list",
        ),
        ("name: ward", "name: Ward 1", "name", "should match pattern"),
    ],
)
def test_a_mistake_has_its_line_and_path(old: str, new: str, path: str, message: str) -> None:
    assert WARD.count(old) == 1
    found = mistakes(WARD.replace(old, new))
    assert any(told.startswith(f"line {at(old)}, {path}: ") and message in told for told in found), found


def test_a_field_that_is_missing_is_told_where_it_should_be() -> None:
    found = mistakes(WARD.replace("  budget: [", "  costs: ["))
    assert f"line {at('rows:')}, rows.budget: this field must be given" in found


def test_every_mistake_is_told() -> None:
    text = WARD.replace("starred: ['★']", "starred: 3").replace("name: ward", "name: 7")
    assert len(mistakes(text)) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a\nname: b\n", "line 2, the file: not YAML: the key name is given twice"),
        ("name: [a\nlayout: block\n", "not YAML"),
        ("- a\n- b\n", "a mapping of fields is wanted here"),
        ("", "a mapping of fields is wanted here"),
        ("name: !!python/object:os.system x\n", "not YAML"),
    ],
)
def test_what_is_no_mapping(text: str, told: str) -> None:
    assert told in " ".join(mistakes(text))
