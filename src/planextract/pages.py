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
from planextract.isolation import Send, allow_recognition_memory
from planextract.layout.borderless import ColumnMemory
from planextract.layout.page_layout import build_page_layout
from planextract.model.layout import PageLayout
from planextract.model.page import CleanPage, PageContent, UnreadablePage
from planextract.model.recognition import NO_OCR, OcrSettings, PageRecognition
from planextract.read.base import Document
from planextract.recognise.page_kind import is_picture
from planextract.recognise.page_reader import recognise_page, restore_unnamed, wants_recognition


def iter_layouts(
    document: Document, first: int, last: int, ocr: OcrSettings = NO_OCR
) -> Iterator[PageLayout]:
    """Yield the layout of the visible content of each page, `first` to `last`, counted from 1."""
    memory = ColumnMemory()
    for content in document.pages(first, last):
        yield lay_out_page(content, memory, ocr)[1]


def lay_out_page(
    content: PageContent | CleanPage | UnreadablePage,
    memory: ColumnMemory | None = None,
    ocr: OcrSettings = NO_OCR,
) -> tuple[CleanPage, PageLayout]:
    """Return a page without its hidden and overprinted content, and its layout; both empty if unreadable.

    Characters are recognised in the page's picture where `ocr` asks for it.
    """
    if isinstance(content, CleanPage):
        return content, build_page_layout(content, memory)
    if isinstance(content, PageContent):
        try:
            return _lay_out_content(content, ocr)
        except PageError as error:
            why = str(error)
    else:
        why = content.reason
    nothing = CleanPage(content.number, 0.0, 0.0, (), (), ())
    return nothing, replace(build_page_layout(nothing), unreadable=why)


def _lay_out_content(content: PageContent, ocr: OcrSettings) -> tuple[CleanPage, PageLayout]:
    recognition: PageRecognition | None = None
    is_unread = is_picture(content)
    if wants_recognition(content, ocr.mode):
        allow_recognition_memory()
        read = recognise_page(content)
        if read is not None:
            content, recognition = read
            is_unread = False
    clean = drop_overprints(drop_shadows(drop_hidden_content(content), content.paints))
    if recognition is None and ocr.recovered:
        glyphs, recognition = restore_unnamed(clean.number, clean.glyphs, ocr.recovered)
        clean = replace(clean, glyphs=glyphs)
    clean = separate_text_rulings(compose_glyphs(clean))
    layout = replace(
        build_page_layout(clean),
        controls=content.controls,
        annotations=content.annotations,
        unread_ink=find_unread_ink(clean, content),
        struck_out=find_struck_words(clean),
        is_damaged=content.is_damaged,
        back=content.back,
        differences=content.differences,
        is_hidden=is_hidden_page(clean),
        recognition=recognition,
        is_unread_picture=is_unread,
    )
    return clean, layout


def send_layouts(document: Document, send: Send, first: int, last: int, ocr: OcrSettings = NO_OCR) -> None:
    """Send the layout of each page, `first` to `last`, from the process that has the document open."""
    for layout in iter_layouts(document, first, last, ocr):
        send(layout)
