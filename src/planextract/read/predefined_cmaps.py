"""Write out the predefined CMaps that PDFium lacks: encodings by UTF-32 and by the UTF-16 of JIS 2004.

A font that is not embedded may name such an encoding (ISO 32000-2, table 116), and PDFium then knows
neither the characters nor the widths of its glyphs. The font is given the same CMap as a stream, and a
/ToUnicode. (Of a CMap by UTF-8 PDFium takes neither.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planextract.read.stream_sizes import FileTraits

_NAME = re.compile(rb"/Uni(?:JIS(?:2004|X0213|X02132004|Pro)?|GB|CNS|KS)-UTF(?:16|32)-[HV]\b")
_KNOWN_TO_PDFIUM = re.compile(rb"/Uni(?:JIS|GB|CNS|KS)-UTF16-[HV]")
_UTF = re.compile(r"-UTF(16|32)-")

_CODE_SPACES = {
    "16": ("<0000> <D7FF>", "<E000> <FFFF>", "<D800DC00> <DBFFDFFF>"),
    # In two parts, since PDFium takes a single one of four bytes for one of one byte.
    "32": ("<00000000> <0000FFFF>", "<00010000> <0010FFFF>"),
}
_BLOCK_SIZE = 100


def can_have_unknown_cmap(traits: FileTraits) -> bool:
    """Return True where a file names a predefined CMap that PDFium lacks."""
    return any(map(_is_unknown, _iter_names(traits)))


def _iter_names(traits: FileTraits) -> Iterator[bytes]:
    for part in traits.objects:
        for match in _NAME.finditer(part):
            yield match[0]


def _is_unknown(name: bytes) -> bool:
    return _NAME.fullmatch(name) is not None and _KNOWN_TO_PDFIUM.fullmatch(name) is None


def is_encoded_unknown(font: Any) -> bool:
    """Return whether a font, given as a pypdf dictionary, is encoded by such a CMap."""
    return font.get("/Subtype") == "/Type0" and _is_unknown(str(font.get("/Encoding", "")).encode("utf-8"))


def write_cmap(font: Any, writer: Any) -> None:
    """Give a font its CMap as a stream, and a /ToUnicode; leave one whose CMap is nowhere to be found."""
    from pypdf.generic import NameObject, NumberObject, StreamObject

    name = str(font["/Encoding"])[1:]
    numbers = _load_numbers(name)
    utf = _UTF.search(name)
    if not numbers or utf is None:
        return
    spaces = _CODE_SPACES[utf[1]]
    encoding = f"utf-{utf[1]}-be"
    stream = StreamObject()
    stream.set_data(_format_cmap(spaces, "cidchar", ((code, str(cid)) for code, cid in numbers.items())))
    stream[NameObject("/Type")] = NameObject("/CMap")
    stream[NameObject("/CMapName")] = NameObject(f"/{name}")
    stream[NameObject("/CIDSystemInfo")] = font["/DescendantFonts"][0].get_object()["/CIDSystemInfo"]
    stream[NameObject("/WMode")] = NumberObject(int(name.endswith("V")))
    font[NameObject("/Encoding")] = writer._add_object(stream)
    texts = ((code, f"<{code.decode(encoding, 'replace').encode('utf-16-be').hex()}>") for code in numbers)
    to_unicode = StreamObject()
    to_unicode.set_data(_format_cmap(spaces, "bfchar", texts))
    font[NameObject("/ToUnicode")] = writer._add_object(to_unicode)


def _load_numbers(name: str) -> Mapping[bytes, int]:
    """Return the number of the glyph of each code; empty for an unknown CMap."""
    from pdfminer.cmapdb import CMapDB

    try:
        cmap = CMapDB.get_cmap(name)
    except CMapDB.CMapNotFound:
        return {}
    return dict(_iter_codes(getattr(cmap, "code2cid", {}), b""))


def _iter_codes(tree: Mapping[int, Any], before: bytes) -> Iterator[tuple[bytes, int]]:
    for byte, value in tree.items():
        code = before + bytes([byte])
        if isinstance(value, int):
            yield code, value
        else:
            yield from _iter_codes(value, code)


def _format_cmap(spaces: Iterable[str], kind: str, entries: Iterable[tuple[bytes, str]]) -> bytes:
    lines = [f"<{code.hex()}> {value}" for code, value in sorted(entries)]
    listed = list(spaces)
    parts = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 1 def",
        f"{len(listed)} begincodespacerange\n" + "\n".join(listed) + "\nendcodespacerange",
    ]
    for start in range(0, len(lines), _BLOCK_SIZE):
        block = lines[start : start + _BLOCK_SIZE]
        parts.append(f"{len(block)} begin{kind}\n" + "\n".join(block) + f"\nend{kind}")
    parts.append("endcmap\nend\nend")
    return "\n".join(parts).encode("ascii")
