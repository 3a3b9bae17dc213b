"""The values of a project that a person can check and correct, each located by a JSON Pointer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from planextract.model.plan import Department, Project, Value


class Field(NamedTuple):
    """One value of a project, its location in the record, and the values that identify it."""

    at: str
    """JSON Pointer (RFC 6901) from the project's record, such as /items/0/cells/1/text."""
    value: Value
    context: Mapping[str, Value]
    """Values, by JSON Pointer, that must be unchanged for a correction of this value to apply."""
    kind: Literal["text", "number", "flag"] = "text"
    """Type of the value: a text, an integer or None, or a truth value."""


def fields(project: Project) -> Iterator[Field]:
    """Yield every value of a project that is printed, not derived from another."""
    title: dict[str, Value] = {"/title": project.title}
    yield Field("/title", project.title, {})
    yield Field("/starred", project.starred, title, "flag")
    yield Field("/section", project.section, title)
    yield Field("/description", project.description, title)
    for number, item in enumerate(project.items):
        goal = f"/items/{number}/goal"
        yield Field(goal, item.goal, title)
        for place, cell in enumerate(item.cells):
            base = f"/items/{number}/cells/{place}"
            yield Field(f"{base}/text", cell.text, {**title, goal: item.goal, f"{base}/period": cell.period})
    if project.budget is not None:
        unit: dict[str, Value] = {**title, "/budget/unit": project.budget.unit}
        yield Field("/budget/unit", project.budget.unit, title)
        yield Field("/budget/note", project.budget.note, title)
        for place, amount in enumerate(project.budget.amounts):
            base = f"/budget/amounts/{place}"
            yield Field(f"{base}/text", amount.text, {**unit, f"{base}/fiscal_year": amount.fiscal_year})
        yield Field("/budget/total", project.budget.total, unit, "number")
        if project.budget.previous is not None:
            year: dict[str, Value] = {"/budget/previous/fiscal_year": project.budget.previous.fiscal_year}
            yield Field("/budget/previous/text", project.budget.previous.text, unit | year)
        if project.budget.change is not None:
            yield Field("/budget/change/text", project.budget.change.text, unit)
        for place, part in enumerate(project.budget.funding):
            base = f"/budget/funding/{place}"
            yield Field(f"{base}/text", part.text, {**unit, f"{base}/label": part.label})
    yield Field("/departments", departments_text(project.departments), title)
    for number, row in enumerate(project.relisted):
        base = f"/relisted/{number}"
        yield Field(f"{base}/initiative", row.initiative, title)
        yield Field(f"{base}/content", row.content, title)
        yield Field(f"{base}/project", row.project, {**title, f"{base}/content": row.content})
    for number, note in enumerate(project.footnotes):
        base = f"/footnotes/{number}"
        yield Field(f"{base}/marker", note.marker, title)
        yield Field(f"{base}/term", note.term, {**title, f"{base}/marker": note.marker})
        yield Field(f"{base}/text", note.text, {**title, f"{base}/marker": note.marker})
    for number, line in enumerate(project.classification):
        yield Field(f"/classification/{number}/text", line.text, title)
    if project.remarks:
        yield Field("/remarks", project.remarks, title)


def departments_text(departments: Iterable[Department]) -> str:
    """Return departments as one text that can be corrected as a whole.

    Each department has a line, with an ideographic space after the 部 and 、 between its 課.

    >>> departments_text([Department(department="総務部", sections=["総務課", "防災課"])])
    '総務部\u3000総務課、防災課'
    """
    lines = (f"{each.department}\u3000{'、'.join(each.sections)}" for each in departments)
    return "\n".join(line.rstrip("\u3000") for line in lines)


def departments_of(text: str) -> list[Department]:
    """Parse the text of departments, as `departments_text` formats it.

    >>> departments_of("総務部\u3000総務課、防災課")
    [Department(department='総務部', sections=['総務課', '防災課'])]
    """
    parts = [line.rstrip().partition("\u3000") for line in text.split("\n") if line.strip()]
    return [
        Department(department=name, sections=[each.strip() for each in rest.split("、") if each.strip()])
        for name, _, rest in parts
    ]
