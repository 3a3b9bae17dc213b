"""A text to a draft of the plan: what each piece is, whose it is, and what could not be placed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from planextract.assemble.grammar import Grammar
from planextract.model.draft import (
    Draft,
    DraftBudget,
    DraftCell,
    DraftFootnote,
    DraftHeading,
    DraftItem,
    DraftProject,
    DraftRelisted,
    PageAccount,
    Period,
    Place,
    Role,
)
from planextract.model.finding import finding
from planextract.model.geometry import Box
from planextract.model.page import Reason
from planextract.model.plan import Finding
from planextract.normalise.fold import bare
from planextract.normalise.milestones import Vocabulary
from planextract.profiles.model import Profile
from planextract.text.headings import Headings, read_headings
from planextract.text.lines import TextLine, read_lines
from planextract.text.names import printed_lines
from planextract.text.periods import read_periods
from planextract.text.pieces import Kind, Piece
from planextract.text.reading import Reading, read_pieces
from planextract.text.rows import Rules
from planextract.text.sites import Site, find_sites, match_headings
from planextract.text.tables import read_tables
from planextract.text.texts import give_footnotes, give_prose


def assemble_text(text: str, profile: Profile, vocabulary: Vocabulary) -> Draft:
    """Everything a text says, each project once, and what became of every line."""
    grammar = Grammar(profile)
    reading = read_pieces(text, grammar, vocabulary)
    headings = read_headings(reading)
    sites = find_sites(reading.pieces, grammar)
    for index in match_headings(sites, reading.pieces, grammar):
        reading.use(reading.pieces[index])
    periods = read_periods(reading.pieces)
    give_prose(reading, sites)
    read_tables(reading, sites, headings, Rules(vocabulary, len(periods)))
    give_footnotes(reading, sites)
    for site in sites:
        for piece in site.pieces:
            reading.use(piece)
    # The order of a text is no order of the plan's; within a strategy the numbers are.
    strategies = list(dict.fromkeys(site.band.strategy for site in sites))
    sites.sort(key=lambda site: (strategies.index(site.band.strategy), site.band.number))
    projects = [_project(site, periods, reading) for site in sites]
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


def _project(site: Site, periods: Sequence[Period], reading: Reading) -> DraftProject:
    return DraftProject(
        site.band.strategy,
        site.band.number,
        site.title,
        site.starred,
        site.section,
        "".join(line.text.strip() for piece in site.prose for line in piece.lines),
        tuple(
            DraftItem(
                row.goal,
                tuple(
                    DraftCell(period, cell)
                    for period, cell in zip(periods, row.cells, strict=True)
                    if cell is not None
                ),
            )
            for row in site.rows
        ),
        _budget(site, periods, reading.grammar),
        tuple(_departments(site, reading)),
        tuple(DraftRelisted(*entry) for entry in site.entries),
        tuple(DraftFootnote(*note) for note in site.footnotes),
        tuple(_places(site)),
    )


def _budget(site: Site, periods: Sequence[Period], grammar: Grammar) -> DraftBudget | None:
    if site.budget is None:
        return None
    row = grammar.budget_row(site.budget.text)
    unit, note = row if row is not None else (None, None)
    printed = [period for period in periods if period.key != "baseline"]
    texts = site.amounts or ("",) * len(printed)
    cells = tuple(DraftCell(period, text) for period, text in zip(printed, texts, strict=False))
    return DraftBudget(unit, note or site.note or None, cells)


def _departments(site: Site, reading: Reading) -> list[str]:
    if not site.names:
        return []
    texts = [piece.text for piece in site.names]
    lines = printed_lines(texts, reading.grammar.organisation)
    if lines is None:
        reading.findings.append(
            finding(
                "unplaced-text",
                f"Which section belongs to which department can't be told from the text: {' / '.join(texts)}.",
                project=site.id,
                page=site.page,
            )
        )
        return []
    return lines


def _places(site: Site) -> list[Place]:
    """The lines it was read from; a box holds the numbers of the first and the last and their width."""
    numbers: dict[tuple[int, int], TextLine] = {}
    for piece in site.pieces:
        for line in piece.lines:
            numbers[line.page, line.first] = line
    ordered = sorted(numbers, key=lambda key: (key[0] != site.page, key))
    return [
        Place(line.page, Box(0, line.first, len(line.text), line.last))
        for line in (numbers[key] for key in ordered)
    ]
