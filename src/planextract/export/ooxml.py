"""Write workbooks (Office Open XML, ECMA-376) that are the same bytes for the same content.

They have only the parts that tables of data need: text, numbers and truth values, a bold header that stays in
view, filters, wrapped text, and pages that print. So the bytes depend on no library and no clock.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from planextract.errors import OutputError
from planextract.wording.messages import make_message

MAX_CELL_CHARACTERS = 32_767
"""Greatest number of characters in a cell of a workbook."""

MAX_COLUMN_WIDTH = 60
MIN_COLUMN_WIDTH = 6
WIDTH_SAMPLE_ROWS = 200
"""Number of rows from which the width of a column is computed."""

LINE_HEIGHT_POINTS = 15.0
MAX_ROW_HEIGHT_POINTS = 409.0
"""Greatest height of a row in Excel."""

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_HEADER_STYLE, _TEXT_STYLE, _NUMBER_STYLE = 1, 2, 3
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet: its name, the cells of its header, and its rows."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]


def workbook_bytes(sheets: Sequence[WorkbookSheet], title: str) -> bytes:
    """Return the bytes of a workbook.

    Raises OutputError when a text is too long for a cell.
    """
    texts: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{n}.xml": _sheet_xml(sheet, texts) for n, sheet in enumerate(sheets, 1)}
    parts = {
        "[Content_Types].xml": _content_types_xml(len(sheets)),
        "_rels/.rels": _relations_xml(
            (f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_xml_text(title)}</dc:title>'
            "<dc:creator>planextract</dc:creator></cp:coreProperties>"
        ),
        "xl/workbook.xml": _workbook_xml(sheets),
        "xl/_rels/workbook.xml.rels": _relations_xml(
            *((f"{_RELATIONS}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            (f"{_RELATIONS}/styles", "styles.xml"),
            (f"{_RELATIONS}/sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": _shared_strings_xml(texts),
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode())
    return out.getvalue()


def _sheet_xml(sheet: WorkbookSheet, texts: dict[str, int]) -> str:
    """Return the XML of a sheet; its texts are added to `texts`, which numbers them."""
    widths = _measure_columns(sheet)
    last = f"{column_letters(len(sheet.header))}{len(sheet.rows) + 1}"
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    rows = [_row_xml(1, sheet.header, widths, texts, _HEADER_STYLE)]
    rows += [_row_xml(n, row, widths, texts, _TEXT_STYLE) for n, row in enumerate(sheet.rows, 2)]
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{LINE_HEIGHT_POINTS:g}"/><cols>{columns}</cols>'
        f'<sheetData>{"".join(rows)}</sheetData><autoFilter ref="A1:{last}"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _row_xml(
    number: int, row: Sequence[object], widths: Sequence[int], texts: dict[str, int], style: int
) -> str:
    cells = [
        _cell_xml(f"{column_letters(place)}{number}", value, texts, style)
        for place, value in enumerate(row, 1)
        if value is not None
    ]
    lines = max(
        (
            _count_lines(value, width)
            for value, width in zip(row, widths, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    height = min(lines * LINE_HEIGHT_POINTS, MAX_ROW_HEIGHT_POINTS)
    tall = f' ht="{height:g}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def _cell_xml(place: str, value: object, texts: dict[str, int], style: int) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" s="{_NUMBER_STYLE}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}" s="{_NUMBER_STYLE}"><v>{value!r}</v></c>'
    text = str(value)
    if not text:
        return ""
    return f'<c r="{place}" s="{style}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'


def _shared_strings_xml(texts: Iterable[str]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{_xml_text(text)}</t></si>' for text in texts)
    return f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'


def _workbook_xml(sheets: Sequence[WorkbookSheet]) -> str:
    listed = "".join(
        f'<sheet name="{_xml_text(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    names = "".join(_sheet_names_xml(sheet, n) for n, sheet in enumerate(sheets))
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _sheet_names_xml(sheet: WorkbookSheet, number: int) -> str:
    """Return the names of the range of a filter and of the rows that every printed page repeats."""
    name = _quote_sheet(sheet.name)
    last = f"${column_letters(len(sheet.header))}${len(sheet.rows) + 1}"
    attributes = f'localSheetId="{number}"'
    return (
        f'<definedName name="_xlnm._FilterDatabase" {attributes} hidden="1">{name}!$A$1:{last}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" {attributes}>{name}!$1:$1</definedName>'
    )


def _quote_sheet(name: str) -> str:
    return "'" + _xml_text(name).replace("'", "''") + "'"


def _content_types_xml(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{sheets}</Types>"
    )


def _relations_xml(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(relations, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _measure_columns(sheet: WorkbookSheet) -> list[int]:
    widths = [_measure_width(name) + 3 for name in sheet.header]
    for row in sheet.rows[:WIDTH_SAMPLE_ROWS]:
        for place, value in enumerate(row):
            if value is not None:
                widths[place] = max(widths[place], _measure_width(str(value)) + 2)
    return [max(MIN_COLUMN_WIDTH, min(width, MAX_COLUMN_WIDTH)) for width in widths]


def _count_lines(text: str, width: int) -> int:
    """Return the number of lines that a text takes in a column of this width."""
    usable = max(1, width - 1)
    return sum(max(1, -(-_measure_width(line) // usable)) for line in text.split("\n"))


def _measure_width(text: str) -> int:
    """Return the width of the longest line in half-width characters.

    >>> _measure_width("令和7\\n計")
    5
    """
    return max(
        sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
        for line in text.split("\n")
    )


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _xml_text(text: str) -> str:
    """Escape a text for XML; what XML can't contain becomes _xHHHH_, as the format specifies.

    Raises OutputError when the text is too long for a cell.
    """
    safe = _NOT_XML.sub(lambda match: f"_x{ord(match[0][0]):04X}_" + match[0][1:], text)
    if len(safe) > MAX_CELL_CHARACTERS:
        raise OutputError(
            make_message(
                "A text of {count:,} characters is too long for a workbook, whose cells hold {most:,}.",
                count=len(safe),
                most=MAX_CELL_CHARACTERS,
            ),
            "Leave xlsx out of --format; the other formats hold it.",
        )
    return escape(safe, {'"': "&quot;"})
