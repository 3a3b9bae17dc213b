"""Look for glyphs without a Unicode value on the pages of a document, and read them in the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planextract.clean.overprint import drop_overprints
from planextract.clean.visibility import drop_hidden_content
from planextract.errors import PageError
from planextract.isolation import Send, allow_recognition_memory
from planextract.model.page import PageContent
from planextract.read.base import Document
from planextract.read.characters import REPLACEMENT_CHARACTER

if TYPE_CHECKING:
    from planextract.recognise.glyph_votes import Occurrence

_SCALE = 300 / 72


def iter_occurrences(document: Document, first: int, last: int) -> Iterator[list[Occurrence]]:
    """Yield for each page the glyphs without a Unicode value, each with what it looks like."""
    allow_recognition_memory()
    from planextract.recognise.recogniser import load_recogniser, to_picture
    from planextract.recognise.unmapped_words import find_occurrences

    for content in document.pages(first, last):
        found: list[Occurrence] = []
        # A page that was turned to be read is not the page that is rendered.
        if isinstance(content, PageContent) and content.render is not None and content.back is None:
            if not any(glyph.text == REPLACEMENT_CHARACTER for glyph in content.glyphs):
                yield found
                continue
            try:
                glyphs = drop_overprints(drop_hidden_content(content)).glyphs
                picture = to_picture(content.render(_SCALE))
            except (PageError, OSError, ValueError, RuntimeError):
                glyphs = ()
            if any(glyph.text == REPLACEMENT_CHARACTER for glyph in glyphs):
                scale = picture.shape[1] / content.width
                found = find_occurrences(content.number, glyphs, picture, scale, load_recogniser())
        yield found


def send_occurrences(document: Document, send: Send, first: int, last: int) -> None:
    """Send the occurrences on each page from the process that has the document open."""
    for found in iter_occurrences(document, first, last):
        send(found)
