"""Read a text to a raw plan: classify and attribute its fragments, and report those left over."""

from __future__ import annotations

from collections.abc import Sequence

from planextract.families.block.grammar import Grammar
from planextract.interpret.milestones import Vocabulary
from planextract.model.findings import finding
from planextract.model.raw_plan import (
    Draft,
    DraftBudget,
    DraftCell,
    DraftFootnote,
    DraftItem,
    DraftProject,
    DraftRelisted,
    Period,
    Place,
    Printed,
    Role,
    joined,
)
from planextract.profiles.schema import BlockProfile
from planextract.salvage.cell_assignment import Rules
from planextract.salvage.fragments import Kind, Piece, place, places, printed
from planextract.salvage.header_periods import headers, read_periods
from planextract.salvage.heading_owners import read_headings
from planextract.salvage.project_slots import Site, find_sites, match_headings
from planextract.salvage.prose_owners import give_footnotes, give_prose
from planextract.salvage.reading_order import give_extents, is_scrambled
from planextract.salvage.salvage_reader import Reading, read_pieces
from planextract.salvage.salvage_tables import read_tables
from planextract.salvage.unit_names import printed_lines


def assemble_text(text: str, profile: BlockProfile, vocabulary: Vocabulary) -> Draft:
    """Return the raw plan of a text, each project once, with the coverage of every line."""
    reading = read_pieces(text, Grammar(profile), vocabulary)
    grammar = reading.grammar
    headings = read_headings(reading)
    sites = find_sites(reading.pieces, grammar)
    for index in match_headings(sites, reading.pieces, grammar):
        reading.use(reading.pieces[index])
    if is_scrambled(sites, reading.pieces):
        _keep_numbers(sites, reading)
    give_extents(sites, reading.pieces, ordered=reading.aligned)
    periods = read_periods(headers(reading.pieces), (line.text for line in reading.once)) if sites else []
    if not reading.scrambled:
        give_prose(reading, sites)
        read_tables(reading, sites, headings, Rules(vocabulary, len(periods)))
        give_footnotes(reading, sites)
    for site in sites:
        for piece in site.pieces:
            reading.use(piece, Role.REPEATED if site.copy else Role.RECORD)
        if site.copy:
            message = f"Project {site.id} stands again on page {site.page}."
            reading.tell(finding("repeated-block", message, project=site.id, page=site.page))
    sites = [site for site in sites if not site.copy]
    # The order of a text is not the plan's; within a strategy the numbers give it.
    strategies = list(dict.fromkeys(site.band.strategy for site in sites))
    sites.sort(key=lambda site: (strategies.index(site.band.strategy), site.band.number))
    unit = _unit(reading)
    projects = [_project(site, periods, reading, unit) for site in sites]
    reading.report_unused()
    return Draft(
        headings.title,
        tuple(headings.pillars),
        tuple(headings.strategies),
        tuple(projects),
        (),
        tuple(reading.findings),
        tuple(reading.accounts()),
        tuple(periods),
        lines=True,
    )


def _keep_numbers(sites: Sequence[Site], reading: Reading) -> None:
    """Remove everything from the projects but their numbers."""
    reading.scrambled = True
    for site in sites:
        site.heading, site.title, site.starred, site.marks, site.section = None, None, False, (), None
        site.pieces = [piece for piece in site.pieces if piece.kind is Kind.BAND]
    message = "The text stands in no order, so that only the numbers of the projects are certain."
    reading.tell(finding("unplaced-text", message))


def _unit(reading: Reading) -> Printed | None:
    """Return the unit of money that captions or headers name, where all name the same."""
    found = {
        unit: piece
        for piece in reading.pieces
        if piece.kind in (Kind.BAND, Kind.HEADER)
        for line in piece.lines
        if (unit := reading.grammar.unit(line.text)) is not None
    }
    return printed(*next(iter(found.items()))) if len(found) == 1 else None


def _project(site: Site, periods: Sequence[Period], reading: Reading, unit: Printed | None) -> DraftProject:
    cells = _Cells(site.pieces)
    return DraftProject(
        site.band.strategy,
        site.band.number,
        printed(site.title, site.heading) if site.title is not None and site.heading is not None else None,
        site.starred,
        printed(site.section.text, site.section) if site.section is not None else None,
        joined(Printed(line.text.strip(), (place(line),)) for piece in site.prose for line in piece.lines),
        tuple(
            DraftItem(
                Printed(row.goal, tuple(map(place, row.lines))),
                tuple(
                    DraftCell(period, cells.take(cell))
                    for period, cell in zip(periods, row.cells, strict=True)
                    if cell is not None
                ),
            )
            for row in site.rows
        ),
        _budget(site, periods, reading.grammar, cells, unit),
        tuple(_departments(site, reading)),
        tuple(
            DraftRelisted(*(printed(text, *entry.pieces) for text in entry.texts)) for entry in site.entries
        ),
        tuple(
            DraftFootnote(
                printed(note.marker, note.piece),
                printed(note.term, note.piece) if note.term is not None else None,
                printed(note.text, note.piece),
            )
            for note in site.footnotes
        ),
        tuple(_site_places(site)),
        marks=site.marks,
    )


class _Cells:
    """The words of a project's cells, each with its line."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        cells = sorted((p for p in pieces if p.kind is Kind.CELLS), key=lambda piece: piece.lines[0].first)
        self._words = [
            (word, place(line)) for piece in cells for line in piece.lines for word in line.text.split()
        ]

    def take(self, cell: str) -> Printed:
        """Return a cell with the lines of its words."""
        found = []
        for part in cell.split():
            at = next((at for at, (word, _) in enumerate(self._words) if word == part), None)
            if at is not None:
                found.append(self._words.pop(at)[1])
        return Printed(cell, tuple(found))


def _budget(
    site: Site, periods: Sequence[Period], grammar: Grammar, cells: _Cells, captioned: Printed | None
) -> DraftBudget | None:
    """Return the budget; `captioned` is the unit of its amounts where their label names none."""
    if site.budget is None or not (site.rows or site.amounts or site.blank):
        return None
    unit, note = grammar.budget_row(site.budget.text) or (None, None)
    headed = [period for period in periods if period.key != "baseline"]
    texts = site.amounts or ("",) * (len(headed) if site.blank else 0)
    return DraftBudget(
        printed(unit, site.budget) if unit is not None else captioned,
        printed(note, site.budget) if note else None,
        tuple(DraftCell(period, cells.take(text)) for period, text in zip(headed, texts, strict=False)),
    )


def _departments(site: Site, reading: Reading) -> list[Printed]:
    names = [printed(piece.text, piece) for piece in site.names]
    lines = printed_lines(names, reading.grammar.organisation)
    if lines is None:
        texts = [piece.text for piece in site.names]
        reading.tell(
            finding(
                "unplaced-text",
                f"Which section belongs to which department can't be told: {' / '.join(texts)}.",
                project=site.id,
                page=site.page,
            )
        )
        return []
    return lines


def _site_places(site: Site) -> list[Place]:
    """Return the source spans of the lines a project was read from, those of its first page first."""
    own = dict.fromkeys(places(site.pieces))
    return sorted(own, key=lambda each: (each.page != site.page, each.page, each.box.top))
