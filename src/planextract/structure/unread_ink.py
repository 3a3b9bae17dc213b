"""Report pictures and drawn letters that are not read, with the project in whose part of a page they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planextract.model.findings import FindingCode, finding
from planextract.model.page import Box
from planextract.model.plan import Finding
from planextract.model.raw_plan import RawProject

_MIN_PAGE_SHARE = 0.25
"""Smallest share of a page without any project that a picture must cover to be worth a finding."""


class PageInk(NamedTuple):
    """The unread ink of one page, and the size of the page in points."""

    page: int
    width: float
    height: float
    areas: tuple[Box, ...]


class _Part(NamedTuple):
    """The part of a page that a project covers, from its first text to its last."""

    project: str
    top: float
    bottom: float


def report_unread_ink(pages: Iterable[PageInk], projects: Iterable[RawProject]) -> Iterator[Finding]:
    """Yield a finding for each project that has unread ink in its part of a page or next to it.

    Of a page without a project only large pictures are reported, and only between the pages of projects and
    right behind them: the cover and the back of a plan have pictures that say nothing.
    """
    parts = _find_parts(projects)
    if not parts:
        return
    first, last = min(parts), max(parts) + 1
    for page in pages:
        beside: dict[str, list[Box]] = defaultdict(list)
        for area in page.areas:
            part = _find_nearest_part(area, parts.get(page.page, []))
            if part is not None:
                beside[part.project].append(area)
        for project, areas in beside.items():
            x, y = round(areas[0].x0), round(areas[0].top)
            yield finding(
                FindingCode.UNREAD_PICTURE, page=page.page, project=project, count=len(areas), x=x, y=y
            )
        covered = sum(area.width * area.height for area in page.areas)
        is_picture = covered >= _MIN_PAGE_SHARE * page.width * page.height
        if is_picture and page.page not in parts and first < page.page <= last:
            yield finding(FindingCode.UNREAD_PICTURE, page=page.page)


def _find_parts(projects: Iterable[RawProject]) -> Mapping[int, list[_Part]]:
    found: dict[int, list[_Part]] = defaultdict(list)
    for project in projects:
        boxes: dict[int, Box] = {}
        for page, box in project.spans:
            boxes[page] = boxes[page].unite_with(box) if page in boxes else box
        for page, box in boxes.items():
            found[page].append(_Part(project.id, box.top, box.bottom))
    return {page: sorted(parts, key=lambda part: part.top) for page, parts in found.items()}


def _find_nearest_part(area: Box, parts: list[_Part]) -> _Part | None:
    """Return the project in whose part of the page an area is, else the nearest one above or below it."""
    middle = (area.top + area.bottom) / 2
    return min(parts, key=lambda part: max(part.top - middle, middle - part.bottom, 0.0), default=None)
