"""Limits of time, memory and processes for reading a document."""

from __future__ import annotations

import os
from dataclasses import dataclass

from planextract.errors import UsageError
from planextract.wording.messages import make_message

BASE_SECONDS = 20.0
"""Constant part of the default deadline."""
SECONDS_PER_PAGE = 1.0
"""Part of the default deadline for each page.

A page takes some 15 ms, with the second reader some 50 (benchmarks/README.md); a machine may be slow.
"""

RECOGNITION_SECONDS_PER_PAGE = 40.0
"""Part of the default deadline for each page of a document whose pages may be recognised in pictures.

A page takes some 5 s on one core (docs/scans.md); a machine may be slow, and busy with others.
"""

BYTES_PER_SECOND = 2_000
"""Size of the file for which one second of the default deadline is given, at most.

A printed page takes more bytes: a small file that claims ten thousand pages gets no ten thousand seconds.
"""

MAX_SECONDS = 1_800.0
"""Longest default deadline. A plan of 1,600 pages is read in some 30 s (benchmarks/README.md)."""

DEFAULT_MEMORY_MIB = 768
"""Default memory limit.

The largest process of a plan of 1,600 pages has 508 MiB resident (benchmarks/README.md).
"""

MIN_MEMORY_MIB = 128
"""Smallest memory limit allowed. A plan of 100 pages takes 74 MiB resident, including the program."""

MIN_PAGES_PER_PROCESS = 24
"""Minimum number of pages per process where the number of processes is chosen automatically.

Two gain little on 25 pages (0.66 s instead of 0.85 s, benchmarks/README.md) and much on 100 (1.34 s instead
of 1.82 s).
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """Limits within which a document is read in separate processes.

    Raises UsageError when one of them is out of range.
    """

    timeout: float | None = None
    """Seconds from opening the file to the last page; if None, they depend on its pages and bytes."""
    memory_limit: int = DEFAULT_MEMORY_MIB
    """MiB that each process may allocate beyond its use at its start; applied on Linux only."""
    jobs: int | None = None
    """Number of processes; if None, up to one per core, where the file is long enough to gain by it."""

    def __post_init__(self) -> None:
        if self.timeout is not None and not 0 < self.timeout < float("inf"):
            raise UsageError(
                make_message("{timeout:g} seconds are no deadline.", timeout=self.timeout),
                "Give --timeout a number above 0.",
            )
        if self.memory_limit < MIN_MEMORY_MIB:
            raise UsageError(
                make_message(
                    "{memory_limit} MiB are too few to read any file.", memory_limit=self.memory_limit
                ),
                make_message("Give --memory-limit {min_memory_mib} or more.", min_memory_mib=MIN_MEMORY_MIB),
            )
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(
                make_message("{jobs} processes read nothing.", jobs=self.jobs), "Give --jobs 1 or more."
            )

    def compute_deadline(self, pages: int, size: int | None = None, *, is_slow: bool = False) -> float:
        """Return the deadline for a document of this many pages and bytes, in seconds from opening it.

        `is_slow` is true where pages may be recognised in pictures; their size is not asked for then.
        """
        if self.timeout is not None:
            return self.timeout
        if is_slow:
            return BASE_SECONDS + RECOGNITION_SECONDS_PER_PAGE * pages
        seconds = SECONDS_PER_PAGE * pages
        if size is not None:
            seconds = min(seconds, size / BYTES_PER_SECOND)
        return min(MAX_SECONDS, BASE_SECONDS + seconds)

    def count_processes(self, pages: int, *, is_slow: bool = False) -> int:
        """Return the number of processes that read a document of `pages` pages."""
        if self.jobs is not None:
            return max(1, min(self.jobs, pages))
        return max(1, min(count_cores(), pages // (1 if is_slow else MIN_PAGES_PER_PROCESS)))


DEFAULT_GUARD = Guard()
"""Default limits."""


def count_cores() -> int:
    """Return the number of cores that this process may use, in a container fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
