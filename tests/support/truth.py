"""Says in words where a plan.json and the truth of a drawn plan differ.

Texts are compared exactly but for white space inside them: where a line breaks on paper is not a fact of
the plan, and how wide a gap is read as a space is tested in tests/layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]


def solid(value: Any) -> Any:
    """A text without white space; anything else as it is."""
    return "".join(value.split()) if isinstance(value, str) else value


def differences(truth: Data, plan: Data) -> list[str]:
    """One line for each fact in which the plan differs from the truth; empty when it has them all."""
    return list(_differences(truth, plan))


def _differences(truth: Data, plan: Data) -> Iterator[str]:
    for name in ("baseline_year", "fiscal_years"):
        yield from _value(name, truth[name], plan[name])
    yield from _keyed("pillar", "number", truth["pillars"], plan["pillars"], ("title", "pages"))
    yield from _keyed("strategy", "number", truth["strategies"], plan["strategies"], ("title", "pillar"))
    yield from _value(
        "project ids", [p["id"] for p in truth["projects"]], [p["id"] for p in plan["projects"]]
    )
    read = {project["id"]: project for project in plan["projects"]}
    for project in truth["projects"]:
        if project["id"] in read:
            for difference in _project(project, read[project["id"]]):
                yield f"{project['id']} {difference}"


def unreported(truth: Data, plan: Data) -> list[str]:
    """The hidden projects of the truth that no hidden-project finding names."""
    reported = {found["project"] for found in plan["findings"] if found["code"] == "hidden-project"}
    return [name for name in truth["hidden_projects"] if name not in reported]


def _project(truth: Data, plan: Data) -> Iterator[str]:
    for name in ("strategy", "number", "title", "starred", "section", "description"):
        yield from _value(name, truth[name], plan[name])
    yield from _value("marks", truth.get("marks", []), plan.get("marks", []))
    yield from _rows("item", truth["items"], plan["items"], ("goal",))
    for index, (expected, got) in enumerate(zip(truth["items"], plan["items"], strict=False), start=1):
        yield from _rows(
            f"item {index} cell", expected["cells"], got["cells"], ("period", "fiscal_year", "text")
        )
    yield from _budget(truth["budget"], plan["budget"])
    yield from _rows("department", truth["departments"], plan["departments"], ("department", "sections"))
    yield from _rows("relisted", truth["relisted"], plan["relisted"], ("initiative", "content", "project"))
    yield from _rows("footnote", truth["footnotes"], plan["footnotes"], ("marker", "term", "text"))


def _budget(truth: Data | None, plan: Data | None) -> Iterator[str]:
    if truth is None or plan is None:
        yield from _value("budget", truth, plan)
        return
    for name in ("unit", "total", "note"):
        yield from _value(f"budget {name}", truth[name], plan[name])
    yield from _rows("budget of", truth["amounts"], plan["amounts"], ("fiscal_year", "amount", "text"))


def _value(what: str, expected: Any, got: Any) -> Iterator[str]:
    if solid(expected) != solid(got):
        yield f"{what}: expected {expected!r}, got {got!r}"


def _rows(what: str, expected: Sequence[Data], got: Sequence[Data], names: Sequence[str]) -> Iterator[str]:
    """Differences row by row; where the counts differ, the rows are listed once and as a whole."""
    if len(expected) != len(got):
        yield f"{what}s: expected {_short(expected, names)}, got {_short(got, names)}"
        return
    for index, (wanted, read) in enumerate(zip(expected, got, strict=True), start=1):
        for name in names:
            yield from _value(f"{what} {index} {name}", wanted[name], read[name])


def _keyed(
    what: str, key: str, expected: Sequence[Data], got: Sequence[Data], names: Sequence[str]
) -> Iterator[str]:
    yield from _value(f"{what} {key}s", [row[key] for row in expected], [row[key] for row in got])
    read = {row[key]: row for row in got}
    for row in expected:
        if row[key] in read:
            for name in names:
                yield from _value(f"{what} {row[key]} {name}", row[name], read[row[key]][name])


def _short(rows: Sequence[Data], names: Sequence[str]) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]
