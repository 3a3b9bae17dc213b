"""Parse printed lines of department names into departments (部) with their sections (課)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from planextract.model.raw_plan import EMPTY_TEXT, TracedText
from planextract.profiles.organisation import Organisation

_SPACE = re.compile(r"[\s　]+")
_RUN_TOGETHER = re.compile(
    r"(?P<department>.+?(?:局|(?<![東西南北中内外上下本])部|.本部))(?P<section>[^長].+)"
)
_COMMA = re.compile(r"[、，,・](?=\S)")


_MIDDLE_DOT = re.compile(r"(?<=[課係])・(?=[^・、，,]+[課係])")
"""A middle dot between two sections: 公園課・道路課. That of 観光・文化課 is part of a name."""

_SECTION_ENDINGS = ("課", "係", "担当", "班")
"""Last words of names that are never those of departments."""

_MIN_SPREAD_PARTS = 3
"""Smallest number of pieces in which a name is printed whose letters are spread over its line."""


class TracedDepartment(NamedTuple):
    """A department in charge and its sections; the department is empty where none is printed."""

    department: TracedText
    sections: tuple[TracedText, ...]


def parse_departments(lines: Iterable[TracedText], organisation: Organisation) -> list[TracedDepartment]:
    """Parse lines into departments in printed order; names listed after a department are its sections.

    A line may contain several departments, and a long line may continue on the next. A name has the source
    spans of its line.
    """
    found: list[TracedDepartment] = []
    for group in _split_into_groups(_join_broken_lines(lines, organisation)):
        alone = len(group) > 1 and all(organisation.is_department(name.text) for name in group)
        if len(group) == 1 and (parts := _split_run_together(group[0], organisation)) is not None:
            if not found or found[-1].department.text != parts[0].text:
                found.append(TracedDepartment(parts[0], ()))
            found[-1] = found[-1]._replace(sections=(*found[-1].sections, parts[1]))
            continue
        rest = list(group)
        if organisation.is_department(rest[0].text) and (alone or not _is_section(rest, found)):
            found.append(TracedDepartment(rest.pop(0), ()))
        for name in rest:
            if alone:
                found.append(TracedDepartment(name, ()))  # 企画部、総務部: departments alone, listed
                continue
            if not found:
                found.append(TracedDepartment(EMPTY_TEXT, ()))
            found[-1] = found[-1]._replace(sections=(*found[-1].sections, name))
    return found


def learn_departments(lines: Iterable[TracedText], organisation: Organisation) -> Organisation:
    """Return the organisation with the departments that the lines of a whole plan show.

    A name at the beginning of a line that is followed by sections heads them, whatever it ends in:
    芝浜地区総合支所　まちづくり課. A line that is indented continues the one above it.
    """
    found: set[str] = set()
    left: float | None = None
    for line in lines:
        groups = _split_into_groups([line])
        x0 = line.spans[0].box.x0 if line.spans else None
        if len(groups) < 2 or len(groups[0]) != 1:
            left = x0
            continue
        name = groups[0][0].text
        is_indented = left is not None and x0 is not None and x0 > left + line.spans[0].box.height
        heads = all(each.text.endswith(_SECTION_ENDINGS) for each in groups[1])
        if heads and not is_indented and not name.endswith(_SECTION_ENDINGS):
            found.add(name)
        if not is_indented:
            left = x0
    return replace(organisation, named=organisation.named | found)


def _split_run_together(name: TracedText, organisation: Organisation) -> tuple[TracedText, TracedText] | None:
    """Return the department and the section of a name that is both: `市民局区政課`; None where it is one."""
    match = _RUN_TOGETHER.fullmatch(name.text)
    if match is None or organisation.is_department(name.text) or not organisation.is_unit(name.text):
        return None
    department, section = match["department"], match["section"]
    if len(department) < 3 or not organisation.is_department(department):
        return None
    return replace(name, text=department), replace(name, text=section)


def _is_section(group: Sequence[TracedText], found: Sequence[TracedDepartment]) -> bool:
    """Return whether a 室 listed with sections under a 部 is one of them: `総務部　危機管理室、総務課`."""
    return (
        bool(found)
        and not found[-1].sections
        and len(group) > 1
        and group[0].text.endswith("室")
        and not found[-1].department.text.endswith("室")
    )


def _join_broken_lines(lines: Iterable[TracedText], organisation: Organisation) -> list[TracedText]:
    """Join each line whose last name continues on the next one; blank lines are dropped."""
    joined: list[TracedText] = []
    for printed in lines:
        line = replace(printed, text=printed.text.strip())
        if not line:
            continue
        if joined and _is_continued(joined[-1].text, line.text, organisation):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _is_continued(before: str, line: str, organisation: Organisation) -> bool:
    """Return whether the last name of a line continues on the next line."""
    last = _COMMA.split(_SPACE.split(before)[-1])[-1]
    return before.endswith(("、", "，", ",")) or not organisation.is_unit(last) or line[0] in "、，,"


def _split_into_groups(lines: Iterable[TracedText]) -> list[list[TracedText]]:
    """Split lines at spaces into groups of names, and each group at commas into names."""
    groups = []
    for line in lines:
        line = _close_up(line)
        for part in _SPACE.split(re.sub(r"\s*([、，,])\s*", r"\1", line.text)):
            names = [
                replace(line, text=name) for name in re.split(r"[、，,]", _MIDDLE_DOT.sub("、", part)) if name
            ]
            if names:
                groups.append(names)
    return groups


def _close_up(line: TracedText) -> TracedText:
    """Return a line without its spaces if it is one name whose letters are spread: 会　計　管　理　室."""
    parts = _SPACE.split(line.text.strip())
    is_spread = len(parts) >= _MIN_SPREAD_PARTS and max(map(len, parts)) <= 2
    return replace(line, text="".join(parts)) if is_spread else line
