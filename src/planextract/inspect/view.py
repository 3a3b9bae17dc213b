"""Runs the pipeline and keeps what it saw on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planextract.assemble import assemble
from planextract.clean.doubles import undouble
from planextract.clean.visible import visible
from planextract.errors import UsageError
from planextract.layout.page import lay_out
from planextract.model.layout import PageLayout
from planextract.model.page import Box, CleanPage
from planextract.pipeline import Options, read_file
from planextract.profiles import Profile, load_profile
from planextract.read.base import Document
from planextract.workers import Guard, Send, guarded
from planextract.workers.guard import USUAL


class Record(NamedTuple):
    """A part of the page that went into a project."""

    project: str
    box: Box
    hidden: bool
    """It stands in content that nobody sees."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page at every stage."""

    clean: CleanPage
    layout: PageLayout
    records: tuple[Record, ...]


def view(path: Path, page: int, options: Options, guard: Guard = USUAL) -> PageView:
    """What the pipeline saw on a page, counted from 1.

    The whole file is read, since what becomes of a page depends on those before it; in a process of its
    own.

    Raises UsageError when there is no such page, and what reading a file raises.
    """
    profile = load_profile(options.profile)
    with guarded(read_file(path), str(path), options.engine, options.password, guard) as document:
        if not 1 <= page <= document.page_count:
            raise UsageError(f"There is no page {page}.", f"{path} has the pages 1 to {document.page_count}.")
        (seen,) = document.run(_send_view, page, profile)
    assert isinstance(seen, PageView)
    return seen


def _send_view(document: Document, send: Send, page: int, profile: Profile) -> None:
    seen: dict[int, tuple[CleanPage, PageLayout]] = {}
    draft = assemble(_watched(document, page, seen), profile)
    records = [
        Record(project.id, place.box, hidden)
        for projects, hidden in ((draft.projects, False), (draft.hidden, True))
        for project in projects
        for place in project.places
        if place.page == page
    ]
    clean, layout = seen[page]
    send(PageView(clean, layout, tuple(records)))


def _watched(
    document: Document, page: int, seen: dict[int, tuple[CleanPage, PageLayout]]
) -> Iterator[PageLayout]:
    for content in document.pages(1, document.page_count):
        clean = undouble(visible(content))
        layout = lay_out(clean)
        if content.number == page:
            seen[page] = clean, layout
        yield layout
