"""Roles of the columns of published tables: those that hold numbers, and those that quote the page."""

from __future__ import annotations

from planextract.model.plan import EMPTY_PLAN
from planextract.model.table_rows import build_tables
from planextract.model.table_schema import describe_columns

QUOTED_COLUMNS = frozenset(
    {
        "title",
        "pillar_title",
        "strategy_title",
        "section",
        "description",
        "goal",
        "text",
        "term",
        "note",
        "unit",
        "department",
        "initiative",
        "content",
        "marker",
        "message",
        "body_name",
    }
)
"""Columns that hold text quoted from the page, or sentences.

The line breaks, signs and Japanese years in them are the page's own and not layout of the table; their
meaning is in separate columns.
"""

EXPLANATORY_SHEETS = frozenset({"columns", "source"})
"""Sheets of a workbook that describe the data and contain none."""

UNIT_COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "milestones": ("unit", ("value", "cumulative")),
    "budgets": ("unit", ("amount",)),
}
"""The column that contains the unit and the columns it applies to, by table."""


def _find_numeric_columns() -> dict[str, frozenset[str]]:
    return {
        table.name: frozenset(
            column.name for column in describe_columns(table) if column.kind in ("integer", "number")
        )
        for table in build_tables(EMPTY_PLAN)
    }


NUMERIC_COLUMNS = _find_numeric_columns()
"""The columns that hold numbers, by table."""
