"""The commands `planextract validate` and `planextract schema`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from planextract.cli.console import print_message
from planextract.diff.files import format_diff_schema_json
from planextract.errors import InvalidDataError, UnreadableError
from planextract.export.json import places_schema_json, plan_schema_json
from planextract.model.plan import Plan
from planextract.model.provenance import Places
from planextract.read.input_file import read_file

_Model = TypeVar("_Model", bound=BaseModel)


def validate_command(
    file: Annotated[Path, typer.Argument(help="A plan.json.", show_default=False)],
) -> None:
    """Check that a plan.json is valid.

    Example: planextract validate out/plan/plan.json
    """
    plan = read_plan(file)
    print_message(f"{file} is valid: {len(plan.projects)} projects.")


def read_plan(file: Path) -> Plan:
    """Load the plan in a plan.json.

    Raises UnreadableError when the file is missing, InvalidDataError when it is not valid; every mistake is
    printed to stderr.
    """
    return _read_model(file, Plan, "plan.json")


def read_places(file: Path) -> Places:
    """Load a places.json; the errors are the same as for plan.json."""
    return _read_model(file, Places, "places.json")


def _read_model(file: Path, model: type[_Model], name: str) -> _Model:
    data = read_file(file)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{file} is not UTF-8 text.", f"Hand in a {name}.") from error
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        for mistake in error.errors():
            place = ".".join(str(part) for part in mistake["loc"]) or "the file"
            print_message(f"{file}: {place}: {mistake['msg']}")
        raise InvalidDataError(
            f"{file} is not a valid {name}: {error.error_count()} mistakes.", "They are listed above."
        ) from error


class SchemaOf(StrEnum):
    """The files whose JSON Schema can be printed."""

    PLAN = "plan"
    PLACES = "places"
    DIFF = "diff"


_SCHEMAS = {
    SchemaOf.PLAN: plan_schema_json,
    SchemaOf.PLACES: places_schema_json,
    SchemaOf.DIFF: format_diff_schema_json,
}


def schema_command(
    what: Annotated[
        SchemaOf, typer.Argument(help="Of plan.json, of places.json, or of what diff --format json prints.")
    ] = SchemaOf.PLAN,
) -> None:
    """Print the JSON Schema of plan.json, of places.json, or of a diff.

    Examples:

      planextract schema > plan.schema.json

      planextract schema diff > diff.schema.json
    """
    sys.stdout.write(_SCHEMAS[what]())
