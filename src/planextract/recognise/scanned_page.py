"""The picture of a page to what a reader would have listed of it: glyphs and rulings."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean

import numpy as np

from planextract.model.geometry import Box, Matrix
from planextract.recognise.glyph_boxes import GlyphBox, box_glyphs
from planextract.recognise.line_reading import cut_out, read_lines
from planextract.recognise.picture import SCALE, separate_ink
from planextract.recognise.recogniser import Picture, Recogniser
from planextract.recognise.ruling_strokes import Stroke, draw_rulings, find_rulings
from planextract.recognise.straighten import (
    find_quarter_turn,
    measure_skew,
    quarter_turned,
    turn,
)
from planextract.recognise.text_lines import find_lines

_TRIED_LINES = 6
"""Lines that are read to see which way up a page is."""

_LEGIBLE = 0.95
"""Mean confidence of lines from which a page is the right way up; less, and the other ways are tried, too."""

_LEAST_SKEW = 0.03
"""Degrees: less moves nothing on a page by a pixel."""

_LIKELY_LINE = 6
"""Length of a line that is tried, in multiples of its height."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """The glyphs and rulings read in a picture, in points from the top left of the straightened page."""

    width: float
    height: float
    glyphs: tuple[GlyphBox, ...]
    rulings: tuple[Box, ...]
    quarters: int
    """Quarters by which the page was turned clockwise."""
    skew: float
    """Degrees by which its lines rose then."""

    def to_paper(self) -> Matrix:
        """Map points of the straightened page to points of the page as it is in the file."""
        radians = -np.deg2rad(self.skew)
        cos, sin = float(np.cos(radians)), float(np.sin(radians))
        x, y = self.width / 2, self.height / 2
        level = Matrix(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
        match self.quarters:
            case 1:
                back = Matrix(0, -1, 1, 0, 0, self.width)
            case 2:
                back = Matrix(-1, 0, 0, -1, self.width, self.height)
            case 3:
                back = Matrix(0, 1, -1, 0, self.height, 0)
            case _:
                return level
        return level.compose_with(back)


def read_page(picture: Picture, recogniser: Recogniser, scale: float = SCALE) -> ScannedPage:
    """Read a page from its grey picture, which has `scale` pixels per point.

    A page that is so large that its picture has fewer than the usual is read like a smaller one.
    """
    quarters = find_quarter_turn(picture, lambda page: _legibility(page, recogniser), _LEGIBLE)
    page = quarter_turned(picture, quarters) if quarters else picture
    skew = measure_skew(page)
    if abs(skew) >= _LEAST_SKEW:
        page = turn(page, skew)
    else:
        skew = 0.0
    ink = separate_ink(page)
    rulings = find_rulings(ink.mask)
    lines = find_lines(ink.mask, draw_rulings(rulings, ink.mask.shape, 2))
    readings = read_lines(ink.grey, lines, recogniser)
    height, width = page.shape
    grown = SCALE / scale
    return ScannedPage(
        width / scale,
        height / scale,
        tuple(_grow(glyph, grown) for glyph in box_glyphs(readings)),
        tuple(_scale_box(_box(stroke), grown) for stroke in rulings),
        quarters,
        skew,
    )


def _grow(glyph: GlyphBox, factor: float) -> GlyphBox:
    return glyph._replace(box=_scale_box(glyph.box, factor), size=round(glyph.size * factor, 1))


def _scale_box(box: Box, factor: float) -> Box:
    return Box(box.x0 * factor, box.top * factor, box.x1 * factor, box.bottom * factor)


def _box(stroke: Stroke) -> Box:
    return Box(stroke.x0 / SCALE, stroke.top / SCALE, stroke.x1 / SCALE, stroke.bottom / SCALE)


def _legibility(page: Picture, recogniser: Recogniser) -> float:
    """Mean confidence with which some lines of a page are read as it is; 0 where there are none."""
    skew = measure_skew(page)
    ink = separate_ink(turn(page, skew) if abs(skew) >= _LEAST_SKEW else page)
    lines = find_lines(ink.mask, draw_rulings(find_rulings(ink.mask), ink.mask.shape, 2))
    long = [line for line in lines.lines if line.x1 - line.x0 >= _LIKELY_LINE * (line.bottom - line.top)]
    long.sort(key=lambda line: (-len(line.pieces), line.top, line.x0))
    scores = []
    for line in long[:_TRIED_LINES]:
        picture, _ = cut_out(ink.grey, lines.labels, line.pieces, 0.0, 0.14)
        read = [character.confidence for character in recogniser.read_line(picture)]
        # Few characters in much ink: most of it says nothing.
        fill = min(1.0, len(read) / max(1.0, 0.5 * (line.x1 - line.x0) / (line.bottom - line.top)))
        scores.append(mean(read) * fill if read else 0.0)
    return mean(scores) if scores else 0.0
