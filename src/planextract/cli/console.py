"""Print messages to stderr, so that stdout contains only data."""

from __future__ import annotations

import contextlib
import sys

from planextract.harmless import make_printable
from planextract.wording.language import get_language
from planextract.wording.messages import translate


def print_message(message: str) -> None:
    """Print a message to stderr, in the reader's language, on one line and harmless for a terminal."""
    # A full or closed stderr is no reason to fail: nobody could be told.
    with contextlib.suppress(OSError, ValueError):
        print(make_printable(translate(message, get_language())), file=sys.stderr, flush=True)


def format_count(count: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun in the singular or plural.

    >>> format_count(1, "note"), format_count(2, "strategy", "strategies")
    ('1 note', '2 strategies')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
