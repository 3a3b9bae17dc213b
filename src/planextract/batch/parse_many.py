"""Parse many files into a folder each, and report how each of them ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from planextract.batch.pool import JobResult, Report, count_processes, run_jobs
from planextract.batch.read_source import parse_source, read_address
from planextract.batch.sources import BatchSource
from planextract.errors import ExitCode, PlanextractError
from planextract.export import write_plan
from planextract.export.json import PLACES_FILE, places_json
from planextract.inputs import Options
from planextract.isolation.guard import Guard

FROM_BEST_TO_WORST = (
    ExitCode.DONE,
    ExitCode.FINDINGS,
    ExitCode.NO_PLAN,
    ExitCode.NO_TEXT,
    ExitCode.ENCRYPTED,
    ExitCode.UNREADABLE,
    ExitCode.USAGE,
    ExitCode.FAILED,
)
"""Exit statuses of one file, from the best to the worst: a run of many files ends with its worst."""


class FileOutcome(NamedTuple):
    """The end of one file in a run."""

    source: BatchSource
    status: ExitCode
    message: str
    """Why it failed and what to do about it; empty where it is done."""
    profile: str = ""
    projects: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    pages: int = 0


class OutputSettings(NamedTuple):
    """Where and in which formats the plans are written."""

    folder: Path
    formats: tuple[str, ...]
    strict: bool = False
    """True where findings of severity error are a failure of the file, with status 7."""


def parse_many(
    sources: Sequence[BatchSource], options: Options, output: OutputSettings, guard: Guard
) -> Iterator[FileOutcome]:
    """Parse every source into `folder/NAME`, and yield the outcomes in the order of completion.

    A file that fails never stops the others.
    """
    job = partial(_write_one, options=options, output=output)
    for result in run_jobs(job, iter(sources), guard, count_processes(guard)):
        yield make_outcome(result)


def make_outcome(result: JobResult[BatchSource]) -> FileOutcome:
    """Return the outcome of a job whose value is one, or of the error that ended the job."""
    if result.error is None:
        assert isinstance(result.value, FileOutcome)
        return result.value
    if isinstance(result.error, PlanextractError):
        return FileOutcome(result.job, result.error.exit_code, str(result.error))
    return FileOutcome(
        result.job,
        ExitCode.FAILED,
        f"The program itself failed ({type(result.error).__name__}: {result.error}). "
        "Please report this with the file, if you may share it.",
    )


def find_worst_status(outcomes: Sequence[FileOutcome]) -> ExitCode:
    """Return the worst status of a run; done where there are no outcomes."""
    statuses = [outcome.status for outcome in outcomes]
    return max(statuses, key=FROM_BEST_TO_WORST.index, default=ExitCode.DONE)


def _write_one(
    source: BatchSource, report: Report, *, options: Options, output: OutputSettings
) -> FileOutcome:
    """Parse a source, write its plan, and return its outcome."""
    read = read_address(source.address)
    result = parse_source(source, read, options, lambda done, pages, projects: report(done, pages))
    plan = result.plan
    beside = {PLACES_FILE: places_json(result.places)} if "json" in output.formats else {}
    write_plan(plan, output.folder / source.name, output.formats, beside)
    counts = Counter(found.severity for found in plan.findings)
    first = next((found for found in plan.findings if found.severity == "error"), None)
    failed = output.strict and first is not None
    return FileOutcome(
        source,
        ExitCode.FINDINGS if failed else ExitCode.DONE,
        f"The first finding of severity error: {first.message}" if failed and first else "",
        plan.source.profile,
        len(plan.projects),
        counts["error"],
        counts["warning"],
        counts["info"],
        plan.source.pages,
    )
