"""Join titles that continue on the lines after their first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planextract.families.block.grammar import BlockGrammar
from planextract.japanese.widths import match_key
from planextract.read.doubled_text import rejoin_heading
from planextract.salvage.fragments import MIN_SENTENCE_CHARACTERS, Fragment, FragmentKind
from planextract.salvage.text_lines import TextLine

_HEADING_KINDS = (FragmentKind.PILLAR, FragmentKind.STRATEGY, FragmentKind.UPPER, FragmentKind.LOWER)
_REST_KINDS = (FragmentKind.TEXT, FragmentKind.PROSE, FragmentKind.CELLS)
"""Kinds that the rest of a title may be mistaken for: 実施 is a word of cells."""

_FOLLOWING_KINDS = (*_HEADING_KINDS, FragmentKind.PROSE, FragmentKind.BAND)
"""Kinds that follow a title, so that text between is its rest."""

_NEVER_LAST = tuple("、・のをにとでがへや")
"""Characters in which no title ends."""

_MIN_WRAPPED_STRATEGY_CHARACTERS = 20
"""Characters from which on the heading of a strategy, which is set large, may continue."""

_MAX_CONTINUATION_LINES = 2
"""Most lines on which a title continues."""


def join_title_continuations(pieces: Sequence[Fragment], grammar: BlockGrammar) -> list[Fragment]:
    """Return the fragments with the rest of each title joined to it."""
    left: list[Fragment | None] = list(pieces)
    for index, piece in enumerate(left):
        title = _read_open_title(piece, grammar) if piece is not None else None
        at = index + 1
        while at < len(left) and _is_star(left[at]):
            at += 1
        following = left[at] if at < len(left) else None
        if piece is None or title is None or following is None:
            continue
        struck = piece.lines[0].last > piece.lines[0].first
        texts, size = _find_title_rest(title, following.lines, struck=struck)
        whole = size == len(following.lines)
        certain = not whole or title.endswith(_NEVER_LAST) or _is_followed_by_body(left, at + 1)
        if not texts or not certain or following.page != piece.page or following.kind not in _REST_KINDS:
            continue
        lines = (*piece.lines, *following.lines[:size])
        left[index] = replace(piece, lines=lines, text=rejoin_heading([piece.text, *texts]))
        rest = following.lines[size:]
        text = "".join(line.text.strip() for line in rest)
        left[at] = None if whole else replace(following, lines=rest, text=text)
    return [piece for piece in left if piece is not None]


def _is_star(piece: Fragment | None) -> bool:
    return piece is not None and piece.kind is FragmentKind.STAR


def _is_followed_by_body(pieces: Sequence[Fragment | None], index: int) -> bool:
    """Return whether the next fragment, furniture aside, is of a kind that follows a title."""
    while index < len(pieces):
        piece = pieces[index]
        if piece is not None and piece.kind is not FragmentKind.FURNITURE:
            return piece.kind in _FOLLOWING_KINDS
        index += 1
    return False


def _read_open_title(piece: Fragment, grammar: BlockGrammar) -> str | None:
    """Return the title of a heading behind its number, if it may continue."""
    if piece.kind not in _HEADING_KINDS or piece.is_doubtful:
        return None
    if piece.kind in (FragmentKind.PILLAR, FragmentKind.STRATEGY):
        title = piece.text
    else:
        numbered = (
            grammar.read_lower_heading if piece.kind is FragmentKind.LOWER else grammar.read_upper_heading
        )(piece.text)
        title = numbered.title if numbered is not None else ""
    plain = match_key(grammar.read_title(title)[0])
    least = (
        _MIN_WRAPPED_STRATEGY_CHARACTERS
        if piece.kind in (FragmentKind.PILLAR, FragmentKind.STRATEGY)
        else MIN_SENTENCE_CHARACTERS - 2
    )
    return plain if plain and (len(match_key(title)) >= least or plain.endswith(_NEVER_LAST)) else None


def _find_title_rest(title: str, lines: Sequence[TextLine], *, struck: bool) -> tuple[list[str], int]:
    """Return the rest of a title, and how many of the lines it takes: short ones, and any after a full line.

    Where the title was `struck` twice, each of the lines may be repeated behind itself.
    """
    full = len(title)
    texts: list[str] = []
    size = 0
    for line in lines:
        text = line.text.strip()
        plain = match_key(text)
        if struck and texts and text == texts[-1]:
            size += 1
            continue
        ended = len(texts) == _MAX_CONTINUATION_LINES or bool(texts and len(match_key(texts[-1])) < full - 2)
        if ended or "。" in plain or len(plain) > min(full, MIN_SENTENCE_CHARACTERS - 1):
            break
        texts.append(text)
        size += 1
    return texts, size
