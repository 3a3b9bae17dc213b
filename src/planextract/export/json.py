"""Serialise plan.json, places.json, and their JSON Schemas."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from planextract.model.plan import Plan
from planextract.model.provenance import Places

PLACES_FILE = "places.json"
"""Name of the file, beside plan.json, with the page areas in which each value was read."""


def plan_json(plan: Plan) -> bytes:
    """Return plan.json: UTF-8, indented by two spaces, keys in the model's order, a final line end.

    Raises pydantic.ValidationError when the plan is not valid: nothing invalid is ever written.
    """
    text = plan.model_dump_json(indent=2)
    Plan.model_validate_json(text)
    return f"{text}\n".encode()


def places_json(places: Places) -> bytes:
    """Return places.json as UTF-8 with one line for each project, so that a diff shows which changed."""
    parts = []
    for name, value in places.model_dump(mode="json").items():
        if isinstance(value, dict) and value:
            rows = ",\n".join(f"  {_compact_json(key)}: {_compact_json(each)}" for key, each in value.items())
            parts.append(f"{_compact_json(name)}: {{\n{rows}\n}}")
        else:
            parts.append(f"{_compact_json(name)}: {_compact_json(value)}")
    return ("{" + ",\n".join(parts) + "}\n").encode()


def _compact_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def build_plan_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of plan.json, generated from the models.

    It uses the validation mode: in serialisation mode, the custom serialiser that omits empty extensions
    would hide all fields.
    """
    found = Plan.model_json_schema(mode="validation")
    found["required"] = ["schema_version", *found["required"]]  # a default in Python only
    return {"$schema": GenerateJsonSchema.schema_dialect, **found}


def plan_schema_json() -> str:
    """Return the text of `schemas/plan.schema.json`."""
    return json.dumps(build_plan_schema(), ensure_ascii=False, indent=2) + "\n"


def places_schema_json() -> str:
    """Return the text of `schemas/places.schema.json`, the schema of places.json."""
    found = {"$schema": GenerateJsonSchema.schema_dialect, **Places.model_json_schema(mode="validation")}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
