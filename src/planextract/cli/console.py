"""Talk goes to stderr, data to stdout."""

from __future__ import annotations

import sys


def talk(message: str) -> None:
    """Tell the person at the terminal something that is no data."""
    print(message, file=sys.stderr)
