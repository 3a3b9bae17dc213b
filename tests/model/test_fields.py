"""The list of fields has every printed value of a project, and whatever walks values agrees with it."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from planextract.api import Result, parse_with_accounts
from planextract.families.profile_loader import load_profile
from planextract.families.project_copies import compare_copies
from planextract.interpret import interpret_plan
from planextract.interpret.source_spans import collect_places
from planextract.model import fields
from planextract.model.field_values import (
    format_departments,
    get_value,
    iter_correctable_fields,
    iter_searched_texts,
)
from planextract.model.fields import FIELDS, RecordField, find_field, label_pointer, list_plain_fields
from planextract.model.findings import render_finding
from planextract.model.geometry import Box
from planextract.model.plan import EMPTY_PLAN, Plan, Project
from planextract.model.provenance import Places
from planextract.model.raw_plan import EMPTY_TEXT, RawDetail, RawPlan, RawProject, SourceSpan, TracedText
from planextract.model.table_rows import build_tables
from planextract.model.table_schema import describe_columns
from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.report.report_data import report_data
from planextract.wording.language import Words

DERIVED = {
    "/id",
    "/strategy",
    "/number",
    "/hidden",
    "/pages/*",
    "/areas/*",
    # printed with the title, whose text has its place
    "/marks/*",
    # named by the header of a column, of which a raw plan keeps no place
    "/items/*/cells/*/period",
    "/items/*/cells/*/fiscal_year",
    "/items/*/cells/*/fiscal_years/*",
    "/budget/amounts/*/fiscal_year",
    "/budget/previous/fiscal_year",
    "/budget/funding/*/amounts/*/fiscal_year",
    "/budget/funding/*/source",
    "/budget/funding/*/label",
    "/extra/*/label",
    # derived from the printed text beside it
    "/items/*/cells/*/milestones/*",
    "/items/*/cells/*/quantity",
    "/budget/amounts/*/amount",
    "/budget/previous/amount",
    "/budget/change/amount",
    "/budget/limit/amount",
    "/budget/carried/amount",
    "/budget/funding/*/amount",
    "/budget/funding/*/amounts/*/amount",
    "/classification/*/numbers/*",
    "/period/first_year",
    "/period/last_year",
}
"""Values of a project's record that are not printed as they are."""


def _iter_pointers(kind: Any, at: str = "") -> Iterator[str]:
    """Yield the pointer of every value that a type can hold, as far as `DERIVED` does not end it."""
    if at in DERIVED:
        return
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield from _iter_pointers(field.annotation, f"{at}/{name}")
        return
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        yield from dict.fromkeys(pointer for each in get_args(kind) for pointer in _iter_pointers(each, at))
    elif origin is list:
        yield from _iter_pointers(get_args(kind)[0], f"{at}/*")
    elif origin is Literal or kind is not type(None):
        yield at


@pytest.fixture(scope="module")
def result() -> Result:
    return parse_with_accounts("samples/shinonomeno.pdf")


def test_every_printed_value_of_the_record_is_in_the_list() -> None:
    listed = {field.pointer for field in FIELDS} - {"/departments"}
    assert set(_iter_pointers(Project)) - DERIVED == listed


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.pointer)
def test_a_field_has_labels_and_is_identified_by_values(field: Any) -> None:
    assert field.label.en.strip()
    assert field.label.ja.strip()
    assert find_field(field.pointer.replace("*", "3")) is field
    rows = field.pointer.count("*")
    for pointer in field.identified_by:
        assert pointer.count("*") <= rows
    assert field.printed_path is None or field.printed_path.count("*") == rows


def test_a_pointer_is_named_in_both_languages() -> None:
    assert label_pointer("/items/12/cells/0/text", "en") == "cell"
    assert label_pointer("/budget/total", "ja") == "事業費の計"
    assert label_pointer("/not/known", "ja") == "/not/known"


def test_provenance_corrections_and_search_agree(result: Result) -> None:
    for project in result.plan.projects:
        places = result.places.projects[project.id]
        for pointer in places:
            assert find_field(pointer) is not None
            get_value(project, pointer)  # raises where there is none
        correctable = {field.pointer: field.value for field in iter_correctable_fields(project)}
        assert correctable["/departments"] == format_departments(project.departments)
        assert {
            pointer for pointer in places if not pointer.startswith("/departments/")
        } <= correctable.keys()
        searched = "\n".join(iter_searched_texts(project))
        for item in project.items:
            assert item.goal in searched


def test_plain_fields_are_extensions_of_the_record() -> None:
    for field in list_plain_fields():
        assert Project.model_fields[field.name].annotation is str
        assert Project.model_fields[field.name].default == ""
        assert field.name in Project.extensions


class _PlacedProject(Project):
    """A project with one field more."""

    extensions: ClassVar[tuple[str, ...]] = (*Project.extensions, "place")

    place: str = ""


_PLACE = RecordField(
    "/place",
    Words("place", "実施場所"),
    is_optional=True,
    is_searched=True,
    meaning=Words("where it is carried out", "事業を行う場所"),
)


def test_a_new_field_is_one_entry_and_one_place_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its attribute and its entry, a text that a reader hands over comes out everywhere."""
    monkeypatch.setattr(fields, "FIELDS", (*FIELDS, _PLACE))
    monkeypatch.setattr(interpret_plan, "Project", _PlacedProject)
    printed = TracedText("川辺の広場", (SourceSpan(3, Box(10.0, 20.0, 90.0, 30.0)),))
    raw = _draw_raw_project(RawDetail("place", printed))  # what a reader does
    plan, places = _interpret(raw)
    (project,) = plan.projects
    assert project.model_dump()["place"] == "川辺の広場"
    assert [area.top for area in places.projects["1-1"]["/place"]] == [20]
    corrected = {field.pointer: field for field in iter_correctable_fields(project)}
    assert corrected["/place"].value == "川辺の広場"
    assert "川辺の広場" in [*iter_searched_texts(project)]
    assert [each["label"] for each in _report_fields(plan, places) if each["at"] == "/place"] == [
        {"en": "place", "ja": "実施場所"}
    ]
    table = build_tables(plan)[0]
    column = next(column for column in describe_columns(table) if column.name == "place")
    assert (column.label, column.description) == ("実施場所", "where it is carried out")
    assert plan.tables()["projects"][0]["place"] == "川辺の広場"
    other = _draw_raw_project(RawDetail("place", TracedText("丘の上の公園")))
    (conflict,) = compare_copies(raw, other)
    assert (conflict.code, conflict.pointer) == ("conflicting-copies", "/place")
    assert "実施場所が「川辺の広場」と「丘の上の公園」とで違います" in render_finding(conflict, "ja")


def _draw_raw_project(*details: RawDetail) -> RawProject:
    return RawProject(
        1,
        1,
        TracedText("広場の改修"),
        False,
        None,
        EMPTY_TEXT,
        (),
        None,
        (),
        (),
        (),
        (SourceSpan(3, Box(0.0, 0.0, 100.0, 100.0)),),
        details=details,
    )


def _interpret(raw: RawProject) -> tuple[Plan, Places]:
    profile = load_profile("ward")
    draft = RawPlan(None, (), (), (raw,), (), (), ())
    organisation = profile.make_organisation()
    vocabulary = load_vocabulary(profile.vocabulary)
    plan = interpret_plan.interpret_plan(
        draft, EMPTY_PLAN.source, vocabulary, organisation, profile.reference, include_hidden=False
    )
    return plan, collect_places(draft, "0" * 64, organisation)


def _report_fields(plan: Plan, places: Places) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report_data(plan, places)["fields"]["1-1"]
    return found
