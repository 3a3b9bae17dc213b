"""Recognition of rows of totals and of the projects that each adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_rows import ListRowKind
from planextract.families.list.row_budgets import read_row_budget
from planextract.families.list.settle_list import ListEntries
from planextract.model.raw_plan import RawBudget, RawTotal


def find_totals(
    lists: Iterable[ListEntries], ids: Mapping[int, str], profile: ListProfile
) -> Iterator[RawTotal]:
    """Yield every row of totals; `ids` are the ids of projects by the identity of their rows."""
    everything: list[str] = []
    for entries in lists:
        part: list[str] = []
        whole: list[str] = []
        for index, row in enumerate(entries.rows):
            if index in entries.headings:
                part = []
            if row.kind is ListRowKind.PROJECT:
                for listed in (everything, part, whole):
                    listed.append(ids[id(row)])
            if row.kind is not ListRowKind.TOTAL:
                continue
            label = row.label
            adds_up = part if any(p.fullmatch(label) for p in profile.totals.part) else whole or everything
            budget = read_row_budget(row, entries.columns, profile.funding_marks) or RawBudget(None, None, ())
            yield RawTotal(label, tuple(dict.fromkeys(adds_up)), budget, row.places[0].page)
            if adds_up is not part:
                whole = []
            part = []
