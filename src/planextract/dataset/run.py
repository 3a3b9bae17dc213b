"""Update datasets from end to end, one source after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from planextract.dataset.config import Job
from planextract.dataset.decide import Measures, measures, reasons_to_refuse
from planextract.dataset.fetch import Fetched, Validators, fetch
from planextract.dataset.state import STATE_FILE, State, coverage, recipe, state_bytes
from planextract.dataset.store import (
    Dataset,
    discard_rejected,
    read_dataset,
    write_changed,
    write_rejected,
)
from planextract.diff import PlanDiff, compare
from planextract.errors import (
    EncryptedError,
    ExitCode,
    NoPlanError,
    NoTextError,
    PlanextractError,
    UnreadableError,
)
from planextract.export.json import PLACES_FILE, places_json
from planextract.export.write import dataset_files
from planextract.isolation.guard import USUAL
from planextract.pipeline import Result, parse_with_accounts

_UNUSABLE = (UnreadableError, EncryptedError, NoTextError, NoPlanError)
"""Errors that mean that a new file contains no data, where there were data before."""

Status = Literal["new", "changed", "unchanged", "worse", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of updating one source."""

    name: str
    source: str
    out: Path
    status: Status
    old: Measures | None = None
    new: Measures | None = None
    diff: PlanDiff | None = None
    """Changes from the old data to the new; None where one of them is missing."""
    reasons: tuple[str, ...] = ()
    """Reasons for which the new data were refused, or would have been had they not been accepted by name."""
    error: PlanextractError | None = None
    written: tuple[str, ...] = ()
    """Names of the written files."""


def update(jobs: Sequence[Job], accepted: Collection[str] = ()) -> Iterator[Outcome]:
    """Update the data of every source; yield the outcome of each as soon as it is known.

    For the sources named in `accepted`, worse data are accepted. A source that fails does not stop others.
    """
    for job in jobs:
        try:
            outcome = _update(job, job.name in accepted)
        except PlanextractError as error:
            outcome = _failed(job, error)
        except Exception as error:
            # A bug that one plan triggers must not prevent the update of the others. It is reported, also by
            # the exit status, as the command line does for a single plan.
            outcome = _failed(
                job,
                PlanextractError(
                    f"The program itself failed ({type(error).__name__}: {error}).",
                    "Please report this with the file, if you may share it.",
                ),
            )
        yield outcome


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """Return WORSE if data were refused, else the code shared by all failures, or FAILED if they differ."""
    if any(outcome.status == "worse" for outcome in outcomes):
        return ExitCode.WORSE
    codes = {outcome.error.exit_code for outcome in outcomes if outcome.error is not None}
    if len(codes) > 1:
        return ExitCode.FAILED
    return codes.pop() if codes else ExitCode.DONE


def _update(job: Job, accepted: bool) -> Outcome:
    """Update one source.

    Raises PlanextractError where the source can't be fetched, or can't be read and has no old data.
    """
    old = read_dataset(job.out)
    how = recipe(job.options)
    current = _current(old, job, how)
    fetched = fetch(job.place, _validators(current), job.fetch)
    if current is not None and (fetched is None or fetched.sha256 == current.sha256):
        assert old is not None
        discard_rejected(job.out)
        known = measures(old.plan, current.coverage)
        return Outcome(job.name, job.source, job.out, "unchanged", known, known)
    assert fetched is not None, "without validators the server can't have said: not modified"
    try:
        result = _parse(fetched, job)
    except _UNUSABLE as error:
        if old is None:
            raise
        return _unusable(job, old, fetched, error)
    state = State(
        source=job.source,
        etag=fetched.validators.etag,
        last_modified=fetched.validators.last_modified,
        sha256=fetched.sha256,
        recipe=how,
        coverage=coverage(result.accounts),
    )
    return _settle(job, old, fetched, result, state, accepted)


def _unusable(job: Job, old: Dataset, fetched: Fetched, error: PlanextractError) -> Outcome:
    """Refuse a new file that contains no data, where there were data before."""
    before = measures(old.plan, old.state.coverage if old.state else None)
    written = write_rejected(job.out, fetched.data, {})
    reasons = (f"Nothing can be read from the new file: {error}",)
    return Outcome(job.name, job.source, job.out, "worse", before, reasons=reasons, written=written)


def _settle(
    job: Job, old: Dataset | None, fetched: Fetched, result: Result, state: State, accepted: bool
) -> Outcome:
    """Write the new data in place of the old, or beside them when they are worse and not accepted."""
    files = dataset_files(result.plan) | {
        PLACES_FILE: places_json(result.places),
        STATE_FILE: state_bytes(state),
    }
    after = measures(result.plan, state.coverage)
    if old is None:
        written = write_changed(job.out, files)
        return Outcome(job.name, job.source, job.out, "new", new=after, written=written)
    before = measures(old.plan, old.state.coverage if old.state else None)
    diff = compare(old.plan, result.plan)
    reasons = reasons_to_refuse(before, after, diff, job.limits)
    if reasons and not accepted:
        written = write_rejected(job.out, fetched.data, files)
        return Outcome(job.name, job.source, job.out, "worse", before, after, diff, reasons, written=written)
    written = write_changed(job.out, files)
    discard_rejected(job.out)
    return Outcome(
        job.name,
        job.source,
        job.out,
        "changed" if written else "unchanged",
        before,
        after,
        diff,
        reasons,
        written=written,
    )


def _current(old: Dataset | None, job: Job, how: str) -> State | None:
    """Return the state of the old data if the same file would give the same data again, else None."""
    if old is None or old.state is None or not old.whole:
        return None
    state = old.state
    fitting = state.source == job.source and state.recipe == how and state.sha256 == old.plan.source.sha256
    return state if fitting else None


def _validators(state: State | None) -> Validators:
    return Validators(state.etag, state.last_modified) if state else Validators()


def _parse(fetched: Fetched, job: Job) -> Result:
    """Parse a fetched file, from a temporary file with its published name."""
    with tempfile.TemporaryDirectory(prefix="planextract-") as folder:
        path = Path(folder) / fetched.name
        path.write_bytes(fetched.data)
        try:
            return parse_with_accounts(path, job.options, guard=USUAL)
        except PlanextractError as error:
            # the user knows the source, not the temporary file
            raise type(error)(error.message.replace(str(path), job.source), error.remedy) from error


def _failed(job: Job, error: PlanextractError) -> Outcome:
    return Outcome(job.name, job.source, job.out, "failed", error=error)
