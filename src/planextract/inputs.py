"""Collect what a plan is made of besides its pages: the file, the options, profiles and corrections."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, overload

from planextract.corrections.corrections_file import read_corrections
from planextract.families.profile_loader import SHIPPED_NAMES, load_profile, shipped_profiles
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
    profiles: CandidateProfiles
    """Candidate profiles, in the order in which they are tried."""
    first: ProfileSettings
    """Settings of the first of them."""
    ocr_mode: OcrMode

    def find_settings(self, profile: Profile) -> ProfileSettings:
        """Return the settings of one of the candidate profiles."""
        return self.first if profile is self.first.profile else load_settings(profile, self.options)


class CandidateProfiles(Sequence[Profile]):
    """Candidate profiles: the first, and the shipped ones after it, which are loaded when they are tried."""

    def __init__(self, first: Profile, names: tuple[str, ...] = ()) -> None:
        self._loaded, self._names = [first], names

    def __len__(self) -> int:
        return 1 + len(self._names)

    @overload
    def __getitem__(self, index: int) -> Profile: ...
    @overload
    def __getitem__(self, index: slice) -> list[Profile]: ...
    def __getitem__(self, index: int | slice) -> Profile | list[Profile]:
        if index != 0 and len(self._loaded) == 1:
            self._loaded += map(load_profile, self._names)
        return self._loaded[index]


def prepare_inputs(file: InputFile, options: Options) -> ParseInputs:
    """Load what the options name.

    Raises UsageError when a profile, vocabulary, publisher or file of corrections is not valid, or the mode
    of recognition unknown or not installed.
    """
    corrections = read_corrections(Path(options.corrections)).corrections if options.corrections else ()
    name, *others = [options.profile] if options.profile is not None else SHIPPED_NAMES
    profile = load_profile(name)
    return ParseInputs(
        file.path,
        hashlib.sha256(file.data).hexdigest(),
        options,
        corrections,
        CandidateProfiles(profile, tuple(others)),
        load_settings(profile, options),
        resolve_ocr_mode(options.ocr),
    )


def load_settings(profile: Profile, options: Options) -> ProfileSettings:
    """Load what depends on a profile.

    Raises UsageError when the vocabulary or publisher is not valid.
    """
    return ProfileSettings(
        profile,
        load_vocabulary(options.vocabulary or profile.vocabulary),
        resolve_publisher(profile, options.body_code, options.body_name, options.licence),
    )


def load_candidate_profiles(options: Options) -> list[Profile]:
    """Load the candidate profiles: the one named in the options, or else all shipped ones.

    Raises UsageError when the named one is missing or not valid.
    """
    return [load_profile(options.profile)] if options.profile is not None else shipped_profiles()
