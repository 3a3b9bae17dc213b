"""Read the tables of an output folder, without the program's knowledge of how it wrote them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planextract.compliance.compliance_check import CellValue, Sheet
from planextract.errors import UnreadableError
from planextract.export.csv import escape_formula
from planextract.export.extras import import_library
from planextract.wording.messages import make_message


def read_sheets(folder: Path) -> tuple[Sheet, ...]:
    """Return the sheets of every CSV file and workbook in a folder, sorted by file name, CSV files first.

    Raises UnreadableError when there is none or one can't be read, UsageError when there is a workbook
    and openpyxl is missing.
    """
    if not folder.is_dir():
        raise UnreadableError(
            make_message("There is no folder {folder}.", folder=folder), "Name a folder that `parse` wrote."
        )
    found = [_read_csv(path) for path in sorted(folder.glob("*.csv"))]
    for path in sorted(folder.glob("*.xlsx")):
        found.extend(_read_workbook(path))
    if not found:
        raise UnreadableError(
            make_message("There is no table in {folder}.", folder=folder),
            "Write some with `planextract parse --format csv`.",
        )
    return tuple(found)


def _read_csv(path: Path) -> Sheet:
    try:
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(
            make_message("{path} is no CSV file in UTF-8 ({error}).", path=path, error=error),
            "Write it again.",
        ) from error
    header, body = (rows[0], rows[1:]) if rows else ([], [])
    return Sheet(
        file=path.name,
        name=path.stem,
        header=tuple(cell or None for cell in header),
        rows=tuple(tuple(_strip_guard_apostrophe(cell) or None for cell in row) for row in body),
        typed=False,
        formulas=tuple(
            (number, place)
            for number, row in enumerate(rows, 1)
            for place, cell in enumerate(row, 1)
            if cell.startswith("=") and len(cell) > 1
        ),
    )


def _strip_guard_apostrophe(cell: str) -> str:
    """Return a cell's text without the apostrophe that prevents a spreadsheet from evaluating it."""
    return cell[1:] if cell[:1] == "'" and escape_formula(cell[1:]) == cell else cell


def _read_workbook(path: Path) -> Iterator[Sheet]:
    openpyxl: Any = import_library("openpyxl", "xlsx")
    try:
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    except Exception as error:  # openpyxl has no error class for a file that is not a workbook
        raise UnreadableError(
            make_message("{path} is no workbook ({error}).", path=path, error=error), "Write it again."
        ) from error
    for sheet in book.worksheets:
        rows = [tuple(_convert_cell_value(cell.value) for cell in row) for row in sheet.iter_rows()]
        header, body = (rows[0], rows[1:]) if rows else ((), [])
        yield Sheet(
            file=path.name,
            name=sheet.title,
            header=header,
            rows=tuple(body),
            typed=True,
            merged=tuple(sorted(str(merged) for merged in sheet.merged_cells.ranges)),
            formulas=tuple(
                (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
            ),
            objects=len(sheet._images) + len(sheet._charts),
        )


def _convert_cell_value(value: object) -> CellValue:
    """Return a value of a simple type unchanged, any other, such as a date, as text."""
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
