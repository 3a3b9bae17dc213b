"""Show the progress of a parse as a bar on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from planextract.pipeline import Progress

_REFRESH_SECONDS = 0.1
"""Seconds between two refreshes of the bar."""


@contextmanager
def show_progress(quiet: bool) -> Iterator[Progress | None]:
    """Yield a progress function that draws a bar on stderr; None when quiet or without a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich import progress as rich  # only here: it costs more to import than a page to read
    from rich.console import Console

    with rich.Progress(
        rich.TextColumn("pages"),
        rich.BarColumn(),
        rich.MofNCompleteColumn(),
        rich.TextColumn("{task.fields[projects]} projects"),
        rich.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,  # it would take a thread, and processes are started beside the bar
    ) as bar:
        task = bar.add_task("", total=None, projects=0)
        shown = time.monotonic()

        def tell(pages: int, all_pages: int, projects: int) -> None:
            nonlocal shown
            bar.update(task, completed=pages, total=all_pages, projects=projects)
            if time.monotonic() - shown >= _REFRESH_SECONDS:
                bar.refresh()
                shown = time.monotonic()

        yield tell
