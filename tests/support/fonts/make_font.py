"""Make `PlandrawSans.ttf`, the typeface of the sample plans, from Noto Sans CJK JP.

    python make_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

reportlab embeds TrueType outlines only, so the CFF outlines are redrawn as quadratic curves. The result keeps
the characters a plan may print and nothing else, so that it can live in the repository.
Needs fonttools; nothing else in the project does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "Plandraw Sans"
JAPANESE = 0
"""The font number of the Japanese face in the collection."""
TOLERANCE = 1.0
"""How far, in font units of 1/1000 em, a redrawn curve may lie from the original."""


def wanted_characters() -> set[int]:
    """ASCII, JIS X 0208 rows 1-8 and its level-1 kanji, the full-width forms, and signs that plans use."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(1, 48) for cell in range(1, 95))
    jis = "".join(cell.decode("euc_jp", errors="ignore") for cell in cells)
    circled = range(0x2460, 0x2474)
    roman = range(0x2160, 0x216A)
    full_width = range(0xFF01, 0xFF5F)
    signs = "№℡㈱～－―—–‐・•…‥“”‘’▲△★☆※【】〔〕『』「」〜¥§©®°±×÷≦≧←↑→↓⇒"
    return {*range(0x20, 0x7F), 0xA0, *map(ord, jis), *circled, *roman, *full_width, *map(ord, signs)}


def convert(source: TTFont) -> FontBuilder:
    """Redraw the wanted glyphs of `source` as a new TrueType font."""
    names = source.getBestCmap()
    glyphs = source.getGlyphSet()
    cmap = {code: names[code] for code in sorted(wanted_characters()) if code in names}
    order = [".notdef", *dict.fromkeys(cmap.values())]
    outlines, metrics = {}, {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=TOLERANCE, reverse_direction=True))
        outlines[name] = pen.glyph()
        metrics[name] = (round(glyphs[name].width), 0)
    builder = FontBuilder(unitsPerEm=source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(outlines)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {n: (width, table[n].xMin if table[n].numberOfContours else 0) for n, (width, _) in metrics.items()}
    )
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(
        sTypoAscender=880, sTypoDescender=-120, usWinAscent=1160, usWinDescent=288, sCapHeight=733
    )
    builder.setupNameTable(
        {
            "copyright": source["name"].getDebugName(0),
            "familyName": FAMILY,
            "styleName": "Regular",
            "uniqueFontIdentifier": f"{FAMILY} Regular 1.0",
            "fullName": FAMILY,
            "psName": FAMILY.replace(" ", ""),
            "version": "Version 1.0",
            "licenseDescription": "Licensed under the SIL Open Font License, Version 1.1.",
            "licenseInfoURL": "https://openfontlicense.org",
        }
    )
    builder.setupPost(keepGlyphNames=False)
    # A fixed date keeps the file byte-identical from run to run.
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    return builder


def main() -> None:
    """Convert the collection named on the command line."""
    source = TTFont(sys.argv[1], fontNumber=JAPANESE)
    target = Path(__file__).with_name("PlandrawSans.ttf")
    convert(source).save(target)
    print(f"{target} {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
