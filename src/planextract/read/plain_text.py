"""Read a text whose columns are kept by spaces as pages of glyphs, one for each character.

Tools that extract text with its layout (`pdftotext -layout`, PyMuPDF's `get_text(sort=True)`) keep columns by
spaces. Their characters go on a grid of half ems, and the page is laid out as any other. Type sizes and exact
positions are unknown, so such a page is marked as not typeset.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from unicodedata import east_asian_width

from planextract.model.geometry import Box
from planextract.model.page import CleanPage, Glyph
from planextract.read.characters import normalize_character
from planextract.read.doubled_text import DIGIT_OR_MARK, drop_overprint, halve_word, rejoin_heading

EM_POINTS = 10.0
"""Size of the type of a text, in points."""

LINE_PITCH_POINTS = 12.0
"""Distance between the lines of a text, in points."""

_MARK_SIZE_POINTS = 6.0
"""Size of a footnote mark that a tool put on a line of its own above the line it belongs to, in points."""

_LABEL_SIZE_POINTS = 5.0
"""Size of a label on two lines in front of a number, in points: 戦略 over 計画."""

_MAX_LINE_CHARACTERS = 1000
"""Largest number of characters of a line; the rest of a longer line is put on the next one."""

_MIN_ALIGNED_SHARE = 0.15
"""Smallest share of lines with a wide gap in a text whose columns are kept by spaces."""

_SINGLE_GAP_EM = 0.5
"""Width of a single space between two words, in ems, however wide the tool's columns are."""

_MIN_COMPARED_WORDS = 3
"""Smallest number of words of two lines whose alignment is compared."""

_MAX_COMPARED_DISTANCE = 6
"""Largest distance between two lines whose alignment is compared, in lines."""

_ALIGNED_EM = 0.6
"""Largest distance between edges or middles of aligned words, in ems."""

_WIDE_GAP = re.compile(r"\S {3,}\S")
_REMARK_FIRST = re.compile(r"(（[^（）\s]*）)([\d０-９][^（）\s]*)(?=\s|$)")
"""A remark in brackets before its quantity: two lines of a cell that a tool took for one, the lower first."""

_WORD = re.compile(r"[^ \t]+")
_CELL = re.compile(r"\S+(?: \S+)*")
_LOWER_LABEL = re.compile(r"(?P<indent> *)(?P<label>[^\s\d]{2,4}) +\d{1,3} +\S")
_MARKS_ONLY = re.compile(r"\s*(?:(?:[※＊*][\d０-９]*|注[\d０-９]+)\s*)+")


class ColumnMeasure(Enum):
    """The ways in which tools convert a distance on paper to a number of spaces."""

    CHARACTERS = auto()
    """Every character and space takes one column, whatever its width."""
    HALF_EMS = auto()
    """A space takes half an em, as in type of fixed width."""
    WORD_WIDTHS = auto()
    """A space is as wide as the characters of the word behind it are on average."""


@dataclass(frozen=True, slots=True)
class _PlacedWord:
    """A word with its position in ems from the left, and the advance of each of its characters."""

    text: str
    x0: float
    advances: tuple[float, ...]

    @property
    def x1(self) -> float:
        return self.x0 + sum(self.advances)


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line of the text with its number, counted from 1, as it is in the file and without overprint."""

    number: int
    printed: str
    text: str


class PlainTextDocument:
    """The pages of a text with columns kept by spaces; form feeds separate them."""

    def __init__(self, text: str) -> None:
        self._lines = text.replace("\f", "\n").split("\n")
        self._pages = [list(_rejoin_cut_lines(page)) for page in _split_pages(text)]
        self._measure = _choose_measure([line for page in self._pages for line in page])
        self._height = LINE_PITCH_POINTS * (
            2 + max((page[-1].number - page[0].number for page in self._pages if page), default=0)
        )
        words = (word for page in self._pages for line in page for word in _place_words(line, self._measure))
        self._width = EM_POINTS * max((word.x1 for word in words), default=0.0)
        self.page_count = len(self._pages)

    def pages(self, first: int, last: int) -> Iterator[CleanPage]:
        """Yield the pages `first` to `last`, both counted from 1 and both included."""
        for number in range(first, min(last, self.page_count) + 1):
            yield self._build_page(number)

    def locate_lines(self, page: int, box: Box) -> Box:
        """Return the lines of the file in a box of a page: from x 0 to the length of the longest line.

        Top and bottom of the result are the numbers of its first and its last line.
        """
        lines = self._pages[page - 1]
        tops = [self._locate_top(lines, index) for index in range(len(lines))]
        first = min(bisect_left(tops, box.top - LINE_PITCH_POINTS / 2), len(lines) - 1)
        last = max(bisect_left(tops, box.bottom - LINE_PITCH_POINTS / 2) - 1, first)
        longest = max(len(line.printed) for line in lines[first : last + 1])
        return Box(0, lines[first].number, longest, lines[last].number)

    def _locate_top(self, lines: Sequence[_TextLine], index: int) -> float:
        """Return the y of a line in points; the foot of a page is at the same height on all pages."""
        blank = lines[index].number - lines[index - 1].number > 1 if index else False
        if blank and index == len(lines) - 1:
            return self._height - LINE_PITCH_POINTS
        return LINE_PITCH_POINTS * (lines[index].number - lines[0].number)

    def _build_page(self, number: int) -> CleanPage:
        lines = self._pages[number - 1]
        glyphs: list[Glyph] = []
        for index, line in enumerate(lines):
            top = self._locate_top(lines, index)
            above = _get_neighbour(lines, index, -1)
            below = _get_neighbour(lines, index, 1)
            first = words_top = (top, EM_POINTS)
            if below is not None and _MARKS_ONLY.fullmatch(line.text):
                first = words_top = (top + LINE_PITCH_POINTS, _MARK_SIZE_POINTS)
            elif below is not None and _is_upper_label(line, below):
                first = (top + LINE_PITCH_POINTS - 0.5, _LABEL_SIZE_POINTS)
            elif above is not None and _is_upper_label(above, line):
                first = (top + _LABEL_SIZE_POINTS, _LABEL_SIZE_POINTS)
            for place, word in enumerate(_place_words(line, self._measure)):
                glyphs.extend(_build_glyphs(word, *(words_top if place else first)))
        return CleanPage(number, self._width, self._height, tuple(glyphs), (), (), is_typeset=False)


def _get_neighbour(lines: Sequence[_TextLine], index: int, step: int) -> _TextLine | None:
    """Return the line right above or below; None where it is blank."""
    other = lines[index + step] if 0 <= index + step < len(lines) else None
    return other if other is not None and other.number == lines[index].number + step else None


def _is_upper_label(line: _TextLine, below: _TextLine) -> bool:
    """Return True for the upper half of a label on two lines in front of a number: 戦略 over 計画 5."""
    match = _LOWER_LABEL.match(below.text)
    return (
        match is not None
        and len(line.text.strip()) == len(match["label"])
        and line.text == match["indent"] + line.text.strip()
    )


def _build_glyphs(word: _PlacedWord, top: float, size: float) -> Iterator[Glyph]:
    x0 = word.x0
    for character, advance in zip(word.text, word.advances, strict=True):
        if text := normalize_character(character):
            yield Glyph(text, EM_POINTS * x0, top, EM_POINTS * (x0 + advance), top + size, size, 0, 0)
        x0 += advance


def has_aligned_columns(text: str) -> bool:
    """Return True for a text in which spaces keep columns apart, below each other.

    >>> has_aligned_columns("実施項目     R8年度     R9年度\\n手引の作成   実施       実施")
    True
    """
    filled = [row for row in text.split("\n") if row.strip()]
    return sum(bool(_WIDE_GAP.search(row)) for row in filled) > _MIN_ALIGNED_SHARE * len(filled)


def _split_pages(text: str) -> list[list[_TextLine]]:
    """Return the lines of each page that are not blank."""
    pages: list[list[_TextLine]] = [[]]
    for number, row in enumerate(text.split("\n"), start=1):
        for index, part in enumerate(row.expandtabs().split("\f")):
            if index:
                pages.append([])
            for start in range(0, len(part), _MAX_LINE_CHARACTERS):
                printed = part[start : start + _MAX_LINE_CHARACTERS].rstrip()
                if printed:
                    above = pages[-1][-1] if pages[-1] and pages[-1][-1].number == number - 1 else None
                    pages[-1].append(_TextLine(number, printed, _drop_line_overprint(printed, above)))
    while len(pages) > 1 and not pages[-1]:
        pages.pop()
    return pages


def _drop_line_overprint(printed: str, above: _TextLine | None) -> str:
    """Return a line without overprint; the short rest of a title is judged by the line above it."""
    text = drop_overprint(printed)
    if text == printed and above is not None and above.text != above.printed:
        half = halve_word(printed.strip())
        if half and not DIGIT_OR_MARK.search(half):
            text = printed[: len(printed) - len(printed.lstrip())] + half
    return _REMARK_FIRST.sub(r"\2\1", text)


def _rejoin_cut_lines(lines: Sequence[_TextLine]) -> Iterator[_TextLine]:
    """Yield the lines with words rejoined that a tool cut in two by dropping the second strike of bold type.

    The second part begins with the end of the first, right below it: `川辺の広場` over `広場の改修`.
    """
    parts: list[_TextLine] = []
    for line in lines:
        if parts and not _is_cut_off(parts[-1], line):
            yield _rejoin_parts(parts)
            parts = []
        parts.append(line)
    if parts:
        yield _rejoin_parts(parts)


def _is_cut_off(above: _TextLine, line: _TextLine) -> bool:
    """Return True where a line begins with the end of the line above, right below it."""
    first = next(_CELL.finditer(line.text))
    last = list(_WORD.finditer(above.text))[-1]
    shared = last.end() - first.start()
    if line.number != above.number + 1 or not 0 < shared < len(first[0]):
        return False
    # 身 over 身軽軽な: the first part is a single character, which the doubled one behind it makes certain.
    certain = shared < len(last[0]) or (shared == 1 and first[0][1:2] == first[0][2:3])
    return certain and last[0].endswith(first[0][:shared])


def _rejoin_parts(parts: Sequence[_TextLine]) -> _TextLine:
    """Return lines as one, with the text to the right of the last."""
    if len(parts) == 1:
        return parts[0]
    last = list(_WORD.finditer(parts[0].text))[-1]
    cells = [list(_CELL.finditer(part.text)) for part in parts[1:]]
    text = parts[0].text[: last.start()] + rejoin_heading([last[0], *(row[0][0] for row in cells)])
    beside = [
        "   " + part.text[row[1].start() :] for part, row in zip(parts[1:], cells, strict=True) if row[1:]
    ]
    return _TextLine(parts[-1].number, parts[-1].printed, text + "".join(beside))


def _place_words(line: _TextLine, measure: ColumnMeasure) -> Iterator[_PlacedWord]:
    """Yield the words of a line at the positions that spaces give them.

    A word without its overprint keeps its position; the spaces before it were as wide as its characters are
    on average, those of both strikes counted.
    """
    words = list(_WORD.finditer(line.text))
    originals = list(_WORD.finditer(line.printed))
    if line.text == line.printed or len(words) != len(originals):
        originals = words
    x1, end, before = 0.0, 0, 0.0
    held: _PlacedWord | None = None
    for word, original in zip(words, originals, strict=True):
        advances = tuple(1.0 if measure is ColumnMeasure.CHARACTERS else _get_width(each) for each in word[0])
        spaces = original.start() - end
        match measure:
            case ColumnMeasure.CHARACTERS:
                x0 = float(original.start())
            case ColumnMeasure.HALF_EMS:
                x0 = x1 + 0.5 * spaces
            case _:
                x0 = x1 + spaces * sum(advances) / len(original[0])
        if held is not None:
            # A single space separates words, and not columns.
            wider = max(x0 - before - _SINGLE_GAP_EM, 0.0) if spaces == 1 else 0.0
            yield _PlacedWord(held.text, held.x0, (*held.advances[:-1], held.advances[-1] + wider))
        held = _PlacedWord(word[0], x0, advances)
        x1, end = max(x0 + sum(advances), x1), original.end()
        before = held.x1
    if held is not None:
        yield held


def _get_width(character: str) -> float:
    """Return the width of a character in ems."""
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def _choose_measure(lines: Sequence[_TextLine]) -> ColumnMeasure:
    """Return the measure by which most words of lines near each other are aligned."""
    return max(ColumnMeasure, key=lambda measure: _measure_alignment(lines, measure))


def _measure_alignment(lines: Sequence[_TextLine], measure: ColumnMeasure) -> float:
    """Return the share of words that have an edge or the middle of a word on a line shortly above."""
    aligned = count = 0
    tables: list[tuple[int, list[tuple[float, float]]]] = []
    for line in lines:
        cells = _place_cells(line, measure)
        if len(cells) < _MIN_COMPARED_WORDS:
            continue
        tables = [row for row in tables if 0 < line.number - row[0] <= _MAX_COMPARED_DISTANCE]
        above = [cell for _, row in tables for cell in row[1:]]
        if above:
            count += len(cells) - 1
            aligned += sum(any(_is_aligned(cell, other) for other in above) for cell in cells[1:])
        tables.append((line.number, cells))
    return aligned / count if count else 0.0


def _is_aligned(cell: tuple[float, float], other: tuple[float, float]) -> bool:
    (a0, a1), (b0, b1) = cell, other
    return min(abs(a0 - b0), abs(a1 - b1), abs(a0 + a1 - b0 - b1) / 2) <= _ALIGNED_EM


def _place_cells(line: _TextLine, measure: ColumnMeasure) -> list[tuple[float, float]]:
    """Return the edges, in ems, of the parts of a line that gaps of two spaces or more separate."""
    cells: list[tuple[float, float]] = []
    for word in _place_words(line, measure):
        if cells and word.x0 - cells[-1][1] < 1.1 * _SINGLE_GAP_EM:
            cells[-1] = (cells[-1][0], word.x1)
        else:
            cells.append((word.x0, word.x1))
    return cells
