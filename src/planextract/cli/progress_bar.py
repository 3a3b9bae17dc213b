"""Show the progress of a run as a bar on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from planextract.pipeline import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_REFRESH_SECONDS = 0.1
"""Seconds between two refreshes of the bar."""


class FileCounter(Protocol):
    """A function to call after each file of a run."""

    def __call__(self, failed: bool) -> None: ...


@contextmanager
def show_progress(quiet: bool) -> Iterator[Progress | None]:
    """Yield a progress function that draws a bar on stderr; None when quiet or without a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with _make_bar("pages", "{task.fields[projects]} projects") as bar:
        task = bar.add_task("", total=None, projects=0)
        shown = time.monotonic()

        def update_bar(pages: int, all_pages: int, projects: int) -> None:
            nonlocal shown
            bar.update(task, completed=pages, total=all_pages, projects=projects)
            if time.monotonic() - shown >= _REFRESH_SECONDS:
                bar.refresh()
                shown = time.monotonic()

        yield update_bar


@contextmanager
def show_file_progress(total: int, *, quiet: bool) -> Iterator[FileCounter]:
    """Yield a function to call after each file; it draws a bar on stderr where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda failed: None
        return
    with _make_bar("files", "{task.fields[failures]} failed") as bar:
        task = bar.add_task("", total=total, failures=0)
        failures = 0

        def count_file(failed: bool) -> None:
            nonlocal failures
            failures += failed
            bar.update(task, advance=1, failures=failures, refresh=True)

        yield count_file


def _make_bar(unit: str, further: str) -> Bar:
    """Return a bar that counts units, with a further column."""
    from rich import progress as rich  # only here: it costs more to import than a page to read
    from rich.console import Console

    return rich.Progress(
        rich.TextColumn(unit),
        rich.BarColumn(),
        rich.MofNCompleteColumn(),
        rich.TextColumn(further),
        rich.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,  # it would take a thread, and processes are started beside the bar
    )
