"""Define the errors that users see, each with an exit status, a message and a remedy."""

from __future__ import annotations

from enum import IntEnum

from planextract.wording.language import Language
from planextract.wording.messages import translate


class ExitCode(IntEnum):
    """Exit statuses of the command line; scripts rely on them, so a value never changes its meaning."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    UNREADABLE = 3
    ENCRYPTED = 4
    NO_TEXT = 5
    NO_PLAN = 6
    FINDINGS = 7
    WORSE = 8
    INVALID = 9


class PlanextractError(Exception):
    """A failure that the user can understand and act on.

    `message` describes the problem in one sentence, `remedy` what to do about it.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"

    def describe(self, language: Language) -> str:
        """Return the message and the remedy in a language."""
        parts = (translate(text, language) for text in (self.message, self.remedy) if text)
        return ("" if language == "ja" else " ").join(parts)

    choose = describe
    """As a fact of a message, an error is shown in the message's language."""

    def __reduce__(self) -> tuple[type[PlanextractError], tuple[str, str]]:
        # Worker processes return their errors pickled; the default would lose the remedy.
        return type(self), (self.message, self.remedy)


class OutputError(PlanextractError):
    """The output can't be written to the requested location."""


class UsageError(PlanextractError):
    """An argument is not valid."""

    exit_code = ExitCode.USAGE


class UnreadableError(PlanextractError):
    """The file can't be read as a PDF or as text."""

    exit_code = ExitCode.UNREADABLE


class PageError(Exception):
    """One page can't be read; its message is the reason, worded to follow "page 3: "."""


class EncryptedError(PlanextractError):
    """The file is encrypted and the password is missing or wrong."""

    exit_code = ExitCode.ENCRYPTED


class NoTextError(PlanextractError):
    """The pages have no text layer, since they are pictures, or one without Unicode values."""

    exit_code = ExitCode.NO_TEXT


class NoPlanError(PlanextractError):
    """The file contains text, but no action plan was recognised in it."""

    exit_code = ExitCode.NO_PLAN


class InvalidDataError(PlanextractError):
    """A plan.json, or the folder it is in, is not valid or does not belong together."""

    exit_code = ExitCode.INVALID


class FindingsError(PlanextractError):
    """The plan has findings of severity error, and `--strict` was requested."""

    exit_code = ExitCode.FINDINGS


class WorseError(PlanextractError):
    """The new edition's data are worse than the existing data, so `update` rejected them."""

    exit_code = ExitCode.WORSE
