"""Finds the total among the columns without a header, by the amounts in the row of the costs."""

from __future__ import annotations

from collections.abc import Sequence

from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_columns import PlanColumn
from planextract.japanese.amounts import parse_amount
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import Period


def name_total_column(
    columns: tuple[PlanColumn, ...], body: Sequence[TableCell], table: Table, grammar: BlockGrammar
) -> tuple[PlanColumn, ...] | None:
    """Return the columns with the total named, where its header is blank and the costs prove it.

    The only column without a header is the total if the costs of two years or more add up to its amount."""
    blank = [index for index, column in enumerate(columns) if column.role == "unknown" and not column.header]
    keys = [column.period.key if column.period is not None else "" for column in columns]
    years = [index for index, key in enumerate(keys) if key not in ("", "baseline", "total")]
    if len(blank) != 1 or "total" in keys:
        return None
    for row in range(len(table.rows) - 1):
        cells = {cell.column: cell for cell in body if cell.row == row}
        if 0 not in cells or grammar.read_budget_label(cells[0].joined_text) is None:
            continue
        amounts = [_read_amount(cells.get(index)) for index in years]
        total = _read_amount(cells.get(blank[0]))
        known = [amount for amount in amounts if amount is not None]
        if total is not None and len(known) > 1 and sum(known) == total:
            named = list(columns)
            named[blank[0]] = named[blank[0]]._replace(period=Period("total", None), role="period")
            return tuple(named)
    return None


def _read_amount(cell: TableCell | None) -> int | None:
    """Return the amount in a cell; None where it has none."""
    if cell is None:
        return None
    try:
        return parse_amount(cell.text)
    except ValueError:
        return None
