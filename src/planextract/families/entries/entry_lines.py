"""Recognition of the lines that begin an entry: a mark, a title, a department in brackets, an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from planextract.japanese.widths import get_printed_group, narrow_width
from planextract.model.layout import Line
from planextract.model.page import Box

_SAME_ROW_SHARE = 0.5
"""Least share of the lower of two lines that overlaps in height where they are in one row."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """The lines of a page that are beside each other, from left to right."""

    lines: tuple[Line, ...]

    @property
    def glyphs(self) -> int:
        """Number of glyphs."""
        return sum(line.glyphs for line in self.lines)

    @property
    def box(self) -> Box:
        """The box around all lines."""
        box = self.lines[0].box
        for line in self.lines[1:]:
            box = box.unite_with(line.box)
        return box

    @property
    def text(self) -> str:
        """The texts of the lines, separated by ideographic spaces."""
        return "　".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """The parts of a row that begins an entry, as printed."""

    marks: tuple[str, ...]
    title: str
    title_box: Box
    department: str | None
    amount: str
    amount_box: Box
    unit: str


def group_rows(lines: Iterable[Line]) -> list[TextRow]:
    """Group the lines of a page into rows, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.box.top, line.box.x0)):
        row = next((row for row in reversed(rows[-3:]) if _is_beside(row[0], line)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    return [TextRow(tuple(sorted(row, key=lambda line: line.box.x0))) for row in rows]


def _is_beside(line: Line, other: Line) -> bool:
    overlap = min(line.box.bottom, other.box.bottom) - max(line.box.top, other.box.top)
    return overlap > _SAME_ROW_SHARE * min(line.box.height, other.box.height)


def read_entry_line(
    row: TextRow, units: Sequence[str], departments: Iterable[re.Pattern[str]]
) -> EntryLine | None:
    """Return the parts of a row that ends in an amount with its unit; None for other rows.

    Texts in frames before the title are its marks: 新規 ǀ 会議の配信（議会事務局）　1,559千円."""
    pieces = list(_iter_pieces(row.lines))
    marks = []
    while pieces and pieces[0][2]:
        marks.append(pieces.pop(0)[0].strip())
    if len(pieces) < 2:
        return None
    amount, amount_box, _ = pieces[-1]
    match = _compile_amount(tuple(units)).fullmatch(narrow_width(amount).strip())
    if match is None or any(is_framed for _, _, is_framed in pieces):
        return None
    text = "　".join(text for text, _, _ in pieces[:-1]).strip()
    folded = narrow_width(text)
    found = next((found for p in departments if (found := p.search(folded)) and found.start()), None)
    title = text[: found.start()].rstrip() if found else text
    name = "".join(get_printed_group(found, "department", text).split()) if found else None
    return EntryLine(tuple(marks), title, pieces[0][1], name, amount.strip(), amount_box, match["unit"])


def _iter_pieces(lines: Iterable[Line]) -> Iterator[tuple[str, Box, bool]]:
    """Yield the segments of lines with their boxes, and whether each is in a frame."""
    for line in lines:
        for segment in line.segments:
            box = Box(segment.x0, line.box.top, segment.x1, line.box.bottom)
            yield segment.text, box, line.boxed


@cache
def _compile_amount(units: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    return re.compile(rf"[▲△-]? ?\d[\d,]* ?(?P<unit>{words})")
