"""Prepare the data of the report: the plan, its values with their page areas, and the overview's sums."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, get_args

from planextract.corrections.corrections_file import CheckedValue
from planextract.model.field_values import CorrectableField, iter_correctable_fields
from planextract.model.findings import render_finding
from planextract.model.plan import Area, Plan
from planextract.model.provenance import Places, ValueAreas
from planextract.model.record import Stage
from planextract.wording.findings import FINDING_WORDS
from planextract.wording.language import LANGUAGES

_YEN_PER_UNIT = {"百万円": 1_000_000, "万円": 10_000, "千円": 1_000, "円": 1}
_YEN_PER_MILLION = 1_000_000


def report_data(plan: Plan, places: Places, checked: Iterable[CheckedValue] = ()) -> dict[str, Any]:
    """Return all data of the report except pictures and interface texts, ready for JSON."""
    return {
        "plan": plan.model_dump(mode="json"),
        "stages": list(get_args(Stage)),
        "kinds": {
            language: {code: words.meaning.choose(language) for code, words in FINDING_WORDS.items()}
            for language in LANGUAGES
        },
        "messages": {
            language: [render_finding(found, language) for found in plan.findings] for language in LANGUAGES
        },
        "yen": _YEN_PER_UNIT,
        "fields": {
            project.id: [
                _describe_field(
                    field, places.projects.get(project.id, {}), places.confidences.get(project.id, {})
                )
                for field in iter_correctable_fields(project)
            ]
            for project in plan.projects
        },
        "checked": [mark.model_dump() for mark in checked],
        "heat": _build_heat_map(plan),
        "budgets": _sum_budgets(plan),
    }


def _describe_field(
    field: CorrectableField, spots: ValueAreas, confidences: Mapping[str, float]
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "at": field.pointer,
        "label": field.field.label._asdict(),
        "value": field.value,
        "context": list(field.context),
        "kind": field.kind,
        "places": [_area_numbers(area) for area in iter_value_areas(field, spots)],
    }
    # Of a value read in a picture: how sure its least sure character is, in per cent.
    parts = [
        sure for at, sure in confidences.items() if at == field.pointer or at.startswith(f"{field.pointer}/")
    ]
    return described | {"sure": round(100 * min(parts))} if parts else described


def iter_value_areas(field: CorrectableField, spots: ValueAreas) -> Iterator[Area]:
    """Yield the page areas of a value; a value composed of others has the areas of all of them."""
    printed_with = "/title" if field.pointer == "/starred" else field.pointer
    found = (areas for at, areas in spots.items() if at == printed_with or at.startswith(f"{printed_with}/"))
    yield from dict.fromkeys(chain.from_iterable(found))


def _area_numbers(area: Area) -> list[int]:
    return [area.page, area.x0, area.top, area.x1, area.bottom]


def _build_heat_map(plan: Plan) -> dict[str, dict[str, list[str]]]:
    """Return, by stage and fiscal year, the ids of the projects at that stage in that year."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for project in plan.projects:
        for item in project.items:
            for cell in item.cells:
                if cell.fiscal_year is None:
                    continue
                for milestone in cell.milestones:
                    found[milestone.stage][str(cell.fiscal_year)][project.id] = None
    return {stage: {year: list(ids) for year, ids in years.items()} for stage, years in found.items()}


def _sum_budgets(plan: Plan) -> dict[str, Any]:
    """Return the sums of the budgets by strategy and fiscal year, in millions of yen."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    without_unit = 0
    for project in plan.projects:
        if project.budget is None:
            continue
        yen = _YEN_PER_UNIT.get(project.budget.unit or "")
        for amount in project.budget.amounts:
            if amount.amount is None:
                continue
            if yen is None:
                without_unit += 1
            else:
                sums[str(project.strategy)][str(amount.fiscal_year)] += amount.amount * yen
    return {
        "unit": "百万円",
        "sums": {
            strategy: {year: yen / _YEN_PER_MILLION for year, yen in years.items()}
            for strategy, years in sums.items()
        },
        "without_unit": without_unit,
    }


def script_json(data: object) -> str:
    """Return JSON that is safe in a script element: it can't end the element or begin a comment.

    >>> script_json("</script>")
    '"\\\\u003c/script>"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
