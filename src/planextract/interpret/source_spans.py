"""Collect the source spans of a raw plan's texts under the JSON Pointers of the published values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from planextract.interpret.departments import parse_departments
from planextract.model.field_values import iter_printed_values
from planextract.model.plan import Area
from planextract.model.provenance import Places, ValueAreas
from planextract.model.raw_plan import RawHeading, RawPlan, RawProject, SourceSpan, TracedText
from planextract.profiles.organisation import Organisation

_ROUNDING_SLACK_PT = 0.0137
"""Points by which a box may exceed a whole point and still be rounded to it.

It keeps the last digits, in which two readers may differ, from changing the result.
"""


def collect_places(draft: RawPlan, sha256: str, organisation: Organisation) -> Places:
    """Return the page areas of all values interpreted from the raw plan; `sha256` is the hash of the PDF."""
    projects = (*draft.projects, *draft.hidden)
    return Places(
        sha256=sha256,
        title=_list_areas(draft.title),
        pillars={str(pillar.number): _trace_heading(pillar) for pillar in draft.pillars},
        strategies={str(strategy.number): _trace_heading(strategy) for strategy in draft.strategies},
        projects={project.id: _trace_project(project, organisation) for project in projects},
    )


def round_to_area(place: SourceSpan) -> Area:
    """Convert a source span to an area in whole points, rounded outwards."""
    box = place.box
    return Area(
        page=place.page,
        x0=math.floor(box.x0 + _ROUNDING_SLACK_PT),
        top=math.floor(box.top + _ROUNDING_SLACK_PT),
        x1=math.ceil(box.x1 - _ROUNDING_SLACK_PT),
        bottom=math.ceil(box.bottom - _ROUNDING_SLACK_PT),
    )


def _list_areas(printed: TracedText | None) -> list[Area]:
    return [round_to_area(place) for place in dict.fromkeys(printed.spans)] if printed is not None else []


def _areas_by_pointer(texts: Iterable[tuple[str, TracedText | None]]) -> ValueAreas:
    return {pointer: found for pointer, printed in texts if (found := _list_areas(printed))}


def _trace_heading(heading: RawHeading) -> ValueAreas:
    return _areas_by_pointer([("/title", heading.title)])


def _trace_project(project: RawProject, organisation: Organisation) -> ValueAreas:
    return _areas_by_pointer(iter_project_texts(project, organisation))


def iter_project_texts(
    project: RawProject, organisation: Organisation
) -> Iterator[tuple[str, TracedText | None]]:
    """Yield the JSON Pointer and text of every printed value of a project."""
    units = parse_departments(project.departments, organisation)
    yield from iter_printed_values(project.parts | {"departments": units})
