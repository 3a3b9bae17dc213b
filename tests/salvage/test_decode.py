"""Encodings of text files."""

from __future__ import annotations

import codecs

import pytest

from planextract.errors import UnreadableError
from planextract.read.text_encoding import decode_text, is_plain_text

TEXT = "令和８年度　№14-1\n①水路・橋 ①～③\n"

ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16 LE with a mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "UTF-16 BE with a mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "UTF-16 LE": TEXT.encode("utf-16-le"),
    "UTF-16 BE": TEXT.encode("utf-16-be"),
    "CP932": TEXT.encode("cp932"),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_the_text_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decode_text(ENCODED[encoding], "plan.txt") == TEXT


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_are_made_one(ending: str) -> None:
    assert decode_text(TEXT.replace("\n", ending).encode(), "plan.txt") == TEXT


@pytest.mark.parametrize(
    "data",
    [b"\xff\xff\xff", b"\xef\xbb\xbf\xff", b"\xff\xfe\x00", b"\x00\x01\x02\x03", b"\xfd\x00a", b"PK\x03\x04"],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"plan\.txt can't be read as text"):
        decode_text(data, "plan.txt")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("plan.txt", b"a", True),
        ("PLAN.TXT", b"a", True),
        ("-", b"a", True),
        ("-", b"%PDF-1.7", False),
        ("plan.txt", b"%PDF-1.7", False),
        ("plan.pdf", b"a", False),
    ],
)
def test_what_is_read_as_text(name: str, data: bytes, *, expected: bool) -> None:
    assert is_plain_text(name, data) is expected
