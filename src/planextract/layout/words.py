"""Divide glyphs into rows of words, from which tables without rulings are recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planextract.layout.lines import group_by_baseline, join_glyphs
from planextract.model.page import Glyph


class Word(NamedTuple):
    """Glyphs on one baseline without a gap between them; its edges are in points."""

    x0: float
    x1: float
    top: float
    bottom: float
    glyphs: tuple[Glyph, ...]

    @property
    def middle(self) -> float:
        """The x of its middle in points."""
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        return join_glyphs(self.glyphs)


@dataclass(frozen=True, slots=True)
class WordRow:
    """The words on one baseline, from left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float
    """Font size of its largest glyph, in points."""

    @property
    def middle(self) -> float:
        """The y of its middle in points."""
        return (self.top + self.bottom) / 2


def build_word_rows(glyphs: Iterable[Glyph], gap_em: float) -> list[WordRow]:
    """Return the rows of upright words from top to bottom; gaps of `gap_em` ems or more separate words."""
    upright = [glyph for glyph in glyphs if glyph.angle == 0]
    if not upright:
        return []
    rows = []
    for row in group_by_baseline(upright):
        words = tuple(join_words(split_words(row, gap_em)))
        size = max(glyph.size for glyph in row)
        rows.append(WordRow(words, min(w.top for w in words), max(w.bottom for w in words), size))
    return sorted(rows, key=lambda row: row.middle)


def split_words(row: Sequence[Glyph], gap_em: float) -> list[list[Glyph]]:
    """Divide the glyphs of a row, sorted from left to right, at its gaps."""
    words: list[list[Glyph]] = []
    reach = 0.0
    for glyph in row:
        if words and glyph.x0 - reach < gap_em * min(glyph.size, words[-1][-1].size):
            words[-1].append(glyph)
            reach = max(reach, glyph.x1)
        else:
            words.append([glyph])
            reach = glyph.x1
    return words


def join_words(parts: Iterable[Sequence[Glyph]]) -> list[Word]:
    """Return each run of glyphs as a word."""
    return [
        Word(
            part[0].x0,
            max(glyph.x1 for glyph in part),
            min(glyph.top for glyph in part),
            max(glyph.bottom for glyph in part),
            tuple(part),
        )
        for part in parts
    ]


def merge_near_words(words: Sequence[Word], gap_em: float) -> list[Word]:
    """Join neighbouring words whose gap is less than `gap_em` ems."""
    merged: list[list[Glyph]] = []
    for word in words:
        if merged and word.x0 - max(g.x1 for g in merged[-1]) < gap_em * word.glyphs[0].size:
            merged[-1].extend(word.glyphs)
        else:
            merged.append(list(word.glyphs))
    return join_words(merged)
