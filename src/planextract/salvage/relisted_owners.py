"""Attribute entries of relisted tables to the projects that list them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planextract.model.findings import FindingCode, finding
from planextract.model.record import Fact
from planextract.salvage.attribution import (
    POSITION_WEIGHT,
    choose_best,
    find_candidates,
    find_slot_around,
    find_slot_before,
    measure_likeness,
)
from planextract.salvage.fragments import Fragment
from planextract.salvage.project_slots import ProjectSlot
from planextract.salvage.relisted_entries import RelistedEntry, has_one_line_entries, read_entries
from planextract.salvage.salvage_reader import SalvageReading


def attribute_relisted(
    reading: SalvageReading, runs: Sequence[Sequence[Fragment]], sites: Sequence[ProjectSlot]
) -> None:
    """Give each entry of the runs to its project; report entries and cells that can't be placed."""
    index = {id(piece): at for at, piece in enumerate(reading.pieces)}
    together: dict[tuple[int, str], list[Sequence[Fragment]]] = defaultdict(list)
    for run in runs:
        own = find_slot_around(index[id(run[0])], sites)
        together[run[0].page, own.id if own is not None else ""].append(run)
    lined = has_one_line_entries(runs)
    for (page, _), group in together.items():
        here = [
            site for site in find_candidates(index[id(group[0][0])], reading.pieces, sites) if site.relisted
        ]
        found, unplaced = read_entries(group, alone=len(here) == 1, lined=lined)
        first = min((place for site in here for place in site.places), default=0)
        broken = any(index[id(piece)] < first for entry in found for piece in entry.pieces)
        for entry in found:
            owner = _find_entry_owner(entry, here, index, reading, sites, broken=broken)
            if owner is None:
                reading.report_finding(
                    finding(
                        FindingCode.UNPLACED_TEXT,
                        page=page,
                        row=f"{entry.initiative}｜{entry.content}｜{entry.reference}",
                        projects=[site.id for site in here],
                    ),
                    entry.pieces,
                )
                continue
            owner.entries.append(entry)
            owner.pieces += entry.pieces
            if not entry.initiative or not entry.content:
                texts: dict[str, Fact] = {"texts": [piece.text for piece in unplaced]} if unplaced else {}
                reading.report_finding(
                    finding(
                        FindingCode.UNPLACED_TEXT,
                        page=page,
                        project=owner.id,
                        pointer=None,
                        missing=f"/relisted/*/{'content' if entry.initiative else 'initiative'}",
                        row=entry.initiative or entry.content,
                        reference=entry.reference,
                        **texts,
                    ),
                    unplaced,
                )


def _find_entry_owner(
    entry: RelistedEntry,
    here: Sequence[ProjectSlot],
    index: dict[int, int],
    reading: SalvageReading,
    sites: Sequence[ProjectSlot],
    *,
    broken: bool,
) -> ProjectSlot | None:
    if len(here) == 1:
        return here[0]
    last = find_slot_before(min(index[id(piece)] for piece in entry.pieces), reading.pieces, sites)
    text = entry.initiative + entry.content
    return choose_best(
        (
            site,
            measure_likeness(text, (site.title or "") + site.description)
            + POSITION_WEIGHT * (site is last and not broken),
        )
        for site in here
    )
