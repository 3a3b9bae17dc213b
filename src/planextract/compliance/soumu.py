"""Rules of 総務省 for machine-readable data (統計表における機械判読可能なデータの表記方法).

Each is named by the number of its check item (チェック項目). Item 1-1, which requires Excel or CSV, always
holds, because only such files are checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from planextract.compliance.base import Breach, CellValue, Placed, Rule, Sheet
from planextract.compliance.vocabulary import EXPLAINING, NUMERIC, QUOTED, UNITS
from planextract.japanese.body_codes import valid_code

_SEVERAL = re.compile(r"[\n\r、，；;]|\S[\s　]+\S")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII)
_SIGN = re.compile(r"[^\w]+|[xX]+")
_LAYOUT = re.compile(r"^[\s　]|[\s　]$|[ \t　]{2,}")
_BREAK = re.compile(r"[\n\r]")
_DITTO = re.compile(r"同上|同左|[〃″]|々+")
_ERA = re.compile(r"(明治|大正|昭和|平成|令和)|^[MTSHR]\d{1,2}$")
_YEAR = re.compile(r"\d{4}", re.ASCII)


def one_datum(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells that contain more than one datum (1-2)."""
    for cell in _data(sheet):
        if isinstance(cell.value, str) and not _counts(sheet, cell) and _SEVERAL.search(cell.value):
            yield _at(cell, f"{cell.value!r} is more than one datum")


def numbers(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells of number columns that contain text or a truth value (1-3)."""
    for cell in _numbers(sheet):
        text = str(cell.value)
        if isinstance(cell.value, str) and (sheet.typed or not _NUMBER.fullmatch(text)):
            if not _SIGN.fullmatch(text):
                yield _at(cell, f"{text!r} is text in a column of numbers")
        elif isinstance(cell.value, bool):
            yield _at(cell, "a truth value in a column of numbers")


def merged(sheet: Sheet) -> Iterator[Breach]:
    """Yield the ranges of merged cells (1-4)."""
    for place in sheet.merged:
        yield Breach(f"the cells {place} are merged")


def layout(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells that are formatted with spaces or line breaks (1-5)."""
    for cell in (*_header(sheet), *sheet.cells()):
        if not isinstance(cell.value, str) or sheet.name in EXPLAINING:
            continue
        quoted = cell.row > 1 and cell.heading in QUOTED
        if _LAYOUT.search(cell.value) or (not quoted and _BREAK.search(cell.value)):
            yield _at(cell, f"{cell.value!r} is spaced out for its looks")


def headings(sheet: Sheet) -> Iterator[Breach]:
    """Yield missing and repeated headings, ditto marks and empty first cells (1-6)."""
    seen = Counter(value for value in sheet.header if value is not None)
    for cell in _header(sheet):
        if cell.value is None:
            yield _at(cell, "the column has no heading")
        elif seen[cell.value] > 1:
            yield _at(cell, f"{cell.value!r} heads more than one column")
    for cell in sheet.cells():
        if isinstance(cell.value, str) and _DITTO.fullmatch(cell.value) and cell.heading not in QUOTED:
            yield _at(cell, f"{cell.value!r} stands for the cell above")
        if cell.value is None and cell.column == 1:
            yield _at(cell, "the row's first cell, which names it, is left out")


def formulas(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells with a formula (1-7)."""
    for row, column in sheet.formulas:
        yield Breach("a formula instead of its value", row, column)


def objects(sheet: Sheet) -> Iterator[Breach]:
    """Yield a breach where a sheet has pictures or charts (1-8)."""
    if sheet.objects:
        yield Breach(f"{sheet.objects} pictures or charts lie over the table")


def units(sheet: Sheet) -> Iterator[Breach]:
    """Yield the numbers that have no unit (1-9)."""
    if sheet.name not in UNITS:
        return
    unit, counted = UNITS[sheet.name]
    by_row: dict[int, dict[str, Placed]] = {}
    for cell in sheet.cells():
        by_row.setdefault(cell.row, {})[cell.heading] = cell
    for cells in by_row.values():
        for name in counted:
            number = cells.get(name)
            if number and number.value is not None and (unit not in cells or cells[unit].value is None):
                yield _at(number, f"{number.value} of what? No unit is stated")


def characters(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells with machine-dependent characters (1-10)."""
    for cell in (*_header(sheet), *_data(sheet)):
        found = [mark for mark in str(cell.value or "") if _machine_dependent(mark)]
        if found:
            yield _at(cell, f"{''.join(found)} looks different on other machines")


def western_years(sheet: Sheet) -> Iterator[Breach]:
    """Yield the years of a Japanese era without the Western year (1-11)."""
    for cell in (*_header(sheet), *_data(sheet)):
        if isinstance(cell.value, str) and _ERA.search(cell.value):
            yield _at(cell, f"{cell.value!r} is a year of an era without the Western one")
        elif cell.row > 1 and cell.heading == "fiscal_year" and not _western(cell.value):
            yield _at(cell, f"{cell.value!r} is no Western year")


def _western(year: CellValue) -> bool:
    return year is None or _YEAR.fullmatch(str(year)) is not None


def body_code(sheet: Sheet) -> Iterator[Breach]:
    """Yield the invalid codes of public bodies (1-12)."""
    for cell in sheet.cells():
        if cell.heading != "body_code" or cell.value is None:
            continue
        try:
            if not isinstance(cell.value, str):
                raise ValueError(f"{cell.value} is a number; a code is text")
            valid_code(cell.value)
        except ValueError as error:
            yield _at(cell, str(error))


def body_named(sheet: Sheet) -> Iterator[Breach]:
    """Yield a breach where a sheet has no column that identifies the public body (1-12)."""
    if sheet.name in EXPLAINING or not sheet.rows:
        return
    if not {"body_code", "body_name"} & set(sheet.header):
        yield Breach("nothing tells whose data it is; give parse --body-code and --body-name")


def special_signs(sheet: Sheet) -> Iterator[Breach]:
    """Yield the cells of number columns that contain a sign instead of a number (1-13)."""
    for cell in _numbers(sheet):
        if isinstance(cell.value, str) and _SIGN.fullmatch(cell.value):
            yield _at(cell, f"the sign {cell.value} in a column of numbers")


def divided(sheet: Sheet) -> Iterator[Breach]:
    """Yield empty rows and rows whose length differs from the header (1-14)."""
    for number, row in enumerate(sheet.rows, 2):
        if all(value is None for value in row):
            yield Breach("an empty row divides the table", number)
        elif len(row) != len(sheet.header):
            yield Breach(f"{len(row)} cells under {len(sheet.header)} headings", number)


def one_table(sheet: Sheet) -> Iterator[Breach]:
    """Yield the rows that repeat the header, and so begin a second table (1-15)."""
    for number, row in enumerate(sheet.rows, 2):
        if row == sheet.header:
            yield Breach("a second table begins here", number)


def _header(sheet: Sheet) -> Iterator[Placed]:
    for place, value in enumerate(sheet.header, 1):
        yield Placed(1, place, str(value or ""), value)


def _data(sheet: Sheet) -> Iterator[Placed]:
    """Yield the cells of columns that hold data rather than text quoted from the page."""
    if sheet.name not in EXPLAINING:
        yield from (cell for cell in sheet.cells() if cell.heading not in QUOTED)


def _counts(sheet: Sheet, cell: Placed) -> bool:
    """Return whether a cell is in a column of numbers."""
    return cell.heading in NUMERIC.get(sheet.name, frozenset())


def _numbers(sheet: Sheet) -> Iterator[Placed]:
    """Yield the cells of number columns that are not empty."""
    yield from (cell for cell in sheet.cells() if cell.value is not None and _counts(sheet, cell))


def _machine_dependent(mark: str) -> bool:
    """Return whether a character is private, unknown, or only in a vendor's extension of JIS.

    >>> _machine_dependent("①"), _machine_dependent("一")
    (True, False)
    """
    if mark == "\ufffd" or "\ue000" <= mark <= "\uf8ff":
        return True
    return _encodes(mark, "cp932") and not (_encodes(mark, "euc_jp") or _encodes(mark, "shift_jis"))


def _encodes(mark: str, encoding: str) -> bool:
    try:
        mark.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _at(cell: Placed, message: str) -> Breach:
    return Breach(message, cell.row, cell.column)


RULES = (
    Rule("soumu-1-2", "1セル1データとなっているか", "A cell holds one datum.", one_datum),
    Rule("soumu-1-3", "数値データは数値属性とし、文字列を含まないこと", "Numbers are numbers.", numbers),
    Rule("soumu-1-4", "セルの結合をしていないか", "No cells are merged.", merged),
    Rule(
        "soumu-1-5", "スペースや改行等で体裁を整えていないか", "Spaces and line breaks are no layout.", layout
    ),
    Rule("soumu-1-6", "項目名等を省略していないか", "Headings and row names are not left out.", headings),
    Rule("soumu-1-7", "数式を使用している場合は、数値データに修正しているか", "No formulas.", formulas),
    Rule("soumu-1-8", "オブジェクトを使用していないか", "No pictures or charts.", objects),
    Rule("soumu-1-9", "データの単位を記載しているか", "Every number has its unit.", units),
    Rule("soumu-1-10", "機種依存文字を使用していないか", "No characters of one maker's set.", characters),
    Rule("soumu-1-11", "西暦表記又は和暦に西暦の併記がされているか", "Years are Western.", western_years),
    Rule("soumu-1-12", "地域コード又は地域名称が表記されているか", "The body's code is valid.", body_code),
    Rule(
        "soumu-1-12-named",
        "地域コード又は地域名称が表記されているか",
        "The body is named.",
        body_named,
        "warning",
    ),
    Rule(
        "soumu-1-13",
        "数値データの同一列内に特殊記号が含まれていないか",
        "No signs for numbers.",
        special_signs,
    ),
    Rule("soumu-1-14", "データが分断されていないか", "No empty or uneven rows.", divided),
    Rule("soumu-1-15", "1シートに複数の表が掲載されていないか", "One table a sheet.", one_table),
)
