"""What runs in the process that reads a document."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from planextract.errors import PlanextractError
from planextract.read.registry import reader

_PR_SET_PDEATHSIG = 1


class Opened(NamedTuple):
    """The first message: the document is open."""

    pages: int


class Value(NamedTuple):
    """Something that a task sent."""

    value: Any


class Ended(NamedTuple):
    """A task is done."""


class Failed(NamedTuple):
    """The last message: what went wrong."""

    error: Exception


Message = Opened | Value | Ended | Failed

Send = Callable[[Any], None]
"""Sends a value to whoever asked for a task."""


def address_space(pid: int) -> float:
    """MiB of address space that a process has; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0])
    except (OSError, IndexError):
        return 0.0
    import resource

    return pages * resource.getpagesize() / 2**20


def serve(connection: Connection, data: bytes, engine: str, password: str | None, memory: int) -> None:
    """Open a document and do the tasks that are sent: functions, called with the document, with what
    sends a value back, and with the arguments that came with them."""
    _be_a_child(memory)

    def send(value: Any) -> None:
        _send(connection, Value(value))

    try:
        with reader(engine).open(data, password) as document:
            _send(connection, Opened(document.page_count))
            while True:
                function, arguments = pickle.loads(connection.recv_bytes())
                function(document, send, *arguments)
                _send(connection, Ended())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # nobody wants more
    except Exception as error:
        _send(connection, Failed(_portable(error)))


def _send(connection: Connection, message: Message) -> None:
    connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _portable(error: Exception) -> Exception:
    """The error as it can be sent: with the place where it arose, and readable on the other side."""
    if not isinstance(error, (PlanextractError, MemoryError)):
        error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # an exception of a library may hold anything
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _be_a_child(memory: int) -> None:
    # Ctrl-C reaches every process of a terminal; the parent answers for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # What native code prints when it gives up is no message of ours.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    faulthandler.disable()
    if sys.platform == "linux":
        import resource

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        # Beyond what it has: a copy of a large process begins with all that process's room.
        wanted = int((address_space(os.getpid()) + memory) * 2**20)
        if most == resource.RLIM_INFINITY or wanted < most:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, wanted))
