"""Find and load profiles and vocabularies, both the shipped ones and YAML files of a user."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from planextract.errors import UsageError
from planextract.interpret.milestones import Vocabulary
from planextract.profiles.schema import FAMILIES, Profile, VocabularyFile
from planextract.profiles.yaml_errors import InvalidFile, Mistake, line_of, parse_yaml, validated

SHIPPED = ("ward", "list")
"""Names of the shipped profiles in the order of trial: of two that fit equally well, the first wins."""


def shipped_profiles() -> list[Profile]:
    """Load the profiles that come with the program, in the order in which they are tried."""
    return [load_profile(name) for name in SHIPPED]


def load_profile(name: str | Path) -> Profile:
    """Load a shipped profile by its name, or a profile from a YAML file.

    Raises UsageError when it is missing or not valid; the message names the line in the file.
    """
    text = profile_text(name)
    try:
        return parse_profile(text)
    except InvalidFile as error:
        raise _not_valid("profile", name, error) from error


def parse_profile(text: str) -> Profile:
    """Parse the YAML text of a profile.

    Raises InvalidFile with every mistake.
    """
    data = parse_yaml(text)
    layout = data.get("layout", "block") if isinstance(data, dict) else "block"
    if layout not in FAMILIES:
        known = " or ".join(FAMILIES)
        message = f"{layout!r} is no family of layouts; it is {known}"
        raise InvalidFile([Mistake("layout", line_of(text, "layout"), message)])
    return validated(FAMILIES[layout], text)


def profile_text(name: str | Path) -> str:
    """Return the YAML text of a shipped profile by its name, or of a file.

    Raises UsageError when it is missing.
    """
    return _read(name, "profile")


def load_vocabulary(name: str | Path) -> Vocabulary:
    """Load a shipped vocabulary by its name, or a vocabulary from a YAML file.

    Raises UsageError when it is missing or not valid.
    """
    try:
        return validated(VocabularyFile, _read(name, "vocabulary")).vocabulary()
    except InvalidFile as error:
        raise _not_valid("vocabulary", name, error) from error


def _not_valid(what: str, name: str | Path, error: InvalidFile) -> UsageError:
    first, *others = error.mistakes
    more = f" ({len(others)} more mistakes)" if others else ""
    return UsageError(
        f"The {what} {name} is not valid at {first}{more}.",
        f"Mend it and try again; `planextract profiles check {name}` tells every mistake."
        if what == "profile"
        else "Mend it and try again.",
    )


def _read(name: str | Path, what: str) -> str:
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
