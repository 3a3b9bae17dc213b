"""Comparison of budgets by fiscal year, independent of the unit in which an edition prints them."""

from __future__ import annotations

from collections.abc import Iterator

from planextract.diff.model import Change
from planextract.japanese.amounts import is_nothing
from planextract.japanese.widths import bare
from planextract.model.plan import Budget

_YEN = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}
"""Value in yen of each unit of amounts."""


def compare_budgets(old: Budget | None, new: Budget | None, same_years: bool) -> Iterator[Change]:
    """Yield changes of the amounts of years in both editions, and of the total where the years are equal."""
    if old is None or new is None:
        if old is not None or new is not None:
            yield Change(kind="budget-row", old=_row(old), new=_row(new))
        return
    before = {amount.fiscal_year: amount for amount in old.amounts}
    after = {amount.fiscal_year: amount for amount in new.amounts}
    for year in sorted(before.keys() & after.keys()):
        a, b = before[year], after[year]
        if a.amount is None and b.amount is None:
            if bare(a.text) != bare(b.text) and not (is_nothing(a.text) and is_nothing(b.text)):
                yield Change(kind="budget", period=str(year), old=a.text or None, new=b.text or None)
        else:
            yield from _amounts(str(year), a.amount, old.unit, b.amount, new.unit)
    if same_years:
        yield from _amounts("total", old.total, old.unit, new.total, new.unit)
    if bare(old.note or "") != bare(new.note or ""):
        yield Change(kind="budget-note", old=old.note, new=new.note)


def _amounts(
    period: str, a: int | None, a_unit: str | None, b: int | None, b_unit: str | None
) -> Iterator[Change]:
    """Yield one change unless both amounts are the same sum of money.

    The difference is in the common unit, in yen where the units differ, and left out where a unit is
    unknown, so that the amounts can't be converted.
    """
    difference, unit = None, None
    if a_unit == b_unit:
        if a == b:
            return
        unit = a_unit
        if a is not None and b is not None:
            difference = b - a
    elif a_unit in _YEN and b_unit in _YEN:
        if a is not None and b is not None:
            difference, unit = b * _YEN[b_unit] - a * _YEN[a_unit], "円"
        if difference == 0 or (a is None and b is None):
            return
    elif a is None and b is None:
        return
    yield Change(
        kind="budget",
        period=period,
        old=_money(a, a_unit),
        new=_money(b, b_unit),
        difference=difference,
        unit=unit,
    )


def _money(amount: int | None, unit: str | None) -> str | None:
    """Return an amount with its unit as text: `1,200千円`."""
    return None if amount is None else f"{amount:,}{unit or ''}"


def _row(budget: Budget | None) -> str | None:
    """Return a budget as a short text: its total, or `no amounts` where it has none."""
    if budget is None:
        return None
    return _money(budget.total, budget.unit) or "no amounts"
