"""The list of fields has every printed value of a project, and whatever walks values agrees with it."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from planextract.api import Result, parse_with_accounts
from planextract.model.fields import (
    FIELDS,
    find_field,
    format_departments,
    get_value,
    iter_correctable_fields,
    iter_searched_texts,
    label_pointer,
)
from planextract.model.plan import Project

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
