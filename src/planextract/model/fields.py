"""List the fields of a project's record once, for everything that goes through all of them.

Provenance, corrections, the comparison of copies, search, the report and the messages of findings read this
list. A new plain field of a project, whose text needs no interpretation, is one entry here with the attribute
of `Project` that it names; the reader that finds it printed hands it over as a `RawDetail`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from planextract.japanese.widths import match_key
from planextract.model.plan import Department, Project, Value
from planextract.wording.language import Language, Words

FieldKind = Literal["text", "number", "flag"]
"""Type of a value: a text, an integer or None, or a truth value."""

_TITLE = ("/title",)
_MONEY = ("/title", "/budget/unit")


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field of a project's record, or of every row of one of its lists."""

    pointer: str
    """JSON Pointer from the record, with `*` for the index of a row."""
    label: Words
    kind: FieldKind = "text"
    printed: str | None = ""
    """Path of its text in a raw project, where that differs from the pointer; None for a field that is
    composed of others or not traced."""
    identified_by: tuple[str, ...] = _TITLE
    """Fields that must be unchanged for a correction of this one to apply."""
    is_correctable: bool = True
    is_optional: bool = False
    """True for a field that exists only where it has a value."""
    is_searched: bool = False
    is_compared: bool = True
    """True for a field in which two copies of a project must not differ."""

    meaning: Words | None = None
    """For a plain field, a text that needs no interpretation: what its column in the tables contains."""

    @property
    def name(self) -> str:
        """Name of the record's attribute, or of the first on the path to it."""
        return self.pointer.split("/")[1]

    @property
    def printed_path(self) -> str | None:
        """Path of the field's text in a raw project; None where it has none of its own."""
        return self.pointer if self.printed == "" else self.printed

    @property
    def compared_path(self) -> str | None:
        """Path at which a raw project has what is compared with a copy; None where it is not compared."""
        return (self.printed_path or self.pointer) if self.is_compared else None

    @property
    def can_be_cut_off(self) -> bool:
        """True for a text that may go on in a copy that shows more of the page."""
        return self.kind == "text" and self.pointer.count("/") == 1


FIELDS: tuple[RecordField, ...] = (
    RecordField("/title", Words("title", "事業名"), identified_by=(), is_searched=True),
    RecordField("/starred", Words("mark ★", "★"), "flag", printed=None, is_compared=False),
    RecordField("/section", Words("section", "節"), is_searched=True, is_compared=False),
    RecordField("/description", Words("description", "説明"), is_searched=True),
    RecordField("/items/*/goal", Words("goal", "目標"), is_searched=True),
    RecordField(
        "/items/*/cells/*/text",
        Words("cell", "取組の欄"),
        printed="/items/*/cells/*/printed",
        identified_by=(*_TITLE, "/items/*/goal", "/items/*/cells/*/period"),
        is_searched=True,
    ),
    RecordField(
        "/items/*/department",
        Words("department of a row", "行の担当"),
        is_correctable=False,
        is_optional=True,
        is_searched=True,
    ),
    RecordField("/budget/unit", Words("unit of the budget", "事業費の単位")),
    RecordField("/budget/note", Words("note on the budget", "事業費の注記")),
    RecordField(
        "/budget/amounts/*/text",
        Words("budget of a year", "年度の事業費"),
        printed="/budget/years/*/printed",
        identified_by=(*_MONEY, "/budget/amounts/*/fiscal_year"),
    ),
    RecordField(
        "/budget/total",
        Words("total of the budget", "事業費の計"),
        "number",
        printed="/budget/total/printed",
        identified_by=_MONEY,
    ),
    RecordField(
        "/budget/previous/text",
        Words("budget of the year before", "前年度の事業費"),
        printed="/budget/previous/printed",
        identified_by=(*_MONEY, "/budget/previous/fiscal_year"),
    ),
    RecordField(
        "/budget/change/text",
        Words("change of the budget", "事業費の増減"),
        printed="/budget/change",
        identified_by=_MONEY,
    ),
    RecordField(
        "/budget/funding/*/text",
        Words("funding by a source", "財源の額"),
        printed="/budget/funding/*/printed",
        identified_by=(*_MONEY, "/budget/funding/*/label"),
    ),
    RecordField(
        "/budget/funding/*/amounts/*/text",
        Words("funding of a year by a source", "年度の財源の額"),
        printed="/budget/funding/*/years/*/printed",
        identified_by=(*_MONEY, "/budget/funding/*/label", "/budget/funding/*/amounts/*/fiscal_year"),
    ),
    RecordField(
        "/budget/limit/text",
        Words("limit of a commitment", "限度額"),
        printed="/budget/limit",
        identified_by=_MONEY,
    ),
    RecordField(
        "/budget/carried/text",
        Words("amount carried over", "翌年度繰越額"),
        printed="/budget/carried",
        identified_by=_MONEY,
    ),
    RecordField("/departments", Words("departments", "担当部課"), printed=None),
    RecordField(
        "/departments/*/department",
        Words("department", "部"),
        is_correctable=False,
        is_searched=True,
        is_compared=False,
    ),
    RecordField(
        "/departments/*/sections/*",
        Words("section in charge", "課"),
        is_correctable=False,
        is_searched=True,
        is_compared=False,
    ),
    RecordField("/relisted/*/initiative", Words("initiative", "取組項目"), is_searched=True),
    RecordField("/relisted/*/content", Words("content", "取組内容"), is_searched=True),
    RecordField(
        "/relisted/*/project",
        Words("project referred to", "再掲の事業"),
        printed="/relisted/*/reference",
        identified_by=(*_TITLE, "/relisted/*/content"),
    ),
    RecordField("/footnotes/*/marker", Words("footnote mark", "脚注の記号")),
    RecordField(
        "/footnotes/*/term",
        Words("term of a footnote", "脚注の語"),
        identified_by=(*_TITLE, "/footnotes/*/marker"),
        is_searched=True,
    ),
    RecordField(
        "/footnotes/*/text",
        Words("footnote", "脚注"),
        identified_by=(*_TITLE, "/footnotes/*/marker"),
        is_searched=True,
    ),
    RecordField("/classification/*/text", Words("classification", "款項目"), printed="/classification/*"),
    RecordField(
        "/remarks",
        Words("remarks", "備考"),
        is_optional=True,
        is_searched=True,
        meaning=Words("備考", "備考の欄（印刷のとおり）"),
    ),
    RecordField("/period/text", Words("period", "期間"), printed="/period", is_searched=True),
    RecordField(
        "/extra/*/text",
        Words("further text", "その他の欄"),
        printed="/extra/*/printed",
        identified_by=(*_TITLE, "/extra/*/label"),
        is_searched=True,
    ),
    RecordField(
        "/printed_number", Words("printed number", "印刷された番号"), is_correctable=False, is_optional=True
    ),
)
"""All fields of a project's record that are printed, in the order of the record."""

_INDEX = re.compile(r"(?<=/)\d+(?=/|$)")


@dataclass(frozen=True, slots=True)
class CorrectableField:
    """One value of a project, its JSON Pointer, and the values that identify it."""

    field: RecordField
    pointer: str
    """JSON Pointer (RFC 6901) from the project's record, such as /items/0/cells/1/text."""
    value: Value
    context: Mapping[str, Value]
    """Values, by JSON Pointer, that must be unchanged for a correction of this value to apply."""

    @property
    def kind(self) -> FieldKind:
        """Type of the value."""
        return self.field.kind


def find_field(pointer: str) -> RecordField | None:
    """Return the field that a JSON Pointer from a project's record refers to, if it is one."""
    pattern = _INDEX.sub("*", pointer)
    return next((field for field in FIELDS if field.pointer == pattern), None)


def label_pointer(pointer: str, language: Language) -> str:
    """Return the label of the field that a JSON Pointer refers to; the pointer itself for no known field.

    >>> label_pointer("/items/0/goal", "ja"), label_pointer("/unknown", "en")
    ('目標', '/unknown')
    """
    field = find_field(pointer)
    return field.label.choose(language) if field is not None else pointer


def iter_correctable_fields(project: Project) -> Iterator[CorrectableField]:
    """Yield every value of a project that a person can check and correct, in the order of the record."""
    for field, indices, value in _iter_values(project, _index_correctable(FIELDS)):
        if value or not field.is_optional:
            pointer = _fill_indices(field.pointer, indices)
            yield CorrectableField(field, pointer, value, _identify(project, field, indices))


def iter_searched_texts(project: Project) -> Iterator[str]:
    """Yield every text of a project in which a search looks, in the order of the record."""
    for _, _, value in _iter_values(project, _index_searched(FIELDS)):
        yield value or ""


def iter_printed_values(raw: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    """Yield the JSON Pointer of every published value and its text in a raw project (its attributes)."""
    for field, indices, value in _iter_values(raw, _index_printed(FIELDS)):
        yield _fill_indices(field.pointer, indices), value


def list_plain_fields() -> list[RecordField]:
    """Return the plain fields: a reader hands over their text, and nothing else needs to know them."""
    return [field for field in FIELDS if field.meaning is not None]


def iter_paired_values(
    first: Mapping[str, object], copy: Mapping[str, object]
) -> Iterator[tuple[RecordField, str, Any, Any]]:
    """Yield each field that both of two raw projects have: its JSON Pointer in the first, and both values.

    Rows of a list are paired by what `_ROW_KEYS` names, or else by their order.
    """
    for field, indices, one, other in _iter_pairs(first, copy, _index_compared(FIELDS)):
        yield field, _fill_indices(field.pointer, indices), one, other


def get_value(record: object, pointer: str) -> Any:
    """Return the value that a JSON Pointer from a record refers to; departments as one text.

    Raises LookupError, AttributeError or ValueError where there is none.
    """
    value: Any = record
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else getattr(value, step)
    return format_departments(value) if pointer == "/departments" else value


def format_departments(departments: Iterable[Department]) -> str:
    """Return departments as one text that can be corrected as a whole.

    Each department has a line, with an ideographic space after the 部 and 、 between its 課.

    >>> format_departments([Department(department="総務部", sections=["総務課", "防災課"])])
    '総務部\u3000総務課、防災課'
    """
    lines = (f"{each.department}\u3000{'、'.join(each.sections)}" for each in departments)
    return "\n".join(line.rstrip("\u3000") for line in lines)


def parse_departments_text(text: str) -> list[Department]:
    """Parse the text of departments, as `format_departments` formats it.

    >>> parse_departments_text("総務部\u3000総務課、防災課")
    [Department(department='総務部', sections=['総務課', '防災課'])]
    """
    parts = [line.rstrip().partition("\u3000") for line in text.split("\n") if line.strip()]
    return [
        Department(department=name, sections=[each.strip() for each in rest.split("、") if each.strip()])
        for name, _, rest in parts
    ]


def _identify(project: Project, field: RecordField, indices: tuple[int, ...]) -> dict[str, Value]:
    """Return the values that identify a value, by JSON Pointer."""
    pointers = (_fill_indices(pointer, indices) for pointer in field.identified_by)
    return {pointer: get_value(project, pointer) for pointer in pointers}


def _fill_indices(pointer: str, indices: Iterable[int]) -> str:
    """Put the indices of rows in the place of the `*` of a pointer."""
    left = iter(indices)
    return "/".join(str(next(left)) if step == "*" else step for step in pointer.split("/"))


class _Node:
    """The fields that begin with a path, so that a record is walked once and in its own order."""

    def __init__(self) -> None:
        self.field: RecordField | None = None
        self.parts: dict[str, _Node] = {}

    def add(self, field: RecordField, path: str) -> None:
        """Add a field at the end of a path."""
        node = self
        for step in path.split("/")[1:]:
            node = node.parts.setdefault(step, _Node())
        node.field = field


def _index_fields(paths: Iterable[tuple[RecordField, str | None]]) -> _Node:
    root = _Node()
    for field, path in paths:
        if path is not None:
            root.add(field, path)
    return root


@cache
def _index_correctable(listed: tuple[RecordField, ...]) -> _Node:
    return _index_fields((field, field.pointer) for field in listed if field.is_correctable)


@cache
def _index_searched(listed: tuple[RecordField, ...]) -> _Node:
    return _index_fields((field, field.pointer) for field in listed if field.is_searched)


@cache
def _index_printed(listed: tuple[RecordField, ...]) -> _Node:
    return _index_fields((field, field.printed_path) for field in listed)


@cache
def _index_compared(listed: tuple[RecordField, ...]) -> _Node:
    return _index_fields((field, field.compared_path) for field in listed)


_ROW_KEYS = {"items": "goal", "cells": "period", "years": "period", "funding": "label", "footnotes": "marker"}
"""Attribute that identifies a row among those of its list, by the list's name in a raw project."""


def _iter_values(
    value: Any, node: _Node, indices: tuple[int, ...] = ()
) -> Iterator[tuple[RecordField, tuple[int, ...], Any]]:
    """Yield each field of a record with its indices and value, where everything above it has a value."""
    if node.field is not None:
        composed = node.field.pointer == "/departments"
        yield node.field, indices, format_departments(value) if composed else value
    if value is None:
        return
    for step, part in node.parts.items():
        if step == "*":
            for index, each in enumerate(value):
                yield from _iter_values(each, part, (*indices, index))
        else:
            yield from _iter_values(_get_part(value, step), part, indices)


def _get_part(record: Any, name: str) -> Any:
    """Return a part of a record, of a mapping by its key; None where there is none."""
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name)


def _iter_pairs(
    first: Any, copy: Any, node: _Node, indices: tuple[int, ...] = ()
) -> Iterator[tuple[RecordField, tuple[int, ...], Any, Any]]:
    """Yield each field that both of two raw records have, its indices in the first, and both values."""
    if first is None or copy is None:
        return
    if node.field is not None:
        yield node.field, indices, first, copy
    for step, part in node.parts.items():
        ours, theirs = _get_part(first, step), _get_part(copy, step)
        rows = part.parts.get("*")
        if rows is None:
            yield from _iter_pairs(ours, theirs, part, indices)
            continue
        paired = {_get_row_key(row, index, step): row for index, row in reversed([*enumerate(theirs)])}
        for index, row in enumerate(ours):
            yield from _iter_pairs(row, paired.get(_get_row_key(row, index, step)), rows, (*indices, index))


def _get_row_key(row: Any, index: int, name: str) -> object:
    """Return what identifies a row in a list: a text without regard to width and space, or its place."""
    key = getattr(row, _ROW_KEYS[name]) if name in _ROW_KEYS else index
    return match_key(key.text) if hasattr(key, "text") else key
