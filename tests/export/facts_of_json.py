"""The published tables worked out from plan.json alone, to hold the written formats against."""

from __future__ import annotations

from typing import Any

Rows = list[dict[str, Any]]


def expected(plan: dict[str, Any]) -> dict[str, Rows]:
    """Every table as a list of rows; nothing of the program is used."""
    pillars = {pillar["number"]: pillar["title"] for pillar in plan["pillars"]}
    strategies = {strategy["number"]: strategy for strategy in plan["strategies"]}
    tables: dict[str, Rows] = {
        name: []
        for name in ("projects", "milestones", "budgets", "departments", "relisted", "footnotes", "findings")
    }
    marked = any("marks" in project for project in plan["projects"])
    for project in plan["projects"]:
        id_ = project["id"]
        strategy = strategies[project["strategy"]]
        tables["projects"].append(
            {
                "id": id_,
                "pillar": strategy["pillar"],
                "pillar_title": pillars.get(strategy["pillar"]),
                "strategy": project["strategy"],
                "strategy_title": strategy["title"],
                **{key: project[key] for key in ("section", "number", "title", "starred", "description")},
                "first_page": project["pages"][0],
                "last_page": project["pages"][-1],
                "hidden": project.get("hidden", False),
                **({"marks": "".join(project.get("marks", [])) or None} if marked else {}),
            }
        )
        for number, item in enumerate(project["items"], 1):
            for cell in item["cells"]:
                place = {"id": id_, "item": number, "goal": item["goal"]}
                place |= {key: cell[key] for key in ("period", "fiscal_year", "text")}
                nothing = dict.fromkeys(("stage", "term", "match", "note", "value", "unit", "cumulative"))
                for milestone in cell["milestones"]:
                    tables["milestones"].append({**place, **nothing, **milestone})
                if cell["quantity"]:
                    tables["milestones"].append({**place, **nothing, **cell["quantity"]})
        if budget := project["budget"]:
            same = {"unit": budget["unit"], "note": budget["note"]}
            for amount in budget["amounts"]:
                period = {"id": id_, "period": str(amount["fiscal_year"])}
                tables["budgets"].append({**period, **amount, **same})
            total = {
                "id": id_,
                "period": "total",
                "fiscal_year": None,
                "amount": budget["total"],
                "text": None,
            }
            tables["budgets"].append({**total, **same})
        for department in project["departments"]:
            for section in department["sections"] or [None]:
                tables["departments"].append(
                    {"id": id_, "department": department["department"], "section": section}
                )
        tables["relisted"].extend({"id": id_, **row} for row in project["relisted"])
        tables["footnotes"].extend({"id": id_, **note} for note in project["footnotes"])
    tables["findings"] = list(plan["findings"])
    if body := plan.get("body"):
        named = {"body_code": body["code"], "body_name": body["name"]}
        return {name: [{**row, **named} for row in rows] for name, rows in tables.items()}
    return tables
