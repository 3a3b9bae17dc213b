"""The values of a project that a person can check and correct, each located by a JSON Pointer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from planextract.model.plan import Department, Project, Value


class CorrectableField(NamedTuple):
    """One value of a project, its location in the record, and the values that identify it."""

    pointer: str
    """JSON Pointer (RFC 6901) from the project's record, such as /items/0/cells/1/text."""
    value: Value
    context: Mapping[str, Value]
    """Values, by JSON Pointer, that must be unchanged for a correction of this value to apply."""
    kind: Literal["text", "number", "flag"] = "text"
    """Type of the value: a text, an integer or None, or a truth value."""


def iter_correctable_fields(project: Project) -> Iterator[CorrectableField]:
    """Yield every value of a project that is printed, not derived from another."""
    title: dict[str, Value] = {"/title": project.title}
    yield CorrectableField("/title", project.title, {})
    yield CorrectableField("/starred", project.starred, title, "flag")
    yield CorrectableField("/section", project.section, title)
    yield CorrectableField("/description", project.description, title)
    for number, item in enumerate(project.items):
        goal = f"/items/{number}/goal"
        yield CorrectableField(goal, item.goal, title)
        for place, cell in enumerate(item.cells):
            base = f"/items/{number}/cells/{place}"
            yield CorrectableField(
                f"{base}/text", cell.text, {**title, goal: item.goal, f"{base}/period": cell.period}
            )
    if project.budget is not None:
        unit: dict[str, Value] = {**title, "/budget/unit": project.budget.unit}
        yield CorrectableField("/budget/unit", project.budget.unit, title)
        yield CorrectableField("/budget/note", project.budget.note, title)
        for place, amount in enumerate(project.budget.amounts):
            base = f"/budget/amounts/{place}"
            yield CorrectableField(
                f"{base}/text", amount.text, {**unit, f"{base}/fiscal_year": amount.fiscal_year}
            )
        yield CorrectableField("/budget/total", project.budget.total, unit, "number")
        if project.budget.previous is not None:
            year: dict[str, Value] = {"/budget/previous/fiscal_year": project.budget.previous.fiscal_year}
            yield CorrectableField("/budget/previous/text", project.budget.previous.text, unit | year)
        if project.budget.change is not None:
            yield CorrectableField("/budget/change/text", project.budget.change.text, unit)
        for place, part in enumerate(project.budget.funding):
            base = f"/budget/funding/{place}"
            yield CorrectableField(f"{base}/text", part.text, {**unit, f"{base}/label": part.label})
    yield CorrectableField("/departments", format_departments(project.departments), title)
    for number, row in enumerate(project.relisted):
        base = f"/relisted/{number}"
        yield CorrectableField(f"{base}/initiative", row.initiative, title)
        yield CorrectableField(f"{base}/content", row.content, title)
        yield CorrectableField(f"{base}/project", row.project, {**title, f"{base}/content": row.content})
    for number, note in enumerate(project.footnotes):
        base = f"/footnotes/{number}"
        yield CorrectableField(f"{base}/marker", note.marker, title)
        yield CorrectableField(f"{base}/term", note.term, {**title, f"{base}/marker": note.marker})
        yield CorrectableField(f"{base}/text", note.text, {**title, f"{base}/marker": note.marker})
    for number, line in enumerate(project.classification):
        yield CorrectableField(f"/classification/{number}/text", line.text, title)
    if project.remarks:
        yield CorrectableField("/remarks", project.remarks, title)


def format_departments(departments: Iterable[Department]) -> str:
    """Return departments as one text that can be corrected as a whole.

    Each department has a line, with an ideographic space after the 部 and 、 between its 課.

    >>> format_departments([Department(department="総務部", sections=["総務課", "防災課"])])
    '総務部\u3000総務課、防災課'
    """
    lines = (f"{each.department}\u3000{'、'.join(each.sections)}" for each in departments)
    return "\n".join(line.rstrip("\u3000") for line in lines)


def parse_departments_text(text: str) -> list[Department]:
    """Parse the text of departments, as `format_departments` formats it.

    >>> parse_departments_text("総務部\u3000総務課、防災課")
    [Department(department='総務部', sections=['総務課', '防災課'])]
    """
    parts = [line.rstrip().partition("\u3000") for line in text.split("\n") if line.strip()]
    return [
        Department(department=name, sections=[each.strip() for each in rest.split("、") if each.strip()])
        for name, _, rest in parts
    ]
