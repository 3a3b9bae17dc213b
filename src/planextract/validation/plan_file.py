"""Check a plan.json or places.json against its published schema, without converting anything."""

from __future__ import annotations

import json
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from planextract.model.plan import Plan
from planextract.validation.contradictions import iter_contradictions

_Model = TypeVar("_Model", bound=BaseModel)


class FileMistake(NamedTuple):
    """A mistake in a file and its location: `projects.0.starred`, or empty for the whole file."""

    place: str
    message: str


class _RepeatedKeyError(ValueError):
    """An object of the JSON text has a key twice."""


def find_plan_mistakes(data: bytes) -> tuple[Plan | None, list[FileMistake]]:
    """Return the plan of a plan.json and everything that is wrong with it; None where it can't be read."""
    plan, mistakes = load_strictly(data, Plan)
    if plan is None:
        return None, mistakes
    if "schema_version" not in plan.model_fields_set:
        mistakes.append(FileMistake("schema_version", "This field is missing."))
    mistakes += [FileMistake(*found) for found in iter_contradictions(plan)]
    return plan, mistakes


def load_strictly(data: bytes, model: type[_Model]) -> tuple[_Model | None, list[FileMistake]]:
    """Return the model of a JSON text, or None and what is wrong: types must be those of the schema."""
    try:
        text = data.decode("utf-8")
        json.loads(text, object_pairs_hook=_require_unique_keys, parse_constant=_refuse_constant)
        return model.model_validate_json(text, strict=True), []
    except UnicodeDecodeError:
        return None, [FileMistake("", "The file is not UTF-8 text.")]
    except ValidationError as error:
        return None, describe_errors(error)
    except RecursionError:
        return None, [FileMistake("", "The file is nested too deeply.")]
    except ValueError as error:
        return None, [FileMistake("", f"The file is not JSON: {error}.")]


def describe_errors(error: ValidationError) -> list[FileMistake]:
    """Return the mistakes of a model as plain sentences, with their places."""
    return [
        FileMistake(
            ".".join(str(part) for part in each["loc"]), _describe_error(each["type"], each["msg"], each)
        )
        for each in error.errors(include_url=False)
    ]


_SENTENCES = {
    "missing": "This field is missing.",
    "extra_forbidden": "The format has no such field.",
    "bool_type": "This must be true or false.",
    "string_type": "This must be a text in quotation marks.",
    "int_type": "This must be a whole number.",
    "list_type": "This must be a list.",
    "none_required": "This must be null.",
    "json_invalid": "The file is not JSON.",
}


def _describe_error(kind: str, message: str, error: Any) -> str:
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    context = error.get("ctx") or {}
    if kind == "literal_error":
        return f"This must be one of {context.get('expected')}."
    if kind == "string_pattern_mismatch":
        return f"This must fit the pattern {context.get('pattern')}."
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "This must be an object in braces."
    return f"{message.removeprefix('Value error, ')}."


def _require_unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(f"the key {key!r} occurs twice in one object")
        found[key] = value
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number of JSON")
