"""Comparison of the rows of a project's table: paired by goal, then compared period by period.

A period is compared where both editions have it: fiscal years by the year, the baseline with a baseline of
the same year (results achieved are not compared with results planned), the total where it covers the same
years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from planextract.diff.cells import compare_cell
from planextract.diff.model import ProjectChange
from planextract.diff.moves import find_moves
from planextract.japanese.widths import match_key
from planextract.model.plan import Cell, Item

MIN_GOAL_LIKENESS = 60.0
"""Minimum similarity (0 to 100) at which two goals count as one goal that was reworded."""

_ENUMERATOR = re.compile(r"[①-⑳㉑-㊿]|\(\d{1,2}\)")


def compare_items(old: Sequence[Item], new: Sequence[Item], same_years: bool) -> Iterator[ProjectChange]:
    """Yield the changes of a project's rows: removed rows first, then the others in the new order."""
    partners = _pair_items(old, new)
    for i, item in enumerate(old):
        if i not in partners.values():
            yield ProjectChange(kind="item-removed", item=item.goal, old=_format_item(item))
    for j, item in enumerate(new):
        if j not in partners:
            yield ProjectChange(kind="item-added", item=item.goal, new=_format_item(item))
        else:
            yield from _compare_item(old[partners[j]], item, same_years)


def _pair_items(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Return the paired rows as a map from index in `new` to index in `old`."""
    exact = [
        (-100.0, abs(i - j), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if make_goal_key(a) == make_goal_key(b)
    ]
    alike = [
        (-score, abs(i - j), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if (score := fuzz.ratio(make_goal_key(a), make_goal_key(b))) >= MIN_GOAL_LIKENESS
    ]
    partners: dict[int, int] = {}
    for _, _, i, j in [*sorted(exact), *sorted(alike)]:
        if j not in partners and i not in partners.values():
            partners[j] = i
    return partners


def make_goal_key(item: Item) -> str:
    """Return a row's goal for comparison, without its ①, which changes when an earlier row is removed.

    >>> first, second = Item(goal="②　計画の策定", cells=[]), Item(goal="①計画の策定", cells=[])
    >>> make_goal_key(first) == make_goal_key(second)
    True
    """
    plain = match_key(item.goal)
    return _ENUMERATOR.sub("", plain, count=1) if _ENUMERATOR.match(plain) else plain


def _compare_item(old: Item, new: Item, same_years: bool) -> Iterator[ProjectChange]:
    """Yield the changes of one row; totals are compared only where the editions cover the same years."""
    if make_goal_key(old) != make_goal_key(new):
        yield ProjectChange(kind="item-reworded", item=new.goal, old=old.goal, new=new.goal)
    before, after = _get_baseline_cell(old), _get_baseline_cell(new)
    if before and after and before.fiscal_year == after.fiscal_year:
        yield from compare_cell(new.goal, before, after)
    moves = find_moves(_get_year_cells(old), _get_year_cells(new))
    for move in moves.moves:
        yield ProjectChange(
            kind="delayed" if move.years > 0 else "advanced",
            item=new.goal,
            milestone=move.term,
            stage=move.stage,
            old=str(move.old_year),
            new=str(move.new_year),
            difference=move.years,
            unit="years",
        )
    for year in moves.unexplained:
        yield from compare_cell(new.goal, _get_year_cells(old)[year], _get_year_cells(new)[year])
    if same_years:
        for a, b in zip(_get_total_cells(old), _get_total_cells(new), strict=False):
            yield from compare_cell(new.goal, a, b)


def _get_year_cells(item: Item) -> dict[int, Cell]:
    return {
        cell.fiscal_year: cell
        for cell in item.cells
        if cell.fiscal_year is not None and cell.period not in ("baseline", "total")
    }


def _get_baseline_cell(item: Item) -> Cell | None:
    return next((cell for cell in item.cells if cell.period == "baseline"), None)


def _get_total_cells(item: Item) -> list[Cell]:
    return [cell for cell in item.cells if cell.period == "total"]


def _format_item(item: Item) -> str:
    """Return a row as one line of text: `2027 検討 / 2028 試行`."""
    years = _get_year_cells(item).items()
    return " / ".join(f"{year} {' '.join(cell.text.split()) or '―'}" for year, cell in years)
