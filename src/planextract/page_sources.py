"""The pages of an open document, laid out by this process or by several others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from planextract.isolation import GuardedDocument
from planextract.model.layout import PageLayout
from planextract.model.recognition import OcrSettings
from planextract.pages import iter_layouts, send_layouts
from planextract.read.base import Document
from planextract.recognise.unmapped_pages import iter_occurrences, send_occurrences

if TYPE_CHECKING:
    from planextract.recognise.glyph_votes import Occurrence


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
