"""Which pages are pictures, and which of these carry their text invisibly: what decides how a page is read.

Needs nothing but the page content, so that it is known without the extra packages, too.
"""

from __future__ import annotations

from planextract.model.page import PageContent, PaintKind
from planextract.read.characters import REPLACEMENT_CHARACTER

_LEAST_TEXT = 8
"""Visible characters from which a page has text of its own; a stamped page number has fewer."""

_LEAST_LAYER = 8
"""Invisible characters from which a picture has a text layer."""

_PICTURE_SHARE = 0.4
"""Share of a page that a picture fills at least which is the page; scans come in strips, too."""

_OUTLINED_PATHS = 200
"""Filled paths from which a page without text may have its letters as outlines."""


def has_visible_text(content: PageContent) -> bool:
    """Return True for a page with characters that are printed and that the file names."""
    found = 0
    for glyph in content.glyphs:
        if not content.paints[glyph.paint].hidden and glyph.text != REPLACEMENT_CHARACTER:
            found += 1
            if found >= _LEAST_TEXT:
                return True
    return False


def is_picture(content: PageContent) -> bool:
    """Return True for a page without usable text that shows a picture, or letters drawn as outlines."""
    if has_visible_text(content) or has_unnamed_text(content):
        return False
    pictures = [paint for paint in content.paints if paint.kind is PaintKind.IMAGE]
    covered = sum(
        max(0.0, part.width) * max(0.0, part.height)
        for paint in pictures
        if (part := content.box.intersect_with(paint.box)).width > 0 and part.height > 0
    )
    if covered >= _PICTURE_SHARE * content.width * content.height:
        return True
    if content.glyphs:
        return False
    return sum(paint.kind is PaintKind.PATH and paint.fill is not None for paint in content.paints) >= (
        _OUTLINED_PATHS
    )


def has_unnamed_text(content: PageContent) -> bool:
    """Return True for a page whose visible characters are mostly without a Unicode value."""
    visible = [glyph for glyph in content.glyphs if not content.paints[glyph.paint].hidden]
    unnamed = sum(glyph.text == REPLACEMENT_CHARACTER for glyph in visible)
    return unnamed >= _LEAST_TEXT and unnamed > len(visible) - unnamed


def has_text_layer(content: PageContent) -> bool:
    """Return True where a page carries invisible text, as programs put it over a scan."""
    return (
        sum(
            content.paints[glyph.paint].hidden and glyph.text != REPLACEMENT_CHARACTER
            for glyph in content.glyphs
        )
        >= _LEAST_LAYER
    )
