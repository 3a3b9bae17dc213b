"""Define the results of recognising characters in the picture of a page, independent of the recogniser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from planextract.model.geometry import Box, Matrix
from planextract.model.record import PageMethod

DOUBTFUL_CONFIDENCE = 0.8
"""Confidence under which a character is reported to be checked."""

SURE_CONFIDENCE = 0.99
"""Confidence from which characters are not listed one by one; the highest that is published."""


class OcrMode(StrEnum):
    """The cases in which characters are recognised in pictures."""

    AUTO = "auto"
    """On pages without usable text, and for words whose font has no Unicode map."""
    NEVER = "never"
    ALWAYS = "always"
    """On every page, whatever text it has."""


class GreyPicture(NamedTuple):
    """A rendered page: one byte a pixel, 0 black to 255 white, row by row."""

    width: int
    height: int
    pixels: bytes


RenderPage = Callable[[float], GreyPicture]
"""A function that renders a page, as long as it is open, at so many pixels per point."""


class DoubtfulCharacter(NamedTuple):
    """A recognised character that is less sure than SURE_CONFIDENCE."""

    text: str
    box: Box
    confidence: float
    """0 to 1."""
    rival: str
    """The next best reading; empty where there is none."""


class RecoveredWord(NamedTuple):
    """A word whose font has no Unicode map, recognised in the picture of the page."""

    text: str
    box: Box
    confidence: float
    """Lowest confidence of its characters, 0 to 1."""


class LayerDisagreement(NamedTuple):
    """A line that the text layer over a picture and the recogniser read differently."""

    box: Box
    picture_text: str
    layer_text: str


@dataclass(frozen=True, slots=True)
class PageRecognition:
    """The recognition results of one page; boxes are in points from the top left of the page as laid out."""

    method: PageMethod
    characters: tuple[DoubtfulCharacter, ...]
    to_paper: Matrix | None = None
    """Map from the page as laid out, which is straightened, to the page in the file; None where equal."""
    words: tuple[RecoveredWord, ...] = ()
    disagreements: tuple[LayerDisagreement, ...] = ()


class RecoveredCharacter(NamedTuple):
    """The character recovered for a glyph without a Unicode value."""

    text: str
    confidence: float
    """0 to 1."""
    votes: int
    """Occurrences of the glyph in the document that were read so."""


GlyphPlace = tuple[int, tuple[float, float, float, float]]
"""The page and em box of a glyph."""


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """The settings of recognition for a run over the pages of a document."""

    mode: OcrMode = OcrMode.NEVER
    recovered: Mapping[GlyphPlace, RecoveredCharacter] | None = None
    """Characters of glyphs without a Unicode value; None before they were looked for."""


NO_OCR = OcrSettings()
