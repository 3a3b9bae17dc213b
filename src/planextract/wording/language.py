"""Choose the language of what people read: the one asked for, or else that of the locale."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple

Language = Literal["en", "ja"]
"""ISO 639 code of a language that the program can write."""

LANGUAGES: tuple[Language, ...] = ("en", "ja")

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that name the locale of messages, the strongest first."""


class Words(NamedTuple):
    """One text in every language."""

    en: str
    ja: str

    def choose(self, language: Language) -> str:
        """Return the text in one language."""
        return self.ja if language == "ja" else self.en


def detect_language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the locale: Japanese where the locale is, else English.

    >>> detect_language({"LANG": "ja_JP.UTF-8"}), detect_language({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"})
    ('ja', 'en')
    """
    named = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    return "ja" if named.lower().partition(".")[0].partition("_")[0] in ("ja", "japanese") else "en"


class _Choice:
    """The language that was asked for, if any."""

    language: Language | None = None


def choose_language(language: Language | None) -> None:
    """Set the language of everything that is shown from now on; None means that of the locale."""
    _Choice.language = language


def get_language() -> Language:
    """Return the language in which to show texts."""
    return _Choice.language or detect_language()
