"""Roles of the columns of published tables: those that hold numbers, and those that quote the page."""

from __future__ import annotations

from planextract.model.plan import NOTHING
from planextract.model.table_rows import tables
from planextract.model.table_schema import columns

QUOTED = frozenset(
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

EXPLAINING = frozenset({"columns", "source"})
"""Sheets of a workbook that describe the data and contain none."""

UNITS: dict[str, tuple[str, tuple[str, ...]]] = {
    "milestones": ("unit", ("value", "cumulative")),
    "budgets": ("unit", ("amount",)),
}
"""The column that contains the unit and the columns it applies to, by table."""


def _numeric() -> dict[str, frozenset[str]]:
    return {
        table.name: frozenset(
            column.name for column in columns(table) if column.kind in ("integer", "number")
        )
        for table in tables(NOTHING)
    }


NUMERIC = _numeric()
"""The columns that hold numbers, by table."""
