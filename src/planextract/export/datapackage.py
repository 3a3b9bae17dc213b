"""Describe the CSV files in datapackage.json (Data Package version 2), with a schema for each table."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from planextract.model.plan import Plan
from planextract.model.table_rows import TableRows, build_tables
from planextract.model.table_schema import FOREIGN_KEYS, PRIMARY_KEYS, ColumnSchema, describe_columns

_PACKAGE_PROFILE_URL = "https://datapackage.org/profiles/2.0/datapackage.json"


def datapackage_json(plan: Plan, files: Mapping[str, bytes]) -> bytes:
    """Return datapackage.json for the CSV files in `files` (file names and bytes)."""
    package: dict[str, Any] = {
        "$schema": _PACKAGE_PROFILE_URL,
        "name": _slugify_name(plan.source.file),
        "title": plan.title or plan.source.file,
        "sources": [
            {
                "title": plan.source.file,
                "version": f"sha256:{plan.source.sha256}",
                "sha256": plan.source.sha256,
                "pages": plan.source.pages,
            }
        ],
    }
    if plan.licence is not None:
        package["licenses"] = [{"path" if "://" in plan.licence else "name": plan.licence}]
    if plan.body is not None:
        package["body"] = {
            key: value for key, value in (("code", plan.body.code), ("name", plan.body.name)) if value
        }
        if plan.body.name:
            package["contributors"] = [{"title": plan.body.name, "roles": ["author"]}]
    package["resources"] = [
        _describe_resource(table, f"{table.name}.csv", files[f"{table.name}.csv"])
        for table in build_tables(plan)
    ]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _describe_resource(table: TableRows, path: str, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_field(column) for column in describe_columns(table)],
        "missingValues": [""],
    }
    if table.name in PRIMARY_KEYS:
        schema["primaryKey"] = list(PRIMARY_KEYS[table.name])
    if table.name in FOREIGN_KEYS:
        column, other, key = FOREIGN_KEYS[table.name]
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}},
        ]
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _describe_field(column: ColumnSchema) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "title": column.label,
        "description": column.description,
        "descriptionJa": column.meaning,
    }
    constraints: dict[str, Any] = {}
    # A text that may be empty can't be required: in CSV an empty text and none look alike.
    if not column.nullable and (column.kind != "string" or column.values or column.pattern):
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
        field["categories"] = list(column.values)
    bounds = {"pattern": column.pattern, "minimum": column.minimum, "maximum": column.maximum}
    constraints |= {name: value for name, value in bounds.items() if value is not None}
    if constraints:
        field["constraints"] = constraints
    return field


def _slugify_name(file: str) -> str:
    """Turn a file name into a name that the specification allows.

    >>> _slugify_name("Plan ２.pdf")
    'plan-2'
    """
    plain = unicodedata.normalize("NFKC", file.rpartition(".")[0] or file).lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-") or "plan"
