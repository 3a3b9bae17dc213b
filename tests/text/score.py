"""How much of the truth of a drawn plan is in what was read: rows right, expected and read, by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.truth import solid

Data = Mapping[str, Any]
Fact = tuple[Any, ...]


class Score(NamedTuple):
    right: int
    expected: int
    read: int

    @property
    def wrong(self) -> int:
        """Rows read that the plan does not print so."""
        return self.read - self.right


def score(truth: Data, plan: Data) -> dict[str, Score]:
    """Each fact of the truth is a row of its field, white space aside; a cell is that of its goal."""
    expected, read = _rows(truth), _rows(plan)
    fields = dict.fromkeys([*expected, *read])
    return {
        field: Score((expected[field] & read[field]).total(), expected[field].total(), read[field].total())
        for field in fields
    }


def facts(plan: Data) -> Iterator[Fact]:
    """Each fact of a plan: its field, and a row without white space."""
    for field, row in _facts(plan):
        yield field, *(solid(value) for value in row)


def _rows(plan: Data) -> dict[str, Counter[tuple[Any, ...]]]:
    rows: dict[str, Counter[tuple[Any, ...]]] = {
        field: Counter()
        for field in (
            "years", "pillars", "strategies", "projects", "titles", "stars", "sections", "descriptions",
            "goals", "cells", "orders", "budgets", "departments", "relisted", "footnotes",
        )
    }  # fmt: skip
    for field, *row in facts(plan):
        rows[field][tuple(row)] += 1
    return rows


def _facts(plan: Data) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What is None is no fact: it is left out, or not printed."""
    if plan["baseline_year"] is not None:
        yield "years", ("baseline", plan["baseline_year"])
    for year in plan["fiscal_years"]:
        yield "years", (year,)
    for pillar in plan["pillars"]:
        yield "pillars", (pillar["number"], pillar["title"])
    for strategy in plan["strategies"]:
        if strategy["title"]:
            yield "strategies", (strategy["number"], strategy["title"], strategy["pillar"])
    for project in plan["projects"]:
        yield "projects", (project["id"],)
        for field, row in _project_facts(project):
            yield field, (project["id"], *row)


def _project_facts(project: Data) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if project["title"]:
        yield "titles", (project["title"],)
        yield "stars", (project["starred"],)
    if project["section"]:
        yield "sections", (project["section"],)
    if project["description"]:
        yield "descriptions", (project["description"],)
    for item in project["items"]:
        yield "goals", (item["goal"],)
        for cell in item["cells"]:
            yield "cells", (item["goal"], cell["period"], cell["text"])
    if len(project["items"]) > 1:
        yield "orders", ("/".join(item["goal"] for item in project["items"]),)
    if project["budget"]:
        for row in _budget_facts(project["budget"]):
            yield "budgets", row
    for unit in project["departments"]:
        yield "departments", (unit["department"], *unit["sections"])
    for row in project["relisted"]:
        for one, other in (("initiative", "content"), ("content", "project"), ("initiative", "project")):
            if row[one] and row[other]:
                yield "relisted", (one, row[one], row[other])
    for note in project["footnotes"]:
        yield "footnotes", (note["marker"], note["term"], note["text"])


def _budget_facts(budget: Data) -> Iterator[tuple[Any, ...]]:
    for amount in budget["amounts"]:
        yield amount["fiscal_year"], amount["text"]
    for name in ("unit", "note", "total"):
        if budget[name] is not None:
            yield name, budget[name]
