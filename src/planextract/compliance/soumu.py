"""Rules of 総務省 for machine-readable data (統計表における機械判読可能なデータの表記方法).

Each is named by the number of its check item (チェック項目). Item 1-1, which requires Excel or CSV, always
holds, because only such files are checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from planextract.compliance.column_roles import (
    EXPLANATORY_SHEETS,
    NUMERIC_COLUMNS,
    QUOTED_COLUMNS,
    UNIT_COLUMNS,
)
from planextract.compliance.compliance_check import Breach, CellValue, ComplianceCheck, Sheet, SheetCell
from planextract.japanese.body_codes import validate_body_code

_SEVERAL_DATA = re.compile(r"[\n\r、，；;]|\S[\s　]+\S")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII)
_SPECIAL_SIGN = re.compile(r"[^\w]+|[xX]+")
_LAYOUT_SPACES = re.compile(r"^[\s　]|[\s　]$|[ \t　]{2,}")
_LINE_BREAK = re.compile(r"[\n\r]")
_DITTO = re.compile(r"同上|同左|[〃″]|々+")
_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和)|^[MTSHR]\d{1,2}$")
_WESTERN_YEAR = re.compile(r"\d{4}", re.ASCII)


def check_one_datum(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells that contain more than one datum (1-2)."""
    for cell in _iter_data_cells(sheet):
        if isinstance(cell.value, str) and not _is_numeric(sheet, cell) and _SEVERAL_DATA.search(cell.value):
            yield _make_breach(cell, f"{cell.value!r} is more than one datum")


def check_numbers(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells of number columns that contain text or a truth value (1-3)."""
    for cell in _iter_numbers(sheet):
        text = str(cell.value)
        if isinstance(cell.value, str) and (sheet.typed or not _NUMBER.fullmatch(text)):
            if not _SPECIAL_SIGN.fullmatch(text):
                yield _make_breach(cell, f"{text!r} is text in a column of numbers")
        elif isinstance(cell.value, bool):
            yield _make_breach(cell, "a truth value in a column of numbers")


def check_merged_cells(sheet: Sheet) -> Iterator[Breach]:
    """Yield the ranges of merged cells (1-4)."""
    for place in sheet.merged:
        yield Breach(f"the cells {place} are merged")


def check_spacing(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells that are formatted with spaces or line breaks (1-5)."""
    for cell in (*_iter_header_cells(sheet), *sheet.iter_cells()):
        if not isinstance(cell.value, str) or sheet.name in EXPLANATORY_SHEETS:
            continue
        quoted = cell.row > 1 and cell.heading in QUOTED_COLUMNS
        if _LAYOUT_SPACES.search(cell.value) or (not quoted and _LINE_BREAK.search(cell.value)):
            yield _make_breach(cell, f"{cell.value!r} is spaced out for its looks")


def check_headings(sheet: Sheet) -> Iterator[Breach]:
    """Yield missing and repeated headings, ditto marks and empty first cells (1-6)."""
    seen = Counter(value for value in sheet.header if value is not None)
    for cell in _iter_header_cells(sheet):
        if cell.value is None:
            yield _make_breach(cell, "the column has no heading")
        elif seen[cell.value] > 1:
            yield _make_breach(cell, f"{cell.value!r} heads more than one column")
    for cell in sheet.iter_cells():
        if (
            isinstance(cell.value, str)
            and _DITTO.fullmatch(cell.value)
            and cell.heading not in QUOTED_COLUMNS
        ):
            yield _make_breach(cell, f"{cell.value!r} stands for the cell above")
        if cell.value is None and cell.column == 1:
            yield _make_breach(cell, "the row's first cell, which names it, is left out")


def check_formulas(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells with a formula (1-7)."""
    for row, column in sheet.formulas:
        yield Breach("a formula instead of its value", row, column)


def check_objects(sheet: Sheet) -> Iterator[Breach]:
    """Yield a breach where a sheet has pictures or charts (1-8)."""
    if sheet.objects:
        yield Breach(f"{sheet.objects} pictures or charts lie over the table")


def check_units(sheet: Sheet) -> Iterator[Breach]:
    """Yield the numbers that have no unit (1-9)."""
    if sheet.name not in UNIT_COLUMNS:
        return
    unit, counted = UNIT_COLUMNS[sheet.name]
    by_row: dict[int, dict[str, SheetCell]] = {}
    for cell in sheet.iter_cells():
        by_row.setdefault(cell.row, {})[cell.heading] = cell
    for cells in by_row.values():
        for name in counted:
            number = cells.get(name)
            if number and number.value is not None and (unit not in cells or cells[unit].value is None):
                yield _make_breach(number, f"{number.value} of what? No unit is stated")


def check_characters(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells with machine-dependent characters (1-10)."""
    for cell in (*_iter_header_cells(sheet), *_iter_data_cells(sheet)):
        found = [mark for mark in str(cell.value or "") if _is_machine_dependent(mark)]
        if found:
            yield _make_breach(cell, f"{''.join(found)} looks different on other machines")


def check_western_years(sheet: Sheet) -> Iterator[Breach]:
    """Yield the years of a Japanese era without the Western year (1-11)."""
    for cell in (*_iter_header_cells(sheet), *_iter_data_cells(sheet)):
        if isinstance(cell.value, str) and _ERA_YEAR.search(cell.value):
            yield _make_breach(cell, f"{cell.value!r} is a year of an era without the Western one")
        elif cell.row > 1 and cell.heading == "fiscal_year" and not _is_western_year(cell.value):
            yield _make_breach(cell, f"{cell.value!r} is no Western year")


def _is_western_year(year: CellValue) -> bool:
    return year is None or _WESTERN_YEAR.fullmatch(str(year)) is not None


def check_body_code(sheet: Sheet) -> Iterator[Breach]:
    """Yield the invalid codes of public bodies (1-12)."""
    for cell in sheet.iter_cells():
        if cell.heading != "body_code" or cell.value is None:
            continue
        try:
            if not isinstance(cell.value, str):
                raise ValueError(f"{cell.value} is a number; a code is text")
            validate_body_code(cell.value)
        except ValueError as error:
            yield _make_breach(cell, str(error))


def check_body_named(sheet: Sheet) -> Iterator[Breach]:
    """Yield a breach where a sheet has no column that identifies the public body (1-12)."""
    if sheet.name in EXPLANATORY_SHEETS or not sheet.rows:
        return
    if not {"body_code", "body_name"} & set(sheet.header):
        yield Breach("nothing tells whose data it is; give parse --body-code and --body-name")


def check_special_signs(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells of number columns that contain a sign instead of a number (1-13)."""
    for cell in _iter_numbers(sheet):
        if isinstance(cell.value, str) and _SPECIAL_SIGN.fullmatch(cell.value):
            yield _make_breach(cell, f"the sign {cell.value} in a column of numbers")


def check_undivided(sheet: Sheet) -> Iterator[Breach]:
    """Yield empty rows and rows whose length differs from the header (1-14)."""
    for number, row in enumerate(sheet.rows, 2):
        if all(value is None for value in row):
            yield Breach("an empty row divides the table", number)
        elif len(row) != len(sheet.header):
            yield Breach(f"{len(row)} cells under {len(sheet.header)} headings", number)


def check_single_table(sheet: Sheet) -> Iterator[Breach]:
    """Yield the rows that repeat the header, and so begin a second table (1-15)."""
    for number, row in enumerate(sheet.rows, 2):
        if row == sheet.header:
            yield Breach("a second table begins here", number)


def _iter_header_cells(sheet: Sheet) -> Iterator[SheetCell]:
    for place, value in enumerate(sheet.header, 1):
        yield SheetCell(1, place, str(value or ""), value)


def _iter_data_cells(sheet: Sheet) -> Iterator[SheetCell]:
    """Yield the cells of columns that hold data rather than text quoted from the page."""
    if sheet.name not in EXPLANATORY_SHEETS:
        yield from (cell for cell in sheet.iter_cells() if cell.heading not in QUOTED_COLUMNS)


def _is_numeric(sheet: Sheet, cell: SheetCell) -> bool:
    """Return whether a cell is in a column of numbers."""
    return cell.heading in NUMERIC_COLUMNS.get(sheet.name, frozenset())


def _iter_numbers(sheet: Sheet) -> Iterator[SheetCell]:
    """Yield the cells of number columns that are not empty."""
    yield from (cell for cell in sheet.iter_cells() if cell.value is not None and _is_numeric(sheet, cell))


def _is_machine_dependent(mark: str) -> bool:
    """Return whether a character is private, unknown, or only in a vendor's extension of JIS.

    >>> _is_machine_dependent("①"), _is_machine_dependent("一")
    (True, False)
    """
    if mark == "\ufffd" or "\ue000" <= mark <= "\uf8ff":
        return True
    return _can_encode(mark, "cp932") and not (_can_encode(mark, "euc_jp") or _can_encode(mark, "shift_jis"))


def _can_encode(mark: str, encoding: str) -> bool:
    try:
        mark.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _make_breach(cell: SheetCell, message: str) -> Breach:
    return Breach(message, cell.row, cell.column)


SOUMU_CHECKS = (
    ComplianceCheck("soumu-1-2", "1セル1データとなっているか", "A cell holds one datum.", check_one_datum),
    ComplianceCheck(
        "soumu-1-3", "数値データは数値属性とし、文字列を含まないこと", "Numbers are numbers.", check_numbers
    ),
    ComplianceCheck("soumu-1-4", "セルの結合をしていないか", "No cells are merged.", check_merged_cells),
    ComplianceCheck(
        "soumu-1-5",
        "スペースや改行等で体裁を整えていないか",
        "Spaces and line breaks are no layout.",
        check_spacing,
    ),
    ComplianceCheck(
        "soumu-1-6", "項目名等を省略していないか", "Headings and row names are not left out.", check_headings
    ),
    ComplianceCheck(
        "soumu-1-7", "数式を使用している場合は、数値データに修正しているか", "No formulas.", check_formulas
    ),
    ComplianceCheck("soumu-1-8", "オブジェクトを使用していないか", "No pictures or charts.", check_objects),
    ComplianceCheck("soumu-1-9", "データの単位を記載しているか", "Every number has its unit.", check_units),
    ComplianceCheck(
        "soumu-1-10", "機種依存文字を使用していないか", "No characters of one maker's set.", check_characters
    ),
    ComplianceCheck(
        "soumu-1-11", "西暦表記又は和暦に西暦の併記がされているか", "Years are Western.", check_western_years
    ),
    ComplianceCheck(
        "soumu-1-12", "地域コード又は地域名称が表記されているか", "The body's code is valid.", check_body_code
    ),
    ComplianceCheck(
        "soumu-1-12-named",
        "地域コード又は地域名称が表記されているか",
        "The body is named.",
        check_body_named,
        "warning",
    ),
    ComplianceCheck(
        "soumu-1-13",
        "数値データの同一列内に特殊記号が含まれていないか",
        "No signs for numbers.",
        check_special_signs,
    ),
    ComplianceCheck("soumu-1-14", "データが分断されていないか", "No empty or uneven rows.", check_undivided),
    ComplianceCheck(
        "soumu-1-15", "1シートに複数の表が掲載されていないか", "One table a sheet.", check_single_table
    ),
)
