"""Recognition of rows of totals and of the projects that each adds up."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

from planextract.families.list.list_columns import MONEY_MEANINGS
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_rows import ListRowKind
from planextract.families.list.row_projects import read_row_budget
from planextract.families.list.settle_list import ListEntries
from planextract.japanese.widths import match_key
from planextract.model.raw_plan import RawTotal


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
            label = _read_total_label(entries, index)
            adds_up = part if any(p.fullmatch(label) for p in profile.totals.part) else whole or everything
            read = read_row_budget(row, entries.columns)
            if read is not None:
                yield RawTotal(label, tuple(dict.fromkeys(adds_up)), read, row.places[0].page)
            if adds_up is not part:
                whole = []
            part = []


def _read_total_label(entries: ListEntries, index: int) -> str:
    """Return the normalised text of a row before its first amount."""
    row = entries.rows[index]
    before = itertools.takewhile(
        lambda place: entries.columns[place].meaning not in MONEY_MEANINGS, range(len(entries.columns))
    )
    return "".join(match_key(row.get_text(place)) for place in before)
