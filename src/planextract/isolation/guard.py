"""How long, with how much memory and in how many processes a document may be read."""

from __future__ import annotations

import os
from dataclasses import dataclass

from planextract.errors import UsageError

BASE_SECONDS = 20.0
SECONDS_PER_PAGE = 1.0
"""A page takes some 15 ms, with the second reader some 50 (benchmarks/README.md); a machine may be slow."""

MEMORY_MIB = 768
"""The largest process of a plan of 1,600 pages has 508 MiB resident (benchmarks/README.md)."""

SMALLEST_MEMORY_MIB = 128
"""A plan of 100 pages takes 74 MiB resident, the program included."""

WORTH_A_PROCESS = 24
"""Pages a process must have to read before another is started unasked. Two gain little on 25 pages
(0.66 s for 0.85 s, benchmarks/README.md) and much on 100 (1.34 s for 1.82 s)."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The bounds within which a document is read in processes of its own.

    Raises UsageError when one of them makes no sense.
    """

    timeout: float | None = None
    """Seconds from opening the file to the last page; if None, BASE_SECONDS and SECONDS_PER_PAGE."""
    memory_limit: int = MEMORY_MIB
    """MiB that each process may take to read, beyond what it has at its start. It holds on Linux only:
    elsewhere no limit can be set."""
    jobs: int | None = None
    """Processes; if None, as many as there are cores when the file is long enough to gain by it."""

    def __post_init__(self) -> None:
        if self.timeout is not None and not 0 < self.timeout < float("inf"):
            raise UsageError(f"{self.timeout:g} seconds are no deadline.", "Give --timeout a number above 0.")
        if self.memory_limit < SMALLEST_MEMORY_MIB:
            raise UsageError(
                f"{self.memory_limit} MiB are too few to read any file.",
                f"Give --memory-limit {SMALLEST_MEMORY_MIB} or more.",
            )
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(f"{self.jobs} processes read nothing.", "Give --jobs 1 or more.")

    def seconds(self, pages: int) -> float:
        """The deadline for a document of so many pages."""
        return self.timeout if self.timeout is not None else BASE_SECONDS + SECONDS_PER_PAGE * pages

    def processes(self, pages: int) -> int:
        """How many processes read a document of so many pages."""
        if self.jobs is not None:
            return max(1, min(self.jobs, pages))
        return max(1, min(_cores(), pages // WORTH_A_PROCESS))


USUAL = Guard()
"""The bounds that hold unless others are given."""


def _cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
