"""What the tests have another process do with a document."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from planextract.isolation import Send
from planextract.read.base import Document


def pages(document: Document, send: Send, first: int, last: int) -> None:
    for number in range(first, last + 1):
        send(number)


def uneven(document: Document, send: Send, first: int, last: int) -> None:
    """Some chunks take long, so that the others are done before them."""
    time.sleep(0.05 if first % 3 == 1 else 0)
    pages(document, send, first, last)


def text(document: Document, send: Send) -> None:
    for content in document.pages(1, document.page_count):
        send("".join(glyph.text for glyph in content.glyphs))


def where(document: Document, send: Send) -> None:
    send(os.getpid())


def talk(document: Document, send: Send) -> None:
    os.write(1, b"noise of a library")
    os.write(2, b"noise of a library")
    send("done")


def crash(document: Document, send: Send) -> None:
    ctypes.string_at(0)


def abort(document: Document, send: Send) -> None:
    os.abort()


def crash_on_page_20(document: Document, send: Send, first: int, last: int) -> None:
    if first <= 20 <= last:
        os.abort()
    pages(document, send, first, last)


def be_killed(document: Document, send: Send) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(document: Document, send: Send) -> None:
    os._exit(3)


def hang(document: Document, send: Send) -> None:
    send("started")
    while True:
        time.sleep(60)


def eat_at_once(document: Document, send: Send) -> None:
    bytearray(4 << 30)


def eat_and_abort(document: Document, send: Send) -> None:
    """As native code does that gets no more memory."""
    hoard = []
    while True:
        try:
            hoard.append(bytearray(16 << 20))
            time.sleep(0.01)
        except MemoryError:
            os.abort()


def fail(document: Document, send: Send) -> None:
    raise ZeroDivisionError("a bug")


class UnportableError(Exception):
    """Can't be put together from what it prints."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")


def fail_strangely(document: Document, send: Send) -> None:
    raise UnportableError("this", "that")
