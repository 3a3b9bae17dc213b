"""Classify the short texts of tables: goals, parts of relisted rows, or titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planextract.japanese.widths import bare
from planextract.salvage.attribution import candidates
from planextract.salvage.fragments import Kind, Piece
from planextract.salvage.header_lines import AMID
from planextract.salvage.lexicon import NOTE
from planextract.salvage.project_slots import BREAKS, Site
from planextract.salvage.salvage_reader import Reading

_TABLE = (Kind.TEXT, Kind.CELLS, Kind.BUDGET, Kind.LABEL, Kind.NAMES, Kind.HEADER, Kind.REFERENCE)


_NUMBER = re.compile(r"\d{1,2}|\(\d{1,2}\)")

_FOOT = (Kind.LABEL, Kind.NAMES)

SHORTEST = 3
"""Fewest letters of a goal or an entry; a shorter text is a splinter of something else."""

_AMID_SENTENCE = ("の", "を", "へ")
"""Particles with which no text begins."""

_LETTERS = re.compile(r"[\W\d_]")


@dataclass(slots=True)
class TextKinds:
    """The short texts of tables, classified."""

    goals: set[int] = field(default_factory=set)
    """Identities of the fragments that are goals."""
    relisted: list[list[Piece]] = field(default_factory=list)
    """Texts and references of relisted tables, by run."""
    titles: list[Piece] = field(default_factory=list)


class _Chain(NamedTuple):
    """Texts and references that follow each other directly."""

    pieces: list[Piece]
    following: Piece | None
    below: bool
    """They are below a footnote, so in no table."""


def sort_texts(reading: Reading, sites: Sequence[Site]) -> TextKinds:
    """Classify texts: goals where cells follow, relisted entries where a reference is beside them."""
    found = TextKinds()
    for run in table_runs(reading, sites):
        around = candidates(run[0], reading.pieces, sites)
        kinds = {reading.pieces[index].kind for index in run}
        tabular = bool(kinds & {Kind.CELLS, Kind.BUDGET, Kind.LABEL})
        relisted: list[Piece] = []
        place = {id(reading.pieces[index]): index for index in run}
        # No goal follows the departments, which are the foot of a table.
        foot = next((index for index in run if reading.pieces[index].kind in _FOOT), run[-1])
        for chain, following, below in _chains(run, reading.pieces):
            footed = place[id(chain[0])] > foot
            if _is_numbered(place[id(chain[0])], reading.pieces):
                chain = chain[1:]  # a title, whose number is on a line of its own
                if not chain:
                    continue
            if any(piece.kind is Kind.REFERENCE for piece in chain):
                relisted += chain
            elif following is not None and following.kind is Kind.CELLS:
                found.goals.update(map(id, chain))
            elif below:
                continue
            elif any(site.relisted for site in around) and (not tabular or Kind.REFERENCE in kinds):
                if Kind.REFERENCE in kinds or len(chain) > 1 or not any(site.items for site in around):
                    relisted += chain
                else:
                    found.titles += chain
            elif tabular and not footed:
                found.goals.update(map(id, chain))
            else:
                found.titles += chain
        if relisted:
            found.relisted.append(relisted)
    return found


def table_runs(reading: Reading, sites: Sequence[Site]) -> Iterator[list[int]]:
    """Yield the indices of the fragments of tables between two headings, captions or paragraphs."""
    run: list[int] = []
    for index, piece in enumerate(reading.pieces):
        if run and (piece.kind in BREAKS or not _goes_on(run[-1], index, reading, sites)):
            yield run
            run = []
        if piece.doubtful or (piece.kind is Kind.TEXT and _is_splinter(piece.text)):
            continue
        if piece.kind is Kind.HEADER or (piece.kind in _TABLE and not reading.is_used(piece)):
            run.append(index)
    if run:
        yield run


def _is_numbered(index: int, pieces: Sequence[Piece]) -> bool:
    """Return whether the number of a heading precedes a text, on a line of its own without cells."""
    if index < 2 or pieces[index].kind is not Kind.TEXT or pieces[index - 2].kind is Kind.CELLS:
        return False
    return bool(_NUMBER.fullmatch(bare(pieces[index - 1].text)))


def _is_splinter(text: str) -> bool:
    """Return whether a text is too short to mean anything, or is part of a broken header."""
    return (
        len(_LETTERS.sub("", NOTE.sub("", bare(text)))) < SHORTEST
        or text.startswith(_AMID_SENTENCE)
        or bool(AMID.fullmatch(bare(text)))
    )


def _goes_on(last: int, index: int, reading: Reading, sites: Sequence[Site]) -> bool:
    """Return whether a run continues: across pages a table does so only where the text is in order."""
    if reading.pieces[last].page == reading.pieces[index].page:
        return True
    return any(site.extent is not None and last in site.extent and index in site.extent for site in sites)


def _chains(run: Sequence[int], pieces: Sequence[Piece]) -> Iterator[_Chain]:
    chain: list[Piece] = []
    below = False
    last = run[0] - 2
    for index in run:
        piece = pieces[index]
        under = any(pieces[at].kind is Kind.FOOTNOTE for at in range(max(last + 1, 0), index))
        if chain and (under or piece.kind not in (Kind.TEXT, Kind.REFERENCE, Kind.HEADER)):
            yield _Chain(chain, None if under else piece, below)
            chain = []
        below = under or (below and bool(chain or piece.kind in (Kind.TEXT, Kind.HEADER)))
        if piece.kind in (Kind.TEXT, Kind.REFERENCE):
            chain.append(piece)
        last = index
    if chain:
        yield _Chain(chain, None, below)
