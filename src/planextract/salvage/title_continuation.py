"""Join titles that continue on the lines after their first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planextract.families.block.grammar import Grammar
from planextract.japanese.widths import bare
from planextract.salvage.fragments import SENTENCE, Kind, Piece
from planextract.salvage.overprinted_text import rejoined
from planextract.salvage.text_lines import TextLine

_HEADINGS = (Kind.PILLAR, Kind.STRATEGY, Kind.UPPER, Kind.LOWER)
_REST = (Kind.TEXT, Kind.PROSE, Kind.CELLS)
"""Kinds that the rest of a title may be mistaken for: 実施 is a word of cells."""

_BEHIND = (*_HEADINGS, Kind.PROSE, Kind.BAND)
"""Kinds that follow a title, so that text between is its rest."""

_BROKEN_OFF = tuple("、・のをにとでがへや")
"""Characters in which no title ends."""

_WIDE = 20
"""Characters from which on the heading of a strategy, which is set large, may continue."""

_LINES = 2
"""Most lines on which a title continues."""


def with_whole_titles(pieces: Sequence[Piece], grammar: Grammar) -> list[Piece]:
    """Return the fragments with the rest of each title joined to it."""
    left: list[Piece | None] = list(pieces)
    for index, piece in enumerate(left):
        title = _title(piece, grammar) if piece is not None else None
        at = index + 1
        while at < len(left) and _is_star(left[at]):
            at += 1
        following = left[at] if at < len(left) else None
        if piece is None or title is None or following is None:
            continue
        struck = piece.lines[0].last > piece.lines[0].first
        texts, size = _rest(title, following.lines, struck=struck)
        whole = size == len(following.lines)
        certain = not whole or title.endswith(_BROKEN_OFF) or _goes_with(left, at + 1)
        if not texts or not certain or following.page != piece.page or following.kind not in _REST:
            continue
        lines = (*piece.lines, *following.lines[:size])
        left[index] = replace(piece, lines=lines, text=rejoined([piece.text, *texts]))
        rest = following.lines[size:]
        text = "".join(line.text.strip() for line in rest)
        left[at] = None if whole else replace(following, lines=rest, text=text)
    return [piece for piece in left if piece is not None]


def _is_star(piece: Piece | None) -> bool:
    return piece is not None and piece.kind is Kind.STAR


def _goes_with(pieces: Sequence[Piece | None], index: int) -> bool:
    """Return whether the next fragment, furniture aside, is of a kind that follows a title."""
    while index < len(pieces):
        piece = pieces[index]
        if piece is not None and piece.kind is not Kind.FURNITURE:
            return piece.kind in _BEHIND
        index += 1
    return False


def _title(piece: Piece, grammar: Grammar) -> str | None:
    """Return the title of a heading behind its number, if it may continue."""
    if piece.kind not in _HEADINGS or piece.doubtful:
        return None
    if piece.kind in (Kind.PILLAR, Kind.STRATEGY):
        title = piece.text
    else:
        numbered = (grammar.lower if piece.kind is Kind.LOWER else grammar.upper)(piece.text)
        title = numbered.title if numbered is not None else ""
    plain = bare(grammar.title(title)[0])
    least = _WIDE if piece.kind in (Kind.PILLAR, Kind.STRATEGY) else SENTENCE - 2
    return plain if plain and (len(bare(title)) >= least or plain.endswith(_BROKEN_OFF)) else None


def _rest(title: str, lines: Sequence[TextLine], *, struck: bool) -> tuple[list[str], int]:
    """Return the rest of a title, and how many of the lines it takes: short ones, and any after a full line.

    Where the title was `struck` twice, each of the lines may be repeated behind itself.
    """
    full = len(title)
    texts: list[str] = []
    size = 0
    for line in lines:
        text = line.text.strip()
        plain = bare(text)
        if struck and texts and text == texts[-1]:
            size += 1
            continue
        ended = len(texts) == _LINES or bool(texts and len(bare(texts[-1])) < full - 2)
        if ended or "。" in plain or len(plain) > min(full, SENTENCE - 1):
            break
        texts.append(text)
        size += 1
    return texts, size
