"""Keep words whole that run over the sides of their cell, since they are wider than it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from planextract.model.page import Glyph

_MAX_GAP_EM = 0.08
"""Largest gap within words, in ems; words in neighbouring cells are farther apart."""

_MIN_STRADDLE_EM = 0.15
"""Smallest part of a character on each side of a border that it crosses, in ems."""

_MAX_INDENT_EM = 1.5
"""Largest distance from the left side of a cell at which words begin that are set from there."""


def find_overflow_columns(glyphs: Iterable[Glyph], sides: Sequence[float]) -> dict[int, int]:
    """Return the column of each glyph, by its id, that belongs to words running over a side of their cell.

    `sides` are the edges of the columns, the outer ones included. Words set from the left belong to the
    cell in which they begin, centred ones to the cell of their middle.
    """
    edges = sides[1:-1]
    found: dict[int, int] = {}
    for run in _iter_runs(glyphs):
        crossed = [edge for edge in edges if run[0].x0 < edge < run[-1].x1]
        if not crossed or not (_is_one_text(run) or any(_straddles(glyph, crossed) for glyph in run)):
            continue
        first = bisect_right(edges, (run[0].x0 + run[0].x1) / 2)
        if run[0].x0 - sides[first] > _MAX_INDENT_EM * run[0].size:
            first = bisect_right(edges, (run[0].x0 + run[-1].x1) / 2)
        found |= {id(glyph): first for glyph in run}
    return found


def _iter_runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the runs of glyphs on one baseline that follow each other without a gap."""
    run: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (round(glyph.bottom, 1), glyph.x0)):
        if run and not (
            abs(glyph.bottom - run[-1].bottom) < 0.1
            and glyph.size == run[-1].size
            and abs(glyph.x0 - run[-1].x1) <= _MAX_GAP_EM * glyph.size
        ):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_one_text(run: Sequence[Glyph]) -> bool:
    """Return whether all glyphs were drawn as one text."""
    return len(run) > 1 and len({glyph.paint for glyph in run}) == 1


def _straddles(glyph: Glyph, edges: Iterable[float]) -> bool:
    part = _MIN_STRADDLE_EM * glyph.size
    return any(glyph.x0 + part < edge < glyph.x1 - part for edge in edges)
