"""Describe the columns of the published tables, from the row models, for formats that have types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from planextract.model.table_rows import TableRows
from planextract.wording.columns import ColumnWords, find_column_words

ColumnType = Literal["string", "integer", "number", "boolean"]

PRIMARY_KEYS: dict[str, tuple[str, ...]] = {"projects": ("id",)}
"""Columns of the primary key, by table."""

FOREIGN_KEYS: dict[str, tuple[str, str, str]] = dict.fromkeys(
    ("milestones", "budgets", "funding", "classification", "extra", "departments", "relisted", "footnotes"),
    ("id", "projects", "id"),
)
"""Foreign keys by table: a column, and the table and column that must contain its value.

The project that a relisted row or a finding points to need not be in the plan, so it is not listed here.
"""


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """One column of a published table."""

    name: str
    kind: ColumnType
    nullable: bool
    description: str
    """Meaning in English."""
    label: str
    """Label in Japanese."""
    meaning: str
    """Meaning in Japanese."""
    values: tuple[str, ...]
    """Allowed values, where they are a fixed list; else empty."""
    pattern: str | None
    minimum: int | None
    maximum: int | None


def describe_columns(table: TableRows) -> tuple[ColumnSchema, ...]:
    """Return the description of every column of a table, in order."""
    properties: dict[str, Any] = table.model.model_json_schema()["properties"]
    return tuple(_describe_column(table.name, name, properties[name]) for name in table.columns)


def _describe_column(table: str, name: str, schema: dict[str, Any]) -> ColumnSchema:
    options = list(_iter_type_options(schema))
    kinds = {option["type"] for option in options}
    nullable = "null" in kinds
    kinds.discard("null")
    # JSON Schema has "integer or number" for int | float
    kind = "number" if kinds == {"integer", "number"} else _require_one_type(name, kinds)
    words = (
        ColumnWords(schema["label_ja"], schema["meaning_ja"])
        if "label_ja" in schema
        else find_column_words(table, name)
    )
    facts = {key: value for option in options for key, value in option.items()}
    return ColumnSchema(
        name=name,
        kind=kind,
        nullable=nullable,
        description=schema.get("description") or facts.get("description", ""),
        label=words.label,
        meaning=words.meaning,
        values=tuple(facts.get("enum", ())),
        pattern=facts.get("pattern"),
        minimum=facts.get("minimum"),
        maximum=facts.get("maximum"),
    )


def _iter_type_options(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from schema.get("anyOf", [schema])


def _require_one_type(name: str, kinds: set[str]) -> ColumnType:
    known: tuple[ColumnType, ...] = ("string", "integer", "number", "boolean")
    for kind in known:
        if kinds == {kind}:
            return kind
    raise TypeError(f"column {name} holds {kinds}, which no table format can say")
