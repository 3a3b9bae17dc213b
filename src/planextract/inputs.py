"""Collect what a plan is made of besides its pages: the file, the options, profiles and corrections."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from planextract.corrections.corrections_file import read_corrections
from planextract.families.profile_loader import load_profile, shipped_profiles
from planextract.model.plan import Correction
from planextract.model.recognition import OcrMode
from planextract.profiles.publisher import resolve_publisher
from planextract.profiles.schema import Profile
from planextract.profiles.vocabulary import Vocabulary
from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.read.input_file import check_size, read_file
from planextract.read.registry import TEXT_ENGINE as TEXT_ENGINE
from planextract.recognise.run_settings import resolve_ocr_mode

UNNAMED = "-"
"""Name of an input that has none: standard input, or bytes."""

FileSource = str | Path | bytes | BinaryIO
"""A file: its path (`-` is standard input), its bytes, or a file object opened in binary mode."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of reading a plan."""

    engine: str = "pdfium"
    """Name of the reader: pdfium or pdfplumber; text for a text file without the suffix .txt."""
    password: str | None = None
    profile: str | None = None
    """Name of a shipped profile, or path of a YAML file; None selects the shipped one that fits best."""
    vocabulary: str | None = None
    include_hidden: bool = False
    body_code: str | None = None
    """Code of the body (全国地方公共団体コード); None takes the profile's."""
    body_name: str | None = None
    licence: str | None = None
    corrections: str | None = None
    """Path of a corrections.yaml."""
    ocr: str = "auto"
    """When characters are recognised in pictures: auto (pages and words without text), never or always."""


class InputFile(NamedTuple):
    """The path or name of a file, and its bytes."""

    path: Path
    data: bytes


def read_source(source: FileSource, name: str | None = None) -> InputFile:
    """Return the bytes of a file, and its path or name; `name` is for bytes and file objects without one.

    Raises UnreadableError when there is no such file, or it can't be read, is empty or too large.
    """
    if isinstance(source, str | Path):
        return InputFile(Path(source), read_file(Path(source)))
    if isinstance(source, bytes):
        path, data = Path(name or UNNAMED), source
    else:
        known = getattr(source, "name", None)
        path, data = Path(name or (known if isinstance(known, str) else UNNAMED)), source.read()
    check_size(path, data)
    return InputFile(path, data)


class ProfileSettings(NamedTuple):
    """A candidate profile with the vocabulary and the plan fields that depend on it."""

    profile: Profile
    vocabulary: Vocabulary
    named: dict[str, Any]


class ParseInputs(NamedTuple):
    """All inputs of making a plan, besides its pages."""

    path: Path
    sha256: str
    options: Options
    corrections: tuple[Correction, ...]
    settings: tuple[ProfileSettings, ...]
    """Settings of each candidate profile."""
    ocr_mode: OcrMode

    @property
    def profiles(self) -> list[Profile]:
        """Candidate profiles, in the order in which they are tried."""
        return [settings.profile for settings in self.settings]

    def find_settings(self, profile: Profile) -> ProfileSettings:
        """Return the settings of one of the candidate profiles."""
        return next(settings for settings in self.settings if settings.profile is profile)


def prepare_inputs(file: InputFile, options: Options) -> ParseInputs:
    """Load what the options name.

    Raises UsageError when a profile, vocabulary, publisher or file of corrections is not valid, or the mode
    of recognition unknown or not installed.
    """
    return ParseInputs(
        file.path,
        hashlib.sha256(file.data).hexdigest(),
        options,
        read_corrections(Path(options.corrections)).corrections if options.corrections else (),
        tuple(
            ProfileSettings(
                profile,
                load_vocabulary(options.vocabulary or profile.vocabulary),
                resolve_publisher(profile, options.body_code, options.body_name, options.licence),
            )
            for profile in load_candidate_profiles(options)
        ),
        resolve_ocr_mode(options.ocr),
    )


def load_candidate_profiles(options: Options) -> list[Profile]:
    """Load the candidate profiles: the one named in the options, or else all shipped ones.

    Raises UsageError when the named one is missing or not valid.
    """
    return [load_profile(options.profile)] if options.profile is not None else shipped_profiles()
