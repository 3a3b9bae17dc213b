"""Group neighbouring fragments of the tables of goals, and attribute each group to a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.salvage.attribution import PLACE, about, behind, best, candidates
from planextract.salvage.fragment_kinds import table_runs
from planextract.salvage.fragments import Kind, Piece
from planextract.salvage.project_slots import Site
from planextract.salvage.salvage_reader import Reading

_ITEMS = (Kind.TEXT, Kind.CELLS, Kind.BUDGET, Kind.LABEL, Kind.NAMES, Kind.HEADER)
_ROWS = (Kind.TEXT, Kind.CELLS, Kind.BUDGET)
"""Kinds that count only as part of a written-out row, in texts whose columns are kept by spaces."""

_NAMES = (Kind.LABEL, Kind.NAMES, Kind.HEADER)


@dataclass(slots=True)
class Cluster:
    """Neighbouring fragments of the tables of goals, and the project they are attributed to."""

    pieces: list[Piece]
    first: int
    owner: Site | None = None
    """None where it is not certain."""
    trusted: bool = True
    """Nothing contradicts attribution by its position."""


def find_clusters(reading: Reading, goals: set[int], sites: Sequence[Site]) -> Iterator[Cluster]:
    """Yield the clusters of each table, without texts that are not goals."""
    for run in table_runs(reading, sites):
        pieces = [reading.pieces[index] for index in run]
        kept = [
            piece
            for piece in pieces
            if piece.kind in _ITEMS
            and (piece.kind is not Kind.TEXT or id(piece) in goals)
            and not (reading.aligned and piece.kind in _ROWS and not piece.lines[0].cells)
        ]
        if any(piece.kind is not Kind.HEADER for piece in kept):
            yield Cluster(kept, run[0])


def give_owners(reading: Reading, clusters: Sequence[Cluster], sites: Sequence[Site]) -> None:
    """Attribute each cluster to a project: first those that contain goals, then the others by position."""
    pieces = reading.pieces
    named = [cluster for cluster in clusters if any(piece.kind is Kind.TEXT for piece in cluster.pieces)]
    for cluster in named:
        cluster.owner = _owner(cluster, pieces, sites)
    broken = {
        cluster.pieces[0].page
        for cluster in named
        if cluster.owner is not None and behind(cluster.first, pieces, sites) is not cluster.owner
    }
    for cluster in clusters:
        cluster.trusted = cluster in named or cluster.pieces[0].page not in broken
        for piece in cluster.pieces:
            if piece.kind is Kind.LABEL:
                reading.use(piece)
        if cluster in named:
            continue
        last = behind(cluster.first, pieces, sites)
        fitting = [site for site in candidates(cluster.first, pieces, sites) if site.items]
        only_names = all(piece.kind in _NAMES for piece in cluster.pieces)
        if last is not None and (last.items or (only_names and cluster.trusted)):
            cluster.owner = last
        elif len(fitting) == 1 and not (only_names and last is not None):
            cluster.owner = fitting[0]


def _owner(cluster: Cluster, pieces: Sequence[Piece], sites: Sequence[Site]) -> Site | None:
    around = candidates(cluster.first, pieces, sites)
    fitting = [site for site in around if site.items] or around
    if len(fitting) == 1:
        return fitting[0]
    last = behind(cluster.first, pieces, sites)
    texts = [piece.text for piece in cluster.pieces if piece.kind is Kind.TEXT]
    return best((site, PLACE * (site is last) + max(about(text, site) for text in texts)) for site in fitting)
