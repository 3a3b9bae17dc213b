"""Load a published plan.json."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import ValidationError

from planextract.errors import InvalidDataError, UnreadableError
from planextract.export.folder import complete_interrupted
from planextract.harmless import is_harmful, neutralize
from planextract.model.plan import Plan
from planextract.read.input_file import read_file
from planextract.wording.messages import make_message

_ESCAPE = re.compile(r"\\[ubfr]")
"""Escapes of JSON that may be of a harmful character."""


def load_plan(path: Path) -> Plan:
    """Load a plan from a plan.json, or from the folder that contains one.

    Somebody else may have made the file, so characters that control a terminal or turn the text around them
    become U+FFFD, as in a plan that is parsed.

    Raises UnreadableError when the file is missing, InvalidDataError when it is not valid; the message names
    the location of the first mistake.
    """
    if path.is_dir():
        complete_interrupted(path)
    file = path / "plan.json" if path.is_dir() else path
    try:
        return Plan.model_validate_json(_make_harmless(read_file(file)))
    except UnicodeDecodeError as error:
        raise UnreadableError(
            make_message("{file} is not UTF-8 text.", file=file), "Hand in a plan.json."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidDataError(
            make_message(
                "{file} is not a valid plan.json at {place}: {mistake}.",
                file=file,
                place=place,
                mistake=first["msg"],
            ),
            "Hand in a file that planextract parse has written, or write it again.",
        ) from error


def _make_harmless(data: bytes) -> str:
    """Return the JSON text of a file without harmful characters, plain or written as escapes."""
    text = data.decode()
    if not _ESCAPE.search(text) and not is_harmful(text):
        return text
    try:
        return json.dumps(_neutralize_values(json.loads(text)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text  # the model reports what is wrong


def _neutralize_values(value: object) -> object:
    if isinstance(value, str):
        return neutralize(value)[0]
    if isinstance(value, dict):
        return {key: _neutralize_values(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_neutralize_values(each) for each in value]
    return value
