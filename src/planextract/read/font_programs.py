"""Read the tables of a TrueType or OpenType font program that tell which character a glyph is.

A font program in a PDF may be cut to its glyphs, so that any table may be missing; a damaged one is as good
as none. The layout of the tables is that of the OpenType specification (cmap, loca).
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MAX_CODES = 0x20000
"""Largest number of codes that are read from one font; the largest fonts have 65,535 glyphs."""

_PRIVATE_USE = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class FontProgram:
    """The characters and outlines of the glyphs in one font program, by glyph number."""

    characters: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Code points of each glyph in the font's Unicode map, those of private use left out."""
    inked: frozenset[int] = frozenset()
    """Glyphs that have an outline; empty where the program does not list outlines by glyph."""


def read_font_program(data: bytes) -> FontProgram:
    """Return what a font program tells of its glyphs; nothing for one that can't be read."""
    try:
        tables = _find_tables(data)
        characters: dict[int, set[int]] = defaultdict(set)
        for platform, encoding, pairs in _iter_cmaps(data, tables.get(b"cmap")):
            if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
                for code, glyph in pairs:
                    if code not in _PRIVATE_USE:
                        characters[glyph].add(code)
        return FontProgram(
            {glyph: frozenset(points) for glyph, points in characters.items()},
            frozenset(_find_inked(data, tables)),
        )
    except (struct.error, IndexError, ValueError):
        return FontProgram()


_Table = tuple[int, int]
"""Offset and length of a table in the font program, in bytes."""


def _find_tables(data: bytes) -> dict[bytes, _Table]:
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return {}
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for entry in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, entry)
        found[tag] = offset, length
    return found


def _iter_cmaps(data: bytes, table: _Table | None) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield platform, encoding and the pairs of code and glyph number of each map."""
    if table is None:
        return
    start, _ = table
    (count,) = struct.unpack_from(">H", data, start + 2)
    for number in range(min(count, 16)):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * number)
        yield platform, encoding, [pair for pair in _iter_pairs(data, start + offset) if pair[1]]


def _iter_pairs(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    (kind,) = struct.unpack_from(">H", data, start)
    if kind == 0:
        yield from enumerate(data[start + 6 : start + 262])
    elif kind == 4:
        yield from _iter_segments(data, start)
    elif kind == 6:
        first, count = struct.unpack_from(">HH", data, start + 6)
        yield from enumerate(struct.unpack_from(f">{count}H", data, start + 10), first)
    elif kind in (12, 13):
        (count,) = struct.unpack_from(">I", data, start + 12)
        left = MAX_CODES
        for group in range(count):
            first, last, glyph = struct.unpack_from(">III", data, start + 16 + 12 * group)
            left -= last - first + 1
            if last < first or left < 0:
                return
            for code in range(first, last + 1):
                yield code, glyph + (code - first if kind == 12 else 0)


def _iter_segments(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a map of format 4: segments of codes, each with a difference or a list of glyphs."""
    (twice,) = struct.unpack_from(">H", data, start + 6)
    count = twice // 2
    lasts = struct.unpack_from(f">{count}H", data, start + 14)
    firsts = struct.unpack_from(f">{count}H", data, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * twice)
    offsets = struct.unpack_from(f">{count}H", data, start + 16 + 3 * twice)
    for segment, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        listed = start + 16 + 3 * twice + 2 * segment + offset
        for code in range(first, min(last, 0xFFFE) + 1):
            if not offset:
                yield code, (code + delta) & 0xFFFF
                continue
            (glyph,) = struct.unpack_from(">H", data, listed + 2 * (code - first))
            if glyph:
                yield code, (glyph + delta) & 0xFFFF


def _find_inked(data: bytes, tables: Mapping[bytes, _Table]) -> Iterator[int]:
    if not tables.keys() >= {b"glyf", b"head", b"loca", b"maxp"}:
        return
    (wide,) = struct.unpack_from(">h", data, tables[b"head"][0] + 50)
    (count,) = struct.unpack_from(">H", data, tables[b"maxp"][0] + 4)
    count = min(count, tables[b"loca"][1] // (4 if wide else 2) - 1)
    ends = struct.unpack_from(f">{count + 1}{'I' if wide else 'H'}", data, tables[b"loca"][0])
    start = tables[b"glyf"][0]
    for glyph in range(count):
        # A glyph may have an entry with no contours.
        if ends[glyph] != ends[glyph + 1]:
            (contours,) = struct.unpack_from(">h", data, start + ends[glyph] * (1 if wide else 2))
            if contours:
                yield glyph
