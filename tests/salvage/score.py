"""How much of the truth of a drawn plan is in what was read: rows right, expected and read, by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.support.truth import solid

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


class Comparison(NamedTuple):
    """The facts of a plan that is read, held against the truth."""

    right: Counter[Fact]
    wrong: Counter[Fact]
    missing: Counter[Fact]


def compare(truth: Data, plan: Data) -> Comparison:
    """Which facts are read right, which wrongly, and which not at all.

    A cell is that of its goal; whether goals stand in their order is a fact for each project of which two are
    read. A project that the plan does not print is one wrong fact, whatever is said of it.
    """
    printed_ids = {project["id"] for project in truth["projects"]}
    expected = Counter(facts(truth))
    read = Counter(
        fact
        for fact in facts(plan)
        if fact[0] in ("projects", "years", "pillars", "strategies") or fact[1] in printed_ids
    )
    right = read & expected
    goals = {
        project["id"]: [solid(item["goal"]) for item in project["items"]] for project in plan["projects"]
    }
    wrong = read - expected
    for project in truth["projects"]:
        printed = _goals(project)
        known = [goal for goal in goals.get(project["id"], []) if goal in printed]
        if len(known) > 1 and len(set(printed)) == len(printed):
            found = right if known == sorted(known, key=printed.index) else wrong
            found["orders", project["id"]] += 1
    return Comparison(right, wrong, expected - read)


def score(truth: Data, plan: Data) -> dict[str, Score]:
    """For each field, how many facts are right, expected and read."""
    right, wrong, missing = (_by_field(found) for found in compare(truth, plan))
    fields = dict.fromkeys([*right, *wrong, *missing])
    return {
        field: Score(right[field], right[field] + missing[field], right[field] + wrong[field])
        for field in fields
    }


def _goals(project: Data) -> list[str]:
    return [solid(item["goal"]) for item in project["items"]]


def _by_field(found: Counter[Fact]) -> Counter[str]:
    fields: Counter[str] = Counter()
    for fact, count in found.items():
        fields[fact[0]] += count
    return fields


def facts(plan: Data) -> Iterator[Fact]:
    """Each fact of a plan: its field, and what it says without white space."""
    for field, row in _facts(plan):
        yield field, *(solid(value) for value in row)


def _facts(plan: Data) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What is None is no fact: it is left out, or not printed."""
    if plan["baseline_year"] is not None:
        yield "years", ("baseline", plan["baseline_year"])
    for year in plan["fiscal_years"]:
        yield "years", (year,)
    for pillar in plan["pillars"]:
        if pillar["title"]:
            yield "pillars", (pillar["number"], pillar["title"])
    for strategy in plan["strategies"]:
        for name in ("title", "pillar"):
            if strategy[name]:
                yield "strategies", (strategy["number"], name, strategy[name])
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
