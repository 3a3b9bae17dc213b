"""Report of the progress of assembling a plan."""

from __future__ import annotations

from collections.abc import Callable

PageDone = Callable[[int, int], None]
"""Callback after each page, with the number of pages done and of projects found so far."""


def ignore_progress(pages: int, projects: int) -> None:
    """Ignore the progress."""
