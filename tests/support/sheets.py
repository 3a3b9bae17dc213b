"""Compares the plan that was read from sheets or from tables of measures with the facts that were drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.support.truth import differences, solid

Data = Mapping[str, Any]


def sheet_differences(truth: Data, plan: Data) -> list[str]:
    """One line for each fact in which the plan differs from the truth; empty when it has them all."""
    return [*differences(truth, plan), *_sheet_differences(truth, plan)]


def _sheet_differences(truth: Data, plan: Data) -> Iterator[str]:
    yield from _same("title", truth["title"], plan["title"])
    read = {project["id"]: project for project in plan["projects"]}
    for project in truth["projects"]:
        got = read.get(project["id"])
        if got is None:
            continue
        name = project["id"]
        yield from _same(f"{name} remarks", project["remarks"], got.get("remarks", ""))
        yield from _same(f"{name} printed number", project["printed_number"], got.get("printed_number"))
        yield from _same(f"{name} extra", _texts(project["extra"]), _texts(got.get("extra", [])))
        for number, (expected, item) in enumerate(zip(project["items"], got["items"], strict=False), start=1):
            where = f"{name} item {number}"
            yield from _same(f"{where} department", expected.get("department"), item.get("department"))
            for wanted, cell in zip(expected["cells"], item["cells"], strict=False):
                yield from _same(f"{where} years", wanted["fiscal_years"], cell.get("fiscal_years"))
                if "stages" in wanted:
                    stages = [milestone["stage"] for milestone in cell["milestones"]]
                    yield from _same(f"{where} stages of {cell['period']}", wanted["stages"], stages)


def _texts(extra: Any) -> list[tuple[str, str]]:
    return [(solid(each["label"]), solid(each["text"])) for each in extra]


def _same(what: str, expected: Any, got: Any) -> Iterator[str]:
    if solid(expected) != solid(got):
        yield f"{what}: expected {expected!r}, got {got!r}"
