"""Mark the text of fonts without a character map as unknown before any reader sees the file.

A symbolic TrueType font has an encoding of its own, which identifies its glyphs and not characters
(ISO 32000-1, 9.6.6.4). With neither /Encoding nor /ToUnicode there is no way from a code to a character
(9.10.2), yet readers take the codes for ASCII: unknowable words come out as `!"#`. So such a font is given a
/ToUnicode that maps every code to U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planextract.read.character_maps import format_character_map
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.read.stream_sizes import FileTraits

_SYMBOLIC_FLAG, _NONSYMBOLIC_FLAG = 4, 32
"""Flags of a font descriptor (ISO 32000-1, table 123)."""

_SPACE_CODE = 32
"""Code of the space, which means the same without any map.

Word spacing applies to it (ISO 32000-1, 9.3.3), and font makers reserve it for the space.
"""

_TRUETYPE_NAME = b"/TrueType"
_COMPOSITE_NAME = b"/Type0"
_DICTIONARY_REACH_BYTES = 2**14
"""Bytes searched on each side of `/TrueType` for the dictionary of the font; most have hundreds."""


def can_have_unmapped_font(traits: FileTraits) -> bool:
    """Return True where a quick search of the bytes shows that a font may lack a character map.

    The result is False for nearly every file.
    """
    return any(map(_has_unmapped_font, traits.objects))


def _has_unmapped_font(text: bytes) -> bool:
    return any(True for _ in _iter_unmapped(text, _TRUETYPE_NAME, b"/Encoding")) or any(
        b"/Identity" in font for font in _iter_unmapped(text, _COMPOSITE_NAME, b"/ToUnicode")
    )


def _iter_unmapped(text: bytes, name: bytes, key: bytes) -> Iterator[bytes]:
    """Yield the dictionaries with that name which have neither a /ToUnicode nor that key."""
    place = text.find(name)
    while place >= 0:
        begin = text.rfind(b"<<", max(0, place - _DICTIONARY_REACH_BYTES), place)
        end = text.find(b">>", place, place + _DICTIONARY_REACH_BYTES)
        font = text[max(begin, 0) : end if end >= 0 else place]
        if b"/ToUnicode" not in font and key not in font:
            yield font
        place = text.find(name, place + len(name))


def find_fonts(pages: Iterable[Any]) -> Iterator[Any]:
    """Yield each font of pages, and of forms, patterns and Type 3 glyphs with own resources, once."""
    todo, seen = list(pages), set()
    while todo:
        holder = todo.pop().get_object()
        resources = holder.get("/Resources") if hasattr(holder, "get") else None
        if resources is None or id(resources.get_object()) in seen:
            continue
        resources = resources.get_object()
        seen.add(id(resources))
        fonts = [font.get_object() for font in _get_resource_values(resources, "/Font")]
        yield from (font for font in fonts if id(font) not in seen)
        seen.update(map(id, fonts))
        todo += [
            *fonts,
            *_get_resource_values(resources, "/XObject"),
            *_get_resource_values(resources, "/Pattern"),
        ]


def _get_resource_values(resources: Any, kind: str) -> list[Any]:
    group = resources.get(kind)
    return list(group.get_object().values()) if group is not None else []


def is_unmapped_font(font: Any) -> bool:
    """Return True for an embedded symbolic TrueType font with neither /Encoding nor /ToUnicode.

    A font that is not embedded is printed with a substitute, whose codes are standard.
    """
    if font.get("/Subtype") != "/TrueType" or "/Encoding" in font or "/ToUnicode" in font:
        return False
    descriptor = font.get("/FontDescriptor", {}).get_object() if "/FontDescriptor" in font else {}
    flags = descriptor.get("/Flags", 0)
    embedded = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return embedded and bool(flags & _SYMBOLIC_FLAG) and not flags & _NONSYMBOLIC_FLAG


def make_replacement_map() -> bytes:
    """Return a /ToUnicode CMap of every code but the space to U+FFFD (ISO 32000-1, 9.10.3)."""
    texts = dict.fromkeys(range(256), REPLACEMENT_CHARACTER)
    return format_character_map({**texts, _SPACE_CODE: " "}, 1)
