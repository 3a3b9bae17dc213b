"""Describe plan.sqlite to Datasette: title, licence, source, help for every column, and two charts.

Start it with `datasette plan.sqlite --metadata metadata.json`. The charts are shown where the plugin
datasette-dashboards is installed; without it they are queries.
"""

from __future__ import annotations

import json
from typing import Any

from planextract.export.sqlite_views import VIEW_MEANINGS
from planextract.model.plan import Plan
from planextract.model.table_rows import build_tables
from planextract.model.table_schema import ColumnSchema, describe_columns

_QUERIES = {
    "stages": (
        "取組の段階と年度 – Projects by stage and fiscal year",
        "SELECT CAST(fiscal_year AS TEXT) AS fiscal_year, stage, projects FROM stages_by_year",
        ("fiscal_year", "projects", "stage"),
    ),
    "budgets": (
        "年度ごとの事業費（円） – Budget by fiscal year, in yen",
        "SELECT CAST(fiscal_year AS TEXT) AS fiscal_year, strategy || ' ' || coalesce(strategy_title, '') "
        "AS strategy, amount_yen FROM budget_by_strategy",
        ("fiscal_year", "amount_yen", "strategy"),
    ),
}
"""Title, SQL, and columns for x, y and colour of each chart."""


def datasette_metadata_json(plan: Plan) -> bytes:
    """Return metadata.json for the database of a plan."""
    tables: dict[str, Any] = {}
    for table in build_tables(plan):
        described = describe_columns(table)
        tables[table.name] = {"columns": {column.name: _describe_column(column) for column in described}}
    tables["projects"]["label_column"] = "title"
    for view, (english, japanese) in VIEW_MEANINGS.items():
        tables[view] = {"description": f"{japanese} – {english}"}
    title = plan.title or plan.source.file
    metadata: dict[str, Any] = {
        "title": title,
        "description": f"{plan.source.file}, {plan.source.pages} pages, SHA-256 {plan.source.sha256}",
        "source": plan.body.name if plan.body is not None and plan.body.name else plan.source.file,
        **_describe_licence(plan.licence),
        "databases": {
            "plan": {
                "tables": tables,
                "queries": {name: {"title": each[0], "sql": each[1]} for name, each in _QUERIES.items()},
            }
        },
        "plugins": {"datasette-dashboards": {"plan": {"title": title, "charts": _describe_charts()}}},
    }
    return (json.dumps(metadata, ensure_ascii=False, indent=2) + "\n").encode()


def _describe_column(column: ColumnSchema) -> str:
    return " – ".join(part for part in (column.label, column.meaning, column.description) if part)


def _describe_licence(licence: str | None) -> dict[str, str]:
    if licence is None:
        return {}
    return {"license": licence, "license_url": licence} if "://" in licence else {"license": licence}


def _describe_charts() -> dict[str, Any]:
    return {
        name: {
            "title": title,
            "db": "plan",
            "query": sql,
            "library": "vega-lite",
            "display": {
                "mark": {"type": "bar", "tooltip": True},
                "encoding": {
                    "x": {"field": x, "type": "nominal"},
                    "y": {"field": y, "type": "quantitative"},
                    "color": {"field": colour, "type": "nominal"},
                },
            },
        }
        for name, (title, sql, (x, y, colour)) in _QUERIES.items()
    }
