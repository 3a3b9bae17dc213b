"""Recognise fragments by their neighbours: page numbers, sections, and numbers apart from their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planextract.families.block.grammar import BlockGrammar
from planextract.japanese.widths import match_key
from planextract.salvage.footnote_parts import has_trailing_leader
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.line_recogniser import LineRecogniser

_MAX_TITLE_CHARACTERS = 60
"""Most characters of a title."""

_SECTION_ENDING = "課"
"""Last character of the names of sections, and of hardly any other text."""

_LETTER = re.compile(r"[^\W\d_]")

_MAX_LABEL_CHARACTERS = 4
"""Most characters of the first part of the label of a strategy."""

_HEADING_NUMBER = re.compile(r"\d{1,2}|[(（]\d{1,2}[)）]")


def mark_page_numbers(pieces: Sequence[Fragment]) -> list[Fragment]:
    """Return the fragments with numbers by themselves at the end of a page marked as furniture."""
    result: list[Fragment] = []
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        last = following is None or following.page != piece.page
        number = piece.kind is FragmentKind.CELLS and re.fullmatch(r"\d{1,4}", match_key(piece.text))
        if number and last and before is not None and before.page == piece.page:
            piece = replace(piece, kind=FragmentKind.FURNITURE)
        result.append(piece)
    return result


def mark_unit_names(pieces: Sequence[Fragment], recogniser: LineRecogniser) -> list[Fragment]:
    """Return the fragments with sections beside departments, or right behind their label, marked as names."""
    result: list[Fragment] = []
    names = False
    for index, piece in enumerate(pieces):
        before_names = index + 1 < len(pieces) and pieces[index + 1].kind is FragmentKind.NAMES
        lines = [line.text.strip() for line in piece.lines]
        sections = all(line.endswith(_SECTION_ENDING) for line in lines)
        if (
            piece.kind is FragmentKind.TEXT
            and (names or before_names or sections)
            and all(map(recogniser.is_unit_names, lines))
        ):
            result += [Fragment(FragmentKind.NAMES, (line,), line.text.strip()) for line in piece.lines]
            continue
        if piece.kind not in (FragmentKind.FURNITURE, FragmentKind.HEADER, FragmentKind.MARK):
            names = piece.kind in (FragmentKind.NAMES, FragmentKind.LABEL) or (
                names and piece.kind is FragmentKind.TEXT and has_trailing_leader(piece.text)
            )
        result.append(piece)
    return result


def join_strategy_labels(pieces: Sequence[Fragment], grammar: BlockGrammar) -> list[Fragment]:
    """Return the fragments with strategy labels joined that a blank line breaks: `戦略` and `計画 ８　…`."""
    result: list[Fragment] = []
    for piece in pieces:
        label = result[-1] if result else None
        if (
            label is not None
            and label.kind is FragmentKind.TEXT
            and len(match_key(label.text)) <= _MAX_LABEL_CHARACTERS
            and label.page == piece.page
            and piece.kind is FragmentKind.TEXT
        ):
            heading = grammar.read_strategy(label.text + piece.text)
            if heading is not None:
                lines = (*label.lines, *piece.lines)
                result[-1] = Fragment(FragmentKind.STRATEGY, lines, heading.title, number=heading.number)
                continue
        result.append(piece)
    return result


def is_title(piece: Fragment) -> bool:
    """Return whether a fragment can be a title: a text, or a long line that is not a sentence."""
    return (piece.kind is FragmentKind.TEXT and len(_LETTER.findall(piece.text)) > 1) or (
        piece.kind is FragmentKind.PROSE
        and "。" not in piece.text
        and len(piece.text) <= _MAX_TITLE_CHARACTERS
    )


def join_numbered_titles(pieces: Sequence[Fragment]) -> list[Fragment]:
    """Return the fragments with numbers of headings on lines of their own joined to the titles behind them.

    A heading is followed by its paragraph or its caption. Behind the number of the first heading under a
    strategy the strategy's title may come first.
    """
    result: list[Fragment] = []
    skipped: set[int] = set()
    for index, piece in enumerate(pieces):
        if index in skipped:
            continue
        found = _find_titles(pieces, index) if _HEADING_NUMBER.fullmatch(match_key(piece.text)) else []
        above = next((other for other in reversed(result) if other.kind is not FragmentKind.FURNITURE), None)
        strategy = above if above is not None and above.kind is FragmentKind.STRATEGY else None
        own = strategy is not None and strategy.number is None  # the number is the strategy's
        expected = 2 if strategy is not None and not strategy.text and len(found) == 2 else 1
        if own or len(found) != expected:
            result.append(piece)
            continue
        title = pieces[found[-1]]
        if len(found) > 1:
            result.append(pieces[found[0]])
        skipped.update(found)
        kind = FragmentKind.LOWER if match_key(piece.text).startswith(("(", "（")) else FragmentKind.UPPER
        number = int(re.sub(r"\D", "", match_key(piece.text)))
        text = f"{piece.text.strip()}　{title.text}"
        result.append(Fragment(kind, (*piece.lines, *title.lines), text, number=number))
    return result


def _find_titles(pieces: Sequence[Fragment], index: int) -> list[int]:
    """Return the indices of the texts between a number and a paragraph or caption; none if not alone."""
    found: list[int] = []
    for at in range(index + 1, len(pieces)):
        piece = pieces[at]
        if piece.page != pieces[index].page:
            return []
        if is_title(piece):
            found.append(at)
        elif piece.kind in (FragmentKind.PROSE, FragmentKind.BAND):
            return found
        elif piece.kind not in (FragmentKind.STAR, FragmentKind.FURNITURE):
            return []
    return []
