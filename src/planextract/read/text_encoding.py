"""Decode the bytes of a text file in any of the encodings common for Japanese text."""

from __future__ import annotations

import codecs
import re

from planextract.errors import UnreadableError
from planextract.wording.messages import make_message

TEXT_SUFFIXES = (".txt", ".text")
"""File name extensions of the files that are read as plain text."""

_NON_TEXT_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f\uf8f0-\uf8f3\ufffe\uffff]")
"""Control characters, and the characters to which Python decodes bytes undefined in CP932."""


def is_plain_text(name: str, data: bytes) -> bool:
    """Return True for a file to read as text: a text extension or standard input (`-`), and not a PDF."""
    return (name == "-" or name.lower().endswith(TEXT_SUFFIXES)) and b"%PDF-" not in data[:1024]


def decode_text(data: bytes, name: str) -> str:
    """Decode UTF-8 or UTF-16, with or without byte order mark, or CP932; line ends become newlines.

    Every encoding is tried strictly, the one that rejects most first. Raises UnreadableError when none
    fits or when the result contains control characters that no text has.
    """
    for encoding in _guess_encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NON_TEXT_CHARACTER.search(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableError(
        make_message(
            "{name} can't be read as text: it is neither UTF-8 nor UTF-16 nor CP932 (Shift_JIS).", name=name
        ),
        "Save it as UTF-8 and try again.",
    )


def _guess_encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\x00" in data:
        # Without a mark, line breaks and spaces, which every text has, show the order of the bytes.
        little = sum(data[at : at + 2] in (b"\n\x00", b" \x00") for at in range(0, len(data), 2))
        big = sum(data[at : at + 2] in (b"\x00\n", b"\x00 ") for at in range(0, len(data), 2))
        return ("utf-16-le",) if little > big else ("utf-16-be",)
    return ("utf-8", "cp932")
