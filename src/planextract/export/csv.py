"""Encode tables as CSV that Excel in Japan and pandas both open without options.

UTF-8 with a byte order mark (Excel would take the file for Shift_JIS without it; pandas skips it), CRLF,
line breaks inside a cell kept in quotes. A text that a spreadsheet would run as a formula gets an
apostrophe in front, as OWASP advises against CSV injection; remove it to get the printed text.
"""

from __future__ import annotations

import csv
import io

from planextract.model.table_rows import TableRows

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""First characters of a formula; Excel in Japan reads the full-width ones as the others."""


def encode_csv(table: TableRows) -> bytes:
    """Return a table as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    for values in table.iter_values():
        writer.writerow([_encode_cell(value) for value in values])
    return text.getvalue().encode("utf-8-sig")


def escape_formula(text: str) -> str:
    """Prefix a text with an apostrophe where a spreadsheet would run it as a formula.

    >>> escape_formula("=1+1"), escape_formula("検討"), escape_formula("-")
    ("'=1+1", '検討', '-')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and len(text) > 1 else text


def _encode_cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape_formula(value) if isinstance(value, str) else value
