"""Classify lines: turn each line, or each run of lines, into a fragment by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.japanese.widths import bare, fold
from planextract.salvage.fragments import SENTENCE, Kind, Piece, blocks, piece_of, without_number
from planextract.salvage.header_lines import AMID
from planextract.salvage.lexicon import MARKER
from planextract.salvage.overprinted_text import overlap, rejoined
from planextract.salvage.table_lines import REFERENCE, TableLines
from planextract.salvage.text_lines import TextLine

_LEADERS = re.compile(r"[・.…]{6,}\s*\d*$")
_PAGE = re.compile(r"[-~]\d{1,4}[-~]")
_TELLING = re.compile(r"\d|年度|計$|現|実績|取組.|項目|[／/]")
"""Pattern of header text that no other short text ends in."""

_TALLEST = 12
"""Most lines that a header comes apart into."""

_CUT = 8
"""Most parts that a heading is cut into."""

_BUDGET = 3
"""Most lines of the label of a budget."""


@dataclass(frozen=True)
class Recogniser(TableLines):
    """Classifies all lines of a document."""

    running: frozenset[str] = frozenset()
    """Running heads and feet, without page numbers and spaces."""

    def pieces(self, lines: Sequence[TextLine]) -> Iterator[Piece]:
        """Yield the fragments of one page, in the order of the text."""
        for block in blocks(lines):
            yield from self._block(block)

    def _block(self, block: Sequence[TextLine]) -> Iterator[Piece]:
        loose: list[TextLine] = []
        place = 0
        while place < len(block):
            found, used = self._recognised(block, place, bool(loose))
            if found:
                yield from self._loose(loose)
                loose = []
                yield from found
                place += used
            else:
                loose.append(block[place])
                place += 1
        yield from self._loose(loose)

    def _loose(self, lines: list[TextLine]) -> Iterator[Piece]:
        """Yield lines that nothing recognises, as one paragraph or one short text."""
        if not lines:
            return
        prose = any("。" in line.text or len(bare(line.text)) >= SENTENCE for line in lines)
        yield piece_of(Kind.PROSE if prose else Kind.TEXT, lines)

    def _recognised(self, block: Sequence[TextLine], place: int, loose: bool) -> tuple[list[Piece], int]:
        """Return the fragments that begin with a line, and how many lines they take; none if unrecognised."""
        line = block[place]
        if line.doubtful:
            heading = self._heading(block[place : place + 1], 0)
            return [heading or piece_of(Kind.TEXT, [line])], 1
        text = line.text.strip()
        plain = bare(text)
        if line.lost:
            return [Piece(Kind.LOST, (line,), text)], 1
        if line.cells:
            kind = Kind.TEXT if self.grammar.budget_row(text) is None else Kind.BUDGET
            cells = Piece(Kind.CELLS, (line,), "".join(line.cells), line.cells, row=True)
            return [Piece(kind, (line,), text), cells], 1
        if without_number(text) in self.running or self.grammar.furniture(text) or _LEADERS.search(plain):
            return [piece_of(Kind.FURNITURE, [line])], 1
        if _PAGE.fullmatch(plain):
            return [piece_of(Kind.FURNITURE, [line])], 1
        if plain and not self.grammar.title(plain).text:
            return [piece_of(Kind.STAR, [line])], 1
        heading = self._heading(block, place)
        if heading is not None:
            return [heading], len(heading.lines)
        if MARKER.fullmatch(plain):
            return [piece_of(Kind.MARK, [line])], 1
        if self.grammar.footnote(text) is not None and not loose:
            end = place + 1
            while end < len(block) and _goes_on(block[end - 1]) and not self._begins(block[end]):
                end += 1
            return [piece_of(Kind.FOOTNOTE, block[place:end])], end - place
        broken = self._broken_header(block[place : place + _TALLEST])
        if broken == 1 and loose and not _TELLING.search(plain):
            broken = 0  # the rest of a goal: 計画
        elif broken:
            return [piece_of(Kind.HEADER, block[place : place + broken])], broken
        if (broken or not loose or _TELLING.search(plain)) and self.is_header(plain):
            return [piece_of(Kind.HEADER, [line])], 1
        if plain.endswith("【再掲】") and len(plain) < SENTENCE:
            return [piece_of(Kind.HEADER, [line])], 1
        names = self.grammar.departments(text)
        if names is not None:
            return self._departments(line, names), 1
        if self.grammar.budget_row(text.split()[0]) is not None:
            return self.budget(line), 1
        size = self.broken_budget(block[place : place + _BUDGET])
        if size:
            return [piece_of(Kind.BUDGET, block[place : place + size])], size
        if REFERENCE.search(text):
            return [*self.references(line)], 1
        if self.names_units(text, alone=True):
            return [piece_of(Kind.NAMES, [line])], 1
        return self.cells(block, place, loose)

    def _begins(self, line: TextLine) -> bool:
        """Return whether a line begins another fragment than the rest of a footnote."""
        text = line.text.strip()
        grammar = self.grammar
        return (
            grammar.footnote(text) is not None
            or grammar.band(text, None) is not None
            or grammar.numbered(text)
            or grammar.departments(text) is not None
            or without_number(text) in self.running
        )

    def _heading(self, block: Sequence[TextLine], place: int) -> Piece | None:
        """Return a heading or a project caption, on one line or in the parts that a line was cut into."""
        grammar = self.grammar
        end = place + 1
        pieces = [block[place].text.strip()]
        while end < len(block) and len(pieces) < _CUT and overlap(pieces[-1], block[end].text.strip()):
            pieces.append(block[end].text.strip())
            end += 1
        tries = [(rejoined(pieces[:size]), size) for size in range(len(pieces), 0, -1)]
        if place + 1 < len(block):
            tries.append((pieces[0] + block[place + 1].text.strip(), 2))
        for text, size in tries:
            lines = block[place : place + size]
            band = grammar.band(text, None)
            if band is not None:
                return Piece(Kind.BAND, tuple(lines), text)
            for kind, number in (
                (Kind.PILLAR, grammar.pillar(text)),
                (Kind.STRATEGY, grammar.strategy(_single(text))),
            ):
                if number is not None:
                    return Piece(kind, tuple(lines), number.title, number=number.number)
            if grammar.strategy(bare(text) + "1") is not None and not re.search(r"\d", fold(text)):
                return Piece(Kind.STRATEGY, tuple(lines), "")
            if size == 2 and len(pieces) == 1:
                continue
            for kind, number in ((Kind.LOWER, grammar.lower(text)), (Kind.UPPER, grammar.upper(text))):
                if number is not None and self._is_title(number.title):
                    return Piece(kind, tuple(lines), text, number=number.number)
        return None

    def _is_title(self, text: str) -> bool:
        return not text.endswith("。") and len(text) <= 60 and not self.is_cell(text)

    def _broken_header(self, lines: Sequence[TextLine]) -> int:
        """Return how many lines are the parts of one header, `２０１９（令和` / `１）年度末の`; 0 if none."""
        end = 0
        while end < len(lines) and AMID.fullmatch(bare(lines[end].text)):
            end += 1
        texts = [bare(line.text) for line in lines[:end]]
        return next((size for size in range(end, 0, -1) if self.is_header("".join(texts[:size]))), 0)

    def _departments(self, line: TextLine, names: str) -> list[Piece]:
        label = Piece(Kind.LABEL, (line,), line.text)
        return [label, Piece(Kind.NAMES, (line,), names)] if names else [label]


def _goes_on(line: TextLine) -> bool:
    """Return whether running text may continue on the next line: it is long and ends no sentence."""
    plain = bare(line.text)
    return len(plain) >= SENTENCE and not plain.endswith("。")


def _single(text: str) -> str:
    return " ".join(text.split())
