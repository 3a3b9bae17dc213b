"""Lines of departments to 部 with their 課."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from planextract.model.raw_plan import NOTHING_PRINTED, Printed

_SPACE = re.compile(r"[\s　]+")
_COMMA = re.compile(r"[、，,・](?=\S)")


@dataclass(frozen=True)
class Organisation:
    """How the names of a body's units end."""

    departments: tuple[str, ...] = ("部", "局", "室", "本部", "事務局", "委員会")
    sections: tuple[str, ...] = ("課", "係", "館", "所", "センター", "担当", "園", "校")

    def is_department(self, name: str) -> bool:
        return name.endswith(self.departments)

    def is_unit(self, name: str) -> bool:
        return name.endswith(self.departments + self.sections)


class Unit(NamedTuple):
    """A department in charge and its sections; the department is empty where none is printed."""

    department: Printed
    sections: tuple[Printed, ...]


def departments(lines: Iterable[Printed], organisation: Organisation) -> list[Unit]:
    """Departments in printed order; names that follow one, separated by 、, are its sections.

    Several departments may stand on one line, and a long line may go on in the next. A name stands in
    the places of its line.
    """
    found: list[Unit] = []
    for group in _groups(_joined(lines, organisation)):
        alone = len(group) > 1 and all(organisation.is_department(name.text) for name in group)
        rest = list(group)
        if organisation.is_department(rest[0].text) and (alone or not _is_section(rest, found)):
            found.append(Unit(rest.pop(0), ()))
        for name in rest:
            if alone:
                found.append(Unit(name, ()))  # 企画部、総務部: departments alone, listed
                continue
            if not found:
                found.append(Unit(NOTHING_PRINTED, ()))
            found[-1] = found[-1]._replace(sections=(*found[-1].sections, name))
    return found


def _is_section(group: Sequence[Printed], found: Sequence[Unit]) -> bool:
    """`総務部　危機管理室、総務課`: a 室 listed with sections, under a 部, is one of them."""
    return (
        bool(found)
        and not found[-1].sections
        and len(group) > 1
        and group[0].text.endswith("室")
        and not found[-1].department.text.endswith("室")
    )


def _joined(lines: Iterable[Printed], organisation: Organisation) -> list[Printed]:
    """Lines, with a name that was broken at the end of a line put together."""
    joined: list[Printed] = []
    for printed in lines:
        line = replace(printed, text=printed.text.strip())
        if not line:
            continue
        if joined and _goes_on(joined[-1].text, line.text, organisation):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _goes_on(before: str, line: str, organisation: Organisation) -> bool:
    last = _COMMA.split(_SPACE.split(before)[-1])[-1]
    return before.endswith(("、", "，", ",")) or not organisation.is_unit(last) or line[0] in "、，,"


def _groups(lines: Iterable[Printed]) -> list[list[Printed]]:
    """Names that belong together: parts of a line between spaces, split at 、."""
    groups = []
    for line in lines:
        for part in _SPACE.split(re.sub(r"\s*([、，,])\s*", r"\1", line.text)):
            names = [replace(line, text=name) for name in re.split(r"[、，,]", part) if name]
            if names:
                groups.append(names)
    return groups
