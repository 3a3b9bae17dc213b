"""Lines to pieces: what each line, or each run of lines, is by itself.

A piece says nothing yet about whose it is; that is for `owners` to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from planextract.assemble.grammar import Grammar
from planextract.model.draft import Place, Printed
from planextract.model.geometry import Box
from planextract.normalise.fold import bare, fold
from planextract.normalise.milestones import Vocabulary
from planextract.normalise.numbers import amount, is_nothing, quantity
from planextract.text.glued import apart, cells_of
from planextract.text.header import AMID, HeaderWords, words_of_headers
from planextract.text.lines import TextLine
from planextract.text.strikes import overlap, rejoined

_LEADERS = re.compile(r"[・.…]{6,}\s*\d*$")
REFERENCE = re.compile(
    r"計画\s*\d+\s*[／/・、,]?\s*(?:事業)?\s*(?:№|No[.．]?|番号)\s*[：:]?\s*"
    r"\d+(?:\s*[－\-―−‐ー.．]\s*\d+)?"
)
"""Another project as a relisted table points to it: 計画７／事業№７－10, 計画22／事業№2201."""
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_SPLINTER = re.compile(r"[の()（）年末計]+|(.)\1*")
"""What a header may come apart into, and a heading as well."""
_PAGE = re.compile(r"[-~]\d{1,4}[-~]")

_MARKER = re.compile(r"(?:[※＊*]\d{0,2}|注\d{1,2})")

_UNIT = 4
"""Characters of the unit of a quantity at most; a number before more is that of a heading."""

_SIGN = 4
"""Characters of the label of a strategy at most."""

_TELLING = re.compile(r"\d|年度|計$|現|実績|取組.|項目|[／/]")
"""What a header says that no other text ends in."""

_TALLEST = 12
"""Lines that a header may come apart into."""

_CUT = 8
"""Pieces that a heading is cut into at most."""

_LABEL = 3
"""Lines that the label of a budget takes at most."""

SENTENCE = 30
"""Characters from which on a line is running text even if its sentence ends in another line."""


class Kind(StrEnum):
    PILLAR = "pillar"
    STRATEGY = "strategy"
    UPPER = "upper"
    LOWER = "lower"
    BAND = "band"
    HEADER = "header"
    TEXT = "text"
    """A goal, an initiative, its content, or a title: which of these its neighbours tell."""
    CELLS = "cells"
    PROSE = "prose"
    BUDGET = "budget"
    LABEL = "label"
    """The label of the departments."""
    NAMES = "names"
    FOOTNOTE = "footnote"
    MARK = "mark"
    """A footnote's mark by itself."""
    REFERENCE = "reference"
    STAR = "star"
    LOST = "lost"
    """Part of a table that could not be read."""
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that are one thing."""

    kind: Kind
    lines: tuple[TextLine, ...]
    text: str
    """Its lines, joined without a break."""
    cells: tuple[str, ...] = ()
    """Of CELLS: one text a cell, lines of a stacked cell separated by line breaks."""
    row: bool = False
    """Of CELLS: they are those of one row, one a column."""
    stacked: bool = False
    """Its cells stand one to a line in a block, so that they may be the lines of one cell."""
    number: int | None = None
    """Of a heading; of a strategy it may be missing."""

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def gap(self) -> bool:
        return self.lines[0].gap

    @property
    def doubtful(self) -> bool:
        return any(line.doubtful for line in self.lines)


@dataclass(frozen=True)
class Recogniser:
    """Sorts the lines of a document."""

    grammar: Grammar
    vocabulary: Vocabulary
    captions: frozenset[str] = frozenset()
    """What stands behind the numbers of the bands."""
    running: frozenset[str] = frozenset()
    """Heads and feet of pages."""

    def pieces(self, lines: Sequence[TextLine]) -> Iterator[Piece]:
        """The pieces of one page, in the order of the text."""
        for block in blocks(lines):
            yield from self._block(block)

    def is_cell(self, word: str) -> bool:
        """Whether a word can fill a cell of a row: ―, a quantity, or words of the vocabulary."""
        if is_nothing(word):
            return bool(word)
        plain = _NOTE.sub("", word)
        if not plain:
            return False
        counted = quantity(word) or quantity(plain)
        if (counted is not None and len(counted.unit) <= _UNIT) or is_amount(word):
            return True
        return all(self.vocabulary.knows(part) for part in re.split(r"[・、／/]", plain) if part)

    def is_word(self, text: str) -> bool:
        """Whether a short text is something by itself, and no part of a heading that was taken apart."""
        return (
            self.is_cell(text)
            or (self.is_header(text) and not _SPLINTER.fullmatch(text))
            or self.names_units(text)
            or (len(text) <= _SIGN and self._is_label(text))
            or text == "戦略"
            or bool(_MARKER.fullmatch(text))
            or text.endswith("。")
        )

    def _is_label(self, text: str) -> bool:
        """Whether a text is the label of a strategy, or the second half of it."""
        return any(self.grammar.strategy(before + text + "1") is not None for before in ("", "戦略"))

    # -- lines of a block -------------------------------------------------------------------------

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
        """Lines that are nothing by themselves."""
        if not lines:
            return
        prose = any("。" in line.text or len(bare(line.text)) >= SENTENCE for line in lines)
        yield _piece(Kind.PROSE if prose else Kind.TEXT, lines)

    def _recognised(self, block: Sequence[TextLine], place: int, loose: bool) -> tuple[list[Piece], int]:
        """The pieces that begin with a line, and how many lines they take; none if it is nothing."""
        line = block[place]
        if line.doubtful:
            heading = self._heading(block[place : place + 1], 0)
            return [heading or _piece(Kind.TEXT, [line])], 1
        text = line.text.strip()
        plain = bare(text)
        if line.lost:
            return [Piece(Kind.LOST, (line,), text)], 1
        if line.cells:
            kind = Kind.TEXT if self.grammar.budget_row(text) is None else Kind.BUDGET
            cells = Piece(Kind.CELLS, (line,), "".join(line.cells), line.cells, row=True)
            return [Piece(kind, (line,), text), cells], 1
        if without_number(text) in self.running or self.grammar.furniture(text) or _LEADERS.search(plain):
            return [_piece(Kind.FURNITURE, [line])], 1
        if _PAGE.fullmatch(plain):
            return [_piece(Kind.FURNITURE, [line])], 1
        if plain and not self.grammar.title(plain).text:
            return [_piece(Kind.STAR, [line])], 1
        heading = self._heading(block, place)
        if heading is not None:
            return [heading], len(heading.lines)
        if _MARKER.fullmatch(plain):
            return [_piece(Kind.MARK, [line])], 1
        if self.grammar.footnote(text) is not None and not loose:
            end = place + 1
            while end < len(block) and _goes_on(block[end - 1]) and not self._begins(block[end]):
                end += 1
            return [_piece(Kind.FOOTNOTE, block[place:end])], end - place
        broken = self._broken_header(block[place : place + _TALLEST])
        if broken == 1 and loose and not _TELLING.search(plain):
            broken = 0  # the rest of a goal: 計画
        elif broken:
            return [_piece(Kind.HEADER, block[place : place + broken])], broken
        if (broken or not loose or _TELLING.search(plain)) and self.is_header(plain):
            return [_piece(Kind.HEADER, [line])], 1
        if plain.endswith("【再掲】") and len(plain) < SENTENCE:
            return [_piece(Kind.HEADER, [line])], 1
        names = self.grammar.departments(text)
        if names is not None:
            return self._departments(line, names), 1
        if self.grammar.budget_row(text.split()[0]) is not None:
            return self._budget(line), 1
        size = self._broken_budget(block[place : place + _LABEL])
        if size:
            return [_piece(Kind.BUDGET, block[place : place + size])], size
        if REFERENCE.search(text):
            return [*self._references(line)], 1
        if self.names_units(text, alone=True):
            return [_piece(Kind.NAMES, [line])], 1
        return self._cells(block, place, loose)

    def _begins(self, line: TextLine) -> bool:
        """Whether a line is something else than the rest of a footnote."""
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
        """A heading or a band, in one line or in the pieces that a line was cut into."""
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

    # -- what stands in tables --------------------------------------------------------------------

    @cached_property
    def header_words(self) -> HeaderWords:
        return words_of_headers(self.grammar.profile, self.captions)

    def is_header(self, plain: str) -> bool:
        """Whether a bare text is nothing but words of the header of a table."""
        return not plain.isdigit() and self.header_words.make_up(plain)

    def _broken_header(self, lines: Sequence[TextLine]) -> int:
        """How many lines are the parts of a header, `２０１９（令和` / `１）年度末の`."""
        end = 0
        while end < len(lines) and AMID.fullmatch(bare(lines[end].text)):
            end += 1
        texts = [bare(line.text) for line in lines[:end]]
        return next((size for size in range(end, 0, -1) if self.is_header("".join(texts[:size]))), 0)

    def _departments(self, line: TextLine, names: str) -> list[Piece]:
        label = Piece(Kind.LABEL, (line,), line.text)
        return [label, Piece(Kind.NAMES, (line,), names)] if names else [label]

    def names_units(self, text: str, *, alone: bool = False) -> bool:
        """Whether a text is nothing but names of departments and sections; `alone`: with a department."""
        organisation = self.grammar.organisation
        words = [word for word in re.split(r"[\s　、，,]+", text) if word]
        if not words or not all(organisation.is_unit(word) for word in words):
            return False
        # One word alone may be a goal: 相談の場所
        return not alone or any(organisation.is_department(word) for word in words)

    def _budget(self, line: TextLine) -> list[Piece]:
        label, *amounts = line.text.split()
        row = self.grammar.budget_row(label)
        pieces = [Piece(Kind.BUDGET, (line,), label if row is not None else line.text)]
        marks = [word for word in amounts if _MARKER.fullmatch(bare(word))]
        cells = tuple(word for word in amounts if word not in marks)
        if marks:
            pieces[0] = Piece(Kind.BUDGET, (line,), label + "".join(marks))
        if cells:
            pieces.append(Piece(Kind.CELLS, (line,), "".join(cells), cells))
        return pieces

    def _broken_budget(self, lines: Sequence[TextLine]) -> int:
        """How many lines the label of a budget takes: `計画事業費（単位：百万` / `円）`."""
        texts = [line.text.strip() for line in lines]
        sizes = range(2, len(texts) + 1)
        return next((size for size in sizes if self.grammar.budget_row("".join(texts[:size]))), 0)

    def _references(self, line: TextLine) -> Iterator[Piece]:
        """Texts and references on one line, in their order."""
        place = 0
        for match in REFERENCE.finditer(line.text):
            for text in (line.text[place : match.start()], match[0]):
                for part in [text] if text == match[0] else text.split():
                    kind = Kind.REFERENCE if text == match[0] else Kind.TEXT
                    yield Piece(kind, (line,), part.strip())
            place = match.end()
        for part in line.text[place:].split():
            yield Piece(Kind.TEXT, (line,), part)

    def _cells(self, block: Sequence[TextLine], place: int, loose: bool) -> tuple[list[Piece], int]:
        line = block[place]
        words = self._words(line)
        if all(self.is_cell(word) for word in words):
            return self._cell_lines(block, place)
        if _NOTE.fullmatch(bare(line.text)) and not loose:
            return [Piece(Kind.CELLS, (line,), line.text, (line.text.strip(),), stacked=True)], 1
        first = len(words)
        while first and self.is_cell(words[first - 1]):
            first -= 1
        if 0 < first <= len(words) - 2 and "。" not in line.text:
            cells, used = self._cell_lines(block, place, first)
            return [Piece(Kind.TEXT, (line,), "".join(words[:first])), *cells], used
        return [], 0

    def _words(self, line: TextLine) -> list[str]:
        """The words of a line, cut where cells stand so near to each other that no space is left."""
        return [
            part
            for word in line.text.split()
            for number in apart(word)
            for part in (cells_of(number, self.is_cell) if not self.is_cell(number) else [number])
        ]

    def _cell_lines(self, block: Sequence[TextLine], place: int, first: int = 0) -> tuple[list[Piece], int]:
        """Lines of cells: one cell a word; words one to a line may be the lines of one cell."""
        cells: list[tuple[list[TextLine], list[str], bool]] = []
        end = place
        while end < len(block):
            line = block[end]
            words = self._words(line)[first if end == place else 0 :]
            note = _NOTE.fullmatch(bare(line.text))
            if not note and not all(self.is_cell(word) for word in words):
                break
            if cells and cells[-1][2] and (note or len(words) == 1):
                cells[-1][0].append(line)
                cells[-1][1].append(words[0])
            else:
                cells.append(([line], words, len(words) == 1))
            end += 1
        return [_cells_of(lines, words, stacked) for lines, words, stacked in cells], end - place


def _cells_of(lines: Sequence[TextLine], words: Sequence[str], stacked: bool) -> Piece:
    text = ("\n" if stacked else " ").join(words)
    return Piece(Kind.CELLS, tuple(lines), text, (text,) if stacked else tuple(words), stacked=stacked)


def _goes_on(line: TextLine) -> bool:
    """Whether a line of running text may go on in the next: it is long, and no sentence ends in it."""
    plain = bare(line.text)
    return len(plain) >= SENTENCE and not plain.endswith("。")


def place(line: TextLine) -> Place:
    """Where a line stands: the numbers of the first and the last, and its width in characters."""
    return Place(line.page, Box(0, line.first, len(line.text), line.last))


def places(pieces: Iterable[Piece]) -> tuple[Place, ...]:
    return tuple(place(line) for piece in pieces for line in piece.lines)


def printed(text: str, *pieces: Piece) -> Printed:
    """A text that was read from pieces."""
    return Printed(text, places(pieces))


def without_number(text: str) -> str:
    """The head or foot of a page without the page's number and without spaces."""
    return re.sub(r"[-~(]*\d{1,4}[-~)]*$", "", bare(text))


def is_amount(text: str) -> bool:
    """Whether a text is one number, as a budget prints them."""
    try:
        return amount(text) is not None
    except ValueError:
        return False


def _piece(kind: Kind, lines: Sequence[TextLine]) -> Piece:
    return Piece(kind, tuple(lines), "".join(line.text.strip() for line in lines))


def _single(text: str) -> str:
    return " ".join(text.split())


def blocks(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines without a blank line between them."""
    block: list[TextLine] = []
    for line in lines:
        if line.gap and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block
