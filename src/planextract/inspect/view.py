"""Runs the pipeline and keeps what it saw on one page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planextract.assemble.records import assemble
from planextract.clean.doubles import undouble
from planextract.clean.visible import visible
from planextract.errors import UsageError
from planextract.layout.page import lay_out
from planextract.model.layout import PageLayout
from planextract.model.page import Box, CleanPage
from planextract.normalise.places import places
from planextract.pipeline import Options, read_file
from planextract.profiles import load_profile
from planextract.read.base import Document
from planextract.read.readers import reader


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


def view(path: Path, page: int, options: Options) -> PageView:
    """What the pipeline saw on a page, counted from 1.

    The whole file is read, since what becomes of a page depends on those before it.

    Raises UsageError when there is no such page, and what reading a file raises.
    """
    profile = load_profile(options.profile)
    data = read_file(path)
    seen: dict[int, tuple[CleanPage, PageLayout]] = {}
    with reader(options.engine).open(data, options.password) as document:
        if not 1 <= page <= document.page_count:
            raise UsageError(f"There is no page {page}.", f"{path} has the pages 1 to {document.page_count}.")
        draft = assemble(_watched(document, page, seen), profile)
    records = [
        Record(project.id, place.box, hidden)
        for projects, hidden in ((draft.projects, False), (draft.hidden, True))
        for project in projects
        for place in project.places
        if place.page == page
    ]
    found = places(draft, hashlib.sha256(data).hexdigest(), profile.units_of_body())
    values = [
        Value(project, pointer, Box(area.x0, area.top, area.x1, area.bottom))
        for project, spots in found.projects.items()
        for pointer, areas in spots.items()
        for area in areas
        if area.page == page
    ]
    clean, layout = seen[page]
    return PageView(clean, layout, tuple(records), tuple(values))


def _watched(
    document: Document, page: int, seen: dict[int, tuple[CleanPage, PageLayout]]
) -> Iterator[PageLayout]:
    for content in document.pages(1, document.page_count):
        clean = undouble(visible(content))
        layout = lay_out(clean)
        if content.number == page:
            seen[page] = clean, layout
        yield layout
