"""Read the YAML text of profiles and vocabularies, both the shipped ones and files of a user."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

from planextract.errors import UsageError
from planextract.profiles.yaml_errors import InvalidFile


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
            f"There is no {what} {name} that can be read.",
            f"Name a shipped {what} or the path of a YAML file.",
        ) from error


def make_invalid_file_error(what: str, name: str | Path, error: InvalidFile) -> UsageError:
    """Return the error that names the first mistake of a profile or vocabulary and counts the others."""
    first, *others = error.mistakes
    more = f" ({len(others)} more mistakes)" if others else ""
    return UsageError(
        f"The {what} {name} is not valid at {first}{more}.",
        f"Mend it and try again; `planextract profiles check {name}` tells every mistake."
        if what == "profile"
        else "Mend it and try again.",
    )
