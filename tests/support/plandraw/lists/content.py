"""What a list says, apart from how it is printed, and the facts a reader must find in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..digits import narrow

SOURCES = ("national", "prefectural", "bonds", "other", "general")


@dataclass(frozen=True, slots=True)
class Schedule:
    """One thing that is done: its goal, empty where the list has no column for it, and a text a year."""

    goal: str
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """One row. Amounts are texts as printed; there is one of `budgets` for each year, of `funding` for each
    source. Each of `departments` is a line."""

    number: str
    title: str
    departments: tuple[str, ...] = ()
    classification: tuple[int, ...] = ()
    budgets: tuple[str, ...] = ()
    total: str = ""
    previous: str = ""
    change: str = ""
    funding: tuple[str, ...] = ()
    description: str = ""
    schedules: tuple[Schedule, ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading right across the list, where there is one, and whether a 小計 follows them."""

    heading: str | None
    projects: tuple[Project, ...]
    subtotal: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One list; `total` is the label of its last row, where that adds up all."""

    title: str
    groups: tuple[Group, ...]
    total: str | None = None

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects of all groups, in order."""
        return tuple(project for group in self.groups for project in group.projects)


@dataclass(frozen=True, slots=True)
class ListPlan:
    """Lists that one document prints. `numbers` tells where they begin again at 1, or that there are none."""

    title: str
    city: str
    years: tuple[int, ...]
    unit: str
    tables: tuple[Table, ...]
    numbers: str = "list"
    """list, group, none"""


class Numbered(NamedTuple):
    """A project with the id, the section and the department that a reader must find."""

    strategy: int
    number: int
    section: str | None
    project: Project


class Has(NamedTuple):
    """Which columns a list prints."""

    department: bool
    classification: bool
    budget: bool
    total: bool
    previous: bool
    change: bool
    funding: bool
    description: bool
    goal: bool
    schedule: bool
    remarks: bool


def amount(text: str) -> int | None:
    """The number that a cell stands for; △ is a minus sign and ― is no amount."""
    plain = "".join(narrow(text).replace(",", "").split())
    digits = plain.removeprefix("△")
    value = int(digits) if digits.isdecimal() else None
    return -value if value is not None and plain.startswith("△") else value


def strategies(plan: ListPlan) -> list[tuple[str, tuple[Numbered, ...]]]:
    """The runs of numbers, each with its title and its projects."""
    found: list[tuple[str, tuple[Numbered, ...]]] = []
    for table in plan.tables:
        restart = plan.numbers == "group" and len(table.groups) > 1
        runs: Sequence[tuple[str, tuple[Group, ...]]] = (
            [(group.heading or table.title, (group,)) for group in table.groups]
            if restart
            else [(table.title, table.groups)]
        )
        for title, groups in runs:
            strategy = len(found) + 1
            rows = [(None if restart else group.heading, each) for group in groups for each in group.projects]
            found.append(
                (
                    title,
                    tuple(
                        Numbered(strategy, number, section, project)
                        for number, (section, project) in enumerate(rows, start=1)
                    ),
                )
            )
    return found


def _budget(plan: ListPlan, project: Project, has: Has) -> dict[str, Any] | None:
    if not (has.budget or has.total):
        return None
    found: dict[str, Any] = {
        "unit": plan.unit,
        "amounts": [
            {"fiscal_year": year, "amount": amount(text), "text": text}
            for year, text in zip(plan.years, project.budgets, strict=False)
        ]
        if has.budget
        else [],
        "total": amount(project.total) if has.total else None,
        "note": None,
    }
    if has.previous:
        found["previous"] = {
            "fiscal_year": plan.years[0] - 1,
            "amount": amount(project.previous),
            "text": project.previous,
        }
    if has.change:
        found["change"] = {"amount": amount(project.change), "text": project.change}
    if has.funding:
        found["funding"] = [
            {"source": source, "amount": amount(text), "text": text}
            for source, text in zip(SOURCES, project.funding, strict=True)
        ]
    return found


def _departments(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A 部 has the 課 that follow it; 課 before any 部 stand without one."""
    found: list[dict[str, Any]] = []
    for line in lines:
        if line.endswith(("部", "局")):
            found.append({"department": line, "sections": []})
        elif found:
            found[-1]["sections"].append(line)
        else:
            found.append({"department": "", "sections": [line]})
    yield from found


def _project(plan: ListPlan, row: Numbered, has: Has) -> dict[str, Any]:
    project = row.project
    return {
        "id": f"{row.strategy}-{row.number}",
        "strategy": row.strategy,
        "number": row.number,
        "title": project.title,
        "starred": False,
        "section": row.section,
        "description": project.description if has.description else "",
        "items": [
            {
                "goal": schedule.goal if has.goal else "",
                "cells": [
                    {"period": str(year), "fiscal_year": year, "text": text}
                    for year, text in zip(plan.years, schedule.years, strict=True)
                ],
            }
            for schedule in project.schedules
        ]
        if has.schedule
        else [],
        "budget": _budget(plan, project, has),
        "departments": list(_departments(project.departments)) if has.department else [],
        "relisted": [],
        "footnotes": [],
        "classification": [list(project.classification)] if has.classification else [],
        "remarks": project.remarks if has.remarks else "",
    }


def _sums(plan: ListPlan, projects: Sequence[Project], has: Has) -> dict[str, Any]:
    def add(texts: Sequence[str]) -> int:
        return sum(amount(text) or 0 for text in texts)

    return {
        "amounts": [add(each) for each in zip(*(p.budgets for p in projects), strict=True)]
        if has.budget
        else [],
        "total": add([p.total for p in projects]) if has.total else None,
        "previous": add([p.previous for p in projects]) if has.previous else None,
        "change": add([p.change for p in projects]) if has.change else None,
        "funding": [add(each) for each in zip(*(p.funding for p in projects), strict=True)]
        if has.funding
        else [],
    }


def _totals(plan: ListPlan, has: Has) -> Iterator[dict[str, Any]]:
    ids = {id(row.project): f"{row.strategy}-{row.number}" for _, rows in strategies(plan) for row in rows}
    for table in plan.tables:
        sums = [("小計", group.projects) for group in table.groups if group.subtotal]
        if table.total:
            sums.append(("".join(table.total.split()), table.projects))
        for label, projects in sums:
            yield {
                "label": label,
                "projects": [ids[id(project)] for project in projects],
                **_sums(plan, projects, has),
            }


def sums(plan: ListPlan, projects: Sequence[Project], has: Has) -> dict[str, Any]:
    """What a row that adds up these projects must print."""
    return _sums(plan, projects, has)


def truth(plan: ListPlan, has: Has) -> dict[str, Any]:
    """The facts of the list, in the shape of plan.json. `classification` holds the numbers alone, and a total
    its sums."""
    runs = strategies(plan)
    budgets = plan.tables[0].projects[0].budgets
    return {
        "title": plan.title,
        "baseline_year": None,
        "fiscal_years": list(plan.years[: None if has.schedule else len(budgets)])
        if budgets or has.schedule
        else [],
        "pillars": [],
        "strategies": [
            {"number": number, "title": title, "pillar": None}
            for number, (title, _) in enumerate(runs, start=1)
        ],
        "projects": [_project(plan, row, has) for _, rows in runs for row in rows],
        "totals": list(_totals(plan, has)) if has.budget or has.total else [],
        "hidden_projects": [],
    }
