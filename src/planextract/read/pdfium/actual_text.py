"""Read the replacement texts that marked content gives for its glyphs (/ActualText, ISO 32000-1, 14.9.4).

PDFium puts all characters of a replacement text in one place, which loses where each of them is printed. So
it is kept from PDFium's text page, which then lists the glyphs themselves, and used here for glyphs that
have no character of their own or an ambiguous one.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from planextract.japanese.widths import nfkc_key
from planextract.read.characters import REPLACEMENT_CHARACTER, normalize_character
from planextract.read.pdfium.calls import Handle, lib

_KEY = b"ActualText"
_MAX_GLYPH_CHARACTERS = 4
"""Largest number of characters that one glyph may stand for; a longer text describes something else."""


class ActualText(NamedTuple):
    """A replacement text and the marked content that has it, by address."""

    mark: int
    text: str


def find_actual_text(handle: Handle) -> ActualText | None:
    """Return the outermost replacement text around a page object; None where there is none."""
    for index in range(lib.FPDFPageObj_CountMarks(handle)):
        mark = lib.FPDFPageObj_GetMark(handle, index)
        if lib.FPDFPageObjMark_GetParamValueType(mark, _KEY):
            return ActualText(mark.value, _read_text(mark))
    return None


def _read_text(mark: Handle) -> str:
    length = ctypes.c_ulong()
    lib.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, None, 0, ctypes.byref(length))
    buffer = ctypes.create_string_buffer(length.value or 1)
    lib.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, buffer, length, ctypes.byref(length))
    return decode_text_string(buffer.raw[: length.value])


def decode_text_string(data: bytes) -> str:
    r"""Decode a text string of a PDF: UTF-16 or UTF-8 with its mark, else near enough Latin-1 (7.9.2.2).

    >>> decode_text_string(b"\xfe\xff\x8a\x08"), decode_text_string(b"\xef\xbb\xbfab")
    ('計', 'ab')
    """
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("latin-1")


def hide_actual_texts(handles: Iterable[Handle]) -> None:
    """Remove replacement texts from page objects, so that PDFium lists the characters themselves."""
    for handle in handles:
        for index in reversed(range(lib.FPDFPageObj_CountMarks(handle))):
            mark = lib.FPDFPageObj_GetMark(handle, index)
            if lib.FPDFPageObjMark_GetParamValueType(mark, _KEY):
                lib.FPDFPageObj_RemoveMark(handle, mark)


def reconcile_texts(printed: Sequence[str], actual: str) -> list[str]:
    """Return the text of each glyph, given their own texts and the replacement text around all of them.

    What is printed counts. The replacement text fills in characters that the font does not tell, and decides
    between look-alikes. Where it is a different wording it is stale and ignored.

    >>> reconcile_texts(["設", "\ufffd"], "設計"), reconcile_texts(["旧", "案"], "素案")
    (['設', '計'], ['旧', '案'])
    """
    wanted = [text for text in map(normalize_character, actual) if text]
    found = list(printed)
    if not wanted or wanted == found:
        return found
    if len(found) == 1:
        is_better = found[0] == REPLACEMENT_CHARACTER or len(wanted) <= _MAX_GLYPH_CHARACTERS
        return ["".join(wanted)] if is_better else found
    for kind, start, end, low, high in SequenceMatcher(None, found, wanted, autojunk=False).get_opcodes():
        if kind != "replace":
            continue
        if end - start == high - low:
            for place, text in zip(range(start, end), wanted[low:high], strict=True):
                if found[place] == REPLACEMENT_CHARACTER or nfkc_key(found[place]) == nfkc_key(text):
                    found[place] = text
        elif end - start == 1 and found[start] == REPLACEMENT_CHARACTER:
            found[start] = "".join(wanted[low:high])
    return found
