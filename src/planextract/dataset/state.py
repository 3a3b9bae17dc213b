"""State kept between two runs of an update, in a file beside the data it describes.

It contains no time of day, so that it changes only when the data do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planextract import __version__
from planextract.errors import InvalidDataError
from planextract.model.raw_plan import PageAccount, Role
from planextract.pipeline import Options, candidates
from planextract.profiles import load_vocabulary

STATE_FILE = "update.json"


class Coverage(BaseModel):
    """Counts of visible glyphs that were used or unused, without running heads and repeated pages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: int = Field(ge=0, description="glyphs that landed in records")
    unused: int = Field(ge=0, description="glyphs that landed nowhere")

    @property
    def part(self) -> float:
        """Share of the glyphs that are in records, 0 to 1; 1 for a plan without glyphs."""
        return self.record / (self.record + self.unused) if self.record + self.unused else 1.0


class State(BaseModel):
    """Origin of the data in a folder: the source, its file, and how it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    source: str = Field(description="as the YAML file has it")
    etag: str | None
    last_modified: str | None
    sha256: str
    recipe: str = Field(description="stands for the program's version and the options: see `recipe`")
    coverage: Coverage


def coverage(accounts: Iterable[PageAccount]) -> Coverage:
    """Return the coverage of all pages together."""
    record = unused = 0
    for account in accounts:
        record += account.used.get(Role.RECORD, 0)
        unused += account.used.get(Role.UNUSED, 0)
    return Coverage(record=record, unused=unused)


def recipe(options: Options) -> str:
    """Return a fingerprint (SHA-256 in hex) that changes when the same file might be read differently.

    It covers the version of the program, the options, and the contents of the profiles and vocabularies.
    Raises UsageError when a profile or vocabulary is not valid.
    """
    profiles = candidates(options)
    vocabularies = [load_vocabulary(options.vocabulary or each.vocabulary) for each in profiles]
    parts: list[Any] = [
        __version__,
        options.engine,
        options.include_hidden,
        [each.model_dump(mode="json") for each in profiles],
        [sorted((stage, list(words)) for stage, words in each.synonyms.items()) for each in vocabularies],
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def state_bytes(state: State) -> bytes:
    """Return the contents of the state file: JSON in UTF-8 with a final newline."""
    return (json.dumps(state.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def read_state(folder: Path) -> State | None:
    """Return the state stored in a folder; None where there is none.

    Raises InvalidDataError when the file exists and is not valid.
    """
    path = folder / STATE_FILE
    if not path.exists():
        return None
    try:
        return State.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InvalidDataError(
            f"{path} is not what planextract update has written.",
            "Restore it, or delete it; the next run then reads the source anew.",
        ) from error
