"""The meanings that a column of a list can have."""

from __future__ import annotations

from enum import StrEnum


class ColumnMeaning(StrEnum):
    """The meaning of a list's column; the values are the names in a profile, in the order of trial."""

    NUMBER = "number"
    SECTION = "section"
    DEPARTMENT = "department"
    CLASSIFICATION = "classification"
    TITLE = "title"
    COMMITMENT = "commitment"
    MARK = "mark"
    DESCRIPTION = "description"
    GOAL = "goal"
    PERIOD = "period"
    REMARKS = "remarks"
    BEFORE = "before"
    SUPPLEMENT = "supplement"
    AFTER = "after"
    LIMIT = "limit"
    CARRIED = "carried"
    PREVIOUS = "previous"
    CHANGE = "change"
    TOTAL = "total"
    BUDGET = "budget"
    BASELINE = "baseline"
    SCHEDULE = "schedule"
    EXTRA = "extra"
    FUNDING = "funding"
    UNKNOWN = "unknown"


MONEY_MEANINGS = frozenset(
    {
        ColumnMeaning.BEFORE,
        ColumnMeaning.SUPPLEMENT,
        ColumnMeaning.AFTER,
        ColumnMeaning.LIMIT,
        ColumnMeaning.CARRIED,
        ColumnMeaning.PREVIOUS,
        ColumnMeaning.CHANGE,
        ColumnMeaning.TOTAL,
        ColumnMeaning.BUDGET,
        ColumnMeaning.FUNDING,
    }
)
PERIOD_MEANINGS = frozenset({ColumnMeaning.BASELINE, ColumnMeaning.SCHEDULE})
SPANNING_MEANINGS = frozenset({ColumnMeaning.DEPARTMENT, ColumnMeaning.SECTION, ColumnMeaning.CLASSIFICATION})
"""Columns in which one cell may span many rows."""
KEPT_MEANINGS = frozenset({ColumnMeaning.EXTRA, ColumnMeaning.UNKNOWN})
"""Columns whose texts are kept under their header."""
