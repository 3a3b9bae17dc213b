"""Load vocabularies, both the shipped one and YAML files of a user."""

from __future__ import annotations

from pathlib import Path

from planextract.profiles.profile_files import make_invalid_file_error, read_yaml_text
from planextract.profiles.schema import VocabularyFile
from planextract.profiles.vocabulary import Vocabulary
from planextract.profiles.yaml_errors import InvalidFile, parse_yaml_as


def load_vocabulary(name: str | Path) -> Vocabulary:
    """Load a shipped vocabulary by its name, or a vocabulary from a YAML file.

    Raises UsageError when it is missing or not valid.
    """
    try:
        return parse_yaml_as(VocabularyFile, read_yaml_text(name, "vocabulary")).make_vocabulary()
    except InvalidFile as error:
        raise make_invalid_file_error("vocabulary", name, error) from error
