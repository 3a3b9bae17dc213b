"""Correct the /ToUnicode of fonts whose own character map shows that it is wrong, or that have none.

A composite font shows glyphs by number, and /ToUnicode says which characters they are. Programs make
mistakes there: digits are swapped, words mapped to spaces. The font program often has a map of its own,
made by whoever drew the glyphs. Where the two agree on most glyphs, that map is honest, and where they then
differ, it tells what is printed. A glyph of which nothing tells the character is U+FFFD.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from planextract.read.character_maps import format_character_map, parse_character_map
from planextract.read.characters import REPLACEMENT_CHARACTER, normalize_character
from planextract.read.font_programs import FontProgram, read_font_program

_IDENTITY_ENCODINGS = ("/Identity-H", "/Identity-V")
_KNOWN_ORDERINGS = ("Japan1", "GB1", "CNS1", "Korea1", "KR")
"""Character collections whose numbers identify characters without any map."""

_SYMBOL_CATEGORIES = ("So", "No", "Nl")
"""Categories of single characters, such as №, that a map may spell out as letters."""

_ALL_CODES = range(1, 0x10000)

_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA7: "■",
    0xA8: "□",
    0xAB: "★",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFE: "☑",
}
"""Characters of the font Wingdings that plans print as marks, by code."""


def correct_character_map(font: Any) -> bytes | None:
    """Return a new /ToUnicode CMap for a composite font, given as a pypdf dictionary; None where it is right.

    Only a TrueType font whose codes are the numbers of its glyphs can be examined. Another one without
    /ToUnicode has no characters that could be known.
    """
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") not in _IDENTITY_ENCODINGS:
        return None
    descendant = font["/DescendantFonts"][0].get_object()
    system = descendant.get("/CIDSystemInfo", {})
    if "/ToUnicode" not in font and system and str(system.get_object().get("/Ordering")) in _KNOWN_ORDERINGS:
        return None
    program = _read_program(descendant)
    if "/ToUnicode" not in font:
        if not _is_embedded(descendant):
            return None
        return format_character_map(_map_glyphs(descendant, program), 2)
    printed = font["/ToUnicode"].get_object()
    if not hasattr(printed, "get_data"):
        return None
    listed = parse_character_map(printed.get_data())
    changes = _find_changes(listed, descendant, program, str(font.get("/BaseFont", "")))
    return format_character_map({**listed, **changes}, 2) if changes else None


def _get_descriptor(descendant: Any) -> Any:
    return descendant["/FontDescriptor"].get_object() if "/FontDescriptor" in descendant else {}


def _is_embedded(descendant: Any) -> bool:
    descriptor = _get_descriptor(descendant)
    return any(key in descriptor for key in ("/FontFile2", "/FontFile3", "/FontFile"))


def _read_program(descendant: Any) -> FontProgram:
    descriptor = _get_descriptor(descendant)
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            return read_font_program(descriptor[key].get_object().get_data())
    return FontProgram()


def _read_glyph_numbers(descendant: Any) -> bytes | None:
    """Return the table of two-byte glyph numbers by code; None where the codes are the numbers."""
    table = descendant.get("/CIDToGIDMap", "/Identity")
    table = table.get_object() if hasattr(table, "get_object") else table
    return table.get_data() if hasattr(table, "get_data") else None


def _find_glyph(code: int, numbers: bytes | None) -> int:
    return code if numbers is None else int.from_bytes(numbers[2 * code : 2 * code + 2], "big")


def _map_glyphs(descendant: Any, program: FontProgram) -> dict[int, str]:
    """Return the text of each code of a font without /ToUnicode."""
    numbers = _read_glyph_numbers(descendant)
    if not program.inked:
        return dict.fromkeys(_ALL_CODES, REPLACEMENT_CHARACTER)
    codes = sorted(program.inked) if numbers is None else range(len(numbers) // 2)
    found = {}
    for code in codes:
        glyph = _find_glyph(code, numbers)
        if glyph in program.inked:
            points = program.characters.get(glyph)
            found[code] = _choose_character(points) if points else REPLACEMENT_CHARACTER
    return found


def _find_changes(
    listed: Mapping[int, str], descendant: Any, program: FontProgram, name: str
) -> dict[int, str]:
    """Return the corrected texts of codes whose text in /ToUnicode is wrong."""
    if not (program.characters or program.inked):
        return {}
    numbers = _read_glyph_numbers(descendant)
    sure: dict[int, str] = {}
    unlike: dict[int, str] = {}
    agreeing = 0
    for code, text in listed.items():
        glyph = _find_glyph(code, numbers)
        points = program.characters.get(glyph)
        if points is None:
            if text.isspace() and glyph in program.inked:
                sure[code] = REPLACEMENT_CHARACTER
            elif _is_private(text) and "Wingdings" in name:
                sure[code] = _WINGDINGS.get(ord(text) & 0xFF, text)
        elif _is_same_text(text, points):
            agreeing += 1
            if len(text) > 1 and unicodedata.category(_choose_character(points)) in _SYMBOL_CATEGORIES:
                sure[code] = _choose_character(points)
        elif not text or text.isspace() or _is_private(text) or text == REPLACEMENT_CHARACTER:
            sure[code] = _choose_character(points)
        else:
            unlike[code] = _choose_character(points)
    changes = {**sure, **unlike} if len(unlike) <= agreeing else sure
    return {code: text for code, text in changes.items() if text != listed[code]}


def _is_private(text: str) -> bool:
    return len(text) == 1 and "\ue000" <= text <= "\uf8ff"


def _is_same_text(text: str, points: frozenset[int]) -> bool:
    key = _make_key(text)
    return any(_make_key(chr(point)) == key for point in points)


def _make_key(text: str) -> str:
    """Return a text with its variants folded: widths, compatibility forms, radicals, variation selectors."""
    folded = "".join(map(normalize_character, text)) or text
    return unicodedata.normalize("NFKC", folded)


def _choose_character(points: frozenset[int]) -> str:
    """Return the plainest character of a glyph that has several code points."""
    return chr(
        min(points, key=lambda point: (unicodedata.normalize("NFKC", chr(point)) != chr(point), point))
    )
