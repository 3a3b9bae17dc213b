"""Measure the unpacked size of a file's streams before any reader unpacks them, and note what they contain.

Readers unpack without a limit, and a stream packed to a thousandth of its size costs nothing to make. Only
streams with a single Flate filter are measured, by far the most common; the memory limit of the process
covers the rest. Since every stream is unpacked here once, this is also where traits of the file are noted
that decide which of the costlier examinations it needs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planextract import limits
from planextract.errors import UnreadableError

_STREAM_START = re.compile(rb"\bstream\r?\n")
_FLATE_FILTER = re.compile(rb"/(?:FlateDecode|Fl)\b")
_FLATE_ONLY = re.compile(rb"/(?:Filter|F)\s*(?:\[\s*)?/(?:FlateDecode|Fl)\s*(?:\]|/(?!\w*Decode)|>|$)")
_IMAGE_SUBTYPE = re.compile(rb"/Subtype\s*/Image\b")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_TILING_PATTERN = re.compile(rb"/PatternType\s+1\b")
_FONT_SIGNATURES = (b"\0\1\0\0", b"true", b"OTTO")

_MAX_DICTIONARY_BYTES = 4096
"""Number of bytes before a stream in which its dictionary is searched."""

_FIRST_CHUNK_BYTES = 2**12
_MAX_CHUNK_BYTES = 2**20
"""Bytes unpacked at a time: few at first, lest a short stream cost a copy of the megabyte after it."""

_HEAD_BYTES = 512
"""Bytes at the beginning of a stream that are examined: the table directory of a font program fits."""


@dataclass(frozen=True, slots=True)
class FileTraits:
    """Facts about the streams of a file, known without reading it as a PDF.

    An encrypted file has none of them before it is decrypted.
    """

    objects: tuple[bytes, ...] = ()
    """The file itself, and the unpacked object streams: where the keys of all dictionaries are."""
    damaged: tuple[int, ...] = ()
    """Offsets of the Flate streams that can't be unpacked whole."""
    has_character_maps: bool = False
    """True where a font program has a character map of its own (the table cmap)."""
    has_text_tiles: bool = False
    """True where a tiling pattern paints text."""

    def has_key(self, key: bytes) -> bool:
        """Return whether a dictionary key appears anywhere, in text or content as well."""
        return any(key in part for part in self.objects)


class _Unpacked(NamedTuple):
    """One stream as far as it can be unpacked."""

    size: int
    head: bytes
    body: bytes
    """All of it where it was asked for, else empty."""
    is_damaged: bool


def check_stream_sizes(data: bytes) -> FileTraits:
    """Return the traits of a file.

    Raises UnreadableError when it has too many objects, or streams that become too large.
    """
    if data.count(b"endobj") > limits.OBJECTS:
        raise _make_size_error(f"The file has more than {limits.OBJECTS:,} objects.")
    total = 0
    objects, damaged = [data], []
    has_character_maps = has_text_tiles = False
    for dictionary, begin in find_flate_streams(data):
        if _IMAGE_SUBTYPE.search(dictionary):
            continue
        is_packed = _OBJECT_STREAM.search(dictionary) is not None
        is_tile = _TILING_PATTERN.search(dictionary) is not None
        stream = _unpack(data, begin, keep=is_packed or is_tile)
        total += stream.size
        if stream.size > limits.STREAM_BYTES:
            raise _make_size_error(
                f"The stream at byte {begin:,} unpacks to more than {limits.STREAM_BYTES >> 20} MiB."
            )
        if total > limits.UNPACKED_BYTES:
            raise _make_size_error(f"The streams unpack to more than {limits.UNPACKED_BYTES >> 20} MiB.")
        if stream.is_damaged and _FLATE_ONLY.search(dictionary):
            damaged.append(begin)
        if is_packed:
            objects.append(stream.body)
        has_text_tiles = has_text_tiles or (is_tile and b"BT" in stream.body)
        has_character_maps = has_character_maps or (
            stream.head[:4] in _FONT_SIGNATURES and b"cmap" in stream.head
        )
    return FileTraits(tuple(objects), tuple(damaged), has_character_maps, has_text_tiles)


def find_flate_streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the dictionary of each Flate stream, and the offset at which the bytes of the stream begin."""
    for match in _STREAM_START.finditer(data):
        begin = data.rfind(b"obj", max(0, match.start() - _MAX_DICTIONARY_BYTES), match.start())
        dictionary = data[max(begin, 0) : match.start()]
        if _FLATE_FILTER.search(dictionary):
            yield dictionary, match.end()


def _unpack(data: bytes, begin: int, *, keep: bool) -> _Unpacked:
    """Unpack the stream at `begin`, as far as it goes, and compare its checksum (RFC 1950).

    A stream may lack its checksum, as some programs write it, and is then as good as whole.
    """
    if data[begin : begin + 11].lstrip().startswith(b"endstream"):
        return _Unpacked(0, b"", b"", False)
    head = int.from_bytes(data[begin : begin + 2], "big")
    if begin + 2 > len(data) or head % 31 or data[begin] & 15 != 8 or data[begin + 1] & 32:
        return _Unpacked(0, b"", b"", True)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    size, checksum, first, parts = 0, 1, b"", []
    place, step = begin + 2, _FIRST_CHUNK_BYTES
    is_damaged = False
    while not unpacker.eof and size <= limits.STREAM_BYTES:
        piece = unpacker.unconsumed_tail
        if not piece:
            piece = data[place : place + step]
            place, step = place + len(piece), min(2 * step, _MAX_CHUNK_BYTES)
        try:
            unpacked = unpacker.decompress(piece, _MAX_CHUNK_BYTES)
        except zlib.error:
            is_damaged = True
            break
        if not unpacked and place >= len(data):
            is_damaged = True  # cut off
            break
        size += len(unpacked)
        checksum = zlib.adler32(unpacked, checksum)
        if len(first) < _HEAD_BYTES:
            first += unpacked[:_HEAD_BYTES]
        if keep:
            parts.append(unpacked)
    if unpacker.eof:
        end = place - len(unpacker.unused_data)
        printed = data[end : end + 4]
        is_damaged = b"end" not in data[end : end + 6] and printed != checksum.to_bytes(4, "big")
    return _Unpacked(size, first, b"".join(parts), is_damaged)


def _make_size_error(message: str) -> UnreadableError:
    return UnreadableError(message, "A plan stays far below; check what the file really is.")
