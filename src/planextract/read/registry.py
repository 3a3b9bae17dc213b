"""Choose a PDF reader by the name of its engine."""

from __future__ import annotations

from planextract.errors import UsageError
from planextract.read.base import Reader
from planextract.wording.messages import make_message

TEXT_ENGINE = "text"
"""Name of the engine for input that is text, not a PDF."""

ENGINES = ("pdfium", "pdfplumber")


def get_reader(engine: str) -> Reader:
    """Return the reader of that name, imported only when it is used.

    Raises UsageError for an unknown name.
    """
    if engine == "pdfium":
        from planextract.read.pdfium.reader import PdfiumReader

        return PdfiumReader()
    if engine == "pdfplumber":
        from planextract.read.plumber import PlumberReader

        return PlumberReader()
    raise UsageError(
        make_message("There is no engine {engine}.", engine=engine),
        make_message("Choose one of {engines}.", engines=[*ENGINES]),
    )
