"""Read corrections.yaml, as saved from a report or written by a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from planextract.errors import UsageError
from planextract.model.plan import Correction
from planextract.model.record import ProjectId, Value
from planextract.wording.messages import make_message


class CheckedValue(BaseModel):
    """A value that a person has confirmed. It has no effect, and only documents the review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    project: ProjectId
    field: str
    value: Value


class SignOff(BaseModel):
    """A person's statement that the whole was checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")


class CorrectionsFile(BaseModel):
    """The contents of a file of corrections, strictly validated."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str | None = Field(default=None, description="SHA-256 of the PDF that was compared")
    corrections: tuple[Correction, ...] = ()
    checked: tuple[CheckedValue, ...] = ()
    signed_off: tuple[SignOff, ...] = ()

    @model_validator(mode="after")
    def _check_unique_values(self) -> Self:
        """Raise ValueError where a value is corrected twice."""
        seen: set[tuple[str, str]] = set()
        for correction in self.corrections:
            key = correction.project, correction.field
            if key in seen:
                raise ValueError(f"{correction.field} of {correction.project} is corrected twice")
            seen.add(key)
        return self


def read_corrections(path: Path) -> CorrectionsFile:
    """Return the contents of a file of corrections.

    Raises UsageError when it can't be read or is not valid; the message locates the mistake.
    """
    try:
        data: Any = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            make_message("There are no corrections {path} that can be read.", path=path), "Check the path."
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UsageError(
            make_message("{path} is not YAML: {error}.", path=path, error=error),
            "Mend it, or save it from the report again.",
        ) from error
    try:
        return CorrectionsFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(
            make_message(
                "{path} is not valid at {place}: {mistake}.", path=path, place=place, mistake=first["msg"]
            ),
            "Mend it, or save it from the report again.",
        ) from error
