"""Join footnotes whose mark, term and text are on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planextract.families.block.grammar import BlockGrammar
from planextract.salvage.fragments import Fragment, FragmentKind

_LEADER = re.compile(r"(?:[・･.]{2,}|…+|[:：])\s*$")
_PROJECT_START_KINDS = (
    FragmentKind.PILLAR,
    FragmentKind.STRATEGY,
    FragmentKind.UPPER,
    FragmentKind.LOWER,
    FragmentKind.BAND,
)
_TABLE_FOOT_KINDS = (
    FragmentKind.LABEL,
    FragmentKind.NAMES,
    FragmentKind.FOOTNOTE,
    FragmentKind.REFERENCE,
    FragmentKind.BUDGET,
)
"""Kinds at the foot of a table, which a footnote may follow."""


def has_trailing_leader(text: str) -> bool:
    """Return whether a text ends in a leader, as the term of a footnote does whose text is elsewhere.

    >>> has_trailing_leader("グリーンインフラ・・・"), has_trailing_leader("グリーンインフラ")
    (True, False)
    """
    return bool(_LEADER.search(text))


def join_footnotes(pieces: Sequence[Fragment], grammar: BlockGrammar) -> list[Fragment]:
    """Return the fragments with each mark joined to its footnote or to the budget label it follows."""
    result = _attach_marks(pieces)
    for index, piece in enumerate(result):
        if piece is None or piece.kind is not FragmentKind.FOOTNOTE:
            continue
        start = grammar.read_footnote(piece.text)
        if start is not None and not start.text:
            rest = _find_footnote_rest(result, index, termed=start.term is not None)
            result[index] = _join_footnote(piece, [part for at in rest if (part := result[at]) is not None])
            for at in rest:
                result[at] = None
    return [piece for piece in result if piece is not None]


def _attach_marks(pieces: Sequence[Fragment]) -> list[Fragment | None]:
    """Return the fragments with marks at the foot of a table joined to the text right behind them."""
    result: list[Fragment | None] = []
    waiting: Fragment | None = None
    foot = False
    for piece in pieces:
        mark, waiting = waiting, None
        if mark is not None:
            if piece.kind is FragmentKind.BUDGET:
                piece = Fragment(FragmentKind.BUDGET, (*mark.lines, *piece.lines), piece.text + mark.text)
            elif _is_sentence_open(result, piece) and piece.kind in (FragmentKind.TEXT, FragmentKind.PROSE):
                before = result.pop()
                assert before is not None
                lines = (*before.lines, *mark.lines, *piece.lines)
                piece = Fragment(FragmentKind.PROSE, lines, before.text + mark.text.strip() + piece.text)
            elif foot and piece.kind in (FragmentKind.TEXT, FragmentKind.PROSE):
                piece = _join_footnote(mark, [piece])
            else:
                result.append(_join_footnote(mark, []) if foot else mark)
        if piece.kind is FragmentKind.MARK:
            waiting = piece
            continue
        if piece.kind is not FragmentKind.FURNITURE:
            foot = piece.kind in _TABLE_FOOT_KINDS
        result.append(piece)
    return [*result, waiting] if waiting is not None else result


def _is_sentence_open(pieces: Sequence[Fragment | None], following: Fragment) -> bool:
    """Return whether the last fragment is a sentence that continues behind the mark of a footnote."""
    last = pieces[-1] if pieces else None
    if last is None or last.text.endswith(("。", "」", "』", "）")):
        return False
    return last.kind is FragmentKind.PROSE or (
        last.kind is FragmentKind.TEXT and following.kind is FragmentKind.PROSE
    )


def _join_footnote(mark: Fragment, parts: Sequence[Fragment]) -> Fragment:
    lines = (*mark.lines, *(line for part in parts for line in part.lines))
    return Fragment(FragmentKind.FOOTNOTE, lines, "　".join(piece.text for piece in (mark, *parts)))


def _find_footnote_rest(pieces: Sequence[Fragment | None], index: int, *, termed: bool) -> list[int]:
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
        if piece.page != page.page or piece.kind in _PROJECT_START_KINDS:
            break
        if piece.kind in (FragmentKind.TEXT, FragmentKind.PROSE):
            left.append(at)
    first = pieces[left[0]] if left else None
    if not termed and first is not None and has_trailing_leader(first.text):
        return left if len(left) == 2 else []
    return left if len(left) == 1 else []
