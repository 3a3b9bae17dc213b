"""Attribute the foot of the tables, which is budgets and departments, to the projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode, finding
from planextract.salvage.cell_clusters import CellCluster
from planextract.salvage.fragments import Fragment, FragmentKind, is_amount
from planextract.salvage.project_slots import ProjectSlot
from planextract.salvage.salvage_reader import SalvageReading


def attribute_budgets(
    reading: SalvageReading, clusters: Sequence[CellCluster], sites: Sequence[ProjectSlot]
) -> None:
    """Give each project its budget row; where a page prints as many rows as it has tables, each has one."""
    slots = _group_by_page(sites)
    rows_by_page: dict[int, list[tuple[Fragment, ProjectSlot | None]]] = defaultdict(list)
    for cluster in clusters:
        for piece in cluster.pieces:
            if piece.kind is FragmentKind.BUDGET:
                rows_by_page[piece.page].append((piece, cluster.owner))
    for page in dict.fromkeys(cluster.pieces[0].page for cluster in clusters):
        here, rows = slots[page], rows_by_page[page]
        left = []
        for piece, owner in rows:
            if owner is not None and owner.items and owner.budget is None:
                owner.budget = piece
                owner.pieces.append(piece)
                row = reading.grammar.read_budget_label(piece.text)
                owner.note = (row[1] if row is not None else None) or ""
            else:
                left.append(piece)
        without = [site for site in here if site.budget is None]
        if len(left) == len(without):
            alike = len({piece.text for piece in left}) == 1
            for site, piece in zip(without, left, strict=True):
                if alike:
                    site.budget = piece
                    site.pieces.append(piece)


def report_blank_budgets(reading: SalvageReading, sites: Sequence[ProjectSlot]) -> None:
    """Mark budgets without amounts as blank, or report them where their amounts may be elsewhere on the page.

    A budget is blank only where no amount follows its label and none of its page is left over.
    """
    given = {id(piece) for site in sites for piece in site.pieces}
    left = {
        piece.page
        for piece in reading.pieces
        if piece.kind is FragmentKind.CELLS
        and any(map(is_amount, piece.cells))
        and id(piece) not in given
        and not reading.is_read(piece)
    }
    pieces = [piece for piece in reading.pieces if piece.kind is not FragmentKind.FURNITURE]
    index = {id(piece): at for at, piece in enumerate(pieces)}
    for site in sites:
        if site.budget is not None and not site.amounts:
            site.blank = site.page not in left and _is_table_end(index[id(site.budget)], pieces)
            if not site.blank:
                reading.report_finding(finding(FindingCode.UNPLACED_CELL, page=site.page, project=site.id))


def _is_table_end(at: int, pieces: Sequence[Fragment]) -> bool:
    """Return whether the label of a budget follows the cells of a row and precedes no table text or cells.

    It is not in a column of labels then, whose cells come later.
    """
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    before = pieces[at - 1] if at else None
    return (after is None or after.kind not in (FragmentKind.CELLS, FragmentKind.TEXT)) and (
        before is None or before.kind is not FragmentKind.TEXT
    )


def attribute_departments(
    reading: SalvageReading, clusters: Sequence[CellCluster], sites: Sequence[ProjectSlot]
) -> None:
    """Give each project its departments; if all on a page are alike, in any order."""
    slots = _group_by_page(sites)
    for page, own in groupby(clusters, key=lambda cluster: cluster.pieces[0].page):
        here = slots[page]
        groups = [(_find_names(cluster), cluster.owner) for cluster in own]
        lines = [piece for names, _ in groups for piece in names]
        if len(here) > 1 and len(lines) == len(here) and len({match_key(piece.text) for piece in lines}) == 1:
            for site, piece in zip(here, lines, strict=True):
                site.names = [piece]
                site.pieces.append(piece)
            continue
        for names, owner in groups:
            if owner is not None:
                owner.names += names
                owner.pieces += names
            elif names:
                _attribute_stray_names(reading, names, here)


def _group_by_page(sites: Sequence[ProjectSlot]) -> dict[int, list[ProjectSlot]]:
    """Return the projects with tables of goals by their page."""
    pages: dict[int, list[ProjectSlot]] = defaultdict(list)
    for site in sites:
        if site.items:
            pages[site.page].append(site)
    return pages


def _find_names(cluster: CellCluster) -> list[Fragment]:
    return [piece for piece in cluster.pieces if piece.kind is FragmentKind.NAMES]


def _attribute_stray_names(
    reading: SalvageReading, names: list[Fragment], here: Sequence[ProjectSlot]
) -> None:
    without = [site for site in here if not site.names]
    if len(without) == 1:
        without[0].names += names
        without[0].pieces += names
        return
    found = finding(
        FindingCode.UNPLACED_TEXT,
        page=names[0].page,
        departments=[piece.text for piece in names],
        projects=[site.id for site in here],
    )
    reading.report_finding(found, names)
