"""What a plan says, apart from how it is printed, and the facts a reader must find in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .digits import narrow
from .edition import Edition
from .unmapped import as_read


@dataclass(frozen=True, slots=True)
class Pillar:
    """施策の柱: the topmost level of a plan."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Item:
    """A goal and what happens to it: in the baseline year, in each year of the plan, and in all."""

    goal: str
    baseline: str
    years: tuple[str, ...]
    total: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells after the goal, as they stand in the row."""
        return (self.baseline, *self.years, self.total)


@dataclass(frozen=True, slots=True)
class Budget:
    """The row of costs. `note` is the footnote marker printed behind the unit."""

    amounts: tuple[str, ...]
    total: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A 部 with those of its 課 that carry the project out; it may stand alone."""

    name: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relisted:
    """A line that points to a project which is described elsewhere."""

    initiative: str
    content: str
    project: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note below the table; `term` is the word it explains."""

    marker: str
    text: str
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One 事業. `departments` holds one tuple per printed line."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    starred: bool = False
    marks: tuple[str, ...] = ()
    """Marks beside the title, ★ aside."""
    items: tuple[Item, ...] = ()
    budget: Budget | None = None
    departments: tuple[tuple[Department, ...], ...] = ()
    relisted: tuple[Relisted, ...] = ()
    relisted_title: str = ""
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A level between strategy and project; without a title it is not printed."""

    title: str | None
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """戦略計画: a numbered strategy of the pillar above it."""

    number: int
    title: str
    sections: tuple[Section, ...]

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects of all sections, in order."""
        return tuple(project for section in self.sections for project in section.projects)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A pillar with the strategies printed under it."""

    pillar: Pillar
    strategies: tuple[Strategy, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. `hidden` holds strategies whose projects no visible page prints."""

    title: str
    ward: str
    edition: Edition
    chapters: tuple[Chapter, ...]
    hidden: tuple[Strategy, ...] = ()

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """The strategies that visible pages print, in order."""
        return tuple(strategy for chapter in self.chapters for strategy in chapter.strategies)


def project_id(strategy: int, number: int) -> str:
    """The plain form of a project number, whatever the printed form is."""
    return f"{strategy}-{number}"


def amount(text: str) -> int | None:
    """The number a cell of the budget row stands for; ▲ is a minus sign and ― is no amount."""
    plain = narrow(text).replace(",", "").strip()
    negative = plain.startswith("▲")
    digits = plain.removeprefix("▲")
    return (-int(digits) if negative else int(digits)) if digits.isdecimal() else None


def _item_truth(item: Item, edition: Edition) -> dict[str, Any]:
    return {
        "goal": as_read(item.goal),
        "cells": [
            {"period": period, "fiscal_year": year, "text": as_read(text)}
            for (period, year), text in zip(edition.periods, item.texts, strict=True)
        ],
    }


def _budget_truth(budget: Budget, edition: Edition) -> dict[str, Any]:
    return {
        "unit": edition.unit,
        "amounts": [
            {"fiscal_year": year, "amount": amount(text), "text": text}
            for year, text in zip(edition.fiscal_years, budget.amounts, strict=True)
        ],
        "total": amount(budget.total),
        "note": budget.note,
    }


def _project_truth(
    project: Project, strategy: Strategy, section: str | None, edition: Edition
) -> dict[str, Any]:
    marks = [*project.marks, *(edition.star for _ in range(project.starred and edition.star != "★"))]
    return {
        "id": project_id(strategy.number, project.number),
        "strategy": strategy.number,
        "number": project.number,
        "title": as_read(project.title),
        "starred": project.starred,
        **({"marks": marks} if marks else {}),
        "section": section and as_read(section),
        "description": as_read("".join(project.paragraphs)),
        "items": [_item_truth(item, edition) for item in project.items],
        "budget": _budget_truth(project.budget, edition) if project.budget else None,
        "departments": [
            {"department": as_read(unit.name), "sections": [as_read(name) for name in unit.sections]}
            for line in project.departments
            for unit in line
        ],
        "relisted": [
            {
                "initiative": as_read(line.initiative),
                "content": as_read(line.content),
                "project": project_id(*line.project),
            }
            for line in project.relisted
        ],
        "footnotes": [
            {"marker": note.marker, "term": note.term and as_read(note.term), "text": as_read(note.text)}
            for note in project.footnotes
        ],
    }


def truth(plan: Plan) -> dict[str, Any]:
    """The facts of the visible plan, in the shape of plan.json.

    `pages` of a pillar stay empty here: `draw` fills them in. A plan of nothing but relisted work has no
    table that prints years.
    `hidden_projects` lists the numbers that no visible page may give; the pages may not hold them at all.
    """
    shown = {
        project_id(strategy.number, project.number)
        for strategy in plan.strategies
        for project in strategy.projects
    }
    hidden = [
        project_id(strategy.number, project.number)
        for strategy in plan.hidden
        for project in strategy.projects
    ]
    # Only the tables of goals print the years.
    years = any(project.items for strategy in plan.strategies for project in strategy.projects)
    return {
        "baseline_year": plan.edition.named_baseline_year if years else None,
        "fiscal_years": list(plan.edition.fiscal_years) if years else [],
        "pillars": [
            {"number": chapter.pillar.number, "title": as_read(chapter.pillar.title), "pages": []}
            for chapter in plan.chapters
        ],
        "strategies": [
            {"number": strategy.number, "title": as_read(strategy.title), "pillar": chapter.pillar.number}
            for chapter in plan.chapters
            for strategy in chapter.strategies
        ],
        "projects": [
            _project_truth(project, strategy, section.title, plan.edition)
            for strategy in plan.strategies
            for section in strategy.sections
            for project in section.projects
        ],
        "hidden_projects": [name for name in hidden if name not in shown],
    }
