"""Years of columns that are headed by a number alone, such as 25, 26, 27 under 工程."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from planextract.families.list.list_columns import ListColumn
from planextract.japanese.eras import convert_to_era_year


def resolve_bare_years(columns: Sequence[ListColumn], years: Collection[int]) -> tuple[ListColumn, ...]:
    """Return the columns, where bare years are those of the one era that makes named years of them.

    `years` are the fiscal years that the lines above the list name, those between them included."""
    bare = {
        index: int(column.period.key)
        for index, column in enumerate(columns)
        if column.period is not None and is_bare_year(column)
    }
    if not bare:
        return tuple(columns)
    bases = {year - number for year in years if (number := convert_to_era_year(year)[1]) in bare.values()}
    if len(bases) != 1:
        return tuple(columns)
    base = bases.pop()
    return tuple(
        column._replace(period=None, year=base + bare[index]) if index in bare else column
        for index, column in enumerate(columns)
    )


def is_bare_year(column: ListColumn) -> bool:
    """Return whether the period of a column is the number of a year without its era."""
    return (
        column.period is not None
        and column.period.fiscal_year is None
        and column.period.years is None
        and column.period.key.isdecimal()
    )
