"""Read the YAML text of profiles and vocabularies, both the shipped ones and files of a user."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

from planextract.errors import UsageError
from planextract.profiles.yaml_errors import InvalidFile
from planextract.wording.messages import make_message


def read_profile_text(name: str | Path) -> str:
    """Return the YAML text of a shipped profile by its name, or of a file.

    Raises UsageError when it is missing.
    """
    return read_yaml_text(name, "profile")


def read_yaml_text(name: str | Path, what: Literal["profile", "vocabulary"]) -> str:
    """Return the YAML text of a shipped profile or vocabulary by its name, or of a file.

    Raises UsageError when it is missing.
    """
    shipped = files("planextract.profiles") / f"{name}.yaml"
    path = Path(name)
    try:
        if path.suffix not in (".yaml", ".yml") and shipped.is_file():
            return shipped.read_text(encoding="utf-8")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            make_message("There is no {what} {name} that can be read.", what=make_message(what), name=name),
            make_message("Name a shipped {what} or the path of a YAML file.", what=make_message(what)),
        ) from error


def make_invalid_file_error(what: str, name: str | Path, error: InvalidFile) -> UsageError:
    """Return the error that names the first mistake of a profile or vocabulary and counts the others."""
    first, *others = error.mistakes
    return UsageError(
        make_message(
            "The {what} {name} is not valid at {first} ({count:# more mistake|# more mistakes})."
            if others
            else "The {what} {name} is not valid at {first}.",
            what=make_message(what),
            name=name,
            first=first,
            count=len(others),
        ),
        (
            make_message(
                "Mend it and try again; `planextract profiles check {name}` tells every mistake.", name=name
            )
            if what == "profile"
            else "Mend it and try again."
        ),
    )
