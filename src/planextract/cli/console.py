"""Print messages to stderr, so that stdout contains only data."""

from __future__ import annotations

import sys


def print_message(message: str) -> None:
    """Print a message to stderr."""
    print(message, file=sys.stderr)
