"""A pool of processes that work through many files and survive every one of them.

A process is started once and takes one file after another, so that a small file costs no start. A file that
crashes its process, exceeds its deadline or exhausts the memory ends that process only: another is started in
its place.
"""

from __future__ import annotations

import contextlib
import pickle
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, TypeVar

from planextract.errors import PlanextractError, UnreadableError
from planextract.isolation.child import measure_address_space, set_up_child_process
from planextract.isolation.guard import Guard, count_cores
from planextract.isolation.worker import choose_context, hold_interrupts
from planextract.wording.messages import make_message

Job = TypeVar("Job")

FILES_PER_PROCESS = 200
"""Files after which a process is replaced, so that what libraries leak never adds up."""

_POLL_SECONDS = 0.05

Report = Callable[[int, int], None]
"""A function with which a job reports the pages that are done and the pages of its file."""


class ProcessLostError(UnreadableError):
    """A file crashed its process, exceeded its deadline or exhausted the memory."""


class JobResult(NamedTuple, Generic[Job]):
    """A job and its value, or the error that ended it."""

    job: Job
    value: Any
    error: Exception | None


class _Progress(NamedTuple):
    """A message of a process: pages done and pages of the file."""

    done: int
    pages: int


class _Done(NamedTuple):
    """The last message of a job."""

    value: Any
    error: Exception | None


@dataclass(slots=True)
class _Slot(Generic[Job]):
    """A place in the pool: a process and the job it has."""

    process: BaseProcess
    connection: Connection
    address_space: float
    """MiB of address space at its start."""
    job: Job | None = None
    began: float = 0.0
    pages: int = 0
    most: float = 0.0
    """Most MiB of address space that was seen beyond that at its start."""
    files: int = 0


def run_jobs(
    function: Callable[[Job, Report], Any], jobs: Iterator[Job], guard: Guard, processes: int
) -> Iterator[JobResult[Job]]:
    """Call the function with each job in some process, and yield the results in the order of completion.

    Jobs are taken from the iterator only when a process is free, so that no more than `processes` are in
    flight. The deadline of a job grows with the pages that it reports. No process is left behind.
    """
    pool = JobPool(function, guard)
    try:
        yield from pool.run(jobs, processes)
    finally:
        pool.close()


class JobPool(Generic[Job]):
    """Processes that call one function; `run_jobs` is the usual way to use it."""

    def __init__(self, function: Callable[[Job, Report], Any], guard: Guard) -> None:
        self._function, self._guard = function, guard
        self._slots: list[_Slot[Job]] = []

    def run(self, jobs: Iterator[Job], processes: int) -> Iterator[JobResult[Job]]:
        """Yield the results of the jobs in the order of completion."""
        more = True
        while True:
            while more and sum(slot.job is not None for slot in self._slots) < processes:
                try:
                    job = next(jobs)
                except StopIteration:
                    more = False
                    break
                self._start_job(job)
            busy = [slot for slot in self._slots if slot.job is not None]
            if not busy:
                return
            yield from self._collect_results(busy)

    def close(self) -> None:
        """End every process."""
        for slot in self._slots:
            _stop_process(slot)

    def _start_job(self, job: Job) -> None:
        slot = next((slot for slot in self._slots if slot.job is None), None)
        if slot is None or slot.files >= FILES_PER_PROCESS or not slot.process.is_alive():
            if slot is not None:
                self._remove_slot(slot)
            slot = self._start_process()
        slot.job, slot.began, slot.pages, slot.most = job, time.monotonic(), 0, 0.0
        slot.files += 1
        # A process that has just died is found by the next look at its connection.
        with contextlib.suppress(OSError):
            slot.connection.send_bytes(pickle.dumps(job, pickle.HIGHEST_PROTOCOL))

    def _start_process(self) -> _Slot[Job]:
        context = choose_context()
        ours, theirs = context.Pipe()
        # A fork has copies of the ends that the parent keeps; while it has them, no end of file would arrive.
        is_fork = context.get_start_method() == "fork"
        others = [slot.connection for slot in self._slots] + [ours] if is_fork else []
        process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve_jobs, args=(theirs, others, self._function, self._guard.memory_limit), daemon=True
        )
        try:
            with hold_interrupts():
                process.start()
        except OSError as error:
            raise PlanextractError(
                make_message("No process can be started ({strerror}).", strerror=error.strerror or error),
                "End others, or try again later.",
            ) from error
        finally:
            theirs.close()
        slot: _Slot[Job] = _Slot(process, ours, measure_address_space(process.pid or 0))
        self._slots.append(slot)
        return slot

    def _remove_slot(self, slot: _Slot[Job]) -> None:
        self._slots.remove(slot)
        _stop_process(slot)

    def _collect_results(self, busy: list[_Slot[Job]]) -> Iterator[JobResult[Job]]:
        """Wait for messages, and yield the results among them and of processes that are over."""
        now = time.monotonic()
        ready = connection.wait([slot.connection for slot in busy], _POLL_SECONDS)
        for slot in busy:
            grown = measure_address_space(slot.process.pid or 0) - slot.address_space
            slot.most = max(slot.most, grown)
            assert slot.job is not None
            job = slot.job
            if slot.connection in ready:
                try:
                    message = pickle.loads(slot.connection.recv_bytes())
                except (EOFError, OSError):
                    error = _explain_death(slot, self._guard)
                    self._remove_slot(slot)
                    yield JobResult(job, None, error)
                    continue
                if isinstance(message, _Progress):
                    slot.pages = message.pages
                else:
                    slot.job = None
                    if isinstance(message.error, MemoryError):
                        yield JobResult(job, None, _make_memory_error(self._guard))
                        self._remove_slot(slot)
                    else:
                        yield JobResult(job, message.value, message.error)
            elif now - slot.began > self._guard.compute_deadline(slot.pages):
                self._remove_slot(slot)
                yield JobResult(
                    job,
                    None,
                    ProcessLostError(
                        f"Reading it takes longer than {self._guard.compute_deadline(slot.pages):g} seconds.",
                        "Check what the file is, or allow more with --timeout.",
                    ),
                )


def _stop_process(slot: _Slot[Any]) -> None:
    slot.process.kill()
    slot.process.join()
    slot.connection.close()


def _explain_death(slot: _Slot[Any], guard: Guard) -> ProcessLostError:
    slot.process.join(5)
    if slot.process.exitcode == -9 or slot.most > guard.memory_limit / 2:
        return _make_memory_error(guard)
    return ProcessLostError(
        f"The reader crashed on it (status {slot.process.exitcode}).",
        "Try another --engine, or ask the publisher of the file for a sound copy.",
    )


def _make_memory_error(guard: Guard) -> ProcessLostError:
    return ProcessLostError(
        f"Reading it takes more memory than the limit of {guard.memory_limit} MiB.",
        "Check what the file is, or allow more with --memory-limit.",
    )


def _serve_jobs(
    own: Connection, others: list[Connection], function: Callable[[Any, Report], Any], memory: int
) -> None:
    """Work through the jobs that arrive over the connection, until it is closed."""
    for each in others:
        each.close()
    set_up_child_process(memory)
    while True:
        try:
            job = pickle.loads(own.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            done = _Done(function(job, lambda pages, of: own.send_bytes(_pack(_Progress(pages, of)))), None)
        except Exception as error:
            if not isinstance(error, (PlanextractError, MemoryError)):
                error.add_note(traceback.format_exc())
            done = _Done(None, error)
        try:
            own.send_bytes(_pack(done))
        except (BrokenPipeError, ConnectionResetError):
            return


def _pack(message: object) -> bytes:
    try:
        return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # an exception of a library may hold anything
        return pickle.dumps(_Done(None, RuntimeError(f"{type(error).__name__}: {error}")))


def count_processes(guard: Guard) -> int:
    """Return how many files are read at once: `jobs` of the guard, else one for each core."""
    return guard.jobs if guard.jobs is not None else count_cores()
