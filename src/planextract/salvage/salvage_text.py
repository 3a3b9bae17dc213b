"""Read a text to a raw plan: classify and attribute its fragments, and report those left over."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.grammar import BlockGrammar
from planextract.model.findings import FindingCode, finding
from planextract.model.raw_plan import (
    GlyphFate,
    Period,
    RawBudget,
    RawCell,
    RawFootnote,
    RawItem,
    RawPlan,
    RawProject,
    RawRelisted,
    SourceSpan,
    TracedText,
    join_texts,
)
from planextract.profiles.vocabulary import Vocabulary
from planextract.salvage.cell_assignment import RowRules
from planextract.salvage.fragments import Fragment, FragmentKind, locate_fragments, locate_line, trace_text
from planextract.salvage.header_periods import collect_headers, read_periods
from planextract.salvage.heading_owners import read_headings
from planextract.salvage.project_slots import ProjectSlot, find_slots, match_headings
from planextract.salvage.prose_owners import attribute_footnotes, attribute_prose
from planextract.salvage.reading_order import is_scrambled, set_extents
from planextract.salvage.salvage_reader import SalvageReading, read_fragments
from planextract.salvage.salvage_tables import read_tables
from planextract.salvage.unit_names import join_unit_lines


def assemble_text(text: str, profile: BlockProfile, vocabulary: Vocabulary) -> RawPlan:
    """Return the raw plan of a text, each project once, with the coverage of every line."""
    reading = read_fragments(text, BlockGrammar(profile), vocabulary)
    grammar = reading.grammar
    headings = read_headings(reading)
    sites = find_slots(reading.pieces, grammar)
    for index in match_headings(sites, reading.pieces, grammar):
        reading.record_fate(reading.pieces[index])
    if is_scrambled(sites, reading.pieces):
        _keep_only_numbers(sites, reading)
    set_extents(sites, reading.pieces)
    texts = (line.text for line in reading.lines_without_overprint)
    periods = read_periods(collect_headers(reading.pieces), texts, grammar.profile) if sites else []
    if not reading.scrambled:
        attribute_prose(reading, sites)
        read_tables(reading, sites, headings, RowRules(vocabulary, len(periods)))
        attribute_footnotes(reading, sites)
    for site in sites:
        for piece in site.pieces:
            reading.record_fate(piece, GlyphFate.REPEATED if site.copy else GlyphFate.RECORD)
        if site.copy:
            reading.report_finding(finding(FindingCode.REPEATED_BLOCK, page=site.page, project=site.id))
    sites = [site for site in sites if not site.copy]
    # The order of a text is not the plan's; within a strategy the numbers give it.
    strategies = list(dict.fromkeys(site.band.strategy for site in sites))
    sites.sort(key=lambda site: (strategies.index(site.band.strategy), site.band.number))
    unit = _find_money_unit(reading)
    projects = [_build_project(site, periods, reading, unit) for site in sites]
    reading.report_unused()
    return RawPlan(
        headings.title,
        tuple(headings.pillars),
        tuple(headings.strategies),
        tuple(projects),
        (),
        tuple(reading.findings),
        tuple(reading.account_pages()),
        tuple(periods),
        from_text=True,
    )


def _keep_only_numbers(sites: Sequence[ProjectSlot], reading: SalvageReading) -> None:
    """Remove everything from the projects but their numbers."""
    reading.scrambled = True
    for site in sites:
        site.heading, site.title, site.starred, site.marks, site.section = None, None, False, (), None
        site.pieces = [piece for piece in site.pieces if piece.kind is FragmentKind.BAND]
    reading.report_finding(finding(FindingCode.UNPLACED_TEXT))


def _find_money_unit(reading: SalvageReading) -> TracedText | None:
    """Return the unit of money that captions or headers name, where all name the same."""
    found = {
        unit: piece
        for piece in reading.pieces
        if piece.kind in (FragmentKind.BAND, FragmentKind.HEADER)
        for line in piece.lines
        if (unit := reading.grammar.read_unit(line.text)) is not None
    }
    return trace_text(*next(iter(found.items()))) if len(found) == 1 else None


def _build_project(
    site: ProjectSlot, periods: Sequence[Period], reading: SalvageReading, unit: TracedText | None
) -> RawProject:
    cells = _CellWords(site.pieces)
    return RawProject(
        site.band.strategy,
        site.band.number,
        trace_text(site.title, site.heading) if site.title is not None and site.heading is not None else None,
        site.starred,
        trace_text(site.section.text, site.section) if site.section is not None else None,
        join_texts(
            TracedText(line.text.strip(), (locate_line(line),))
            for piece in site.prose
            for line in piece.lines
        ),
        tuple(
            RawItem(
                TracedText(row.goal, tuple(map(locate_line, row.lines))),
                tuple(
                    RawCell(period, cells.take_cell(cell))
                    for period, cell in zip(periods, row.cells, strict=True)
                    if cell is not None
                ),
            )
            for row in site.rows
        ),
        _build_budget(site, periods, reading.grammar, cells, unit),
        tuple(_build_departments(site, reading)),
        tuple(
            RawRelisted(*(trace_text(text, *entry.pieces) for text in entry.texts)) for entry in site.entries
        ),
        tuple(
            RawFootnote(
                trace_text(note.marker, note.piece),
                trace_text(note.term, note.piece) if note.term is not None else None,
                trace_text(note.text, note.piece),
            )
            for note in site.footnotes
        ),
        tuple(_locate_slot(site)),
        marks=site.marks,
    )


class _CellWords:
    """The words of a project's cells, each with its line."""

    def __init__(self, pieces: Sequence[Fragment]) -> None:
        cells = sorted(
            (p for p in pieces if p.kind is FragmentKind.CELLS), key=lambda piece: piece.lines[0].first
        )
        self._words: dict[str, deque[SourceSpan]] = defaultdict(deque)
        for line in (line for piece in cells for line in piece.lines):
            for word in line.text.split():
                self._words[word].append(locate_line(line))

    def take_cell(self, cell: str) -> TracedText:
        """Return a cell with the lines of its words."""
        found = [self._words[part].popleft() for part in cell.split() if self._words.get(part)]
        return TracedText(cell, tuple(found))


def _build_budget(
    site: ProjectSlot,
    periods: Sequence[Period],
    grammar: BlockGrammar,
    cells: _CellWords,
    captioned: TracedText | None,
) -> RawBudget | None:
    """Return the budget; `captioned` is the unit of its amounts where their label names none."""
    if site.budget is None or not (site.rows or site.amounts or site.blank):
        return None
    unit, note = grammar.read_budget_label(site.budget.text) or (None, None)
    headed = [period for period in periods if period.key != "baseline"]
    texts = site.amounts or ("",) * (len(headed) if site.blank else 0)
    return RawBudget(
        trace_text(unit, site.budget) if unit is not None else captioned,
        trace_text(note, site.budget) if note else None,
        tuple(RawCell(period, cells.take_cell(text)) for period, text in zip(headed, texts, strict=False)),
    )


def _build_departments(site: ProjectSlot, reading: SalvageReading) -> list[TracedText]:
    names = [trace_text(piece.text, piece) for piece in site.names]
    lines = join_unit_lines(names, reading.grammar.organisation)
    if lines is None:
        texts = [piece.text for piece in site.names]
        reading.report_finding(
            finding(
                FindingCode.UNPLACED_TEXT,
                page=site.page,
                project=site.id,
                pointer="/departments",
                sections=texts,
            )
        )
        return []
    return lines


def _locate_slot(site: ProjectSlot) -> list[SourceSpan]:
    """Return the source spans of the lines a project was read from, those of its first page first."""
    own = dict.fromkeys(locate_fragments(site.pieces))
    return sorted(own, key=lambda each: (each.page != site.page, each.page, each.box.top))
