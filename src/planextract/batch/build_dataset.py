"""Parse any number of files into one dataset, so that a run can be killed and resumed at any moment."""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from planextract import __version__
from planextract.batch.manifest import (
    ManifestRow,
    append_row,
    compute_fingerprint,
    read_rows,
    write_manifest,
)
from planextract.batch.parse_many import FileOutcome, make_outcome
from planextract.batch.plan_parts import make_plan_key, write_plan_parts
from planextract.batch.pool import JobResult, ProcessLostError, Report, count_processes, run_jobs
from planextract.batch.read_source import parse_source, read_address
from planextract.batch.sources import BatchSource
from planextract.errors import ExitCode, PlanextractError
from planextract.inputs import Options
from planextract.isolation.guard import Guard
from planextract.read.input_file import read_file


class DatasetJob(NamedTuple):
    """A source to read, and its row in the dataset as it is."""

    source: BatchSource
    known: ManifestRow | None
    retry: bool
    """True where a file that failed before is read again although nothing has changed."""


Runner = Callable[
    [Callable[[DatasetJob, Report], ManifestRow], Iterator[DatasetJob], Guard, int],
    Iterator[JobResult[DatasetJob]],
]
"""A function that calls another with each job and yields the results in the order of completion."""


@dataclass(frozen=True, slots=True)
class DatasetRun:
    """The end of a run."""

    rows: tuple[ManifestRow, ...]
    """Of the sources of this run, in their order."""
    skipped: int
    """Number of files that were not read again, since neither they nor the settings have changed."""


def build_dataset(
    sources: Sequence[BatchSource],
    dataset: Path,
    options: Options,
    guard: Guard,
    *,
    runner: Runner = run_jobs,
    retry_failed: bool = False,
    on_file_done: Callable[[ManifestRow], None] = lambda row: None,
) -> DatasetRun:
    """Read every source that is new or has changed into the dataset, and renew its manifest.

    A file that ends its process is tried once more, alone; if it does so again, it is quarantined: its row
    gives the reason, and it is not read again unless it changes or `retry_failed` is given.
    """
    dataset.mkdir(parents=True, exist_ok=True)
    rows = read_rows(dataset)
    job = partial(_read_into_dataset, dataset=dataset, options=options)
    jobs = [DatasetJob(source, rows.get(source.name), retry_failed) for source in sources]
    done: dict[str, ManifestRow] = {}
    skipped = 0
    lost: list[DatasetJob] = []

    def take(row: ManifestRow) -> None:
        nonlocal skipped
        skipped += row == rows.get(row.name)
        if row != rows.get(row.name):
            append_row(dataset, row)
        done[row.name] = row
        on_file_done(row)

    for result in runner(job, iter(jobs), guard, count_processes(guard)):
        if isinstance(result.error, ProcessLostError):
            lost.append(result.job)
        else:
            take(_make_row(result, options))
    for result in runner(job, iter(sorted(lost)), guard, 1):
        row = _make_row(result, options)
        take(replace(row, quarantined=isinstance(result.error, ProcessLostError)))
    write_manifest(dataset, {**rows, **done})
    return DatasetRun(tuple(done[source.name] for source in sources), skipped)


def _make_row(result: JobResult[DatasetJob], options: Options) -> ManifestRow:
    """Return the row of a job: its value, or what its error says."""
    if isinstance(result.value, ManifestRow):
        return result.value
    source = result.job.source
    outcome = make_outcome(JobResult(source, None, result.error))
    data = _read_bytes(source)
    return _describe_failure(source, outcome, data, compute_fingerprint(options, source.settings), 0.0)


def _read_bytes(source: BatchSource) -> bytes:
    try:
        return read_file(Path(source.address))
    except PlanextractError:
        return b""  # a URL, or a file that can't be read: the row then has no hash


def _describe_failure(
    source: BatchSource, outcome: FileOutcome, data: bytes, fingerprint: str, seconds: float
) -> ManifestRow:
    return ManifestRow(
        name=source.name,
        source=source.address,
        plan_id=None,
        sha256=hashlib.sha256(data).hexdigest() if data else None,
        bytes=len(data),
        pages=0,
        status=outcome.status,
        quarantined=False,
        message=outcome.message,
        profile=None,
        projects=0,
        errors=0,
        warnings=0,
        infos=0,
        seconds=seconds,
        peak_memory_mib=_measure_peak_memory(),
        version=__version__,
        fingerprint=fingerprint,
    )


def _read_into_dataset(job: DatasetJob, report: Report, *, dataset: Path, options: Options) -> ManifestRow:
    """Read one source, write its part of the dataset and return its row; the known row if nothing changed."""
    began = time.monotonic()
    source = job.source
    fingerprint = compute_fingerprint(options, source.settings)
    data = b""
    try:
        read = read_address(source.address)
        data = read.data
        sha256 = hashlib.sha256(data).hexdigest()
        known = job.known
        if (
            known is not None
            and known.is_of(sha256, fingerprint)
            and (known.status == ExitCode.DONE or not job.retry)
        ):
            return known
        result = parse_source(source, read, options, lambda done, pages, projects: report(done, pages))
    except PlanextractError as error:
        outcome = FileOutcome(source, error.exit_code, str(error))
        return _describe_failure(source, outcome, data, fingerprint, time.monotonic() - began)
    plan = result.plan
    key = make_plan_key(plan, source.name, dict(source.settings).get("edition"))
    write_plan_parts(plan, key, dataset)
    counts = Counter(found.severity for found in plan.findings)
    return ManifestRow(
        name=source.name,
        source=source.address,
        plan_id=key.plan_id,
        sha256=sha256,
        bytes=len(data),
        pages=plan.source.pages,
        status=ExitCode.DONE,
        quarantined=False,
        message="",
        profile=plan.source.profile,
        projects=len(plan.projects),
        errors=counts["error"],
        warnings=counts["warning"],
        infos=counts["info"],
        seconds=time.monotonic() - began,
        peak_memory_mib=_measure_peak_memory(),
        version=__version__,
        fingerprint=fingerprint,
    )


def _measure_peak_memory() -> float:
    """Return the most memory that this process had resident so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
