"""Comparison of budgets by fiscal year, independent of the unit in which an edition prints them."""

from __future__ import annotations

from collections.abc import Iterator

from planextract.diff.model import ProjectChange
from planextract.japanese.amounts import is_blank_amount
from planextract.japanese.widths import match_key
from planextract.model.budget import Budget

_YEN_PER_UNIT = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}
"""Value in yen of each unit of amounts."""


def compare_budgets(old: Budget | None, new: Budget | None, same_years: bool) -> Iterator[ProjectChange]:
    """Yield changes of the amounts of years in both editions, and of the total where the years are equal."""
    if old is None or new is None:
        if old is not None or new is not None:
            yield ProjectChange(kind="budget-row", old=_format_budget(old), new=_format_budget(new))
        return
    before = {amount.fiscal_year: amount for amount in old.amounts}
    after = {amount.fiscal_year: amount for amount in new.amounts}
    for year in sorted(before.keys() & after.keys()):
        a, b = before[year], after[year]
        if a.amount is None and b.amount is None:
            if match_key(a.text) != match_key(b.text) and not (
                is_blank_amount(a.text) and is_blank_amount(b.text)
            ):
                yield ProjectChange(kind="budget", period=str(year), old=a.text or None, new=b.text or None)
        else:
            yield from _compare_amounts(str(year), a.amount, old.unit, b.amount, new.unit)
    if same_years:
        yield from _compare_amounts("total", old.total, old.unit, new.total, new.unit)
    if match_key(old.note or "") != match_key(new.note or ""):
        yield ProjectChange(kind="budget-note", old=old.note, new=new.note)


def _compare_amounts(
    period: str, a: int | None, a_unit: str | None, b: int | None, b_unit: str | None
) -> Iterator[ProjectChange]:
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
    elif a_unit in _YEN_PER_UNIT and b_unit in _YEN_PER_UNIT:
        if a is not None and b is not None:
            difference, unit = b * _YEN_PER_UNIT[b_unit] - a * _YEN_PER_UNIT[a_unit], "円"
        if difference == 0 or (a is None and b is None):
            return
    elif a is None and b is None:
        return
    yield ProjectChange(
        kind="budget",
        period=period,
        old=_format_amount(a, a_unit),
        new=_format_amount(b, b_unit),
        difference=difference,
        unit=unit,
    )


def _format_amount(amount: int | None, unit: str | None) -> str | None:
    """Return an amount with its unit as text: `1,200千円`."""
    return None if amount is None else f"{amount:,}{unit or ''}"


def _format_budget(budget: Budget | None) -> str | None:
    """Return a budget as a short text: its total, or `no amounts` where it has none."""
    if budget is None:
        return None
    return _format_amount(budget.total, budget.unit) or "no amounts"
