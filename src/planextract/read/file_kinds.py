"""Name the kind of a file that is not a PDF, by its first bytes."""

from __future__ import annotations

import codecs

from planextract.wording.messages import Message, make_message

_SEARCHED_BYTES = 4096


def name_file_kind(data: bytes) -> Message | None:
    """Return a name for the kind of a file that is often taken for a PDF; None for any other.

    >>> name_file_kind(b"<!DOCTYPE html><html>")
    'a web page'
    """
    start = data[:_SEARCHED_BYTES]
    plain = start.lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if plain.startswith((b"<!doctype html", b"<html", b"<head")):
        return make_message("a web page")
    if start.startswith(b"PK\x03\x04"):
        return _name_archive(data)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return make_message("a document of an old Word, Excel or Ichitaro")
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")):
        return make_message("a picture")
    if plain.startswith((b"{\\rtf", b"%!ps")):
        return make_message("an RTF or PostScript file")
    return _name_text(start)


def _name_archive(data: bytes) -> Message:
    """Name a ZIP archive; the documents of Word, Excel and PowerPoint are such."""
    for part, name in (
        (b"word/", make_message("a Word document")),
        (b"xl/", make_message("an Excel workbook")),
        (b"ppt/", make_message("a PowerPoint file")),
    ):
        if part in data:
            return name
    return make_message("a ZIP archive")


def _name_text(start: bytes) -> Message | None:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            # a character may be cut at the end
            text = codecs.getincrementaldecoder(encoding)("strict").decode(start)
        except UnicodeDecodeError:
            continue
        if not text.strip() or any(character < " " and character not in "\t\r\n\f" for character in text):
            return None
        lines = text.splitlines()[:5]
        commas = {line.count(",") for line in lines[: max(1, len(lines) - 1)]}
        is_table = len(commas) == 1 and 0 not in commas
        return make_message("a CSV file") if is_table else make_message("a text")
    return None
