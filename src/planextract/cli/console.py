"""Print messages to stderr, so that stdout contains only data."""

from __future__ import annotations

import sys

from planextract.harmless import make_printable
from planextract.wording.language import get_language
from planextract.wording.messages import translate


def print_message(message: str) -> None:
    """Print a message to stderr, in the reader's language, on one line and harmless for a terminal."""
    print(make_printable(translate(message, get_language())), file=sys.stderr)
