"""Attribute entries of relisted tables to the projects that list them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planextract.model.findings import finding
from planextract.salvage.attribution import PLACE, behind, best, candidates, likeness, within
from planextract.salvage.fragments import Piece
from planextract.salvage.project_slots import Site
from planextract.salvage.relisted_entries import Entry, entries, is_lined
from planextract.salvage.salvage_reader import Reading


def give_relisted(reading: Reading, runs: Sequence[Sequence[Piece]], sites: Sequence[Site]) -> None:
    """Give each entry of the runs to its project; report entries and cells that can't be placed."""
    index = {id(piece): at for at, piece in enumerate(reading.pieces)}
    together: dict[tuple[int, str], list[Sequence[Piece]]] = defaultdict(list)
    for run in runs:
        own = within(index[id(run[0])], sites)
        together[run[0].page, own.id if own is not None else ""].append(run)
    lined = is_lined(runs)
    for (page, _), group in together.items():
        here = [site for site in candidates(index[id(group[0][0])], reading.pieces, sites) if site.relisted]
        found, unplaced = entries(group, alone=len(here) == 1, lined=lined)
        first = min((place for site in here for place in site.places), default=0)
        broken = any(index[id(piece)] < first for entry in found for piece in entry.pieces)
        for entry in found:
            owner = _entry_owner(entry, here, index, reading, sites, broken=broken)
            if owner is None:
                ids = ", ".join(site.id for site in here) or "no project"
                reading.tell(
                    finding(
                        "unplaced-text",
                        f"The relisted row “{entry.initiative}｜{entry.content}｜{entry.reference}” belongs "
                        f"to one of {ids}.",
                        page=page,
                    ),
                    entry.pieces,
                )
                continue
            owner.entries.append(entry)
            owner.pieces += entry.pieces
            if not entry.initiative or not entry.content:
                missing = "initiative" if not entry.initiative else "content"
                reading.tell(
                    finding(
                        "unplaced-text",
                        f"The {missing} of the relisted row “{entry.initiative or entry.content}” "
                        f"({entry.reference}) can't be told from the text; it may be one of "
                        f"{' / '.join(piece.text for piece in unplaced) or 'those of other rows'}.",
                        project=owner.id,
                        page=page,
                    ),
                    unplaced,
                )


def _entry_owner(
    entry: Entry,
    here: Sequence[Site],
    index: dict[int, int],
    reading: Reading,
    sites: Sequence[Site],
    *,
    broken: bool,
) -> Site | None:
    if len(here) == 1:
        return here[0]
    last = behind(min(index[id(piece)] for piece in entry.pieces), reading.pieces, sites)
    text = entry.initiative + entry.content
    return best(
        (site, likeness(text, (site.title or "") + site.said) + PLACE * (site is last and not broken))
        for site in here
    )
