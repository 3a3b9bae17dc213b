"""Update datasets from end to end, one source after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from planextract.api import Result, parse_with_accounts
from planextract.corrections.corrections_file import read_corrections
from planextract.dataset.config import UpdateJob
from planextract.dataset.corrected import CorrectionChange, compare_corrections, undo_corrections
from planextract.dataset.decide import (
    PlanMeasures,
    find_reasons_to_doubt,
    find_reasons_to_refuse,
    measure_plan,
)
from planextract.dataset.fetch import CacheValidators, FetchedFile, fetch_source
from planextract.dataset.state import (
    STATE_FILE,
    UpdateState,
    compute_reading_fingerprint,
    encode_state,
    sum_coverage,
)
from planextract.dataset.store import (
    MAX_KEPT_BYTES,
    Dataset,
    discard_rejected,
    get_source_name,
    read_dataset,
    write_changed,
    write_rejected,
)
from planextract.diff import PlanDiff, compare_plans
from planextract.errors import (
    EncryptedError,
    ExitCode,
    NoPlanError,
    NoTextError,
    PlanextractError,
    UnreadableError,
)
from planextract.export.formats import REPORT_FILE
from planextract.export.json import PLACES_FILE, places_json
from planextract.export.write import dataset_files
from planextract.inputs import TEXT_ENGINE
from planextract.isolation.guard import DEFAULT_GUARD
from planextract.model.findings import FindingCode
from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.wording.messages import make_message

_UNUSABLE_FILE_ERRORS = (UnreadableError, EncryptedError, NoTextError, NoPlanError)
"""Errors that mean that a new file contains no data, where there were data before."""

OutcomeStatus = Literal["new", "changed", "unchanged", "worse", "failed"]


@dataclass(frozen=True, slots=True)
class UpdateOutcome:
    """The result of updating one source."""

    name: str
    source: str
    out: Path
    status: OutcomeStatus
    old: PlanMeasures | None = None
    new: PlanMeasures | None = None
    diff: PlanDiff | None = None
    """Changes from the old data to the new; None where one of them is missing."""
    reasons: tuple[str, ...] = ()
    """Reasons for which the new data were refused, or would have been had they not been accepted by name."""
    error: PlanextractError | None = None
    written: tuple[str, ...] = ()
    """Names of the written and removed files."""
    corrections: tuple[CorrectionChange, ...] = ()
    """Values that people corrected since the old data, or no longer correct; the diff leaves them out."""
    stale: tuple[str, ...] = ()
    """Messages about corrections that no longer fit."""
    moved_to: str | None = None
    """Address to which the server has moved the file for good."""


def update_datasets(jobs: Sequence[UpdateJob], accepted: Collection[str] = ()) -> Iterator[UpdateOutcome]:
    """Update the data of every source; yield the outcome of each as soon as it is known.

    For the sources named in `accepted`, worse data are accepted. A source that fails does not stop others.
    """
    for job in jobs:
        try:
            outcome = _update_source(job, job.name in accepted)
        except PlanextractError as error:
            outcome = _build_failure(job, error)
        except Exception as error:
            # A bug that one plan triggers must not prevent the update of the others. It is reported, also by
            # the exit status, as the command line does for a single plan.
            outcome = _build_failure(
                job,
                PlanextractError(
                    make_message(
                        "The program itself failed ({name}: {error}).", name=type(error).__name__, error=error
                    ),
                    "Please report this with the file, if you may share it.",
                ),
            )
        yield outcome


def choose_exit_code(outcomes: Sequence[UpdateOutcome]) -> ExitCode:
    """Return WORSE if data were refused, else the code shared by all failures, or FAILED if they differ."""
    if any(outcome.status == "worse" for outcome in outcomes):
        return ExitCode.WORSE
    codes = {outcome.error.exit_code for outcome in outcomes if outcome.error is not None}
    if len(codes) > 1:
        return ExitCode.FAILED
    return codes.pop() if codes else ExitCode.DONE


def _update_source(job: UpdateJob, accepted: bool) -> UpdateOutcome:
    """Update one source.

    Raises PlanextractError where the source can't be fetched, or can't be read and has no old data.
    """
    old = read_dataset(job.out, job.formats, job.report)
    how = compute_reading_fingerprint(job.options)
    current = _find_current_state(old, job, how)
    fetched = fetch_source(job.location, _get_validators(current), job.fetch)
    if current is not None and (fetched is None or fetched.sha256 == current.sha256):
        assert old is not None
        discard_rejected(job.out)
        known = measure_plan(old.plan, current.coverage)
        return UpdateOutcome(job.name, job.source, job.out, "unchanged", known, known)
    assert fetched is not None, "without validators the server can't have said: not modified"
    try:
        result = _parse_fetched(fetched, job)
    except _UNUSABLE_FILE_ERRORS as error:
        if old is None:
            raise
        return _refuse_unusable(job, old, fetched, error)
    state = UpdateState(
        source=job.source,
        etag=fetched.validators.etag,
        last_modified=fetched.validators.last_modified,
        sha256=fetched.sha256,
        recipe=how,
        coverage=sum_coverage(result.accounts),
    )
    outcome = _write_or_refuse(job, old, fetched, result, state, accepted)
    stale = (found for found in result.plan.findings if found.code == FindingCode.STALE_CORRECTION)
    return replace(outcome, moved_to=fetched.moved_to, stale=tuple(found.message for found in stale))


def _refuse_unusable(
    job: UpdateJob, old: Dataset, fetched: FetchedFile, error: PlanextractError
) -> UpdateOutcome:
    """Refuse a new file that contains no data, where there were data before."""
    before = measure_plan(old.plan, old.state.coverage if old.state else None)
    written = write_rejected(job.out, fetched.data, None, {})
    reasons = (f"Nothing can be read from the new file: {error}",)
    return UpdateOutcome(job.name, job.source, job.out, "worse", before, reasons=reasons, written=written)


def _write_or_refuse(
    job: UpdateJob,
    old: Dataset | None,
    fetched: FetchedFile,
    result: Result,
    state: UpdateState,
    accepted: bool,
) -> UpdateOutcome:
    """Write the new data in place of the old, or beside them when they are worse and not accepted."""
    new = result.plan
    files = _make_files(job, fetched, result, state)
    after = measure_plan(new, state.coverage)
    before = diff = None
    corrections: tuple[CorrectionChange, ...] = compare_corrections(old.plan if old else None, new)
    if old is None:
        reasons = find_reasons_to_doubt(after, job.limits)
    else:
        before = measure_plan(old.plan, old.state.coverage if old.state else None)
        vocabulary = load_vocabulary(job.options.vocabulary or result.fit.profile.vocabulary)
        printed = undo_corrections(old.plan, vocabulary), undo_corrections(new, vocabulary)
        diff = compare_plans(*printed)
        reasons = find_reasons_to_refuse(before, after, printed, diff, job.limits)
    if reasons and not accepted:
        status: OutcomeStatus = "worse"
        written = write_rejected(job.out, fetched.data, new, files)
    else:
        written = write_changed(new, job.out, files)
        discard_rejected(job.out)
        status = "new" if old is None else "changed" if written else "unchanged"
    return UpdateOutcome(
        job.name,
        job.source,
        job.out,
        status,
        before,
        after,
        diff,
        reasons,
        written=written,
        corrections=corrections,
    )


def _make_files(job: UpdateJob, fetched: FetchedFile, result: Result, state: UpdateState) -> dict[str, bytes]:
    """Return the files of a dataset: every format, the places, the report where wanted, and the state."""
    files = dataset_files(result.plan, job.formats) | {
        PLACES_FILE: places_json(result.places),
        STATE_FILE: encode_state(state),
    }
    if job.keep_source and len(fetched.data) <= MAX_KEPT_BYTES:
        files[get_source_name(fetched.name)] = fetched.data
    if job.report and result.plan.source.engine != TEXT_ENGINE:
        from planextract.report.html import make_report  # rarely needed, and slow to import

        checked = read_corrections(Path(job.options.corrections)).checked if job.options.corrections else ()
        password = job.options.password
        files[REPORT_FILE] = make_report(
            result.plan, result.places, fetched.data, job.source, password, checked
        )
    return files


def _find_current_state(old: Dataset | None, job: UpdateJob, how: str) -> UpdateState | None:
    """Return the state of the old data if the same file would give the same data again, else None."""
    if old is None or old.state is None or not old.is_whole:
        return None
    state = old.state
    fitting = state.source == job.source and state.recipe == how and state.sha256 == old.plan.source.sha256
    return state if fitting else None


def _get_validators(state: UpdateState | None) -> CacheValidators:
    return CacheValidators(state.etag, state.last_modified) if state else CacheValidators()


def _parse_fetched(fetched: FetchedFile, job: UpdateJob) -> Result:
    """Parse a fetched file from memory, so that nothing is left on the disk; errors name its source."""
    try:
        return parse_with_accounts(fetched.data, job.options, guard=DEFAULT_GUARD, name=fetched.name)
    except PlanextractError as error:
        raise type(error)(error.message.replace(fetched.name, job.source), error.remedy) from error


def _build_failure(job: UpdateJob, error: PlanextractError) -> UpdateOutcome:
    return UpdateOutcome(job.name, job.source, job.out, "failed", error=error)
