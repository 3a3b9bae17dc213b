"""Settings of recognition for a whole document: the mode that was asked for, and what time it may take."""

from __future__ import annotations

from planextract.errors import UsageError
from planextract.isolation import GuardedDocument, Send
from planextract.model.page import PageContent
from planextract.model.recognition import OcrMode
from planextract.read.base import Document
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.recognise.extra import is_installed, require_installed
from planextract.recognise.page_reader import wants_recognition

_PAGES_LOOKED_AT = 5
"""Pages, evenly spaced, by which it is known whether a document is to be recognised."""


def resolve_ocr_mode(name: str) -> OcrMode:
    """Return the mode of that name.

    Raises UsageError for an unknown name, and for `always` where the extra is missing.
    """
    try:
        mode = OcrMode(name)
    except ValueError:
        raise UsageError(
            f"There is no mode {name} of recognition.", f"Give --ocr one of {', '.join(OcrMode)}."
        ) from None
    if mode is OcrMode.ALWAYS:
        require_installed()
    return mode


def expect_recognition(document: GuardedDocument, mode: OcrMode) -> None:
    """Give a document the time and the processes that recognition takes, where some of its pages want it."""
    if mode is OcrMode.NEVER or not is_installed():
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
