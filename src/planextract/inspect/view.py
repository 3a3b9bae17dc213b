"""Runs the pipeline and keeps what it saw on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planextract.assemble import assemble
from planextract.assemble.fit import choose
from planextract.clean.doubles import undouble
from planextract.clean.visible import visible
from planextract.errors import UsageError
from planextract.layout.page import lay_out
from planextract.model.layout import PageLayout
from planextract.model.page import Box, CleanPage
from planextract.pipeline import Options, candidates, read_file
from planextract.read.base import Document
from planextract.read.readers import reader


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


def view(path: Path, page: int, options: Options) -> PageView:
    """What the pipeline saw on a page, counted from 1.

    The whole file is read, since what becomes of a page depends on those before it.

    Raises UsageError when there is no such page, and what reading a file raises.
    """
    seen: dict[int, tuple[CleanPage, PageLayout]] = {}
    with reader(options.engine).open(read_file(path), options.password) as document:
        if not 1 <= page <= document.page_count:
            raise UsageError(f"There is no page {page}.", f"{path} has the pages 1 to {document.page_count}.")
        choice = choose(_watched(document, page, seen), candidates(options))
        draft = assemble(choice.pages, choice.best.profile)
    records = [
        Record(project.id, place.box, hidden)
        for projects, hidden in ((draft.projects, False), (draft.hidden, True))
        for project in projects
        for place in project.places
        if place.page == page
    ]
    clean, layout = seen[page]
    return PageView(clean, layout, tuple(records))


def _watched(
    document: Document, page: int, seen: dict[int, tuple[CleanPage, PageLayout]]
) -> Iterator[PageLayout]:
    for content in document.pages(1, document.page_count):
        clean = undouble(visible(content))
        layout = lay_out(clean)
        if content.number == page:
            seen[page] = clean, layout
        yield layout
