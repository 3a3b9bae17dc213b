"""Read and write /ToUnicode CMaps: the text of each code of a font (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<\s*([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<\s*([0-9A-Fa-f\s]+)>\s*<\s*([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL
)
_TEXT = re.compile(rb"<([0-9A-Fa-f\s]*)>")

_MAX_CODES = 0x10000
"""Largest number of codes that are read from one range."""

_BLOCK_SIZE = 100
"""Largest number of entries in a block."""


def parse_character_map(data: bytes) -> dict[int, str]:
    """Return the text of each code in a /ToUnicode CMap.

    >>> parse_character_map(b"beginbfchar <0041> <2605> endbfchar beginbfrange <01> <02> <0031> endbfrange")
    {65: '★', 1: '1', 2: '2'}
    """
    found: dict[int, str] = {}
    for kind, block in _BLOCK.findall(data):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(block):
                found[_parse_code(code)] = _parse_text(text)
            continue
        for first, last, text, listed in _RANGE.findall(block):
            low, high = _parse_code(first), _parse_code(last)
            if high - low >= _MAX_CODES:
                continue
            if listed:
                for place, each in enumerate(_TEXT.findall(listed)[: high - low + 1]):
                    found[low + place] = _parse_text(each)
            elif start := _parse_text(text):
                for place in range(high - low + 1):
                    code = ord(start[-1]) + place
                    found[low + place] = start[:-1] + (chr(code) if code < 0x110000 else "\ufffd")
    return found


def _parse_code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _parse_text(digits: bytes) -> str:
    digits = b"".join(digits.split())
    data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return chr(data[0]) if len(data) == 1 else data.decode("utf-16-be", "replace")


def format_character_map(texts: Mapping[int, str], code_bytes: int) -> bytes:
    """Return a /ToUnicode CMap with the text of each code, whose codes have that number of bytes.

    Codes are mapped one by one, since a range can't repeat a text.
    """
    width = 2 * code_bytes
    lines = [
        f"<{code:0{width}X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in sorted(texts.items())
    ]
    blocks = [lines[start : start + _BLOCK_SIZE] for start in range(0, len(lines), _BLOCK_SIZE)]
    parts = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def",
        f"1 begincodespacerange\n<{'0' * width}> <{'F' * width}>\nendcodespacerange",
        *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
        "endcmap\nend\nend",
    ]
    return "\n".join(parts).encode("ascii")
