"""Files that are taken for a PDF are named for what they are."""

from __future__ import annotations

import io
import zipfile

import pytest

from planextract.read.file_kinds import name_file_kind


def archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"\xef\xbb\xbf\n<html lang=ja>", "a web page"),
        (archive("word/document.xml"), "a Word document"),
        (archive("xl/workbook.xml"), "an Excel workbook"),
        (archive("ppt/presentation.xml"), "a PowerPoint file"),
        (archive("plan.pdf"), "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a document of an old Word, Excel or Ichitaro"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"{\\rtf1", "an RTF or PostScript file"),
        ("番号,事業名\n1,広場\n2,舟運\n".encode("cp932"), "a CSV file"),
        ("これは文書です。\n".encode() * 50, "a text"),
        (b"", None),
        (bytes(range(256)) * 20, None),
    ],
)
def test_kinds(data: bytes, kind: str | None) -> None:
    assert name_file_kind(data) == kind
