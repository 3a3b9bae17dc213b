"""How far assembling has come."""

from __future__ import annotations

from collections.abc import Callable

PageDone = Callable[[int, int], None]
"""Told after each page: pages done, projects found so far."""


def unheard(pages: int, projects: int) -> None:
    """For when nobody wants to know."""
