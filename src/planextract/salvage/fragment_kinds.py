"""Classify the short texts of tables: goals, parts of relisted rows, or titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planextract.japanese.widths import match_key
from planextract.salvage.attribution import find_candidates
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.lexicon import BRACKETED_NOTE
from planextract.salvage.profile_words import derive_words
from planextract.salvage.project_slots import RUN_BREAK_KINDS, ProjectSlot
from planextract.salvage.salvage_reader import SalvageReading

_TABLE_KINDS = (
    FragmentKind.TEXT,
    FragmentKind.CELLS,
    FragmentKind.BUDGET,
    FragmentKind.LABEL,
    FragmentKind.NAMES,
    FragmentKind.HEADER,
    FragmentKind.REFERENCE,
)


_HEADING_NUMBER = re.compile(r"\d{1,2}|\(\d{1,2}\)")

_DEPARTMENT_KINDS = (FragmentKind.LABEL, FragmentKind.NAMES)

MIN_TEXT_LETTERS = 3
"""Fewest letters of a goal or an entry; a shorter text is a splinter of something else."""

_NEVER_FIRST = ("の", "を", "へ")
"""Particles with which no text begins."""

_NO_LETTER = re.compile(r"[\W\d_]")


@dataclass(slots=True)
class TextKinds:
    """The short texts of tables, classified."""

    goals: set[int] = field(default_factory=set)
    """Identities of the fragments that are goals."""
    relisted: list[list[Fragment]] = field(default_factory=list)
    """Texts and references of relisted tables, by run."""
    titles: list[Fragment] = field(default_factory=list)


class _TextChain(NamedTuple):
    """Texts and references that follow each other directly."""

    pieces: list[Fragment]
    following: Fragment | None
    below: bool
    """They are below a footnote, so in no table."""


def classify_texts(reading: SalvageReading, sites: Sequence[ProjectSlot]) -> TextKinds:
    """Classify texts: goals where cells follow, relisted entries where a reference is beside them."""
    found = TextKinds()
    for run in find_table_runs(reading, sites):
        around = find_candidates(run[0], reading.pieces, sites)
        kinds = {reading.pieces[index].kind for index in run}
        tabular = bool(kinds & {FragmentKind.CELLS, FragmentKind.BUDGET, FragmentKind.LABEL})
        relisted: list[Fragment] = []
        place = {id(reading.pieces[index]): index for index in run}
        # No goal follows the departments, which are the foot of a table.
        foot = next((index for index in run if reading.pieces[index].kind in _DEPARTMENT_KINDS), run[-1])
        for chain, following, below in _split_chains(run, reading.pieces):
            footed = place[id(chain[0])] > foot
            if _is_numbered(place[id(chain[0])], reading.pieces):
                chain = chain[1:]  # a title, whose number is on a line of its own
                if not chain:
                    continue
            if any(piece.kind is FragmentKind.REFERENCE for piece in chain):
                relisted += chain
            elif following is not None and following.kind is FragmentKind.CELLS:
                found.goals.update(map(id, chain))
            elif below:
                continue
            elif any(site.relisted for site in around) and (not tabular or FragmentKind.REFERENCE in kinds):
                if (
                    FragmentKind.REFERENCE in kinds
                    or len(chain) > 1
                    or not any(site.items for site in around)
                ):
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


def find_table_runs(reading: SalvageReading, sites: Sequence[ProjectSlot]) -> Iterator[list[int]]:
    """Yield the indices of the fragments of tables between two headings, captions or paragraphs."""
    run: list[int] = []
    for index, piece in enumerate(reading.pieces):
        if run and (piece.kind in RUN_BREAK_KINDS or not _is_run_continued(run[-1], index, reading, sites)):
            yield run
            run = []
        if piece.is_doubtful or (piece.kind is FragmentKind.TEXT and _is_splinter(piece.text, reading)):
            continue
        if piece.kind is FragmentKind.HEADER or (piece.kind in _TABLE_KINDS and not reading.is_used(piece)):
            run.append(index)
    if run:
        yield run


def _is_numbered(index: int, pieces: Sequence[Fragment]) -> bool:
    """Return whether the number of a heading precedes a text, on a line of its own without cells."""
    if (
        index < 2
        or pieces[index].kind is not FragmentKind.TEXT
        or pieces[index - 2].kind is FragmentKind.CELLS
    ):
        return False
    return bool(_HEADING_NUMBER.fullmatch(match_key(pieces[index - 1].text)))


def _is_splinter(text: str, reading: SalvageReading) -> bool:
    """Return whether a text is too short to mean anything, or is part of a broken header."""
    return (
        len(_NO_LETTER.sub("", BRACKETED_NOTE.sub("", match_key(text)))) < MIN_TEXT_LETTERS
        or text.startswith(_NEVER_FIRST)
        or bool(derive_words(reading.grammar.profile).broken_header.fullmatch(match_key(text)))
    )


def _is_run_continued(last: int, index: int, reading: SalvageReading, sites: Sequence[ProjectSlot]) -> bool:
    """Return whether a run continues: across pages a table does so only where the text is in order."""
    if reading.pieces[last].page == reading.pieces[index].page:
        return True
    return any(site.extent is not None and last in site.extent and index in site.extent for site in sites)


def _split_chains(run: Sequence[int], pieces: Sequence[Fragment]) -> Iterator[_TextChain]:
    chain: list[Fragment] = []
    below = False
    last = run[0] - 2
    for index in run:
        piece = pieces[index]
        under = any(pieces[at].kind is FragmentKind.FOOTNOTE for at in range(max(last + 1, 0), index))
        if chain and (
            under or piece.kind not in (FragmentKind.TEXT, FragmentKind.REFERENCE, FragmentKind.HEADER)
        ):
            yield _TextChain(chain, None if under else piece, below)
            chain = []
        below = under or (below and bool(chain or piece.kind in (FragmentKind.TEXT, FragmentKind.HEADER)))
        if piece.kind in (FragmentKind.TEXT, FragmentKind.REFERENCE):
            chain.append(piece)
        last = index
    if chain:
        yield _TextChain(chain, None, below)
