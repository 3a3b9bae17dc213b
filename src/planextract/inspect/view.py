"""Run the pipeline and keep its intermediate results for one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planextract.errors import UnreadableError, UsageError
from planextract.families.choose import choose_layout_profile
from planextract.families.registry import assemble_plan
from planextract.inputs import Options, load_candidate_profiles
from planextract.interpret.source_spans import collect_places
from planextract.isolation import Guard, Send, open_guarded
from planextract.isolation.guard import DEFAULT_GUARD
from planextract.model.layout import PageLayout
from planextract.model.page import Box, CleanPage
from planextract.model.recognition import OcrSettings
from planextract.page_sources import expect_recognition
from planextract.pages import lay_out_page
from planextract.profiles.schema import Profile
from planextract.read.base import Document
from planextract.read.input_file import read_file
from planextract.read.pdfium.reader import PagePicture, PdfiumDocument
from planextract.recognise.run_settings import resolve_ocr_mode
from planextract.wording.messages import make_message

_NO_FILE_SHA256 = "0" * 64
"""Hash given for the source file; these source spans are not published."""


class ProjectRegion(NamedTuple):
    """A region of the page whose text belongs to a project."""

    project: str
    box: Box
    hidden: bool
    """True where it is in content that is not visible on the page."""


class ValueRegion(NamedTuple):
    """A line or cell from which a value was read."""

    project: str
    pointer: str
    """JSON Pointer (RFC 6901) from the project's record, as in places.json."""
    box: Box


@dataclass(frozen=True, slots=True)
class PageView:
    """The results of every stage of the pipeline for one page."""

    clean: CleanPage
    layout: PageLayout
    records: tuple[ProjectRegion, ...]
    values: tuple[ValueRegion, ...]


def inspect_page(path: Path, page: int, options: Options, guard: Guard = DEFAULT_GUARD) -> PageView:
    """Return the results of every stage of the pipeline for a page, counted from 1.

    The whole file is read, since the result for a page depends on those before it; in a separate process.

    Raises UsageError when the page does not exist, and the errors of reading a file.
    """
    with open_guarded(read_file(path), str(path), options.engine, options.password, guard) as document:
        if not 1 <= page <= document.page_count:
            raise UsageError(
                make_message("There is no page {page}.", page=page),
                make_message(
                    "{path} has the pages 1 to {page_count}.", path=path, page_count=document.page_count
                ),
            )
        mode = resolve_ocr_mode(options.ocr)
        expect_recognition(document, mode)
        (seen,) = document.run_task(_send_view, page, load_candidate_profiles(options), OcrSettings(mode))
    assert isinstance(seen, PageView)
    return seen


def render_page(
    path: Path, page: int, scale: float, password: str | None, guard: Guard = DEFAULT_GUARD
) -> PagePicture:
    """Return a page, counted from 1, rendered by PDFium at `scale` pixels per point in a separate process.

    Raises UnreadableError when the page can't be rendered, and the errors of reading a file.
    """
    with open_guarded(read_file(path), str(path), "pdfium", password, guard) as document:
        (painted,) = document.run_task(_send_picture, page, scale)
    if painted is None:
        raise UnreadableError(make_message("Page {page} can't be painted.", page=page), "Draw it as SVG.")
    assert isinstance(painted, PagePicture)
    return painted


def _send_picture(document: Document, send: Send, page: int, scale: float) -> None:
    """Send the picture of a page; runs in the process that reads the document."""
    assert isinstance(document, PdfiumDocument)
    send(document.render_page(page, scale))


def _send_view(document: Document, send: Send, page: int, profiles: list[Profile], ocr: OcrSettings) -> None:
    """Send the view of a page; runs in the process that reads the document."""
    seen: dict[int, tuple[CleanPage, PageLayout]] = {}
    choice = choose_layout_profile(_lay_out_pages(document, page, seen, ocr), profiles)
    draft = assemble_plan(choice.pages, choice.best.profile)
    records = [
        ProjectRegion(project.id, place.box, hidden)
        for projects, hidden in ((draft.projects, False), (draft.hidden, True))
        for project in projects
        for place in project.spans
        if place.page == page
    ]
    found = collect_places(draft, _NO_FILE_SHA256, choice.best.profile.make_organisation())
    values = [
        ValueRegion(project, pointer, Box(area.x0, area.top, area.x1, area.bottom))
        for project, spots in found.projects.items()
        for pointer, areas in spots.items()
        for area in areas
        if area.page == page
    ]
    clean, layout = seen[page]
    if layout.unreadable is not None:
        raise UnreadableError(
            make_message(
                "Page {page} can't be read: {unreadable:reason}.", page=page, unreadable=layout.unreadable
            ),
            "Look at another.",
        )
    send(PageView(clean, layout, tuple(records), tuple(values)))


def _lay_out_pages(
    document: Document, page: int, seen: dict[int, tuple[CleanPage, PageLayout]], ocr: OcrSettings
) -> Iterator[PageLayout]:
    """Yield the layout of every page, and store the results for `page` in `seen`."""
    for content in document.pages(1, document.page_count):
        clean, layout = lay_out_page(content, None, ocr)
        if content.number == page:
            seen[page] = clean, layout
        yield layout
