"""The one face of the samples, registered as three font objects, and the widths of its glyphs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from .marks import FontName
from .unmapped import base

FONT_FILE = Path(__file__).parents[1] / "fonts" / "PlandrawSans.ttf"


@cache
def font(name: FontName) -> TTFont:
    """The font object of that name; each is embedded on its own though all hold the same face."""
    # The unmapped font must not keep ASCII at its codes, or its Latin words could be read without a map.
    made = TTFont(f"Plandraw-{name}", str(FONT_FILE), asciiReadable=name != "unmapped")
    # reportlab takes fonts whose faces have one name for one font, so each gets a name of its own.
    made.face.name += name.encode() if isinstance(made.face.name, bytes) else name
    pdfmetrics.registerFont(made)
    return made


@cache
def _advance(character: str) -> float:
    widths = font("main").face.charWidths
    try:
        return float(widths[ord(base(character))]) / 1000
    except KeyError:
        raise ValueError(f"the sample font lacks {base(character)!r}") from None


def width(text: str, size: float) -> float:
    """The width of a string set solid."""
    return sum(map(_advance, text)) * size
