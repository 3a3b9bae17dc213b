"""Fonts that do not tell which characters their codes are, made to say so.

A symbolic TrueType font has an encoding of its own, which is a matter of its glyphs and says nothing about
characters (ISO 32000-1, 9.6.6.4). With neither /Encoding nor /ToUnicode there is no way from a code to a
character (9.10.2), yet readers take the codes for ASCII: words that nobody can know come out as `!"#`. So
such a font is given a /ToUnicode that makes U+FFFD of every code, before any reader sees the file.
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
from planextract.read.stream_sizes import flate_streams

if TYPE_CHECKING:
    from pypdf.generic import StreamObject

logging.getLogger("pypdf").setLevel(logging.ERROR)

_SYMBOLIC, _NONSYMBOLIC = 4, 32
"""Flags of a font descriptor (table 123)."""

_SPACE = 32
"""The one code that has a meaning without any map: word spacing applies to it (9.3.3), and those who make
fonts keep it for the space."""

_KIND = b"/TrueType"
_PACKED = re.compile(rb"/ObjStm\b")
_DICTIONARY = 2**14
"""Bytes on each side of its kind within which the dictionary of a font is looked for; most have hundreds."""


def may_lack_map(data: bytes, *, encrypted: bool) -> bool:
    """Whether there may be a font that does not tell its characters: a quick look at the bytes, which says no
    of nearly every file. What is encrypted can't be looked at."""
    if encrypted:
        return _KIND in data or _PACKED.search(data) is not None
    return any(map(_holds_unmapped, (data, *_unpacked_objects(data))))


def _unpacked_objects(data: bytes) -> Iterator[bytes]:
    """The objects that are packed in streams (7.5.7)."""
    if _PACKED.search(data) is None:
        return
    for dictionary, begin in flate_streams(data):
        if _PACKED.search(dictionary):
            end = data.find(b"endstream", begin)
            try:
                yield zlib.decompressobj().decompress(data[begin:end], limits.STREAM_BYTES)
            except zlib.error:
                continue  # nor can a reader unpack it


def _holds_unmapped(text: bytes) -> bool:
    place = text.find(_KIND)
    while place >= 0:
        begin = text.rfind(b"<<", max(0, place - _DICTIONARY), place)
        end = text.find(b">>", place, place + _DICTIONARY)
        font = text[max(begin, 0) : end if end >= 0 else place]
        if b"/ToUnicode" not in font and b"/Encoding" not in font:
            return True
        place = text.find(_KIND, place + len(_KIND))
    return False


def told(data: bytes) -> bytes | None:
    """The file with U+FFFD for what its fonts do not tell; None where they tell all.

    The file must be readable without a password. Raises UnreadableError where its fonts can't be looked at.
    """
    # A tenth of a second, and seldom wanted.
    from pypdf import PdfWriter
    from pypdf.errors import PyPdfError
    from pypdf.generic import NameObject

    try:
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        silent = [font for font in _fonts(writer.pages) if _is_silent(font)]
        if not silent:
            return None
        no_map = writer._add_object(_no_map())
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


def _fonts(pages: Iterable[Any]) -> Iterator[Any]:
    """The fonts of pages, and of what these paint: forms, patterns and glyphs with resources of their own."""
    todo, seen = list(pages), set()
    while todo:
        holder = todo.pop().get_object()
        resources = holder.get("/Resources") if hasattr(holder, "get") else None
        if resources is None or id(resources.get_object()) in seen:
            continue
        resources = resources.get_object()
        seen.add(id(resources))
        fonts = [font.get_object() for font in _values(resources, "/Font")]
        yield from fonts
        todo += [*fonts, *_values(resources, "/XObject"), *_values(resources, "/Pattern")]


def _values(resources: Any, kind: str) -> list[Any]:
    group = resources.get(kind)
    return list(group.get_object().values()) if group is not None else []


def _is_silent(font: Any) -> bool:
    """Whether a font has no word on what its codes print, and its program, whose glyphs they are: without one
    the glyphs of a substitute are printed, and those are standard."""
    if font.get("/Subtype") != "/TrueType" or "/Encoding" in font or "/ToUnicode" in font:
        return False
    descriptor = font.get("/FontDescriptor", {}).get_object() if "/FontDescriptor" in font else {}
    flags = descriptor.get("/Flags", 0)
    embedded = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return embedded and bool(flags & _SYMBOLIC) and not flags & _NONSYMBOLIC


def _no_map() -> StreamObject:
    """A map of every code to U+FFFD (9.10.3); a range would count on from there, and a block holds 100."""
    from pypdf.generic import StreamObject

    lines = [b"<%02X> <%04X>" % (code, code if code == _SPACE else 0xFFFD) for code in range(256)]
    blocks = [lines[start : start + 100] for start in range(0, 256, 100)]
    stream = StreamObject()
    stream.set_data(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + b"".join(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
        + b"endcmap\nend\nend"
    )
    return stream
