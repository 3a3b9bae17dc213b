"""plan.json, places.json, and their JSON Schemas."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from planextract.model.plan import Plan
from planextract.model.provenance import Places

PLACES_FILE = "places.json"
"""Written beside plan.json; not a format of the data, but where each of them was read."""


def plan_json(plan: Plan) -> bytes:
    """UTF-8, indented by two spaces, keys in the model's order, a line end at the end.

    Raises pydantic.ValidationError when the plan is not valid: nothing invalid is ever written.
    """
    text = plan.model_dump_json(indent=2)
    Plan.model_validate_json(text)
    return f"{text}\n".encode()


def places_json(places: Places) -> bytes:
    """UTF-8 on one line: it is for programs, and large."""
    return f"{places.model_dump_json()}\n".encode()


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of plan.json, made from the models.

    Of the models as they validate: what leaves out silent extensions when writing would say nothing of
    the rest.
    """
    found = Plan.model_json_schema(mode="validation")
    found["required"] = ["schema_version", *found["required"]]  # a default in Python only
    return {"$schema": GenerateJsonSchema.schema_dialect, **found}


def schema_json() -> str:
    """The schema as it stands in `schemas/plan.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def places_schema_json() -> str:
    """The schema of places.json as it stands in `schemas/places.schema.json`."""
    found = {"$schema": GenerateJsonSchema.schema_dialect, **Places.model_json_schema(mode="validation")}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
