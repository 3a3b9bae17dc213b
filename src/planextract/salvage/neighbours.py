"""Recognise fragments by their neighbours: page numbers, sections, and numbers apart from their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planextract.families.block.grammar import Grammar
from planextract.japanese.widths import bare
from planextract.salvage.footnote_parts import ends_in_leader
from planextract.salvage.fragments import Kind, Piece
from planextract.salvage.line_recogniser import Recogniser

_TITLE = 60
"""Most characters of a title."""

_SECTION = "課"
"""Last character of the names of sections, and of hardly any other text."""

_LETTERS = re.compile(r"[^\W\d_]")

_LABEL = 4
"""Most characters of the first part of the label of a strategy."""

_NUMBER = re.compile(r"\d{1,2}|[(（]\d{1,2}[)）]")


def page_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the fragments with numbers by themselves at the end of a page marked as furniture."""
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        last = following is None or following.page != piece.page
        number = piece.kind is Kind.CELLS and re.fullmatch(r"\d{1,4}", bare(piece.text))
        if number and last and before is not None and before.page == piece.page:
            piece = replace(piece, kind=Kind.FURNITURE)
        result.append(piece)
    return result


def with_names(pieces: Sequence[Piece], recogniser: Recogniser) -> list[Piece]:
    """Return the fragments with sections beside departments, or right behind their label, marked as names."""
    result: list[Piece] = []
    names = False
    for index, piece in enumerate(pieces):
        before_names = index + 1 < len(pieces) and pieces[index + 1].kind is Kind.NAMES
        lines = [line.text.strip() for line in piece.lines]
        sections = all(line.endswith(_SECTION) for line in lines)
        if (
            piece.kind is Kind.TEXT
            and (names or before_names or sections)
            and all(map(recogniser.names_units, lines))
        ):
            result += [Piece(Kind.NAMES, (line,), line.text.strip()) for line in piece.lines]
            continue
        if piece.kind not in (Kind.FURNITURE, Kind.HEADER, Kind.MARK):
            names = piece.kind in (Kind.NAMES, Kind.LABEL) or (
                names and piece.kind is Kind.TEXT and ends_in_leader(piece.text)
            )
        result.append(piece)
    return result


def labelled_strategies(pieces: Sequence[Piece], grammar: Grammar) -> list[Piece]:
    """Return the fragments with strategy labels joined that a blank line breaks: `戦略` and `計画 ８　…`."""
    result: list[Piece] = []
    for piece in pieces:
        label = result[-1] if result else None
        if (
            label is not None
            and label.kind is Kind.TEXT
            and len(bare(label.text)) <= _LABEL
            and label.page == piece.page
            and piece.kind is Kind.TEXT
        ):
            heading = grammar.strategy(label.text + piece.text)
            if heading is not None:
                lines = (*label.lines, *piece.lines)
                result[-1] = Piece(Kind.STRATEGY, lines, heading.title, number=heading.number)
                continue
        result.append(piece)
    return result


def is_title(piece: Piece) -> bool:
    """Return whether a fragment can be a title: a text, or a long line that is not a sentence."""
    return (piece.kind is Kind.TEXT and len(_LETTERS.findall(piece.text)) > 1) or (
        piece.kind is Kind.PROSE and "。" not in piece.text and len(piece.text) <= _TITLE
    )


def numbered_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the fragments with numbers of headings on lines of their own joined to the titles behind them.

    A heading is followed by its paragraph or its caption. Behind the number of the first heading under a
    strategy the strategy's title may come first.
    """
    result: list[Piece] = []
    skipped: set[int] = set()
    for index, piece in enumerate(pieces):
        if index in skipped:
            continue
        found = _titles(pieces, index) if _NUMBER.fullmatch(bare(piece.text)) else []
        above = next((other for other in reversed(result) if other.kind is not Kind.FURNITURE), None)
        strategy = above if above is not None and above.kind is Kind.STRATEGY else None
        own = strategy is not None and strategy.number is None  # the number is the strategy's
        expected = 2 if strategy is not None and not strategy.text and len(found) == 2 else 1
        if own or len(found) != expected:
            result.append(piece)
            continue
        title = pieces[found[-1]]
        if len(found) > 1:
            result.append(pieces[found[0]])
        skipped.update(found)
        kind = Kind.LOWER if bare(piece.text).startswith(("(", "（")) else Kind.UPPER
        number = int(re.sub(r"\D", "", bare(piece.text)))
        text = f"{piece.text.strip()}　{title.text}"
        result.append(Piece(kind, (*piece.lines, *title.lines), text, number=number))
    return result


def _titles(pieces: Sequence[Piece], index: int) -> list[int]:
    """Return the indices of the texts between a number and a paragraph or caption; none if not alone."""
    found: list[int] = []
    for at in range(index + 1, len(pieces)):
        piece = pieces[at]
        if piece.page != pieces[index].page:
            return []
        if is_title(piece):
            found.append(at)
        elif piece.kind in (Kind.PROSE, Kind.BAND):
            return found
        elif piece.kind not in (Kind.STAR, Kind.FURNITURE):
            return []
    return []
