"""What a plan of measures says, apart from how it is printed, and the facts a reader must find in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..digits import narrow
from ..sheets.content import Column, units

LEGEND = {"△": "検討", "○": "実施", "◎": "充実"}
"""Stages of the symbols, as the legend of a page explains them."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one department does: a text for each period. A text that is `=` is in one cell with the one
    before it; `>` is an arrow."""

    department: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureProject:
    """One project; several rows where several departments do something each."""

    number: str
    title: str
    description: str
    rows: tuple[Row, ...]
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A table under its heading."""

    number: int
    title: str
    projects: tuple[MeasureProject, ...]


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """A document. `ids` is the kind of its numbers: none, plain, two, three, letter, words, code."""

    title: str
    city: str
    columns: tuple[Column, ...]
    measures: tuple[Measure, ...]
    ids: str = "none"
    extra: str | None = None
    """The header of a column that no vocabulary knows."""
    arrow: str = "→"
    """The character of an arrow; that of one that is drawn is →."""

    @property
    def has_descriptions(self) -> bool:
        """Whether the tables have a column for what a project is about."""
        return any(project.description for measure in self.measures for project in measure.projects)


def spoken(texts: tuple[str, ...], arrow: str) -> list[str]:
    """The text of each period: that of a merged cell is said of every period under it."""
    found: list[str] = []
    for text in texts:
        found.append(found[-1] if text == "=" else arrow if text == ">" else text)
    return found


def _project(plan: MeasurePlan, measure: Measure, place: int, project: MeasureProject) -> dict[str, Any]:
    plain = narrow(project.number)
    number, printed = place, project.number or None
    if plan.ids in ("plain", "two"):
        printed = None
    elif plan.ids == "code":
        number, printed = int(plain), project.number if plain.startswith("0") else None
    lines = [row.department for row in project.rows if row.department]
    several = len(project.rows) > 1 and len(lines) > 1
    return {
        "id": f"{measure.number}-{number}",
        "strategy": measure.number,
        "number": number,
        "title": project.title,
        "starred": False,
        "section": None,
        "description": project.description,
        "items": [
            {
                "goal": "",
                "department": row.department if several else None,
                "cells": [
                    {
                        "period": column.key,
                        "fiscal_year": column.year,
                        "fiscal_years": list(column.years) if column.years else None,
                        "text": text,
                        **({"stages": [LEGEND[text]]} if text in LEGEND else {}),
                    }
                    for column, text in zip(plan.columns, spoken(row.texts, plan.arrow), strict=True)
                ],
            }
            for row in project.rows
        ],
        "budget": None,
        "departments": units(lines),
        "relisted": [],
        "footnotes": [],
        "remarks": "",
        "printed_number": printed,
        "extra": [{"label": plan.extra, "text": project.extra}] if plan.extra and project.extra else [],
    }


def _projects(plan: MeasurePlan) -> Iterator[dict[str, Any]]:
    for measure in plan.measures:
        for place, project in enumerate(measure.projects, start=1):
            yield _project(plan, measure, place, project)


def truth(plan: MeasurePlan) -> dict[str, Any]:
    """The facts of the plan, in the shape of plan.json."""
    return {
        "title": plan.title,
        "baseline_year": next((column.year for column in plan.columns if column.key == "baseline"), None),
        "fiscal_years": [
            column.year
            for column in plan.columns
            if column.year is not None and column.key not in ("baseline", "total")
        ],
        "pillars": [],
        "strategies": [
            {"number": measure.number, "title": measure.title, "pillar": None} for measure in plan.measures
        ],
        "projects": list(_projects(plan)),
        "hidden_projects": [],
    }
