"""Join characters that are printed on each other to be one: か and ゛, a ring and the digit in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planextract.model.page import CleanPage, Glyph

_VOICING_MARKS = {
    "゛": "\u3099",
    "゜": "\u309a",
    "ﾞ": "\u3099",
    "ﾟ": "\u309a",
    "\u3099": "\u3099",
    "\u309a": "\u309a",
}
"""Combining form of each mark that may be struck over a kana."""

_RINGS = "◯○〇\u20dd"
_MAX_MARK_OFFSET_EM = 0.8
"""Largest distance, in ems, from a kana to a mark that is struck over it, rather than set after it.

The ink of a mark is at the left of its em.
"""

_MAX_MARK_SHIFT_EM = 0.35
"""Largest distance in the other directions."""

_MAX_INNER_SIZE_SHARE = 0.9
_ENCLOSED_NUMBERS = {str(number): chr(0x245F + number) for number in range(1, 21)} | {"0": "⓪"}


def compose_glyphs(page: CleanPage) -> CleanPage:
    """Return the page with each such group of glyphs as one glyph."""
    marks = [glyph for glyph in page.glyphs if glyph.text in _VOICING_MARKS]
    rings = [glyph for glyph in page.glyphs if glyph.text in _RINGS]
    if not marks and not rings:
        return page
    changed: dict[int, str] = {}
    gone: set[int] = set()
    for mark in marks:
        _put_mark(mark, page.glyphs, changed, gone)
    for ring in rings:
        _fill_ring(ring, page.glyphs, changed, gone)
    if not gone:
        return page
    glyphs = tuple(
        glyph._replace(text=changed[id(glyph)]) if id(glyph) in changed else glyph
        for glyph in page.glyphs
        if id(glyph) not in gone
    )
    return replace(page, glyphs=glyphs)


def _put_mark(mark: Glyph, glyphs: Iterable[Glyph], changed: dict[int, str], gone: set[int]) -> None:
    reach, shift = _MAX_MARK_OFFSET_EM * mark.size, _MAX_MARK_SHIFT_EM * mark.size
    near = [
        glyph
        for glyph in glyphs
        if glyph is not mark
        and -shift <= mark.x0 - glyph.x0 <= reach
        and abs(glyph.bottom - mark.bottom) <= shift
    ]
    for glyph in sorted(near, key=lambda glyph: abs(glyph.x0 - mark.x0)):
        composed = unicodedata.normalize("NFC", glyph.text + _VOICING_MARKS[mark.text])
        if len(composed) == len(glyph.text):
            changed[id(glyph)] = composed
            gone.add(id(mark))
            return


def _fill_ring(ring: Glyph, glyphs: Iterable[Glyph], changed: dict[int, str], gone: set[int]) -> None:
    inside = sorted(
        (
            glyph
            for glyph in glyphs
            if glyph is not ring
            and glyph.size <= _MAX_INNER_SIZE_SHARE * ring.size
            and ring.x0 < glyph.x0
            and glyph.x1 < ring.x1
            and ring.top - 0.1 * ring.size < glyph.top
            and glyph.bottom < ring.bottom + 0.1 * ring.size
        ),
        key=lambda glyph: glyph.x0,
    )
    number = _read_digits(inside)
    if number in _ENCLOSED_NUMBERS:
        changed[id(ring)] = _ENCLOSED_NUMBERS[number]
        gone.update(map(id, inside))


def _read_digits(glyphs: Sequence[Glyph]) -> str:
    return unicodedata.normalize("NFKC", "".join(glyph.text for glyph in glyphs))
