"""Footnotes whose mark, term and text stand on lines of their own, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planextract.assemble.grammar import Grammar
from planextract.text.pieces import Kind, Piece

_LEADER = re.compile(r"(?:[・･.]{2,}|…+|[:：])\s*$")
_BREAKS = (Kind.PILLAR, Kind.STRATEGY, Kind.UPPER, Kind.LOWER, Kind.BAND)
_FOOT = (Kind.LABEL, Kind.NAMES, Kind.FOOTNOTE, Kind.REFERENCE, Kind.BUDGET)
"""Behind what a footnote stands: at the foot of a table."""


def ends_in_leader(text: str) -> bool:
    """Whether a text is the term of a footnote that goes on elsewhere: `グリーンインフラ・・・`."""
    return bool(_LEADER.search(text))


def with_notes(pieces: Sequence[Piece], grammar: Grammar) -> list[Piece]:
    """The pieces with marks put before the footnotes they begin or behind the budget's label."""
    result: list[Piece] = []
    taken: set[int] = set()
    foot = False
    for index, piece in enumerate(pieces):
        if index in taken:
            continue
        if piece.kind is Kind.MARK:
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            if following is not None and following.kind is Kind.BUDGET:
                taken.add(index + 1)
                piece = Piece(Kind.BUDGET, (*piece.lines, *following.lines), following.text + piece.text)
            elif foot:
                piece = Piece(Kind.FOOTNOTE, piece.lines, piece.text)
        if piece.kind is Kind.FOOTNOTE:
            start = grammar.footnote(piece.text)
            if start is not None and not start.text:
                parts = _rest(pieces, index, taken, termed=start.term is not None)
                taken.update(parts)
                lines = (*piece.lines, *(line for at in parts for line in pieces[at].lines))
                text = piece.text + "　" + "".join(pieces[at].text for at in parts)
                piece = Piece(Kind.FOOTNOTE, lines, text.strip())
        if piece.kind is not Kind.FURNITURE:
            foot = piece.kind in _FOOT
        result.append(piece)
    return result


def _rest(pieces: Sequence[Piece], index: int, taken: set[int], *, termed: bool) -> list[int]:
    """Indices of the term and the text of a footnote of which only the mark is known, or the term too:
    what is left over behind it before the next project begins. None of it where there is more than that.
    """
    left: list[int] = []
    for at in range(index + 1, len(pieces)):
        piece = pieces[at]
        if piece.page != pieces[index].page or piece.kind in (*_BREAKS, Kind.FOOTNOTE, Kind.MARK):
            break
        if piece.kind in (Kind.TEXT, Kind.PROSE) and at not in taken:
            left.append(at)
    if not termed and len(left) > 1 and ends_in_leader(pieces[left[0]].text):
        return left[:2] if len(left) == 2 else []
    return left[:1] if len(left) == 1 else []
