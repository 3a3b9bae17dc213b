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
from planextract.export.load import load_plan
from planextract.model.plan import Plan
from planextract.model.provenance import Places
from planextract.read.input_file import read_file
from planextract.validation import find_folder_mistakes, find_plan_mistakes
from planextract.wording.messages import make_message

_Model = TypeVar("_Model", bound=BaseModel)

MAX_LISTED_MISTAKES = 100
"""Greatest number of mistakes that `validate` lists."""


def validate_command(
    file: Annotated[
        Path, typer.Argument(help="A plan.json, or the folder that it is in.", show_default=False)
    ],
) -> None:
    """Check a plan.json, or a folder with all files of a dataset.

    The file must follow the published schema to the letter and not contradict itself: numbers that repeat,
    references to nothing, pages that do not exist, and sums that differ without a finding are mistakes. Of a
    folder, all files must belong to that plan. The exit status is 9 when something is wrong.

    Examples:

      planextract validate out/plan/plan.json

      planextract validate out/plan
    """
    if file.is_dir():
        plan, mistakes = find_folder_mistakes(file)
        listed = [f"{file / name}: {message}" for name in mistakes for message in mistakes[name]]
    else:
        plan, found = find_plan_mistakes(_read_utf8(file))
        listed = [f"{file}: {mistake.place or 'the file'}: {mistake.message}" for mistake in found]
    if plan is None or listed:
        for line in listed[:MAX_LISTED_MISTAKES]:
            print_message(line)
        if len(listed) > MAX_LISTED_MISTAKES:
            print_message(make_message("and {count} more", count=len(listed) - MAX_LISTED_MISTAKES))
        raise InvalidDataError(
            make_message(
                "{file} is not a valid dataset: {count:# mistake|# mistakes}."
                if file.is_dir()
                else "{file} is not a valid plan.json: {count:# mistake|# mistakes}.",
                file=file,
                count=len(listed),
            ),
            "Correct what is listed above, or write it again with `planextract parse`.",
        )
    print_message(
        make_message("{file} is valid: {count:# project|# projects}.", file=file, count=len(plan.projects))
    )


def read_plan(file: Path) -> Plan:
    """Load the plan in a plan.json.

    Raises UnreadableError when the file is missing, InvalidDataError when it is not valid.
    """
    return load_plan(file)


def read_places(file: Path) -> Places:
    """Load a places.json; the errors are the same as for plan.json, and every mistake is printed."""
    return _read_model(file, Places, "places.json")


def _read_model(file: Path, model: type[_Model], name: str) -> _Model:
    data = _read_utf8(file)
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        for mistake in error.errors():
            place = ".".join(str(part) for part in mistake["loc"]) or "the file"
            print_message(f"{file}: {place}: {mistake['msg']}")
        raise InvalidDataError(
            make_message(
                "{file} is not a valid {name}: {error_count:# mistake|# mistakes}.",
                file=file,
                name=name,
                error_count=error.error_count(),
            ),
            "They are listed above.",
        ) from error


def _read_utf8(file: Path) -> bytes:
    """Read a file; raise UnreadableError for one that is not UTF-8 text, such as a PDF."""
    data = read_file(file)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError(
            make_message("{file} is not UTF-8 text.", file=file), "Hand in a file that parse wrote."
        ) from error
    return data


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
