"""Read, clean and lay out the pages of a document, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planextract.clean.overprint import drop_overprints
from planextract.clean.visibility import drop_hidden_content
from planextract.errors import PageError
from planextract.isolation import Send
from planextract.layout.page_layout import build_page_layout
from planextract.model.layout import PageLayout
from planextract.model.page import CleanPage, PageContent, UnreadablePage
from planextract.read.base import Document


def iter_layouts(document: Document, first: int, last: int) -> Iterator[PageLayout]:
    """Yield the layout of the visible content of each page, `first` to `last`, counted from 1."""
    for content in document.pages(first, last):
        yield lay_out_page(content)[1]


def lay_out_page(content: PageContent | UnreadablePage) -> tuple[CleanPage, PageLayout]:
    """Return a page without its hidden and overprinted content, and its layout; both empty if unreadable."""
    if isinstance(content, PageContent):
        try:
            clean = drop_overprints(drop_hidden_content(content))
            layout = build_page_layout(clean)
            return clean, replace(layout, controls=content.controls, annotations=content.annotations)
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
