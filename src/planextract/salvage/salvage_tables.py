"""Attribute the contents of tables to projects: goals and cells, budgets, departments and relisted rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planextract.japanese.amounts import is_blank_amount
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding
from planextract.model.record import Fact
from planextract.salvage.attribution import find_candidates
from planextract.salvage.cell_assignment import GoalRow, RowRules, assign_loose_cells
from planextract.salvage.cell_clusters import CellCluster, attribute_clusters, find_clusters
from planextract.salvage.fragment_kinds import classify_texts
from planextract.salvage.fragments import Fragment, FragmentKind, is_amount
from planextract.salvage.goal_rows import bind_rows, is_read_by_rows, sort_by_number
from planextract.salvage.header_periods import read_periods
from planextract.salvage.heading_owners import SalvagedHeadings
from planextract.salvage.project_slots import ProjectSlot
from planextract.salvage.relisted_owners import attribute_relisted
from planextract.salvage.salvage_reader import SalvageReading
from planextract.salvage.table_feet import attribute_budgets, attribute_departments, report_blank_budgets

_MAX_SHOWN_WAYS = 4
"""Number of ways to place the cells of a row that a finding shows."""


def read_tables(
    reading: SalvageReading, sites: Sequence[ProjectSlot], headings: SalvagedHeadings, rules: RowRules
) -> None:
    """Give the projects their rows, budgets, departments and relisted entries."""
    kinds = classify_texts(reading, sites)
    headings.take_titles(kinds.titles, reading)
    clusters = list(find_clusters(reading, kinds.goals, sites))
    attribute_clusters(reading, clusters, sites)
    if rules.count:
        by_rows = is_read_by_rows((cluster.pieces for cluster in clusters), rules)
        _attribute_rows(reading, clusters, sites, replace(rules, by_rows=by_rows))
    attribute_budgets(reading, clusters, sites)
    for site in sites:
        _drop_amounts(site, reading)
    report_blank_budgets(reading, sites)
    attribute_departments(reading, clusters, sites)
    attribute_relisted(reading, kinds.relisted, sites)


def _attribute_rows(
    reading: SalvageReading, clusters: Sequence[CellCluster], sites: Sequence[ProjectSlot], rules: RowRules
) -> None:
    """Bind goals and cells in each cluster, then place loose cells in the project's or page's rows."""
    loose: dict[int, list[Fragment]] = defaultdict(list)
    stray: dict[int, list[Fragment]] = defaultdict(list)
    for cluster in clusters:
        bound = bind_rows(cluster.pieces, rules, budget=_has_budget(cluster, clusters))
        page = cluster.pieces[0].page
        owner = cluster.owner
        if owner is None:
            stray[page] += bound.loose
            _report_rows(reading, cluster, bound.rows, sites)
            continue
        owner.rows += bound.rows
        owner.amounts = owner.amounts or bound.amounts
        named = {line for row in bound.rows for line in row.lines}
        owner.pieces += [
            piece
            for piece in cluster.pieces
            if (piece.kind is FragmentKind.CELLS and not any(piece is other for other in bound.loose))
            or (piece.kind is FragmentKind.TEXT and named.issuperset(piece.lines))
        ]
        if cluster.trusted:
            loose[id(owner)] += bound.loose
        else:
            stray[page] += bound.loose
    for site in sites:
        own = [piece for piece in loose[id(site)] if piece.kind is FragmentKind.CELLS]
        if assign_loose_cells(site.rows, own, rules, _find_loose_cell_column(own, reading, rules)):
            site.pieces += own
        else:
            stray[site.page] += own
    for page, cells in stray.items():
        here = [site for site in sites if site.page == page]
        short = [site for site in here if not all(row.is_whole for row in site.rows)]
        if assign_loose_cells([row for site in here for row in site.rows], cells, rules):
            for site in short:
                site.pieces += cells
    for site in sites:
        left = sum(len(piece.cells) for piece in loose[id(site)])
        if rules.by_rows or left < rules.count * len(_find_empty_rows(site)):
            _drop_empty_rows(site)
        site.rows.sort(key=lambda row: row.lines[0].first)
        site.rows = sort_by_number(site.rows)
        for found in () if site.copy else _find_incomplete_rows(site):
            reading.report_finding(found, [*loose[id(site)], *stray[site.page]])


def _find_empty_rows(site: ProjectSlot) -> list[GoalRow]:
    """Return the rows of which no cell is known."""
    return [row for row in site.rows if not (row.part or row.candidates or any(row.cells))]


def _drop_empty_rows(site: ProjectSlot) -> None:
    """Drop rows of which no cell is known: their texts are not goals."""
    bare_rows = _find_empty_rows(site)
    site.rows = [row for row in site.rows if row not in bare_rows]
    dropped = {line for row in bare_rows for line in row.lines}
    site.pieces = [
        piece
        for piece in site.pieces
        if piece.kind is not FragmentKind.TEXT or not dropped.issuperset(piece.lines)
    ]


def _drop_amounts(site: ProjectSlot, reading: SalvageReading) -> None:
    """Drop rows of mere numbers, which may be the budget's, where the amounts of the budget are not found."""
    if site.amounts or not any(piece.kind is FragmentKind.BUDGET for piece in reading.pieces):
        return
    doubtful = [
        row
        for row in site.rows
        if row.is_whole
        and all(cell and (is_amount(cell) or is_blank_amount(cell)) for cell in row.cells)
        and any(map(is_amount, filter(None, row.cells)))
    ]
    for row in doubtful:
        site.rows.remove(row)
        numbers = "｜".join(cell or "" for cell in row.cells)
        reading.report_finding(
            finding(
                FindingCode.UNPLACED_CELL, page=site.page, project=site.id, numbers=numbers, goal=row.goal
            )
        )


def _has_budget(cluster: CellCluster, clusters: Sequence[CellCluster]) -> bool:
    return any(
        piece.kind is FragmentKind.BUDGET
        for other in clusters
        if other is cluster or (other.owner is not None and other.owner is cluster.owner)
        for piece in other.pieces
    )


def _find_loose_cell_column(
    loose: Sequence[Fragment], reading: SalvageReading, rules: RowRules
) -> int | None:
    """Return the column of a single loose cell right under the header of one period alone."""
    if len(loose) != 1 or len(loose[0].cells) != 1:
        return None
    index = next((i for i, piece in enumerate(reading.pieces) if piece is loose[0]), 0)
    above = reading.pieces[index - 1] if index else None
    if above is None or above.kind is not FragmentKind.HEADER or not above.has_gap_before:
        return None
    named = read_periods([[above.text]], [], reading.grammar.profile)
    if len(named) != 1 or named[0] not in reading.periods:
        return None
    return reading.periods.index(named[0])


def _find_incomplete_rows(site: ProjectSlot) -> Iterator[Finding]:
    for row in site.rows:
        if row.is_whole:
            continue
        facts: dict[str, Fact] = {"goal": row.goal}
        if row.candidates:
            facts["ways"] = ["｜".join(way).replace("\n", "⏎") for way in row.candidates[:_MAX_SHOWN_WAYS]]
        if len(row.candidates) > _MAX_SHOWN_WAYS:
            facts["more"] = len(row.candidates) - _MAX_SHOWN_WAYS
        yield finding(FindingCode.UNPLACED_CELL, page=site.page, project=site.id, pointer=None, **facts)


def _report_rows(
    reading: SalvageReading, cluster: CellCluster, rows: Sequence[GoalRow], sites: Sequence[ProjectSlot]
) -> None:
    projects = [site.id for site in find_candidates(cluster.first, reading.pieces, sites) if site.items]
    for row in rows if projects else ():
        reading.report_finding(
            finding(FindingCode.UNPLACED_TEXT, page=row.lines[0].page, goal=row.goal, projects=projects),
            cluster.pieces,
        )
