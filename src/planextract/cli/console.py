"""Print messages to stderr, so that stdout contains only data."""

from __future__ import annotations

import sys

from planextract.harmless import make_printable


def print_message(message: str) -> None:
    """Print a message to stderr, on one line and without characters that control a terminal."""
    print(make_printable(message), file=sys.stderr)


def format_count(count: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun in the singular or plural.

    >>> format_count(1, "note"), format_count(2, "strategy", "strategies")
    ('1 note', '2 strategies')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
