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
from planextract.corrections.corrections_file import read_corrections
from planextract.errors import InvalidDataError
from planextract.inputs import Options, load_candidate_profiles
from planextract.model.raw_plan import GlyphFate, PageAccount
from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.wording.messages import make_message

STATE_FILE = "update.json"


class DatasetCoverage(BaseModel):
    """Counts of visible glyphs that were used or unused, without running heads and repeated pages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: int = Field(ge=0, description="glyphs that landed in records")
    unused: int = Field(ge=0, description="glyphs that landed nowhere")

    @property
    def record_share(self) -> float:
        """Share of the glyphs that are in records, 0 to 1; 1 for a plan without glyphs."""
        return self.record / (self.record + self.unused) if self.record + self.unused else 1.0


class UpdateState(BaseModel):
    """Origin of the data in a folder: the source, its file, and how it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    source: str = Field(description="as the YAML file has it")
    etag: str | None
    last_modified: str | None
    sha256: str
    recipe: str = Field(
        description="stands for the program's version and the options: see `compute_reading_fingerprint`"
    )
    coverage: DatasetCoverage


def sum_coverage(accounts: Iterable[PageAccount]) -> DatasetCoverage:
    """Return the coverage of all pages together."""
    record = unused = 0
    for account in accounts:
        record += account.fates.get(GlyphFate.RECORD, 0)
        unused += account.fates.get(GlyphFate.UNUSED, 0)
    return DatasetCoverage(record=record, unused=unused)


def compute_reading_fingerprint(options: Options) -> str:
    """Return a fingerprint (SHA-256 in hex) that changes when the same file might be read differently.

    It covers the version of the program, the options, and the contents of the profiles, vocabularies and
    corrections. Raises UsageError when one of them is not valid.
    """
    profiles = load_candidate_profiles(options)
    vocabularies = [load_vocabulary(options.vocabulary or each.vocabulary) for each in profiles]
    corrections = read_corrections(Path(options.corrections)) if options.corrections else None
    parts: list[Any] = [
        __version__,
        options.engine,
        options.include_hidden,
        [options.body_code, options.body_name, options.licence],
        corrections.model_dump(mode="json") if corrections is not None else None,
        [each.model_dump(mode="json") for each in profiles],
        [sorted((stage, list(words)) for stage, words in each.synonyms.items()) for each in vocabularies],
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def encode_state(state: UpdateState) -> bytes:
    """Return the contents of the state file: JSON in UTF-8 with a final newline."""
    return (json.dumps(state.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def read_state(folder: Path) -> UpdateState | None:
    """Return the state stored in a folder; None where there is none.

    Raises InvalidDataError when the file exists and is not valid.
    """
    path = folder / STATE_FILE
    if not path.exists():
        return None
    try:
        return UpdateState.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InvalidDataError(
            make_message("{path} is not what planextract update has written.", path=path),
            "Restore it, or delete it; the next run then reads the source anew.",
        ) from error
