"""Write all tables as one Excel workbook: a sheet for each table, and one that explains the columns.

Numbers are numbers and codes are text, so that no program takes the project 5-1 for the first of May. A text
is never run as a formula, whatever it begins with. ★ is printed as ★.
"""

from __future__ import annotations

from planextract.export.facts import collect_facts
from planextract.export.ooxml import WorkbookSheet, workbook_bytes
from planextract.model.plan import Plan
from planextract.model.table_rows import TableRows, build_tables
from planextract.model.table_schema import ColumnSchema, describe_columns

_STAR = "★"


def xlsx_bytes(plan: Plan) -> bytes:
    """Return the bytes of the workbook.

    Raises OutputError when a text is too long for a cell.
    """
    published = build_tables(plan)
    explained = [
        (table.name, column.name, column.label, column.kind, column.nullable, *_describe_meaning(column))
        for table in published
        for column in describe_columns(table)
    ]
    sheets = [WorkbookSheet(table.name, table.columns, _list_rows(table)) for table in published]
    sheets.append(
        WorkbookSheet(
            "columns",
            ("table", "column", "label_ja", "type", "empty_allowed", "meaning", "meaning_ja"),
            explained,
        )
    )
    sheets.append(WorkbookSheet("source", ("name", "value"), list(collect_facts(plan).items())))
    return workbook_bytes(sheets, plan.title or plan.source.file)


def _list_rows(table: TableRows) -> list[tuple[object, ...]]:
    rows = list(table.iter_values())
    if "starred" not in table.columns:
        return rows
    place = table.columns.index("starred")
    return [(*row[:place], _STAR if row[place] else None, *row[place + 1 :]) for row in rows]


def _describe_meaning(column: ColumnSchema) -> tuple[str, str]:
    """Return the meaning of a column in English and in Japanese, with the values that it may have."""
    choice = f" One of {', '.join(column.values)}." if column.values else ""
    japanese_choice = f"（{'、'.join(column.values)}）" if column.values else ""
    return f"{column.description}{choice}", f"{column.meaning}{japanese_choice}"
