"""What stands in tables: goals and cells, budgets, departments and relisted rows, given to the projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.model.finding import finding
from planextract.model.plan import Finding
from planextract.normalise.fold import bare
from planextract.text.headings import Headings
from planextract.text.kinds import sort_texts, table_runs
from planextract.text.owners import PLACE, about, behind, best, candidates, likeness
from planextract.text.periods import read_periods
from planextract.text.pieces import Kind, Piece, is_amount
from planextract.text.reading import Reading
from planextract.text.relisted import Entry, entries
from planextract.text.rows import Row, Rules, bind, solve
from planextract.text.sites import Site

_ITEMS = (Kind.TEXT, Kind.CELLS, Kind.BUDGET, Kind.LABEL, Kind.NAMES, Kind.HEADER)

_NAMES = (Kind.LABEL, Kind.NAMES, Kind.HEADER)


@dataclass(slots=True)
class Cluster:
    """Pieces of the tables of goals that stand together, and the project they are given to."""

    pieces: list[Piece]
    first: int
    owner: Site | None = None
    """None where it is not certain."""
    trusted: bool = True
    """Nothing speaks against its belonging where it stands."""


def read_tables(reading: Reading, sites: Sequence[Site], headings: Headings, rules: Rules) -> None:
    """Give the sites their rows, budgets, departments and relisted entries."""
    kinds = sort_texts(reading, sites)
    for piece in kinds.titles:
        headings.take_title(piece, reading)
    clusters = list(_clusters(reading, kinds.goals))
    _give_owners(reading, clusters, sites)
    if rules.count:
        _rows(reading, clusters, sites, rules)
    _budgets(reading, clusters, sites)
    _blank_budgets(reading, sites)
    _names(reading, clusters, sites)
    _relisted(reading, kinds.relisted, sites)


# -- clusters -------------------------------------------------------------------------------------


def _clusters(reading: Reading, goals: set[int]) -> Iterator[Cluster]:
    for run in table_runs(reading):
        pieces = [reading.pieces[index] for index in run]
        kept = [
            piece
            for piece in pieces
            if piece.kind in _ITEMS and (piece.kind is not Kind.TEXT or id(piece) in goals)
        ]
        if any(piece.kind is not Kind.HEADER for piece in kept):
            yield Cluster(kept, run[0])


def _give_owners(reading: Reading, clusters: Sequence[Cluster], sites: Sequence[Site]) -> None:
    """First the tables that say what they are about; the others stand with them."""
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
        elif len(fitting) == 1:
            cluster.owner = fitting[0]


def _owner(cluster: Cluster, pieces: Sequence[Piece], sites: Sequence[Site]) -> Site | None:
    around = candidates(cluster.first, pieces, sites)
    fitting = [site for site in around if site.items] or around
    if len(fitting) == 1:
        return fitting[0]
    last = behind(cluster.first, pieces, sites)
    texts = [piece.text for piece in cluster.pieces if piece.kind is Kind.TEXT]
    return best((site, PLACE * (site is last) + max(about(text, site) for text in texts)) for site in fitting)


# -- rows -----------------------------------------------------------------------------------------


def _rows(reading: Reading, clusters: Sequence[Cluster], sites: Sequence[Site], rules: Rules) -> None:
    """Bind what can be bound in each cluster, then put what is loose into the rows of the project, and at
    last into those of the page."""
    loose: dict[str, list[Piece]] = defaultdict(list)
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
            loose[owner.id] += bound.loose
        else:
            stray[page] += bound.loose
    for site in sites:
        own = [piece for piece in loose[site.id] if piece.kind is Kind.CELLS]
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
        site.rows.sort(key=lambda row: row.lines[0].first)
        for found in () if site.copy else _incomplete(site):
            reading.tell(found, [*loose[site.id], *stray[site.page]])


def _has_budget(cluster: Cluster, clusters: Sequence[Cluster]) -> bool:
    return any(
        piece.kind is Kind.BUDGET
        for other in clusters
        if other is cluster or (other.owner is not None and other.owner is cluster.owner)
        for piece in other.pieces
    )


def _column(loose: Sequence[Piece], reading: Reading, rules: Rules) -> int | None:
    """The column of a single loose cell that stands right under the header of one period, apart from the
    headers of the others."""
    if len(loose) != 1 or len(loose[0].cells) != 1:
        return None
    index = next((i for i, piece in enumerate(reading.pieces) if piece is loose[0]), 0)
    above = reading.pieces[index - 1] if index else None
    if above is None or above.kind is not Kind.HEADER or not above.gap:
        return None
    named = read_periods([above])
    every = read_periods(reading.pieces)
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


# -- budgets and departments ----------------------------------------------------------------------


def _budgets(reading: Reading, clusters: Sequence[Cluster], sites: Sequence[Site]) -> None:
    """A budget row for each project that has one; where a page prints as many as it has tables, each has."""
    for page in dict.fromkeys(cluster.pieces[0].page for cluster in clusters):
        here = [site for site in sites if site.page == page and site.items]
        rows = [
            (piece, cluster.owner)
            for cluster in clusters
            for piece in cluster.pieces
            if piece.kind is Kind.BUDGET and piece.page == page
        ]
        left = []
        for piece, owner in rows:
            if owner is not None and owner.budget is None:
                owner.budget = piece
                owner.pieces.append(piece)
                row = reading.grammar.budget_row(piece.text)
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


def _blank_budgets(reading: Reading, sites: Sequence[Site]) -> None:
    """A budget without amounts is blank only where no amount of its page is left over."""
    given = {id(piece) for site in sites for piece in site.pieces}
    left = {
        piece.page
        for piece in reading.pieces
        if piece.kind is Kind.CELLS
        and any(map(is_amount, piece.cells))
        and id(piece) not in given
        and not reading.is_read(piece)
    }
    for site in sites:
        if site.budget is not None and not site.amounts:
            site.blank = site.page not in left
            if not site.blank:
                message = "The amounts of the budget can't be told from those of others on the page."
                reading.tell(finding("unplaced-cell", message, project=site.id, page=site.page))


def _names(reading: Reading, clusters: Sequence[Cluster], sites: Sequence[Site]) -> None:
    """Departments of each project. Where those of a page all read alike it does not matter whose is whose."""
    for page in dict.fromkeys(cluster.pieces[0].page for cluster in clusters):
        here = [site for site in sites if site.page == page and site.items]
        groups = [
            (_labelled(cluster), cluster.owner) for cluster in clusters if cluster.pieces[0].page == page
        ]
        lines = [piece for names, _ in groups for piece in names]
        if len(here) > 1 and len(lines) == len(here) and len({bare(piece.text) for piece in lines}) == 1:
            for site, piece in zip(here, lines, strict=True):
                site.names = [piece]
                site.pieces.append(piece)
            continue
        for names, owner in groups:
            if owner is not None:
                owner.names += names
                owner.pieces += names
            elif names:
                _elsewhere(reading, names, here)


def _labelled(cluster: Cluster) -> list[Piece]:
    return [piece for piece in cluster.pieces if piece.kind is Kind.NAMES]


def _elsewhere(reading: Reading, names: list[Piece], here: Sequence[Site]) -> None:
    without = [site for site in here if not site.names]
    if len(without) == 1:
        without[0].names += names
        without[0].pieces += names
        return
    ids = ", ".join(site.id for site in here)
    text = " / ".join(piece.text for piece in names)
    reading.tell(
        finding("unplaced-text", f"The departments {text} belong to one of {ids}.", page=names[0].page), names
    )


# -- relisted rows --------------------------------------------------------------------------------


def _relisted(reading: Reading, runs: Sequence[Sequence[Piece]], sites: Sequence[Site]) -> None:
    by_page: dict[int, list[Sequence[Piece]]] = defaultdict(list)
    for run in runs:
        by_page[run[0].page].append(run)
    for page, own in by_page.items():
        found, unplaced = entries(own)
        index = {id(piece): at for at, piece in enumerate(reading.pieces)}
        here = [site for site in candidates(index[id(own[0][0])], reading.pieces, sites) if site.relisted]
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
