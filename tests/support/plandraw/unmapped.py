"""Words set in a font that has no Unicode map.

Such a word stays in the text it belongs to, so that lines break as they would; each of its characters is
moved to a private plane of Unicode. Drawing moves it back and changes the font; the truth has U+FFFD for it,
for that is all that a reader of the file can know.
"""

from __future__ import annotations

_PLANE = 0xF0000
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def unmap(word: str) -> str:
    """Move a word to the private plane."""
    return "".join(chr(_PLANE + ord(character)) for character in word)


def is_unmapped(character: str) -> bool:
    """Whether this character is to be set in the font without a map."""
    return ord(character) >= _PLANE


def base(character: str) -> str:
    """The character that is printed."""
    return chr(ord(character) - _PLANE) if is_unmapped(character) else character


def printed(text: str) -> str:
    """The text as it looks on paper."""
    return "".join(map(base, text))


def as_read(text: str) -> str:
    """The text as far as the file tells it."""
    return "".join(REPLACEMENT if is_unmapped(character) else character for character in text)
