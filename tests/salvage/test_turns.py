"""The orders in which a text may go through the cells of a table."""

from __future__ import annotations

from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.salvage.cell_assignment import RowRules
from planextract.salvage.cell_order import find_cell_orders

RULES = RowRules(load_vocabulary("milestones"), 4)
FIRST = ("検討", "試行", "実施", "実施")
SECOND = ("実施", "充実", "運用", "運用")


def test_rows_that_are_read_column_by_column_are_found() -> None:
    cells = [cell for column in zip(FIRST, SECOND, strict=True) for cell in column]
    assert find_cell_orders(cells, 4, RULES.is_unambiguous, by_rows=False) == [(FIRST, SECOND)]
    assert find_cell_orders(cells, 4, RULES.is_unambiguous, by_rows=True) == []


def test_where_two_orders_can_be_both_are_told() -> None:
    cells = ["実施", "実施", "実施", "実施", "充実", "充実", "充実", "充実"]
    assert len(find_cell_orders(cells, 4, RULES.is_unambiguous, by_rows=False)) == 2
