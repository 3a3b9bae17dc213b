"""Mark the text of fonts without a character map as unknown before any reader sees the file.

A symbolic TrueType font has an encoding of its own, which identifies its glyphs and not characters
(ISO 32000-1, 9.6.6.4). With neither /Encoding nor /ToUnicode there is no way from a code to a character
(9.10.2), yet readers take the codes for ASCII: unknowable words come out as `!"#`. So such a font is given a
/ToUnicode that maps every code to U+FFFD.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from planextract import limits
from planextract.errors import UnreadableError
from planextract.read.stream_sizes import find_flate_streams

if TYPE_CHECKING:
    from pypdf.generic import StreamObject

logging.getLogger("pypdf").setLevel(logging.ERROR)

_SYMBOLIC_FLAG, _NONSYMBOLIC_FLAG = 4, 32
"""Flags of a font descriptor (ISO 32000-1, table 123)."""

_SPACE_CODE = 32
"""Code of the space, which means the same without any map.

Word spacing applies to it (ISO 32000-1, 9.3.3), and font makers reserve it for the space.
"""

_TRUETYPE_NAME = b"/TrueType"
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_DICTIONARY_REACH_BYTES = 2**14
"""Bytes searched on each side of `/TrueType` for the dictionary of the font; most have hundreds."""


def can_have_unmapped_font(data: bytes, *, encrypted: bool) -> bool:
    """Return True where a quick search of the bytes shows that a font may lack a character map.

    The result is False for nearly every file. Encrypted objects can't be searched, so an encrypted file
    counts as soon as it may have a TrueType font.
    """
    if encrypted:
        return _TRUETYPE_NAME in data or _OBJECT_STREAM.search(data) is not None
    return any(map(_has_unmapped_font, (data, *_unpack_object_streams(data))))


def _unpack_object_streams(data: bytes) -> Iterator[bytes]:
    """Yield the unpacked content of each object stream (ISO 32000-1, 7.5.7)."""
    if _OBJECT_STREAM.search(data) is None:
        return
    for dictionary, begin in find_flate_streams(data):
        if _OBJECT_STREAM.search(dictionary):
            end = data.find(b"endstream", begin)
            try:
                yield zlib.decompressobj().decompress(data[begin:end], limits.STREAM_BYTES)
            except zlib.error:
                continue  # a reader can't unpack it either


def _has_unmapped_font(text: bytes) -> bool:
    place = text.find(_TRUETYPE_NAME)
    while place >= 0:
        begin = text.rfind(b"<<", max(0, place - _DICTIONARY_REACH_BYTES), place)
        end = text.find(b">>", place, place + _DICTIONARY_REACH_BYTES)
        font = text[max(begin, 0) : end if end >= 0 else place]
        if b"/ToUnicode" not in font and b"/Encoding" not in font:
            return True
        place = text.find(_TRUETYPE_NAME, place + len(_TRUETYPE_NAME))
    return False


def add_replacement_maps(data: bytes) -> bytes | None:
    """Return the file with a U+FFFD map in each font that lacks a character map; None where no font does.

    The file must be readable without a password. Raises UnreadableError where its fonts can't be examined.
    """
    # Imported here: it takes a tenth of a second and is seldom needed.
    from pypdf import PdfWriter
    from pypdf.errors import PyPdfError
    from pypdf.generic import NameObject

    try:
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        silent = [font for font in _find_fonts(writer.pages) if _is_unmapped_font(font)]
        if not silent:
            return None
        no_map = writer._add_object(_make_replacement_map())
        for font in silent:
            font[NameObject("/ToUnicode")] = no_map
        copy = io.BytesIO()
        writer.write(copy)
    except (PyPdfError, RecursionError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(
            f"The fonts of this file can't be looked at ({type(error).__name__}: {error}).",
            "Save it anew with another program.",
        ) from error
    return copy.getvalue()


def _find_fonts(pages: Iterable[Any]) -> Iterator[Any]:
    """Yield the fonts of pages, and of forms, patterns and Type 3 glyphs with resources of their own."""
    todo, seen = list(pages), set()
    while todo:
        holder = todo.pop().get_object()
        resources = holder.get("/Resources") if hasattr(holder, "get") else None
        if resources is None or id(resources.get_object()) in seen:
            continue
        resources = resources.get_object()
        seen.add(id(resources))
        fonts = [font.get_object() for font in _get_resource_values(resources, "/Font")]
        yield from fonts
        todo += [
            *fonts,
            *_get_resource_values(resources, "/XObject"),
            *_get_resource_values(resources, "/Pattern"),
        ]


def _get_resource_values(resources: Any, kind: str) -> list[Any]:
    group = resources.get(kind)
    return list(group.get_object().values()) if group is not None else []


def _is_unmapped_font(font: Any) -> bool:
    """Return True for an embedded symbolic TrueType font with neither /Encoding nor /ToUnicode.

    A font that is not embedded is printed with a substitute, whose codes are standard.
    """
    if font.get("/Subtype") != "/TrueType" or "/Encoding" in font or "/ToUnicode" in font:
        return False
    descriptor = font.get("/FontDescriptor", {}).get_object() if "/FontDescriptor" in font else {}
    flags = descriptor.get("/Flags", 0)
    embedded = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return embedded and bool(flags & _SYMBOLIC_FLAG) and not flags & _NONSYMBOLIC_FLAG


def _make_replacement_map() -> StreamObject:
    """Return a /ToUnicode CMap of every code but the space to U+FFFD (ISO 32000-1, 9.10.3).

    Codes are mapped one by one, since a range would count up from U+FFFD; a block holds at most 100.
    """
    from pypdf.generic import StreamObject

    lines = [b"<%02X> <%04X>" % (code, code if code == _SPACE_CODE else 0xFFFD) for code in range(256)]
    blocks = [lines[start : start + 100] for start in range(0, 256, 100)]
    stream = StreamObject()
    stream.set_data(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + b"".join(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
        + b"endcmap\nend\nend"
    )
    return stream
