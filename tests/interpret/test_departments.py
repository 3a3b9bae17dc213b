"""Lines of departments to 部 with their 課."""

from __future__ import annotations

import pytest

from planextract.interpret.departments import learn_departments, parse_departments
from planextract.model.geometry import Box
from planextract.model.raw_plan import SourceSpan, TracedText
from planextract.profiles.organisation import Organisation

CASES: dict[str, tuple[list[str], list[tuple[str, list[str]]]]] = {
    "one": (["都市整備部　公園課"], [("都市整備部", ["公園課"])]),
    "several sections": (["都市整備部　公園課、道路課"], [("都市整備部", ["公園課", "道路課"])]),
    "a space after the comma": (["都市整備部　公園課、 道路課"], [("都市整備部", ["公園課", "道路課"])]),
    "a department alone": (["危機管理室"], [("危機管理室", [])]),
    "two lines": (
        ["総務部　職員課", "財務部　契約課"],
        [("総務部", ["職員課"]), ("財務部", ["契約課"])],
    ),
    "two on a line": (
        ["総務部　職員課　財務部　契約課"],
        [("総務部", ["職員課"]), ("財務部", ["契約課"])],
    ),
    "departments listed": (["総務部、財務部"], [("総務部", []), ("財務部", [])]),
    "a line that goes on after its comma": (
        ["都市整備部　公園課、", "道路課"],
        [("都市整備部", ["公園課", "道路課"])],
    ),
    "a name broken at the end of a line": (
        ["都市整備部　公園課、道", "路課"],
        [("都市整備部", ["公園課", "道路課"])],
    ),
    "a line that begins with its comma": (
        ["都市整備部　公園課", "、道路課"],
        [("都市整備部", ["公園課", "道路課"])],
    ),
    "a section on a line of its own": (
        ["都市整備部", "公園課"],
        [("都市整備部", ["公園課"])],
    ),
    "a section without its department": (["公園課"], [("", ["公園課"])]),
    "a bureau": (["川とみどりの局　水辺課"], [("川とみどりの局", ["水辺課"])]),
    "sections with dots between them": (["土木部　公園課・道路課"], [("土木部", ["公園課", "道路課"])]),
    "a dot within a name": (["産業部　観光・文化課"], [("産業部", ["観光・文化課"])]),
    "letters set apart": (
        ["土木部　公園課", "会　計　管　理　室"],
        [("土木部", ["公園課"]), ("会計管理室", [])],
    ),
    "nothing": (["", "　"], []),
}


@pytest.mark.parametrize("case", CASES)
def test_departments(case: str) -> None:
    lines, expected = CASES[case]
    found = parse_departments(map(TracedText, lines), Organisation())
    names = [(unit.department.text, [section.text for section in unit.sections]) for unit in found]
    assert names == expected


def test_a_unit_that_heads_sections_is_a_department_whatever_it_ends_in() -> None:
    lines = [
        TracedText("土木部　公園課"),
        TracedText("芝浜地区支所　まちづくり課"),
        TracedText("芝浜地区支所"),
    ]
    organisation = learn_departments(lines, Organisation())
    found = parse_departments(lines, organisation)
    names = [(unit.department.text, [section.text for section in unit.sections]) for unit in found]
    assert names == [("土木部", ["公園課"]), ("芝浜地区支所", ["まちづくり課"]), ("芝浜地区支所", [])]


def test_an_indented_line_goes_on_with_the_sections_above() -> None:
    upper, lower = SourceSpan(3, Box(10, 20, 90, 30)), SourceSpan(3, Box(50, 32, 90, 42))
    lines = [TracedText("福祉部　相談課", (upper,)), TracedText("児童相談所　保育課", (lower,))]
    (unit,) = parse_departments(lines, learn_departments(lines, Organisation()))
    assert [section.text for section in unit.sections] == ["相談課", "児童相談所", "保育課"]


def test_a_name_stands_where_its_lines_stand() -> None:
    upper, lower = SourceSpan(3, Box(10, 20, 90, 30)), SourceSpan(3, Box(10, 32, 30, 42))
    lines = [TracedText("都市整備部　公園課、道", (upper,)), TracedText("路課", (lower,))]
    (unit,) = parse_departments(lines, Organisation())
    assert unit.department.spans == (upper, lower)
    assert [section.spans for section in unit.sections] == [(upper, lower), (upper, lower)]
