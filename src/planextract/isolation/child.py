"""Code that runs in the process that reads a document."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from planextract.errors import PlanextractError
from planextract.read.registry import TEXT_ENGINE, get_reader

_BYTES_PER_TEXT_PAGE = 3_000
_PR_SET_PDEATHSIG = 1

RECOGNITION_MEMORY_MIB = 1024
"""MiB of address space that a process may have beyond its limit while it recognises characters in pictures.

The libraries and the model take 600, a page of 300 dpi 150 more (docs/scans.md).
"""


class DocumentOpened(NamedTuple):
    """First message: the document is open and has this number of pages."""

    pages: int


class SentValue(NamedTuple):
    """Message with a value that a task sent."""

    value: Any


class TaskEnded(NamedTuple):
    """Message at the end of a task."""


class ReadingFailed(NamedTuple):
    """Last message: the error that ended the reading."""

    error: Exception


Message = DocumentOpened | SentValue | TaskEnded | ReadingFailed

Send = Callable[[Any], None]
"""Function with which a task sends a value to the process that requested it."""


def measure_address_space(pid: int) -> float:
    """Return the address space of a process in MiB; 0 where the system does not report it."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0])
    except (OSError, IndexError):
        return 0.0
    import resource

    return pages * resource.getpagesize() / 2**20


def serve_document(
    connection: Connection,
    data: bytes,
    engine: str,
    password: str | None,
    memory: int,
    parent: int,
    inherited: Sequence[Connection] = (),
) -> None:
    """Open a document and run the tasks received over the connection, until it is closed.

    A task is a function and its arguments; it is called with the document, a `Send` and these arguments.
    `memory` is in MiB, `parent` the id of the process that started this one, and `inherited` its own ends of
    pipes, of which this process may have copies.
    """
    for each in inherited:
        each.close()
    set_up_child_process(memory, parent)

    def send(value: Any) -> None:
        _send_message(connection, SentValue(value))

    try:
        with _open_input(engine, data, password) as document:
            _send_message(connection, DocumentOpened(document.page_count))
            while True:
                function, arguments = pickle.loads(connection.recv_bytes())
                function(document, send, *arguments)
                _send_message(connection, TaskEnded())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has closed the connection
    except Exception as error:
        _send_message(connection, ReadingFailed(_make_picklable(error)))


class TextInput(NamedTuple):
    """A text in place of a document: its bytes, and the number of pages that as many would fill."""

    data: bytes

    @property
    def page_count(self) -> int:
        return 1 + len(self.data) // _BYTES_PER_TEXT_PAGE


def _open_input(engine: str, data: bytes, password: str | None) -> AbstractContextManager[Any]:
    """Open a document with a reader; a text is only handed on to the task."""
    return nullcontext(TextInput(data)) if engine == TEXT_ENGINE else get_reader(engine).open(data, password)


def _send_message(connection: Connection, message: Message) -> None:
    connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _make_picklable(error: Exception) -> Exception:
    """Return an error that can be pickled, with its traceback as a note unless it is an expected one."""
    if not isinstance(error, (PlanextractError, MemoryError)):
        error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # an exception of a library may hold anything
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def set_up_child_process(memory: int, parent: int | None = None) -> None:
    """Set up this process: no interrupts, no output, no core dumps, and a limit of memory in MiB."""
    # Ctrl-C reaches every process of a terminal; the parent handles it for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    # Native code that aborts prints messages that are not meant for users.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    faulthandler.disable()
    if sys.platform == "linux":
        import resource

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if parent is not None and os.getppid() != parent:  # it was killed before the signal was armed
            os._exit(1)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        # Added to the current use: a fork of a large process begins with its whole address space.
        wanted = int((measure_address_space(os.getpid()) + memory) * 2**20)
        hard = wanted + RECOGNITION_MEMORY_MIB * 2**20
        if most == resource.RLIM_INFINITY or hard < most:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        elif wanted < most:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def allow_recognition_memory() -> None:
    """Raise the memory limit of this process, if it has one, by what recognition takes beside a document."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
