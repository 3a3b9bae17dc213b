"""Recognition of rows of totals and of the projects that each adds up."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

from planextract.families.list.list_columns import MONEY
from planextract.families.list.list_reader import ListEntries
from planextract.families.list.list_rows import Kind
from planextract.families.list.row_projects import budget
from planextract.japanese.widths import bare
from planextract.model.raw_plan import DraftTotal
from planextract.profiles.schema import ListProfile


def totals(
    lists: Iterable[ListEntries], ids: Mapping[int, str], profile: ListProfile
) -> Iterator[DraftTotal]:
    """Yield every row of totals; `ids` are the ids of projects by the identity of their rows."""
    everything: list[str] = []
    for entries in lists:
        part: list[str] = []
        whole: list[str] = []
        for index, row in enumerate(entries.rows):
            if index in entries.headings:
                part = []
            if row.kind is Kind.PROJECT:
                for listed in (everything, part, whole):
                    listed.append(ids[id(row)])
            if row.kind is not Kind.TOTAL:
                continue
            label = _label(entries, index)
            adds_up = part if any(p.fullmatch(label) for p in profile.totals.part) else whole or everything
            read = budget(row, entries.columns)
            if read is not None:
                yield DraftTotal(label, tuple(dict.fromkeys(adds_up)), read, row.places[0].page)
            if adds_up is not part:
                whole = []
            part = []


def _label(entries: ListEntries, index: int) -> str:
    """Return the normalised text of a row before its first amount."""
    row = entries.rows[index]
    before = itertools.takewhile(
        lambda place: entries.columns[place].meaning not in MONEY, range(len(entries.columns))
    )
    return "".join(bare(row.text(place)) for place in before)
