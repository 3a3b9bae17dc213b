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
from planextract.diff.model import Change
from planextract.diff.moves import find_moves
from planextract.japanese.widths import bare
from planextract.model.plan import Cell, Item

REWORDED = 60.0
"""Minimum similarity (0 to 100) at which two goals count as one goal that was reworded."""

_ENUMERATOR = re.compile(r"[①-⑳㉑-㊿]|\(\d{1,2}\)")


def compare_items(old: Sequence[Item], new: Sequence[Item], same_years: bool) -> Iterator[Change]:
    """Yield the changes of a project's rows: removed rows first, then the others in the new order."""
    partners = _pairs(old, new)
    for i, item in enumerate(old):
        if i not in partners.values():
            yield Change(kind="item-removed", item=item.goal, old=_summary(item))
    for j, item in enumerate(new):
        if j not in partners:
            yield Change(kind="item-added", item=item.goal, new=_summary(item))
        else:
            yield from _compare(old[partners[j]], item, same_years)


def _pairs(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Return the paired rows as a map from index in `new` to index in `old`."""
    exact = [
        (-100.0, abs(i - j), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if goal_key(a) == goal_key(b)
    ]
    alike = [
        (-score, abs(i - j), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if (score := fuzz.ratio(goal_key(a), goal_key(b))) >= REWORDED
    ]
    partners: dict[int, int] = {}
    for _, _, i, j in [*sorted(exact), *sorted(alike)]:
        if j not in partners and i not in partners.values():
            partners[j] = i
    return partners


def goal_key(item: Item) -> str:
    """Return a row's goal for comparison, without its ①, which changes when an earlier row is removed.

    >>> goal_key(Item(goal="②　計画の策定", cells=[])) == goal_key(Item(goal="①計画の策定", cells=[]))
    True
    """
    plain = bare(item.goal)
    return _ENUMERATOR.sub("", plain, count=1) if _ENUMERATOR.match(plain) else plain


def _compare(old: Item, new: Item, same_years: bool) -> Iterator[Change]:
    """Yield the changes of one row; totals are compared only where the editions cover the same years."""
    if goal_key(old) != goal_key(new):
        yield Change(kind="item-reworded", item=new.goal, old=old.goal, new=new.goal)
    before, after = _baseline(old), _baseline(new)
    if before and after and before.fiscal_year == after.fiscal_year:
        yield from compare_cell(new.goal, before, after)
    moves = find_moves(_years(old), _years(new))
    for move in moves.moves:
        yield Change(
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
        yield from compare_cell(new.goal, _years(old)[year], _years(new)[year])
    if same_years:
        for a, b in zip(_totals(old), _totals(new), strict=False):
            yield from compare_cell(new.goal, a, b)


def _years(item: Item) -> dict[int, Cell]:
    return {
        cell.fiscal_year: cell
        for cell in item.cells
        if cell.fiscal_year is not None and cell.period not in ("baseline", "total")
    }


def _baseline(item: Item) -> Cell | None:
    return next((cell for cell in item.cells if cell.period == "baseline"), None)


def _totals(item: Item) -> list[Cell]:
    return [cell for cell in item.cells if cell.period == "total"]


def _summary(item: Item) -> str:
    """Return a row as one line of text: `2027 検討 / 2028 試行`."""
    years = _years(item).items()
    return " / ".join(f"{year} {' '.join(cell.text.split()) or '―'}" for year, cell in years)
