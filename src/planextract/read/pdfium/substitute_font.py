"""Give PDFium one substitute for every font that a file does not embed, whatever fonts the machine has.

PDFium contains fonts for Latin type, and looks for others that are not embedded among those of the machine.
Where there is no Japanese font, as in most containers, their glyphs have no outline: text objects of one
glyph count as white space, and rendering shows nothing where a person reads words. So PDFium is given a
font of our own, which has the same glyph, a box that fills most of the em, for every character. Advances
come from the file and never from this font.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

import pypdfium2.raw as raw

_FACE_NAME = b"PlanextractBox\0"
_UNITS_PER_EM = 1000
_GLYPHS = 2
_BOX = (60, -60, 940, 820)
"""Left, bottom, right and top of the glyph, in units of the em."""

_HANDLE = 1
"""Handle of the only font, any number but 0."""


@cache
def build_font() -> bytes:
    """Return a TrueType font whose every character is the same box."""
    left, bottom, right, top = _BOX
    # One contour of four points on the curve, each coordinate a two-byte difference from the last
    # (OpenType, glyf).
    outline = struct.pack(">hhhhhHH4B", 1, left, bottom, right, top, 3, 0, 1, 1, 1, 1)
    outline += struct.pack(">4h", left, right - left, 0, left - right)
    outline += struct.pack(">4h", bottom, 0, top - bottom, 0)
    # Many characters to one glyph: a cmap of format 13.
    groups = struct.pack(">HHIII3I", 13, 0, 28, 0, 1, 0x20, 0x10FFFF, 1)
    head = struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        0x10000,
        0x10000,
        0,
        0x5F0F3CF5,
        0,
        _UNITS_PER_EM,
        0,
        0,
        left,
        bottom,
        right,
        top,
        0,
        8,
        2,
        1,
        0,
    )
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + groups,
        b"glyf": outline,
        b"head": head,
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, _UNITS_PER_EM, 0, 0, right, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">Hhh", _UNITS_PER_EM, 0, left),
        b"loca": struct.pack(">3I", 0, 0, len(outline)),
        b"maxp": struct.pack(">I14H", 0x10000, _GLYPHS, 4, 1, *[0] * 11),
        b"name": struct.pack(">HHH", 0, 0, 6),
    }
    return _pack_tables(tables)


def _pack_tables(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">IHHHH", 0x10000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    place = 12 + 16 * count
    entries, bodies = [], []
    for tag, body in tables.items():
        padded = body + bytes(-len(body) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries.append(tag + struct.pack(">III", checksum, place, len(body)))
        bodies.append(padded)
        place += len(padded)
    return header + b"".join(entries) + b"".join(bodies)


_EAST_ASIAN_CHARSETS = (
    raw.FXFONT_SHIFTJIS_CHARSET,
    raw.FXFONT_HANGEUL_CHARSET,
    raw.FXFONT_GB2312_CHARSET,
    raw.FXFONT_CHINESEBIG5_CHARSET,
)


def _map_font(
    _info: Any, _weight: int, _italic: int, charset: int, _pitch: int, _face: Any, _exact: Any
) -> int | None:
    """Return the font for East Asian type; for other type None, so that PDFium takes its own fonts."""
    return _HANDLE if charset in _EAST_ASIAN_CHARSETS else None


def _get_font(_info: Any, _face: Any) -> None:
    """Return no font by name alone."""


def _get_font_data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
    return _copy_out(_find_table(table) if table else build_font(), buffer, size)


def _find_table(tag: int) -> bytes:
    font, name = build_font(), struct.pack(">I", tag)
    for entry in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        if font[entry : entry + 4] == name:
            place, length = struct.unpack_from(">II", font, entry + 8)
            return font[place : place + length]
    return b""


def _get_face_name(_info: Any, _font: Any, buffer: Any, size: int) -> int:
    return _copy_out(_FACE_NAME, buffer, size)


def _copy_out(data: bytes, buffer: Any, size: int) -> int:
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def _get_charset(_info: Any, _font: Any) -> int:
    return int(raw.FXFONT_SHIFTJIS_CHARSET)


def _do_nothing(*_: Any) -> None:
    pass


@cache
def _make_font_info() -> Any:
    """Return the font mapper as PDFium wants it; it must live as long as PDFium."""
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    info = raw.FPDF_SYSFONTINFO(version=1)
    for name, function in (
        ("Release", _do_nothing),
        ("EnumFonts", _do_nothing),
        ("MapFont", _map_font),
        ("GetFont", _get_font),
        ("GetFontData", _get_font_data),
        ("GetFaceName", _get_face_name),
        ("GetFontCharset", _get_charset),
        ("DeleteFont", _do_nothing),
    ):
        setattr(info, name, kinds[name](function))
    return info


def use_substitute_font() -> None:
    """Make PDFium take the substitute for fonts that files opened from now on do not embed."""
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_make_font_info()))


def use_machine_fonts() -> None:
    """Make PDFium take the machine's fonts again, for pictures that a person looks at."""
    raw.FPDF_SetSystemFontInfo(raw.FPDF_GetDefaultSystemFontInfo())
