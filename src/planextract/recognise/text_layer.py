"""The invisible text over a scan compared, line by line, with what the recogniser reads in the picture.

Where both read the same a line is sure. Where they don't, the reading of the picture counts if it is sure of
itself, since the picture is what a person sees and a layer may be anything; else the layer counts. Both
readings are reported.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from planextract.japanese.widths import nfkc_key
from planextract.model.geometry import Box, Matrix
from planextract.model.page import Glyph, PageContent
from planextract.model.recognition import DOUBTFUL_CONFIDENCE, LayerDisagreement
from planextract.recognise.glyph_boxes import GlyphBox
from planextract.recognise.homoglyphs import shape_of
from planextract.recognise.scanned_page import ScannedPage

AGREED = 0.99
"""Confidence of a line, at least, that two programs read alike."""

_ROOM_EM = 0.35
"""Ems around a line in which the middles of its layer's characters are."""


def compare_with_layer(
    scanned: ScannedPage, content: PageContent
) -> tuple[ScannedPage, tuple[LayerDisagreement, ...]]:
    """Compare a page read in its picture with its invisible text; return the page as both make it sure."""
    from_paper = _invert(scanned.to_paper())
    to_scan = content.back.compose_with(from_paper) if content.back is not None else from_paper
    layer = [
        (*to_scan.map_point((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2), glyph)
        for glyph in content.glyphs
        if content.paints[glyph.paint].hidden
    ]
    lines: dict[int, list[GlyphBox]] = {}
    for glyph in scanned.glyphs:
        lines.setdefault(glyph.line, []).append(glyph)
    settled: list[GlyphBox] = []
    disagreements = []
    taken: set[int] = set()
    for glyphs in lines.values():
        box = _around(glyphs)
        room = _ROOM_EM * max(glyph.size for glyph in glyphs)
        own = sorted(
            (x, index)
            for index, (x, y, _) in enumerate(layer)
            if index not in taken and box.x0 - room <= x <= box.x1 + room and box.top <= y <= box.bottom
        )
        taken.update(index for _, index in own)
        text = "".join(layer[index][2].text for _, index in own)
        ours = "".join(glyph.text for glyph in glyphs)
        if not text.strip():
            settled += glyphs
        elif _key(text) == _key(ours):
            settled += [glyph._replace(confidence=max(glyph.confidence, AGREED)) for glyph in glyphs]
        else:
            disagreements.append(LayerDisagreement(box, ours, text))
            is_sure = min(glyph.confidence for glyph in glyphs) >= DOUBTFUL_CONFIDENCE
            settled += glyphs if is_sure else _of_layer(glyphs, [layer[i] for _, i in own])
    return replace(scanned, glyphs=tuple(settled)), tuple(disagreements)


def _key(text: str) -> str:
    """A text without what no picture tells: width, spaces, which of several scripts a shape is of."""
    return "".join(map(shape_of, nfkc_key(text)))


def _around(glyphs: Sequence[GlyphBox]) -> Box:
    box = glyphs[0].box
    for glyph in glyphs[1:]:
        box = box.unite_with(glyph.box)
    return box


def _of_layer(ours: Sequence[GlyphBox], layer: Sequence[tuple[float, float, Glyph]]) -> list[GlyphBox]:
    """The line as the layer has it, in the type that the picture shows."""
    like, box = max(ours, key=lambda glyph: glyph.size), _around(ours)
    found = []
    for x, _, glyph in layer:
        half = min(like.size, glyph.x1 - glyph.x0) / 2
        found.append(
            GlyphBox(
                glyph.text,
                Box(x - half, box.top, x + half, box.bottom),
                like.size,
                min(g.confidence for g in ours),
                "",
                like.line,
            )
        )
    return found


def _invert(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    determinant = a * d - b * c
    if not math.isfinite(determinant) or determinant == 0:
        return Matrix(1, 0, 0, 1, 0, 0)
    return Matrix(
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
        (c * f - d * e) / determinant,
        (b * e - a * f) / determinant,
    )
