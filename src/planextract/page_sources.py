"""The pages of an open document, laid out by this process or by several others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from planextract.isolation import GuardedDocument, Send
from planextract.model.layout import PageLayout
from planextract.model.page import PageContent
from planextract.model.recognition import OcrMode, OcrSettings
from planextract.pages import iter_layouts, send_layouts
from planextract.read.base import Document
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.recognise.extra import is_recognition_off
from planextract.recognise.page_reader import wants_recognition
from planextract.unmapped_pages import iter_occurrences, send_occurrences

if TYPE_CHECKING:
    from planextract.recognise.glyph_votes import Occurrence

_PAGES_LOOKED_AT = 5
"""Pages, evenly spaced, by which it is known whether a document is to be recognised."""


class PageSource(Protocol):
    """The pages of an open document, which can be gone through more than once."""

    page_count: int

    def lay_out(self, ocr: OcrSettings) -> Iterable[PageLayout]:
        """Return the layouts of all pages."""
        ...

    def find_unnamed(self) -> Iterable[Occurrence]:
        """Return the glyphs without a Unicode value on all pages, each with what it looks like."""
        ...


class DirectPages:
    """Pages that this process lays out."""

    def __init__(self, document: Document) -> None:
        self._document, self.page_count = document, document.page_count

    def lay_out(self, ocr: OcrSettings) -> Iterable[PageLayout]:
        return iter_layouts(self._document, 1, self.page_count, ocr)

    def find_unnamed(self) -> Iterable[Occurrence]:
        return chain.from_iterable(iter_occurrences(self._document, 1, self.page_count))


class SpreadPages:
    """Pages that several other processes lay out."""

    def __init__(self, document: GuardedDocument) -> None:
        self._document, self.page_count = document, document.page_count

    def lay_out(self, ocr: OcrSettings) -> Iterable[PageLayout]:
        return self._document.run_on_page_ranges(send_layouts, 1, self.page_count, ocr)

    def find_unnamed(self) -> Iterable[Occurrence]:
        return chain.from_iterable(self._document.run_on_page_ranges(send_occurrences, 1, self.page_count))


def expect_recognition(document: GuardedDocument, mode: OcrMode) -> None:
    """Give a document the time and the processes that recognition takes, where some of its pages want it."""
    if is_recognition_off(mode):
        return
    (wanted,) = document.run_task(_send_wanted, mode)
    if wanted:
        document.expect_slow_pages()


def _send_wanted(document: Document, send: Send, mode: OcrMode) -> None:
    count = document.page_count
    step = max(1, count // _PAGES_LOOKED_AT)
    for number in range(1, count + 1, step):
        for content in document.pages(number, number):
            if isinstance(content, PageContent) and (
                wants_recognition(content, mode)
                or any(glyph.text == REPLACEMENT_CHARACTER for glyph in content.glyphs)
            ):
                send(True)
                return
    send(False)
