"""Write all tables as one Excel workbook: a sheet for each table, and one that explains the columns.

Numbers are numbers and codes are text. A text is never run as a formula, whatever it begins with. The
same plan gives the same bytes: the workbook contains no clock time.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from planextract.errors import OutputError
from planextract.export.extras import import_library
from planextract.export.facts import collect_facts
from planextract.model.plan import Plan
from planextract.model.table_rows import build_tables
from planextract.model.table_schema import ColumnSchema, describe_columns

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELL_CHARACTERS = 32_767
"""Greatest number of characters in a cell of a workbook."""

_MAX_COLUMN_WIDTH = 60
_WIDTH_SAMPLE_ROWS = 200
"""Number of rows from which the width of a column is computed."""

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")
_CLOCK_ELEMENT = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def xlsx_bytes(plan: Plan) -> bytes:
    """Return the bytes of the workbook.

    Raises OutputError when a text is too long for a cell, UsageError when openpyxl is missing.
    """
    book: Any = import_library("openpyxl", "xlsx").Workbook()
    book.remove(book.active)
    published = build_tables(plan)
    for table in published:
        _fill_sheet(book.create_sheet(table.name), table.columns, table.iter_values())
    _fill_sheet(
        book.create_sheet("columns"),
        ("table", "column", "type", "empty_allowed", "meaning"),
        (
            (table.name, column.name, column.kind, column.nullable, _describe_meaning(column))
            for table in published
            for column in describe_columns(table)
        ),
    )
    _fill_sheet(book.create_sheet("source"), ("name", "value"), collect_facts(plan).items())
    written = io.BytesIO()
    book.save(written)
    return _remove_clock(written.getvalue())


def _fill_sheet(sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Fill a sheet with a header and rows, and set the widths of its columns."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    widths = [_measure_width(name) + 3 for name in header]
    bold, wrapped = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    for place, name in enumerate(header, 1):
        sheet.cell(1, place, name).font = bold
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            cell: Any = sheet.cell(number, place)
            if isinstance(value, str):
                cell.value = _escape_xml(value)
                cell.data_type = "s"  # openpyxl would make a formula of what begins with =
                cell.alignment = wrapped
            elif value is not None:
                cell.value = value
            if number <= _WIDTH_SAMPLE_ROWS and value is not None:
                widths[place - 1] = max(widths[place - 1], _measure_width(str(value)) + 2)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(width, _MAX_COLUMN_WIDTH)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _describe_meaning(column: ColumnSchema) -> str | None:
    choice = f"One of {', '.join(column.values)}." if column.values else ""
    return " ".join(part for part in (column.description, choice) if part) or None


def _escape_xml(text: str) -> str:
    """Escape characters that XML can't contain as _xHHHH_, as the format specifies.

    Raises OutputError when the text is too long for a cell.
    """
    safe = _NOT_XML.sub(lambda match: f"_x{ord(match[0][0]):04X}_" + match[0][1:], text)
    if len(safe) > MAX_CELL_CHARACTERS:
        raise OutputError(
            f"A text of {len(safe):,} characters is too long for a workbook, "
            f"whose cells hold {MAX_CELL_CHARACTERS:,}.",
            "Leave out --format xlsx; the other formats hold it.",
        )
    return safe


def _measure_width(text: str) -> int:
    """Return the width of the longest line in half-width characters.

    >>> _measure_width("令和7\\n計")
    5
    """
    return max(
        sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
        for line in text.split("\n")
    )


def _remove_clock(data: bytes) -> bytes:
    """Return the same ZIP archive without its clock times."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _CLOCK_ELEMENT.sub(b"", content)
            info = zipfile.ZipInfo(entry.filename, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return out.getvalue()
