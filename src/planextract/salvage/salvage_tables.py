"""Attribute the contents of tables to projects: goals and cells, budgets, departments and relisted rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planextract.japanese.amounts import is_nothing
from planextract.model.findings import finding
from planextract.model.plan import Finding
from planextract.salvage.attribution import candidates
from planextract.salvage.cell_assignment import Row, Rules, solve
from planextract.salvage.cell_clusters import Cluster, find_clusters, give_owners
from planextract.salvage.fragment_kinds import sort_texts
from planextract.salvage.fragments import Kind, Piece, is_amount
from planextract.salvage.goal_rows import bind, goes_by_rows, in_order
from planextract.salvage.header_periods import headers, read_periods
from planextract.salvage.heading_owners import Headings
from planextract.salvage.project_slots import Site
from planextract.salvage.relisted_owners import give_relisted
from planextract.salvage.salvage_reader import Reading
from planextract.salvage.table_feet import give_budgets, give_names, tell_blank_budgets


def read_tables(reading: Reading, sites: Sequence[Site], headings: Headings, rules: Rules) -> None:
    """Give the projects their rows, budgets, departments and relisted entries."""
    kinds = sort_texts(reading, sites)
    headings.take_titles(kinds.titles, reading)
    clusters = list(find_clusters(reading, kinds.goals, sites))
    give_owners(reading, clusters, sites)
    if rules.count:
        by_rows = goes_by_rows((cluster.pieces for cluster in clusters), rules)
        _rows(reading, clusters, sites, replace(rules, by_rows=by_rows))
    give_budgets(reading, clusters, sites)
    for site in sites:
        _drop_amounts(site, reading)
    tell_blank_budgets(reading, sites)
    give_names(reading, clusters, sites)
    give_relisted(reading, kinds.relisted, sites)


def _rows(reading: Reading, clusters: Sequence[Cluster], sites: Sequence[Site], rules: Rules) -> None:
    """Bind goals and cells in each cluster, then place loose cells in the project's or page's rows."""
    loose: dict[int, list[Piece]] = defaultdict(list)
    stray: dict[int, list[Piece]] = defaultdict(list)
    for cluster in clusters:
        bound = bind(cluster.pieces, rules, budget=_has_budget(cluster, clusters))
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
            if (piece.kind is Kind.CELLS and not any(piece is other for other in bound.loose))
            or (piece.kind is Kind.TEXT and named.issuperset(piece.lines))
        ]
        if cluster.trusted:
            loose[id(owner)] += bound.loose
        else:
            stray[page] += bound.loose
    for site in sites:
        own = [piece for piece in loose[id(site)] if piece.kind is Kind.CELLS]
        if solve(site.rows, own, rules, _column(own, reading, rules)):
            site.pieces += own
        else:
            stray[site.page] += own
    for page, cells in stray.items():
        here = [site for site in sites if site.page == page]
        short = [site for site in here if not all(row.whole for row in site.rows)]
        if solve([row for site in here for row in site.rows], cells, rules):
            for site in short:
                site.pieces += cells
    for site in sites:
        left = sum(len(piece.cells) for piece in loose[id(site)])
        if rules.by_rows or left < rules.count * len(_bare(site)):
            _drop_bare(site)
        site.rows.sort(key=lambda row: row.lines[0].first)
        site.rows = in_order(site.rows)
        for found in () if site.copy else _incomplete(site):
            reading.tell(found, [*loose[id(site)], *stray[site.page]])


def _bare(site: Site) -> list[Row]:
    """Return the rows of which no cell is known."""
    return [row for row in site.rows if not (row.part or row.candidates or any(row.cells))]


def _drop_bare(site: Site) -> None:
    """Drop rows of which no cell is known: their texts are not goals."""
    bare_rows = _bare(site)
    site.rows = [row for row in site.rows if row not in bare_rows]
    dropped = {line for row in bare_rows for line in row.lines}
    site.pieces = [
        piece for piece in site.pieces if piece.kind is not Kind.TEXT or not dropped.issuperset(piece.lines)
    ]


def _drop_amounts(site: Site, reading: Reading) -> None:
    """Drop rows of mere numbers, which may be the budget's, where the amounts of the budget are not found."""
    if site.amounts or not any(piece.kind is Kind.BUDGET for piece in reading.pieces):
        return
    doubtful = [
        row
        for row in site.rows
        if row.whole
        and all(cell and (is_amount(cell) or is_nothing(cell)) for cell in row.cells)
        and any(map(is_amount, filter(None, row.cells)))
    ]
    for row in doubtful:
        site.rows.remove(row)
        shown = "｜".join(cell or "" for cell in row.cells)
        message = f"The numbers {shown} may be those of the budget or of “{row.goal}”."
        reading.tell(finding("unplaced-cell", message, project=site.id, page=site.page))


def _has_budget(cluster: Cluster, clusters: Sequence[Cluster]) -> bool:
    return any(
        piece.kind is Kind.BUDGET
        for other in clusters
        if other is cluster or (other.owner is not None and other.owner is cluster.owner)
        for piece in other.pieces
    )


def _column(loose: Sequence[Piece], reading: Reading, rules: Rules) -> int | None:
    """Return the column of a single loose cell right under the header of one period alone."""
    if len(loose) != 1 or len(loose[0].cells) != 1:
        return None
    index = next((i for i, piece in enumerate(reading.pieces) if piece is loose[0]), 0)
    above = reading.pieces[index - 1] if index else None
    if above is None or above.kind is not Kind.HEADER or not above.gap:
        return None
    named = read_periods([[above.text]], [])
    every = read_periods(headers(reading.pieces), [])
    if len(named) != 1 or named[0] not in every:
        return None
    return every.index(named[0])


def _incomplete(site: Site) -> Iterator[Finding]:
    for row in site.rows:
        if row.whole:
            continue
        if row.candidates:
            shown = " or ".join("｜".join(way).replace("\n", "⏎") for way in row.candidates[:4])
            more = f" or {len(row.candidates) - 4} others" if len(row.candidates) > 4 else ""
            message = f"The cells of “{row.goal}” may be {shown}{more}."
        else:
            message = f"The cells of “{row.goal}” can't be put in their columns."
        yield finding("unplaced-cell", message, project=site.id, page=site.page)


def _report_rows(reading: Reading, cluster: Cluster, rows: Sequence[Row], sites: Sequence[Site]) -> None:
    ids = ", ".join(site.id for site in candidates(cluster.first, reading.pieces, sites) if site.items)
    for row in rows if ids else ():
        reading.tell(
            finding(
                "unplaced-text", f"The row “{row.goal}” belongs to one of {ids}.", page=row.lines[0].page
            ),
            cluster.pieces,
        )
