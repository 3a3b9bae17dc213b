"""Take the option --lang from the command line, wherever it is given, before anything is shown."""

from __future__ import annotations

from collections.abc import Sequence

from planextract.errors import UsageError
from planextract.wording.language import LANGUAGES, Language, choose_language
from planextract.wording.messages import make_message

_OPTION = "--lang"


def take_language_option(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without --lang, and show everything in the language that it names.

    Raises UsageError for a language that there is not.

    >>> take_language_option(["parse", "plan.pdf"])
    ['parse', 'plan.pdf']
    """
    choose_language(None)
    left: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return [*left, argument, *waiting]
        name, equals, value = argument.partition("=")
        if name == _OPTION:
            choose_language(_check_language(value if equals else next(waiting, "")))
        else:
            left.append(argument)
    return left


def _check_language(name: str) -> Language:
    for language in LANGUAGES:
        if name == language:
            return language
    raise UsageError(
        make_message("There are no messages in the language {name!r}.", name=name),
        make_message("Choose from {languages}.", languages=[*LANGUAGES]),
    )
