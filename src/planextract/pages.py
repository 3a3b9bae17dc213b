"""Read, clean and lay out the pages of a document, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planextract.clean.composed_glyphs import compose_glyphs
from planextract.clean.overprint import drop_overprints
from planextract.clean.shadows import drop_shadows
from planextract.clean.text_rulings import find_struck_words, separate_text_rulings
from planextract.clean.unread_ink import find_unread_ink
from planextract.clean.visibility import drop_hidden_content, is_hidden_page
from planextract.errors import PageError
from planextract.isolation import Send
from planextract.layout.borderless import ColumnMemory
from planextract.layout.page_layout import build_page_layout
from planextract.model.layout import PageLayout
from planextract.model.page import CleanPage, PageContent, UnreadablePage
from planextract.read.base import Document


def iter_layouts(document: Document, first: int, last: int) -> Iterator[PageLayout]:
    """Yield the layout of the visible content of each page, `first` to `last`, counted from 1."""
    memory = ColumnMemory()
    for content in document.pages(first, last):
        yield lay_out_page(content, memory)[1]


def lay_out_page(
    content: PageContent | CleanPage | UnreadablePage, memory: ColumnMemory | None = None
) -> tuple[CleanPage, PageLayout]:
    """Return a page without its hidden and overprinted content, and its layout; both empty if unreadable."""
    if isinstance(content, CleanPage):
        return content, build_page_layout(content, memory)
    if isinstance(content, PageContent):
        try:
            clean = drop_overprints(drop_shadows(drop_hidden_content(content), content.paints))
            clean = separate_text_rulings(compose_glyphs(clean))
            layout = build_page_layout(clean)
            return clean, replace(
                layout,
                controls=content.controls,
                annotations=content.annotations,
                unread_ink=find_unread_ink(clean, content),
                struck_out=find_struck_words(clean),
                is_damaged=content.is_damaged,
                back=content.back,
                differences=content.differences,
                is_hidden=is_hidden_page(clean),
            )
        except PageError as error:
            why = str(error)
    else:
        why = content.reason
    nothing = CleanPage(content.number, 0.0, 0.0, (), (), ())
    return nothing, replace(build_page_layout(nothing), unreadable=why)


def send_layouts(document: Document, send: Send, first: int, last: int) -> None:
    """Send the layout of each page, `first` to `last`, from the process that has the document open."""
    for layout in iter_layouts(document, first, last):
        send(layout)
