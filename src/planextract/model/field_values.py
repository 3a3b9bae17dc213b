"""Walk through the values of a project by the list of fields: each with its JSON Pointer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from planextract.japanese.widths import match_key
from planextract.model import fields
from planextract.model.fields import FieldKind, RecordField
from planextract.model.plan import Department, Project
from planextract.model.record import Value


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


def iter_correctable_fields(project: Project) -> Iterator[CorrectableField]:
    """Yield every value of a project that a person can check and correct, in the order of the record."""
    for field, indices, value in _iter_values(project, _index_correctable(fields.FIELDS)):
        if value or not field.is_optional:
            pointer = _fill_indices(field.pointer, indices)
            yield CorrectableField(field, pointer, value, _identify(project, field, indices))


def iter_searched_texts(project: Project) -> Iterator[str]:
    """Yield every text of a project in which a search looks, in the order of the record."""
    for _, _, value in _iter_values(project, _index_searched(fields.FIELDS)):
        yield value or ""


def iter_printed_values(raw: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    """Yield the JSON Pointer of every published value and its text in a raw project (its attributes)."""
    for field, indices, value in _iter_values(raw, _index_printed(fields.FIELDS)):
        yield _fill_indices(field.pointer, indices), value


def iter_paired_values(
    first: Mapping[str, object], copy: Mapping[str, object]
) -> Iterator[tuple[RecordField, str, Any, Any]]:
    """Yield each field that both of two raw projects have: its JSON Pointer in the first, and both values.

    Rows of a list are paired by what `_ROW_KEYS` names, or else by their order.
    """
    for field, indices, one, other in _iter_pairs(first, copy, _index_compared(fields.FIELDS)):
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
