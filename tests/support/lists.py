"""Compares the plan that was read from a list with the facts that were drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.support.truth import differences, solid

Data = Mapping[str, Any]


def list_differences(truth: Data, plan: Data) -> list[str]:
    """One line for each fact in which the plan differs from the truth; empty when it has them all."""
    return [*differences(truth, plan), *_list_differences(truth, plan)]


def _list_differences(truth: Data, plan: Data) -> Iterator[str]:
    yield from _same("title", truth["title"], plan["title"])
    read = {project["id"]: project for project in plan["projects"]}
    for project in truth["projects"]:
        got = read.get(project["id"])
        if got is None:
            continue
        name = project["id"]
        yield from _same(
            f"{name} classification",
            project["classification"],
            [each["numbers"] for each in got.get("classification", [])],
        )
        yield from _same(f"{name} remarks", project["remarks"], got.get("remarks", ""))
        yield from _same(f"{name} printed number", None, got.get("printed_number"))
        for field in ("previous", "change", "funding"):
            yield from _same(
                f"{name} {field}", (project["budget"] or {}).get(field), _money(got["budget"], field)
            )
    yield from _same("totals", truth["totals"], [_total(total) for total in plan.get("totals", [])])


def _money(budget: Data | None, field: str) -> Any:
    found = (budget or {}).get(field)
    if field == "funding" and found:
        return [{key: part[key] for key in ("source", "amount", "text")} for part in found]
    return found


def _total(total: Data) -> dict[str, Any]:
    budget = total["budget"]
    return {
        "label": total["label"],
        "projects": total["projects"],
        "amounts": [each["amount"] for each in budget["amounts"]],
        "total": budget["total"],
        "previous": budget["previous"]["amount"] if "previous" in budget else None,
        "change": budget["change"]["amount"] if "change" in budget else None,
        "funding": [part["amount"] for part in budget.get("funding", [])],
    }


def _same(what: str, expected: Any, got: Any) -> Iterator[str]:
    if solid(expected) != solid(got):
        yield f"{what}: expected {expected!r}, got {got!r}"
