"""Lines of departments to 部 with their 課."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planextract.model.plan import Department

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


def departments(lines: Iterable[str], organisation: Organisation) -> list[Department]:
    """Departments in printed order; names that follow one, separated by 、, are its sections.

    Several departments may stand on one line, and a long line may go on in the next.
    """
    found: list[tuple[str, list[str]]] = []
    for group in _groups(_joined(lines, organisation)):
        rest = list(group)
        if organisation.is_department(rest[0]) and not _is_section(rest, found, organisation):
            found.append((rest.pop(0), []))
        for name in rest:
            if (
                len(group) > 1
                and organisation.is_department(name)
                and all(organisation.is_department(each) for each in group)
            ):
                found.append((name, []))  # 企画部、総務部: departments alone, listed
            else:
                if not found:
                    found.append(("", []))
                found[-1][1].append(name)
    return [Department(department=name, sections=sections) for name, sections in found]


def _is_section(
    group: Sequence[str], found: Sequence[tuple[str, list[str]]], organisation: Organisation
) -> bool:
    """`総務部　危機管理室、総務課`: a 室 listed with sections, under a 部, is one of them."""
    return (
        bool(found)
        and not found[-1][1]
        and len(group) > 1
        and group[0].endswith("室")
        and not found[-1][0].endswith("室")
        and not all(organisation.is_department(name) for name in group)
    )


def _joined(lines: Iterable[str], organisation: Organisation) -> list[str]:
    """Lines, with a name that was broken at the end of a line put together."""
    joined: list[str] = []
    for line in lines:
        text = line.strip()
        if not text:
            continue
        if joined:
            last = _COMMA.split(_SPACE.split(joined[-1])[-1])[-1]
            if joined[-1].endswith(("、", "，", ",")) or not organisation.is_unit(last):
                joined[-1] += text
                continue
            if text[0] in "、，,":
                joined[-1] += text
                continue
        joined.append(text)
    return joined


def _groups(lines: Iterable[str]) -> list[list[str]]:
    """Names that belong together: parts of a line between spaces, split at 、."""
    groups = []
    for line in lines:
        for part in _SPACE.split(re.sub(r"\s*([、，,])\s*", r"\1", line)):
            names = [name for name in re.split(r"[、，,]", part) if name]
            if names:
                groups.append(names)
    return groups
