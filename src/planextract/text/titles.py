"""Titles that go on in the lines after their first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planextract.assemble.grammar import Grammar
from planextract.normalise.fold import bare
from planextract.text.lines import TextLine
from planextract.text.pieces import SENTENCE, Kind, Piece
from planextract.text.strikes import rejoined

_HEADINGS = (Kind.PILLAR, Kind.STRATEGY, Kind.UPPER, Kind.LOWER)
_REST = (Kind.TEXT, Kind.PROSE, Kind.CELLS)
"""What the rest of a title may be taken for: 実施 is a word that cells say."""

_BEHIND = (*_HEADINGS, Kind.PROSE, Kind.BAND)
"""What follows a title, and so what is between is its rest."""

_BROKEN_OFF = tuple("、・のをにとでがへや")
"""What no title ends in."""

_LINES = 2
"""Lines in which a title goes on at most."""


def with_whole_titles(pieces: Sequence[Piece], grammar: Grammar) -> list[Piece]:
    """The pieces with the rest of each title put to it."""
    result: list[Piece] = []
    left = list(pieces)
    while left:
        piece = left.pop(0)
        title = _title(piece, grammar)
        at = next((at for at, other in enumerate(left) if other.kind is not Kind.STAR), None)
        if title is None or at is None or left[at].page != piece.page or left[at].kind not in _REST:
            result.append(piece)
            continue
        lines = left[at].lines
        size = _rest(title, lines)
        whole = size == len(lines)
        after = next((other for other in left[at + 1 :] if other.kind is not Kind.FURNITURE), None)
        if not size or (
            whole and not title.endswith(_BROKEN_OFF) and (after is None or after.kind not in _BEHIND)
        ):
            result.append(piece)
            continue
        texts = [line.text.strip() for line in lines[:size]]
        result.append(
            replace(piece, lines=(*piece.lines, *lines[:size]), text=rejoined([piece.text, *texts]))
        )
        rest = "".join(line.text.strip() for line in lines[size:])
        left[at : at + 1] = [] if whole else [replace(left[at], lines=lines[size:], text=rest)]
    return result


def _title(piece: Piece, grammar: Grammar) -> str | None:
    """What a heading says behind its number, if it may go on."""
    if piece.kind not in _HEADINGS or piece.doubtful:
        return None
    if piece.kind in (Kind.PILLAR, Kind.STRATEGY):
        title = piece.text
    else:
        numbered = (grammar.lower if piece.kind is Kind.LOWER else grammar.upper)(piece.text)
        title = numbered.title if numbered is not None else ""
    plain = bare(grammar.title(title)[0])
    return plain if plain and (len(bare(title)) >= SENTENCE - 2 or plain.endswith(_BROKEN_OFF)) else None


def _rest(title: str, lines: Sequence[TextLine]) -> int:
    """How many of the lines go on with a title: short ones, and after a line that is full."""
    full = len(title)
    size = 0
    for line in lines[:_LINES]:
        plain = bare(line.text)
        if "。" in plain or len(plain) > min(full, SENTENCE - 1):
            break
        size += 1
        if len(plain) < full - 2:
            break
    return size
