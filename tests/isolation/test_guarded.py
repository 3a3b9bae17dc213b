"""Reading in processes of its own: what a file does there becomes a sentence here, and nothing is left."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from planextract.errors import EncryptedError, UnreadableError, UsageError
from planextract.isolation import Guard, GuardedDocument, open_guarded
from planextract.isolation.guard import (
    BASE_SECONDS,
    BYTES_PER_SECOND,
    MAX_SECONDS,
    MIN_MEMORY_MIB,
    MIN_PAGES_PER_PROCESS,
    SECONDS_PER_PAGE,
)
from planextract.isolation.guarded_document import CHUNK_PAGES
from tests.isolation import tasks
from tests.support import pdfs

PAGES = 5 * CHUNK_PAGES + 3
DATA = pdfs.pdf(*[lambda canvas: canvas.drawString(20, 50, "計画")] * PAGES)


def opened(
    data: bytes = DATA, engine: str = "pdfium", **bounds: float
) -> AbstractContextManager[GuardedDocument]:
    return open_guarded(data, "plan.pdf", engine, None, Guard(**bounds))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_document_is_read_elsewhere(engine: str) -> None:
    with opened(pdfs.letter(), engine) as document:
        assert document.page_count == 1
        assert list(document.run_task(tasks.text)) == ["令和６年度のお知らせ"]
        (place,) = document.run_task(tasks.where)
        assert place != os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(("first", "last"), [(1, PAGES), (1, 1), (3, CHUNK_PAGES + 5)])
def test_pages_come_in_their_order_whatever_the_number_of_processes(jobs: int, first: int, last: int) -> None:
    with opened(jobs=jobs) as document:
        assert list(document.run_on_page_ranges(tasks.uneven, first, last)) == list(range(first, last + 1))
        assert list(document.run_on_page_ranges(tasks.pages, 2, 3)) == [2, 3], (
            "once more, with the processes there are"
        )


FATES: dict[Callable[..., None], str] = {
    tasks.crash: r"The reader crashed on plan\.pdf \(SIGSEGV\)\.",
    tasks.abort: r"The reader crashed on plan\.pdf \(SIGABRT\)\.",
    tasks.leave: r"The reader crashed on plan\.pdf \(status 3\)\.",
    tasks.be_killed: r"Reading plan\.pdf takes more memory than the limit of 256 MiB\..*--memory-limit",
    tasks.eat_at_once: r"Reading plan\.pdf takes more memory than the limit of 256 MiB\..*--memory-limit",
    tasks.eat_and_abort: r"Reading plan\.pdf takes more memory than the limit of 256 MiB\..*--memory-limit",
    tasks.hang: r"Reading plan\.pdf takes longer than 0\.5 seconds\..*--timeout",
}


@pytest.mark.parametrize("task", FATES, ids=lambda task: task.__name__)
def test_what_a_file_does_to_its_reader_is_told(task: Callable[..., None]) -> None:
    with (
        pytest.raises(UnreadableError, match=FATES[task]),
        opened(timeout=0.5 if task is tasks.hang else None, memory_limit=256) as document,  # type: ignore[arg-type]
    ):
        list(document.run_task(task))


def test_a_crash_in_one_of_several_processes_is_told() -> None:
    with pytest.raises(UnreadableError, match="SIGABRT"), opened(jobs=3) as document:
        assert all(number < 20 for number in document.run_on_page_ranges(tasks.crash_on_page_20, 1, PAGES))


def test_a_hang_while_opening_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planextract.isolation.child.get_reader", lambda engine: time.sleep(60))
    with pytest.raises(UnreadableError, match="--timeout"), opened(timeout=0.3):
        pass


def test_what_goes_wrong_in_opening_is_raised_here() -> None:
    with pytest.raises(EncryptedError, match="--password"), opened(pdfs.encrypted(pdfs.letter(), "right")):
        pass


def test_a_bug_in_another_process_is_raised_here_with_its_place() -> None:
    with pytest.raises(ZeroDivisionError, match="a bug") as raised, opened() as document:
        list(document.run_task(tasks.fail))
    assert "tests/isolation/tasks.py" in "".join(raised.value.__notes__)


def test_an_error_that_cannot_be_sent_is_told() -> None:
    with pytest.raises(RuntimeError, match="UnportableError: this and that"), opened() as document:
        list(document.run_task(tasks.fail_strangely))


def test_whoever_stops_listening_stops_the_processes() -> None:
    with opened(jobs=2) as document:
        assert next(document.run_task(tasks.hang)) == "started"


def test_what_native_code_prints_is_not_said(capfd: pytest.CaptureFixture[str]) -> None:
    with opened() as document:
        assert list(document.run_task(tasks.talk)) == ["done"]
    assert capfd.readouterr() == ("", "")


def test_beside_threads_a_new_process_is_started() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with opened(pdfs.letter(), jobs=2) as document:
            assert list(document.run_task(tasks.text)) == ["令和６年度のお知らせ"]
    finally:
        stop.set()
        thread.join()


def test_the_deadline_grows_with_the_pages_and_the_bytes() -> None:
    large = 10**9
    assert Guard().compute_deadline(0, large) == BASE_SECONDS
    assert Guard().compute_deadline(100, large) == BASE_SECONDS + 100 * SECONDS_PER_PAGE
    assert Guard(timeout=5).compute_deadline(100, large) == 5
    # a small file that claims many pages gets no more time than its bytes are worth
    assert Guard().compute_deadline(10_000, 200_000) == BASE_SECONDS + 200_000 / BYTES_PER_SECOND
    assert Guard().compute_deadline(10_000, large) == MAX_SECONDS


def test_a_short_file_is_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planextract.isolation.guard.count_cores", lambda: 4)
    assert Guard().count_processes(1) == 1
    assert Guard().count_processes(2 * MIN_PAGES_PER_PROCESS - 1) == 1
    assert Guard().count_processes(2 * MIN_PAGES_PER_PROCESS) == 2
    assert Guard().count_processes(100 * MIN_PAGES_PER_PROCESS) == 4
    assert Guard(jobs=3).count_processes(2) == 2
    assert Guard(jobs=3).count_processes(0) == 1


@pytest.mark.parametrize(
    "bounds",
    [{"timeout": 0}, {"timeout": float("nan")}, {"memory_limit": MIN_MEMORY_MIB - 1}, {"jobs": 0}],
)
def test_bounds_that_make_no_sense(bounds: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Guard(**bounds)  # type: ignore[arg-type]
