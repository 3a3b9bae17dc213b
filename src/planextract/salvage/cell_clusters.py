"""Group neighbouring fragments of the tables of goals, and attribute each group to a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.salvage.attribution import (
    POSITION_WEIGHT,
    choose_best,
    find_candidates,
    find_slot_before,
    measure_relevance,
)
from planextract.salvage.fragment_kinds import find_table_runs
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.project_slots import ProjectSlot
from planextract.salvage.salvage_reader import SalvageReading

_GOAL_TABLE_KINDS = (
    FragmentKind.TEXT,
    FragmentKind.CELLS,
    FragmentKind.BUDGET,
    FragmentKind.LABEL,
    FragmentKind.NAMES,
    FragmentKind.HEADER,
)
_DEPARTMENT_KINDS = (FragmentKind.LABEL, FragmentKind.NAMES, FragmentKind.HEADER)


@dataclass(slots=True)
class CellCluster:
    """Neighbouring fragments of the tables of goals, and the project they are attributed to."""

    pieces: list[Fragment]
    first: int
    owner: ProjectSlot | None = None
    """None where it is not certain."""
    trusted: bool = True
    """Nothing contradicts attribution by its position."""


def find_clusters(
    reading: SalvageReading, goals: set[int], sites: Sequence[ProjectSlot]
) -> Iterator[CellCluster]:
    """Yield the clusters of each table, without texts that are not goals."""
    for run in find_table_runs(reading, sites):
        pieces = [reading.pieces[index] for index in run]
        kept = [
            piece
            for piece in pieces
            if piece.kind in _GOAL_TABLE_KINDS and (piece.kind is not FragmentKind.TEXT or id(piece) in goals)
        ]
        if any(piece.kind is not FragmentKind.HEADER for piece in kept):
            yield CellCluster(kept, run[0])


def attribute_clusters(
    reading: SalvageReading, clusters: Sequence[CellCluster], sites: Sequence[ProjectSlot]
) -> None:
    """Attribute each cluster to a project: first those that contain goals, then the others by position."""
    pieces = reading.pieces
    named = [
        cluster for cluster in clusters if any(piece.kind is FragmentKind.TEXT for piece in cluster.pieces)
    ]
    for cluster in named:
        cluster.owner = _find_cluster_owner(cluster, pieces, sites)
    broken = {
        cluster.pieces[0].page
        for cluster in named
        if cluster.owner is not None and find_slot_before(cluster.first, pieces, sites) is not cluster.owner
    }
    for cluster in clusters:
        cluster.trusted = cluster in named or cluster.pieces[0].page not in broken
        for piece in cluster.pieces:
            if piece.kind is FragmentKind.LABEL:
                reading.record_fate(piece)
        if cluster in named:
            continue
        last = find_slot_before(cluster.first, pieces, sites)
        fitting = [site for site in find_candidates(cluster.first, pieces, sites) if site.items]
        only_names = all(piece.kind in _DEPARTMENT_KINDS for piece in cluster.pieces)
        if last is not None and (last.items or (only_names and cluster.trusted)):
            cluster.owner = last
        elif len(fitting) == 1 and not (only_names and last is not None):
            cluster.owner = fitting[0]


def _find_cluster_owner(
    cluster: CellCluster, pieces: Sequence[Fragment], sites: Sequence[ProjectSlot]
) -> ProjectSlot | None:
    around = find_candidates(cluster.first, pieces, sites)
    fitting = [site for site in around if site.items] or around
    if len(fitting) == 1:
        return fitting[0]
    last = find_slot_before(cluster.first, pieces, sites)
    texts = [piece.text for piece in cluster.pieces if piece.kind is FragmentKind.TEXT]
    return choose_best(
        (site, POSITION_WEIGHT * (site is last) + max(measure_relevance(text, site) for text in texts))
        for site in fitting
    )
