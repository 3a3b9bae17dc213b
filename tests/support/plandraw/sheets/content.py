"""What a plan of sheets says, apart from how it is printed, and the facts a reader must find in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..digits import narrow


class Column(NamedTuple):
    """A period: its name in the data, its fiscal year, the years that it spans, and how it is printed."""

    key: str
    year: int | None
    years: tuple[int, int | None] | None
    printed: str


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table of years: its label, and a text for each period."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One project. Each of `departments` is a line; `amounts` has a text for each period that costs are
    printed for; `extra` are labels that no vocabulary knows, with their values."""

    number: str
    title: str
    departments: tuple[str, ...]
    section: str | None = None
    purpose: str = ""
    description: str = ""
    steps: tuple[Step, ...] = ()
    amounts: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Sheets under a heading, where there is one."""

    heading: str | None
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A document. `ids` is the kind of its numbers: none, plain, two, three, code, letter, words."""

    title: str
    city: str
    columns: tuple[Column, ...]
    unit: str
    groups: tuple[SheetGroup, ...]
    ids: str = "none"


class Numbered(NamedTuple):
    """A sheet with the id that a reader must give it, and what the id does not show of its number."""

    strategy: int
    number: int
    printed: str | None
    sheet: Sheet


def numbered(plan: SheetPlan) -> Iterator[Numbered]:
    """Yield the sheets with their ids, in order."""
    for strategy, group in enumerate(plan.groups, start=1):
        for place, sheet in enumerate(group.sheets, start=1):
            plain = narrow(sheet.number)
            if plan.ids in ("plain", "two"):
                yield Numbered(strategy, place, None, sheet)
            elif plan.ids == "code":
                zero = plain.startswith("0")
                yield Numbered(strategy, int(plain), sheet.number if zero else None, sheet)
            else:
                yield Numbered(strategy, place, sheet.number or None, sheet)


def amount(text: str) -> int | None:
    """The number that a cell prints; ― is no amount."""
    plain = narrow(text).replace(",", "")
    return int(plain) if plain.isdecimal() else None


def units(lines: Sequence[str]) -> list[dict[str, Any]]:
    """The departments that lines name: a 部 or 局 has the 課 behind it."""
    found: list[dict[str, Any]] = []
    for line in lines:
        head, _, section = line.partition("　")
        if head.endswith(("部", "局")):
            found.append({"department": head, "sections": [section] if section else []})
        elif found:
            found[-1]["sections"].append(line)
        else:
            found.append({"department": "", "sections": [line]})
    return found


def _budget(plan: SheetPlan, sheet: Sheet) -> dict[str, Any] | None:
    if not sheet.amounts:
        return None
    pairs = list(zip(plan.columns, sheet.amounts, strict=True))
    total = next((amount(text) for column, text in pairs if column.key == "total"), None)
    return {
        "unit": plan.unit,
        "amounts": [
            {"fiscal_year": column.year, "amount": amount(text), "text": text}
            for column, text in pairs
            if column.year is not None and column.key != "baseline"
        ],
        "total": total,
        "note": None,
    }


def _project(plan: SheetPlan, row: Numbered) -> dict[str, Any]:
    sheet = row.sheet
    return {
        "id": f"{row.strategy}-{row.number}",
        "strategy": row.strategy,
        "number": row.number,
        "title": sheet.title,
        "starred": False,
        "section": sheet.section,
        "description": sheet.purpose + sheet.description,
        "items": [
            {
                "goal": step.label,
                "cells": [
                    {
                        "period": column.key,
                        "fiscal_year": column.year,
                        "fiscal_years": list(column.years) if column.years else None,
                        "text": text,
                    }
                    for column, text in zip(plan.columns, step.texts, strict=True)
                ],
            }
            for step in sheet.steps
        ],
        "budget": _budget(plan, sheet),
        "departments": units(sheet.departments),
        "relisted": [],
        "footnotes": [],
        "remarks": sheet.remarks,
        "printed_number": row.printed,
        "extra": [{"label": label, "text": text} for label, text in sheet.extra],
    }


def truth(plan: SheetPlan) -> dict[str, Any]:
    """The facts of the plan, in the shape of plan.json."""
    baseline = next((column.year for column in plan.columns if column.key == "baseline"), None)
    shown = any(sheet.steps or sheet.amounts for group in plan.groups for sheet in group.sheets)
    return {
        "title": plan.title,
        "baseline_year": baseline if shown else None,
        "fiscal_years": [
            column.year
            for column in plan.columns
            if shown and column.year is not None and column.key not in ("baseline", "total")
        ],
        "pillars": [],
        "strategies": [
            {
                "number": place,
                "title": group.heading.partition("　")[2] if group.heading else None,
                "pillar": None,
            }
            for place, group in enumerate(plan.groups, start=1)
        ],
        "projects": [_project(plan, row) for row in numbered(plan)],
        "hidden_projects": [],
    }
