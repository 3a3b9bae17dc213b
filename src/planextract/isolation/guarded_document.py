"""A document that is read in separate processes, with a deadline and a memory limit."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any

from planextract.errors import UnreadableError
from planextract.isolation.child import DocumentOpened, Message, SentValue, TaskEnded
from planextract.isolation.guard import Guard
from planextract.isolation.worker import Worker
from planextract.wording.messages import make_message

CHUNK_PAGES = 8
"""Number of pages in a chunk, the unit of work of a process."""

_MAX_QUEUED_CHUNKS = 2
"""Maximum number of chunks queued at each process, so that it does not wait for the next."""

_MEMORY_POLL_SECONDS = 0.05
"""Seconds between two measurements of the memory of a process that sends no message."""


@contextmanager
def open_guarded(
    data: bytes, name: str, engine: str, password: str | None, guard: Guard
) -> Iterator[GuardedDocument]:
    """Open a document in a separate process; error messages call it `name`.

    Raises the errors of opening a file, and UnreadableError when the process crashes, exceeds its deadline
    or exceeds its memory limit. All processes end with the context.
    """
    workers: list[Worker] = []

    def start_worker() -> Worker:
        workers.append(Worker(name, data, engine, password, guard.memory_limit, list(workers)))
        return workers[-1]

    document = GuardedDocument(start_worker, name, guard, len(data))
    try:
        document.open()
        yield document
    finally:
        document.close()


class GuardedDocument:
    """A document that is open in other processes."""

    def __init__(self, start: Callable[[], Worker], name: str, guard: Guard, size: int = 0) -> None:
        self._start, self._name, self._guard, self._size = start, name, guard, size
        self._workers: list[Worker] = []
        self._began = time.monotonic()
        self.page_count = 0
        self._is_slow = False

    def open(self) -> None:
        """Start the first process and wait until it has opened the document."""
        self._workers.append(self._start())
        _, message = self._wait_for_message()
        assert isinstance(message, DocumentOpened)
        self.page_count = message.pages

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.kill_process()

    @property
    def process_count(self) -> int:
        """Number of processes that read the whole document."""
        return self._guard.count_processes(self.page_count, is_slow=self._is_slow)

    def expect_slow_pages(self) -> None:
        """Allow the time, the processes and the short chunks that recognition in pictures asks for."""
        self._is_slow = True

    def run_task(self, function: Callable[..., None], *arguments: object) -> Iterator[Any]:
        """Call a function with the document in the first process; yield the values that it sends."""
        self._workers[0].send_task(function, *arguments)
        while True:
            _, message = self._wait_for_message()
            if isinstance(message, TaskEnded):
                return
            assert isinstance(message, SentValue)
            yield message.value

    def run_on_page_ranges(
        self, function: Callable[..., None], first: int, last: int, *arguments: object
    ) -> Iterator[Any]:
        """Call a function on ranges of pages in all processes; yield the values it sends in page order.

        The function gets the document, a `Send`, the first and last page of a range, and the arguments. The
        processes stay within a few chunks of the values already consumed, so that few wait in memory.
        """
        chunk = 1 if self._is_slow else CHUNK_PAGES
        wanted = self._guard.count_processes(last - first + 1, is_slow=self._is_slow)
        for _ in range(wanted - len(self._workers)):
            self._workers.append(self._start())
        todo = deque(range(first, last + 1, chunk))
        doing: dict[Worker, deque[int]] = {worker: deque() for worker in self._workers}
        done: dict[int, deque[Any]] = {}
        ended: set[int] = set()
        for current in range(first, last + 1, chunk):
            done.setdefault(current, deque())
            while True:
                while todo and todo[0] < current + self._window_pages:
                    worker = min(doing, key=lambda worker: len(doing[worker]))
                    if len(doing[worker]) == _MAX_QUEUED_CHUNKS:
                        break
                    doing[worker].append(todo[0])
                    worker.send_task(function, todo[0], min(todo.popleft() + chunk - 1, last), *arguments)
                while done[current]:
                    yield done[current].popleft()
                if current in ended:
                    break
                worker, message = self._wait_for_message()
                if isinstance(message, SentValue):
                    done.setdefault(doing[worker][0], deque()).append(message.value)
                elif isinstance(message, TaskEnded):
                    ended.add(doing[worker].popleft())
            del done[current]

    @property
    def _window_pages(self) -> int:
        """Number of pages from the current one up to which chunks are given to processes."""
        return 2 * _MAX_QUEUED_CHUNKS * len(self._workers) * CHUNK_PAGES

    def _wait_for_message(self) -> tuple[Worker, Message]:
        """Wait for the next message of any process; raise UnreadableError after the deadline."""
        waiting: dict[Any, Worker] = {worker.connection: worker for worker in self._workers}
        while True:
            seconds = self._guard.compute_deadline(self.page_count, self._size, is_slow=self._is_slow)
            left = self._began + seconds - time.monotonic()
            if left <= 0:
                raise UnreadableError(
                    make_message(
                        "Reading {name} takes longer than {seconds:g} seconds.",
                        name=self._name,
                        seconds=seconds,
                    ),
                    "Check what the file is, or allow more with --timeout.",
                )
            for worker in self._workers:
                worker.sample_memory()
            ready = connection.wait(list(waiting), min(left, _MEMORY_POLL_SECONDS))
            if ready:
                worker = waiting[ready[0]]
                return worker, worker.receive_message()
