"""Apply corrections to a newly read plan, each only where it still fits.

A correction fits when the value it corrects is unchanged since the correction was made, and so are the
values that identify it: the project's title, the goal of the row, the period of the column. Values derived
from a corrected text are derived again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from planextract.errors import UsageError
from planextract.interpret.milestones import iter_row_milestones
from planextract.interpret.quantities import make_quantity
from planextract.japanese.amounts import parse_amount
from planextract.japanese.project_numbers import parse_budget_entry
from planextract.japanese.year_spans import find_period_years
from planextract.model.field_values import CorrectableField, iter_correctable_fields, parse_departments_text
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Correction, Finding, Plan, Project
from planextract.model.record import Fact, Value
from planextract.profiles.vocabulary import Vocabulary
from planextract.wording.messages import make_message

_CELL_POINTER = re.compile(r"/items/(\d+)/cells/(\d+)/text")
_AMOUNT_POINTER = re.compile(r"/budget/(?:(?:amounts|funding)/\d+|previous|change|limit|carried)/text")
_ENTRY_POINTER = re.compile(r"/classification/\d+/text")

_SETTLED_CODES = (FindingCode.BAD_AMOUNT, FindingCode.BAD_REFERENCE)
"""Codes of findings on a value that could not be read; its correction settles them."""


def apply_corrections(plan: Plan, corrections: Iterable[Correction], vocabulary: Vocabulary) -> Plan:
    """Return the plan with every correction that fits, and a finding for each of the others.

    Raises UsageError when a new value has the wrong type for its field, such as words for a number.
    """
    projects = {project.id: project for project in plan.projects}
    findings = list(plan.findings)
    applied: dict[str, list[Correction]] = {}
    for correction in corrections:
        stale = _find_misfit(projects.get(correction.project), correction)
        if stale is None:
            applied.setdefault(correction.project, []).append(correction)
        else:
            findings.append(stale)
    corrected = [
        _correct_project(project, applied.get(project.id, ()), vocabulary) for project in plan.projects
    ]
    done = [correction for made in applied.values() for correction in made]
    findings = [found for found in findings if not any(_can_settle(made, found) for made in done)]
    return plan.model_copy(update={"projects": corrected, "findings": findings, "corrections": done})


def _find_misfit(project: Project | None, correction: Correction) -> Finding | None:
    """Return a finding with the reason why a correction no longer fits, or None when it does."""
    if project is None:
        return _report_stale(correction, None)
    known = {field.pointer: field for field in iter_correctable_fields(project)}
    field = known.get(correction.field)
    if field is None:
        return _report_stale(correction, project, title=project.title)
    if field.value != correction.old:
        return _report_stale(correction, project, value=field.value)
    values = {pointer: each.value for pointer, each in known.items()} | dict(field.context)
    for pointer, before in correction.context.items():
        if pointer not in values or values[pointer] != before:
            return _report_stale(
                correction, project, context=pointer, before=before, value=values.get(pointer)
            )
    return None


def _report_stale(correction: Correction, project: Project | None, **reason: Fact) -> Finding:
    """Return the finding for a correction that was not applied."""
    return finding(
        FindingCode.STALE_CORRECTION,
        page=project.pages[0] if project is not None and project.pages else None,
        project=correction.project,
        pointer=correction.field,
        old=correction.old,
        new=correction.new,
        **reason,
    )


def _correct_project(project: Project, corrections: Iterable[Correction], vocabulary: Vocabulary) -> Project:
    """Return a project with corrections applied; raise UsageError for a value that is not valid."""
    record: dict[str, Any] = project.model_dump()
    known = {field.pointer: field for field in iter_correctable_fields(project)}
    for correction in corrections:
        try:
            _set_value(record, correction, _convert_value(known[correction.field], correction), vocabulary)
            Project.model_validate(record)
        except (ValidationError, ValueError) as error:
            raise UsageError(
                make_message(
                    "The correction of {field} of {project} can't be {value:value}: that is no value for it.",
                    field=correction.field,
                    project=correction.project,
                    value=correction.new,
                ),
                "Mend it in the file of corrections.",
            ) from error
    return Project.model_validate(record)


def _convert_value(field: CorrectableField, correction: Correction) -> Value:
    """Return the new value in its field's type: YAML reads 12 as a number where text is meant.

    Raises ValueError when it can't be of that type.
    """
    new = correction.new
    if field.kind == "flag":
        if not isinstance(new, bool):
            raise ValueError("neither true nor false")
        return new
    if isinstance(new, bool):
        raise ValueError("true or false instead of what is printed")
    if field.kind == "number":
        if isinstance(new, str):
            raise ValueError("a text instead of a number")
        return new
    return str(new) if isinstance(new, int) else new


def _set_value(record: dict[str, Any], correction: Correction, new: Value, vocabulary: Vocabulary) -> None:
    """Set a value in a project's record, in place, and derive again the values that depend on it."""
    if correction.field == "/departments":
        record["departments"] = [each.model_dump() for each in parse_departments_text(str(new or ""))]
        return
    *path, last = correction.field.split("/")[1:]
    holder: Any = record
    for step in path:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    holder[int(last) if isinstance(holder, list) else last] = new
    if (cell := _CELL_POINTER.fullmatch(correction.field)) and isinstance(new, str):
        cells = record["items"][int(cell[1])]["cells"]
        holder["quantity"] = make_quantity(new)
        # An arrow in a later cell continues the milestones of this one.
        for each, found in zip(
            cells, iter_row_milestones((c["text"] for c in cells), vocabulary), strict=True
        ):
            each["milestones"] = found
    elif _AMOUNT_POINTER.fullmatch(correction.field) and isinstance(new, str):
        holder["amount"] = parse_amount(new, record["budget"]["unit"])
    elif _ENTRY_POINTER.fullmatch(correction.field) and isinstance(new, str):
        holder["numbers"] = parse_budget_entry(new)
    elif correction.field == "/period/text" and isinstance(new, str):
        holder["first_year"], holder["last_year"] = find_period_years(new)


def _can_settle(correction: Correction, found: Finding) -> bool:
    """Return whether a finding concerns the value that a correction has replaced."""
    return (
        found.code in _SETTLED_CODES
        and found.project == correction.project
        and found.pointer == correction.field
    )


def _quote_value(value: Value) -> str:
    return "blank" if value in (None, "") else f"“{value}”"
