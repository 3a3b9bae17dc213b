"""A document that is read in separate processes, with a deadline and a memory limit."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any

from planextract.errors import UnreadableError
from planextract.isolation.child import Ended, Message, Opened, Value
from planextract.isolation.guard import Guard
from planextract.isolation.worker import Worker

CHUNK = 8
"""Number of pages in a chunk, the unit of work of a process."""

_AHEAD = 2
"""Maximum number of chunks queued at each process, so that it does not wait for the next."""

_LOOK = 0.05
"""Seconds between two measurements of the memory of a process that sends no message."""


@contextmanager
def guarded(
    data: bytes, name: str, engine: str, password: str | None, guard: Guard
) -> Iterator[GuardedDocument]:
    """Open a document in a separate process; error messages call it `name`.

    Raises the errors of opening a file, and UnreadableError when the process crashes, exceeds its deadline
    or exceeds its memory limit. All processes end with the context.
    """
    document = GuardedDocument(lambda: Worker(name, data, engine, password, guard.memory_limit), name, guard)
    try:
        document.open()
        yield document
    finally:
        document.close()


class GuardedDocument:
    """A document that is open in other processes."""

    def __init__(self, start: Callable[[], Worker], name: str, guard: Guard) -> None:
        self._start, self._name, self._guard = start, name, guard
        self._workers: list[Worker] = []
        self._began = time.monotonic()
        self.page_count = 0

    def open(self) -> None:
        """Start the first process and wait until it has opened the document."""
        self._workers.append(self._start())
        _, message = self._next()
        assert isinstance(message, Opened)
        self.page_count = message.pages

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.kill()

    @property
    def processes(self) -> int:
        """Number of processes that read the whole document."""
        return self._guard.processes(self.page_count)

    def run(self, function: Callable[..., None], *arguments: object) -> Iterator[Any]:
        """Call a function with the document in the first process; yield the values that it sends."""
        self._workers[0].send(function, *arguments)
        while True:
            _, message = self._next()
            if isinstance(message, Ended):
                return
            assert isinstance(message, Value)
            yield message.value

    def spread(self, function: Callable[..., None], first: int, last: int) -> Iterator[Any]:
        """Call a function on ranges of pages in all processes; yield the values it sends in page order.

        The function gets the document, a `Send`, and the first and last page of a range. The processes
        stay within a few chunks of the values already consumed, so that few wait in memory.
        """
        for _ in range(self._guard.processes(last - first + 1) - len(self._workers)):
            self._workers.append(self._start())
        todo = deque(range(first, last + 1, CHUNK))
        doing: dict[Worker, deque[int]] = {worker: deque() for worker in self._workers}
        done: dict[int, deque[Any]] = {}
        ended: set[int] = set()
        for current in range(first, last + 1, CHUNK):
            done.setdefault(current, deque())
            while True:
                while todo and todo[0] < current + self._window:
                    worker = min(doing, key=lambda worker: len(doing[worker]))
                    if len(doing[worker]) == _AHEAD:
                        break
                    doing[worker].append(todo[0])
                    worker.send(function, todo[0], min(todo.popleft() + CHUNK - 1, last))
                while done[current]:
                    yield done[current].popleft()
                if current in ended:
                    break
                worker, message = self._next()
                if isinstance(message, Value):
                    done.setdefault(doing[worker][0], deque()).append(message.value)
                elif isinstance(message, Ended):
                    ended.add(doing[worker].popleft())
            del done[current]

    @property
    def _window(self) -> int:
        """Number of pages from the current one up to which chunks are given to processes."""
        return 2 * _AHEAD * len(self._workers) * CHUNK

    def _next(self) -> tuple[Worker, Message]:
        """Wait for the next message of any process; raise UnreadableError after the deadline."""
        waiting: dict[Any, Worker] = {worker.connection: worker for worker in self._workers}
        while True:
            seconds = self._guard.seconds(self.page_count)
            left = self._began + seconds - time.monotonic()
            if left <= 0:
                raise UnreadableError(
                    f"Reading {self._name} takes longer than {seconds:g} seconds.",
                    "Check what the file is, or allow more with --timeout.",
                )
            for worker in self._workers:
                worker.look()
            ready = connection.wait(list(waiting), min(left, _LOOK))
            if ready:
                worker = waiting[ready[0]]
                return worker, worker.receive()
