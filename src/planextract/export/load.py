"""Load a published plan.json."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from planextract.errors import InvalidDataError
from planextract.model.plan import Plan
from planextract.read.input_file import read_file


def load_plan(path: Path) -> Plan:
    """Load a plan from a plan.json, or from the folder that contains one.

    Raises UnreadableError when the file is missing, InvalidDataError when it is not valid; the message names
    the location of the first mistake.
    """
    file = path / "plan.json" if path.is_dir() else path
    try:
        return Plan.model_validate_json(read_file(file))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidDataError(
            f"{file} is not a valid plan.json at {place}: {first['msg']}.",
            "Hand in a file that planextract parse has written, or write it again.",
        ) from error
