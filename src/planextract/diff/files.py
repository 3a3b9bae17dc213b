"""Serialise a comparison as JSON and CSV, and its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from planextract.diff import phrases
from planextract.diff.model import ChangeRow, PlanDiff
from planextract.export.csv import encode_csv
from planextract.model.table_rows import TableRows


def format_diff_json(diff: PlanDiff) -> str:
    """Return a comparison as JSON: indented by two spaces, keys in the model's order, a final newline."""
    return json.dumps(diff.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def format_diff_schema_json() -> str:
    """Return the JSON Schema (draft 2020-12) of a comparison, the text of `schemas/diff.schema.json`."""
    schema: dict[str, Any] = {
        "$schema": GenerateJsonSchema.schema_dialect,
        **PlanDiff.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def encode_diff_csv(diff: PlanDiff) -> bytes:
    """Return a comparison as CSV, one row per change, in the same dialect as the tables of a plan."""
    return encode_csv(TableRows("changes", ChangeRow, list(_iter_change_rows(diff))))


def _iter_change_rows(diff: PlanDiff) -> Iterator[ChangeRow]:
    nothing = dict.fromkeys(ChangeRow.model_fields, None)
    for heading in diff.headings:
        yield ChangeRow.model_validate(
            nothing
            | {
                "kind": f"{heading.level}-{heading.status}",
                "title": phrases.format_heading_name(heading),
                "old": heading.old,
                "new": heading.new,
            }
        )
    for project in diff.projects:
        for change in project.changes:
            yield ChangeRow.model_validate(
                {"id": project.id, "old_id": project.old_id, "title": project.title} | dict(change)
            )
