"""Finds and reads profiles and vocabularies, shipped ones and those of a user."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from planextract.errors import UsageError
from planextract.normalise.milestones import Vocabulary
from planextract.profiles.model import FAMILIES, Profile, VocabularyFile

_SHIPPED = ("ward",)
_Model = TypeVar("_Model", bound=BaseModel)


def shipped_profiles() -> list[Profile]:
    """The profiles that come with the program, in the order in which they are tried."""
    return [load_profile(name) for name in _SHIPPED]


def load_profile(name: str | Path) -> Profile:
    """A shipped profile by its name, or one from a YAML file.

    Raises UsageError when there is none or it is not valid; the message names the place in the file.
    """
    data = _read(name, "profile")
    layout = data.get("layout", "block") if isinstance(data, dict) else "block"
    if layout not in FAMILIES:
        raise UsageError(
            f"The profile {name} is not valid at layout: {layout!r} is no family of layouts.",
            f"Choose from {', '.join(FAMILIES)}.",
        )
    return _validated(FAMILIES[layout], data, name, "profile")


def load_vocabulary(name: str | Path) -> Vocabulary:
    """A shipped vocabulary by its name, or one from a YAML file.

    Raises UsageError as load_profile does.
    """
    return _validated(VocabularyFile, _read(name, "vocabulary"), name, "vocabulary").vocabulary()


def _validated(model: type[_Model], data: Any, name: str | Path, what: str) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        more = f" ({error.error_count()} mistakes in all)" if error.error_count() > 1 else ""
        raise UsageError(
            f"The {what} {name} is not valid at {place}: {first['msg']}{more}.", "Mend it and try again."
        ) from error


def _read(name: str | Path, what: str) -> Any:
    shipped = files("planextract.profiles") / f"{name}.yaml"
    path = Path(name)
    try:
        if path.suffix not in (".yaml", ".yml") and shipped.is_file():
            text = shipped.read_text(encoding="utf-8")
        else:
            text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"There is no {what} {name} that can be read.",
            f"Name a shipped {what} or the path of a YAML file.",
        ) from error
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UsageError(f"The {what} {name} is not YAML: {error}.", "Mend it and try again.") from error
