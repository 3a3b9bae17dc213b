"""Define the interface that every reader of PDF files offers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from planextract.model.page import CleanPage, PageContent, UnreadablePage


class Document(Protocol):
    """An open file, read page by page; a page is closed as soon as the next one is requested."""

    page_count: int

    def pages(self, first: int, last: int) -> Iterator[PageContent | CleanPage | UnreadablePage]:
        """Yield the pages `first` to `last`, both counted from 1 and both included."""
        ...


class Reader(Protocol):
    """A PDF engine that lists the glyphs, shapes and painting operations of a file."""

    name: str

    def open(self, data: bytes, password: str | None) -> AbstractContextManager[Document]:
        """Open a whole file held in memory.

        Raises UnreadableError when it is not a readable PDF or exceeds a bound of `limits`,
        EncryptedError when it needs another password.
        """
        ...
