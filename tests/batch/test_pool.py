"""One file never harms another: a process that a job ends is replaced, and the other jobs go on."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest

from planextract.batch import pool
from planextract.batch.pool import ProcessLostError, run_jobs
from planextract.errors import NoPlanError
from planextract.isolation.guard import Guard
from tests.batch.jobs import do_job


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def run(*jobs: str, processes: int = 2, **bounds: float) -> dict[str, object]:
    found = run_jobs(do_job, iter(jobs), Guard(**bounds), processes)  # type: ignore[arg-type]
    return {result.job: result.error or result.value for result in found}


def test_processes_take_one_job_after_another() -> None:
    values = run(*"abcdefgh")
    assert {job: value[0] for job, value in values.items()} == {job: job.upper() for job in "abcdefgh"}  # type: ignore[index]
    assert len({value[1] for value in values.values()}) <= 2  # type: ignore[index]


@pytest.mark.parametrize(
    ("bad", "message"), [("crash", "crashed"), ("hoard", "more memory than the limit of 128 MiB")]
)
def test_a_job_that_ends_its_process_is_reported_and_the_others_are_done(bad: str, message: str) -> None:
    values = run("a", bad, "b", "c", memory_limit=128)
    error = values.pop(bad)
    assert isinstance(error, ProcessLostError)
    assert message in str(error)
    assert {job: value[0] for job, value in values.items()} == {"a": "A", "b": "B", "c": "C"}  # type: ignore[index]


def test_a_job_that_exceeds_its_deadline_is_ended() -> None:
    values = run("hang", "a", timeout=1)
    assert isinstance(values["hang"], ProcessLostError)
    assert "longer than 1 seconds" in str(values["hang"])
    assert values["a"][0] == "A"  # type: ignore[index]


def test_errors_of_a_job_come_back_as_they_are() -> None:
    values = run("refuse", "bug")
    assert isinstance(values["refuse"], NoPlanError)
    assert isinstance(values["bug"], ZeroDivisionError)
    assert "do_job" in "".join(values["bug"].__notes__)


def test_no_more_jobs_are_taken_than_there_are_processes() -> None:
    taken: list[str] = []

    def take() -> Iterator[str]:
        for job in "abcdef":
            taken.append(job)
            yield job

    results = run_jobs(do_job, take(), Guard(), 2)
    next(results)
    assert len(taken) <= 3
    results.close()  # type: ignore[attr-defined]


def test_a_process_is_replaced_after_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "FILES_PER_PROCESS", 2)
    values = run(*"abcdef", processes=1)
    assert len({value[1] for value in values.values()}) == 3  # type: ignore[index]
