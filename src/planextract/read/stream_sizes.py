"""Measure the unpacked size of a file's streams before any reader unpacks them.

Readers unpack without a limit, and a stream packed to a thousandth of its size costs nothing to make. Only
streams with a single Flate filter are measured, by far the most common; the memory limit of the process
covers the rest.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from planextract import limits
from planextract.errors import UnreadableError

_STREAM_START = re.compile(rb"\bstream\r?\n")
_FLATE_FILTER = re.compile(rb"/(?:FlateDecode|Fl)\b")
_IMAGE_SUBTYPE = re.compile(rb"/Subtype\s*/Image\b")

_MAX_DICTIONARY_BYTES = 4096
"""Number of bytes before a stream in which its dictionary is searched."""

_FIRST_CHUNK_BYTES = 2**12
_MAX_CHUNK_BYTES = 2**20
"""Bytes unpacked at a time: few at first, lest a short stream cost a copy of the megabyte after it."""


def check_stream_sizes(data: bytes) -> None:
    """Raise UnreadableError when the file has too many objects, or streams that become too large."""
    if data.count(b"endobj") > limits.OBJECTS:
        raise _make_size_error(f"The file has more than {limits.OBJECTS:,} objects.")
    total = 0
    for dictionary, begin in find_flate_streams(data):
        if _IMAGE_SUBTYPE.search(dictionary):
            continue
        size = _measure_unpacked_size(data, begin)
        total += size
        if size > limits.STREAM_BYTES:
            raise _make_size_error(
                f"The stream at byte {begin:,} unpacks to more than {limits.STREAM_BYTES >> 20} MiB."
            )
        if total > limits.UNPACKED_BYTES:
            raise _make_size_error(f"The streams unpack to more than {limits.UNPACKED_BYTES >> 20} MiB.")


def find_flate_streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the dictionary of each Flate stream, and the offset at which the bytes of the stream begin."""
    for match in _STREAM_START.finditer(data):
        begin = data.rfind(b"obj", max(0, match.start() - _MAX_DICTIONARY_BYTES), match.start())
        dictionary = data[max(begin, 0) : match.start()]
        if _FLATE_FILTER.search(dictionary):
            yield dictionary, match.end()


def _measure_unpacked_size(data: bytes, begin: int) -> int:
    """Return the unpacked size in bytes of the stream at `begin`, as far as it can be unpacked."""
    unpacker = zlib.decompressobj()
    size = 0
    place, step = begin, _FIRST_CHUNK_BYTES
    while not unpacker.eof and size <= limits.STREAM_BYTES:
        piece = unpacker.unconsumed_tail
        if not piece:
            piece = data[place : place + step]
            place, step = place + step, min(2 * step, _MAX_CHUNK_BYTES)
        try:
            unpacked = len(unpacker.decompress(piece, _MAX_CHUNK_BYTES))
        except zlib.error:  # damaged, or not Flate at all: the reader reports it
            break
        if not unpacked and place >= len(data):
            break  # cut off
        size += unpacked
    return size


def _make_size_error(message: str) -> UnreadableError:
    return UnreadableError(message, "A plan stays far below; check what the file really is.")
