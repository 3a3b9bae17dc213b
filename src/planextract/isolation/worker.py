"""Control of one process that reads a document, from the process that started it."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from planextract.errors import PlanextractError, UnreadableError
from planextract.isolation.child import Message, ReadingFailed, measure_address_space, serve_document
from planextract.wording.messages import make_message

OUT_OF_MEMORY_MIN_SHARE = 0.5
"""Share of the memory limit in use from which a crash of native code counts as lack of memory.

Native code asks for twice the size of a buffer that must grow.
"""


class Worker:
    """A process that opens and reads a document."""

    def __init__(
        self,
        name: str,
        data: bytes,
        engine: str,
        password: str | None,
        memory: int,
        others: Iterable[Worker] = (),
    ) -> None:
        self._name, self._memory = name, memory
        self._used = 0.0
        """Maximum address space measured so far, in MiB beyond that at the start of the process."""
        context = choose_context()
        is_fork = context.get_start_method() == "fork"
        self.connection, theirs = context.Pipe()
        # A copy of this process has its ends of all pipes too; while it held them, none would ever close.
        inherited = [self.connection, *(other.connection for other in others)] if is_fork else []
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=serve_document,
            args=(theirs, data, engine, password, memory, os.getpid(), inherited),
            daemon=True,
        )
        try:
            with hold_interrupts():
                self._process.start()
        except OSError as error:
            raise PlanextractError(
                make_message("No process can be started ({strerror}).", strerror=error.strerror or error),
                "End others, or try again later.",
            ) from error
        finally:
            theirs.close()
        self._at_start = measure_address_space(self._process.pid or 0)

    def send_task(self, function: Callable[..., Any], *arguments: object) -> None:
        """Request the process to call a function with the document and these arguments."""
        try:
            self.connection.send_bytes(pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise self._build_crash_error() from error

    def receive_message(self) -> Message:
        """Wait for the next message and return it.

        Raises the error that the process reports, and UnreadableError when it died or ran out of memory.
        """
        try:
            message: Message = pickle.loads(self.connection.recv_bytes())
        except (EOFError, OSError) as error:
            raise self._build_crash_error() from error
        if isinstance(message, ReadingFailed):
            if isinstance(message.error, MemoryError):
                raise self._build_memory_error()
            raise message.error
        return message

    def sample_memory(self) -> None:
        """Measure the memory of the process, to find the cause should it die."""
        self._used = max(self._used, measure_address_space(self._process.pid or 0) - self._at_start)

    def kill_process(self) -> None:
        """Kill the process and close the connection."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _build_crash_error(self) -> UnreadableError:
        """Return the error that describes how the process died."""
        self._process.join(5)
        code = self._process.exitcode
        how = signal.Signals(-code).name if code is not None and code < 0 else f"status {code}"
        # A SIGKILL not sent by this program comes from the system, which is out of memory.
        if how == "SIGKILL" or self._used >= OUT_OF_MEMORY_MIN_SHARE * self._memory:
            return self._build_memory_error()
        return UnreadableError(
            make_message("The reader crashed on {name} ({how}).", name=self._name, how=how),
            "Try another --engine, or ask the publisher of the file for a sound copy.",
        )

    def _build_memory_error(self) -> UnreadableError:
        return UnreadableError(
            make_message(
                "Reading {name} takes more memory than the limit of {memory} MiB.",
                name=self._name,
                memory=self._memory,
            ),
            "Check what the file is, or allow more with --memory-limit.",
        )


@contextmanager
def hold_interrupts() -> Iterator[None]:
    """Block SIGINT and SIGTERM while a process is started; the process unblocks them once it is set up.

    A fork that is interrupted before that would continue as a copy of this program and run its cleanup.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def choose_context() -> BaseContext:
    """Return the start method: fork where that is safe, which takes 5 ms, else spawn, which takes 300 ms.

    A fork of a process with threads may wait forever for a lock that one of them held; and on macOS
    system libraries don't support it.
    """
    copy = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if copy else "spawn")
