"""Runs the pipeline and keeps what it saw on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planextract.errors import UnreadableError, UsageError
from planextract.families import assemble
from planextract.families.choose import choose
from planextract.interpret.source_spans import places
from planextract.isolation import Guard, Send, guarded
from planextract.isolation.guard import USUAL
from planextract.model.layout import PageLayout
from planextract.model.page import Box, CleanPage
from planextract.pages import lay_out_page
from planextract.pipeline import Options, candidates
from planextract.profiles import Profile
from planextract.read.base import Document
from planextract.read.input_file import read_file
from planextract.read.pdfium.reader import PagePicture, PdfiumDocument

_NO_FILE = "0" * 64
"""Places are wanted of one page, not to be published."""


class Record(NamedTuple):
    """A part of the page that went into a project."""

    project: str
    box: Box
    hidden: bool
    """It stands in content that nobody sees."""


class Value(NamedTuple):
    """A line or cell that a value was read from."""

    project: str
    pointer: str
    """JSON Pointer from the project's record, as in places.json."""
    box: Box


@dataclass(frozen=True, slots=True)
class PageView:
    """One page at every stage."""

    clean: CleanPage
    layout: PageLayout
    records: tuple[Record, ...]
    values: tuple[Value, ...]


def view(path: Path, page: int, options: Options, guard: Guard = USUAL) -> PageView:
    """What the pipeline saw on a page, counted from 1.

    The whole file is read, since what becomes of a page depends on those before it; in a process of its
    own.

    Raises UsageError when there is no such page, and what reading a file raises.
    """
    with guarded(read_file(path), str(path), options.engine, options.password, guard) as document:
        if not 1 <= page <= document.page_count:
            raise UsageError(f"There is no page {page}.", f"{path} has the pages 1 to {document.page_count}.")
        (seen,) = document.run(_send_view, page, candidates(options))
    assert isinstance(seen, PageView)
    return seen


def picture(path: Path, page: int, scale: float, password: str | None, guard: Guard = USUAL) -> PagePicture:
    """What PDFium paints of a page, counted from 1, at `scale` pixels per point; in a process of its own.

    Raises what reading a file raises.
    """
    with guarded(read_file(path), str(path), "pdfium", password, guard) as document:
        (painted,) = document.run(_send_picture, page, scale)
    if painted is None:
        raise UnreadableError(f"Page {page} can't be painted.", "Draw it as SVG.")
    assert isinstance(painted, PagePicture)
    return painted


def _send_picture(document: Document, send: Send, page: int, scale: float) -> None:
    assert isinstance(document, PdfiumDocument)
    send(document.picture(page, scale))


def _send_view(document: Document, send: Send, page: int, profiles: list[Profile]) -> None:
    seen: dict[int, tuple[CleanPage, PageLayout]] = {}
    choice = choose(_watched(document, page, seen), profiles)
    draft = assemble(choice.pages, choice.best.profile)
    records = [
        Record(project.id, place.box, hidden)
        for projects, hidden in ((draft.projects, False), (draft.hidden, True))
        for project in projects
        for place in project.places
        if place.page == page
    ]
    found = places(draft, _NO_FILE, choice.best.profile.units_of_body())
    values = [
        Value(project, pointer, Box(area.x0, area.top, area.x1, area.bottom))
        for project, spots in found.projects.items()
        for pointer, areas in spots.items()
        for area in areas
        if area.page == page
    ]
    clean, layout = seen[page]
    if layout.unreadable is not None:
        raise UnreadableError(f"Page {page} can't be read: {layout.unreadable}.", "Look at another.")
    send(PageView(clean, layout, tuple(records), tuple(values)))


def _watched(
    document: Document, page: int, seen: dict[int, tuple[CleanPage, PageLayout]]
) -> Iterator[PageLayout]:
    for content in document.pages(1, document.page_count):
        clean, layout = lay_out_page(content)
        if content.number == page:
            seen[page] = clean, layout
        yield layout
