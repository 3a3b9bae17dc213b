"""Make text from documents, servers and files harmless before it reaches a terminal, a log or the data."""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, escape sequences among them; tabs and newlines are text
    # invisible, or changing the order of writing
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"  # halves of characters, tags
)


def is_harmful(text: str) -> bool:
    """Return True for a text with characters that control a terminal or hide or turn the text around them.

    >>> is_harmful("計画\\n２"), is_harmful("a\\x1b[31m"), is_harmful("\\u202e")
    (False, True, True)
    """
    return _HARMFUL.search(text) is not None


def neutralize(text: str) -> tuple[str, int]:
    """Replace each harmful character with U+FFFD; return the text and how many there were.

    >>> neutralize("a\\x1b[31mb")
    ('a\ufffd[31mb', 1)
    """
    return _HARMFUL.subn("\ufffd", text)


def make_printable(text: str) -> str:
    """Return a text for a terminal or a log: harmful characters as escapes, all on one line.

    A line of its own could begin with a command to the system that keeps the log, such as `::error::`.

    >>> make_printable("a\\x1b[31m\\r\\n::error::b")
    'a\\\\x1b[31m ::error::b'
    """
    one_line = " ".join(text.split("\n")) if "\n" in text else text
    return _HARMFUL.sub(_escape, one_line.replace("\r ", " "))


def make_lines_printable(text: str) -> str:
    """Return a text of several lines for a terminal, with harmful characters as escapes."""
    return _HARMFUL.sub(_escape, text.replace("\r\n", "\n"))


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
