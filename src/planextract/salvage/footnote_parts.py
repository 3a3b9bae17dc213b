"""Join footnotes whose mark, term and text are on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planextract.families.block.grammar import Grammar
from planextract.salvage.fragments import Kind, Piece

_LEADER = re.compile(r"(?:[・･.]{2,}|…+|[:：])\s*$")
_BREAKS = (Kind.PILLAR, Kind.STRATEGY, Kind.UPPER, Kind.LOWER, Kind.BAND)
_FOOT = (Kind.LABEL, Kind.NAMES, Kind.FOOTNOTE, Kind.REFERENCE, Kind.BUDGET)
"""Kinds at the foot of a table, which a footnote may follow."""


def ends_in_leader(text: str) -> bool:
    """Return whether a text ends in a leader, as the term of a footnote does whose text is elsewhere.

    >>> ends_in_leader("グリーンインフラ・・・"), ends_in_leader("グリーンインフラ")
    (True, False)
    """
    return bool(_LEADER.search(text))


def with_notes(pieces: Sequence[Piece], grammar: Grammar) -> list[Piece]:
    """Return the fragments with each mark joined to its footnote or to the budget label it follows."""
    result = _marked(pieces)
    for index, piece in enumerate(result):
        if piece is None or piece.kind is not Kind.FOOTNOTE:
            continue
        start = grammar.footnote(piece.text)
        if start is not None and not start.text:
            rest = _rest(result, index, termed=start.term is not None)
            result[index] = _joined(piece, [part for at in rest if (part := result[at]) is not None])
            for at in rest:
                result[at] = None
    return [piece for piece in result if piece is not None]


def _marked(pieces: Sequence[Piece]) -> list[Piece | None]:
    """Return the fragments with marks at the foot of a table joined to the text right behind them."""
    result: list[Piece | None] = []
    waiting: Piece | None = None
    foot = False
    for piece in pieces:
        mark, waiting = waiting, None
        if mark is not None:
            if piece.kind is Kind.BUDGET:
                piece = Piece(Kind.BUDGET, (*mark.lines, *piece.lines), piece.text + mark.text)
            elif _breaks_off(result, piece) and piece.kind in (Kind.TEXT, Kind.PROSE):
                before = result.pop()
                assert before is not None
                lines = (*before.lines, *mark.lines, *piece.lines)
                piece = Piece(Kind.PROSE, lines, before.text + mark.text.strip() + piece.text)
            elif foot and piece.kind in (Kind.TEXT, Kind.PROSE):
                piece = _joined(mark, [piece])
            else:
                result.append(_joined(mark, []) if foot else mark)
        if piece.kind is Kind.MARK:
            waiting = piece
            continue
        if piece.kind is not Kind.FURNITURE:
            foot = piece.kind in _FOOT
        result.append(piece)
    return [*result, waiting] if waiting is not None else result


def _breaks_off(pieces: Sequence[Piece | None], following: Piece) -> bool:
    """Return whether the last fragment is a sentence that continues behind the mark of a footnote."""
    last = pieces[-1] if pieces else None
    if last is None or last.text.endswith(("。", "」", "』", "）")):
        return False
    return last.kind is Kind.PROSE or (last.kind is Kind.TEXT and following.kind is Kind.PROSE)


def _joined(mark: Piece, parts: Sequence[Piece]) -> Piece:
    lines = (*mark.lines, *(line for part in parts for line in part.lines))
    return Piece(Kind.FOOTNOTE, lines, "　".join(piece.text for piece in (mark, *parts)))


def _rest(pieces: Sequence[Piece | None], index: int, *, termed: bool) -> list[int]:
    """Return the indices of the missing term and text of the footnote at `index`.

    They are the texts left over between it and the next project; none where there are more than that.
    `termed`: the term is known.
    """
    left: list[int] = []
    page = pieces[index]
    for at in range(index + 1, len(pieces)):
        piece = pieces[at]
        if piece is None or page is None:
            continue
        if piece.page != page.page or piece.kind in _BREAKS:
            break
        if piece.kind in (Kind.TEXT, Kind.PROSE):
            left.append(at)
    first = pieces[left[0]] if left else None
    if not termed and first is not None and ends_in_leader(first.text):
        return left if len(left) == 2 else []
    return left if len(left) == 1 else []
