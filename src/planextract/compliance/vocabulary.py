"""What the rules know of the published tables: which columns count, and which quote the page."""

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
"""Columns that hold what is printed, or sentences. The lines, signs and Japanese years in them are the
page's own words and no layout of the table; what they mean stands in columns of its own."""

EXPLAINING = frozenset({"columns", "source"})
"""Sheets of a workbook that are about the data and hold none."""

UNITS: dict[str, tuple[str, tuple[str, ...]]] = {
    "milestones": ("unit", ("value", "cumulative")),
    "budgets": ("unit", ("amount",)),
}
"""By table: the column that states the unit, and the columns it is stated for."""


def _numeric() -> dict[str, frozenset[str]]:
    return {
        table.name: frozenset(
            column.name for column in columns(table) if column.kind in ("integer", "number")
        )
        for table in tables(NOTHING)
    }


NUMERIC = _numeric()
"""By table: the columns that hold numbers."""
