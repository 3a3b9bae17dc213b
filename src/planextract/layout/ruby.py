"""Recognise ruby: small readings and emphasis marks that are printed over words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planextract.model.page import Glyph

MAX_RUBY_SIZE_SHARE = 0.6
"""Largest size of ruby, as a share of the size of the line under it."""

_EMPHASIS_MARKS = frozenset("﹅﹆●•・·․○◦◉◎▲△、，﹑ヽ゛")
_KANA_WINDOW = (-1.0, 0.4)
"""Bounds of the distance of kana from the top of their words: in ems of the ruby, and of the words."""

_MARK_GAP_EM, _OTHER_GAP_EM = 0.6, 0.15
"""Largest gap between words and emphasis marks, or ruby of other scripts, in ems of the ruby.

Small lines over larger ones, such as the upper line of a heading, keep more distance.
"""

_MAX_OVERLAP_EM = 0.5
"""Largest overlap of ruby with the em box of the words, in ems of the ruby."""

_MAX_CLUSTER_GAP_EM = 1.2


def split_clusters(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the parts of a row of small type that are set apart, each of which may be over another word."""
    cluster: list[Glyph] = []
    for glyph in glyphs:
        if cluster and glyph.x0 - cluster[-1].x1 > _MAX_CLUSTER_GAP_EM * glyph.size:
            yield cluster
            cluster = []
        cluster.append(glyph)
    if cluster:
        yield cluster


def is_ruby_of(cluster: Sequence[Glyph], words: Sequence[Glyph]) -> bool:
    """Return whether small type is printed over parts of a line as ruby.

    Kana are readings wherever they are over a word. Other letters are only where they touch it.
    """
    size = max(glyph.size for glyph in cluster)
    bottom = max(glyph.bottom for glyph in cluster)
    middle = [(glyph.x0 + glyph.x1) / 2 for glyph in cluster]
    under = [
        glyph
        for glyph in words
        if glyph.size * MAX_RUBY_SIZE_SHARE >= size
        and middle[0] - 2 * glyph.size < glyph.x1
        and glyph.x0 < middle[-1] + 2 * glyph.size
    ]
    if not under:
        return False
    top, large = min(glyph.top for glyph in under), max(glyph.size for glyph in under)
    texts = {glyph.text for glyph in cluster}
    below, above = _KANA_WINDOW
    if all("ぁ" <= text <= "ヿ" for text in texts):
        fits, slack = below * size < bottom - top <= above * large, size
    elif texts <= _EMPHASIS_MARKS:
        fits, slack = -_MARK_GAP_EM * size <= bottom - top <= _MAX_OVERLAP_EM * size, 0.5 * size
    else:
        fits, slack = -_OTHER_GAP_EM * size <= bottom - top <= _MAX_OVERLAP_EM * size, 0.5 * size
    return fits and all(
        any(glyph.x0 - slack <= place <= glyph.x1 + slack for glyph in under) for place in middle
    )
