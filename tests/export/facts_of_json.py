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
    of_lists: dict[str, Rows] = {"funding": [], "classification": [], "totals": _totals(plan)}
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
            if previous := budget.get("previous"):
                tables["budgets"].append({"id": id_, "period": "previous", **previous, **same})
            if change := budget.get("change"):
                period = {"id": id_, "period": "change", "fiscal_year": None}
                tables["budgets"].append({**period, **change, **same})
            for part in budget.get("funding", ()):
                of_lists["funding"].append({"id": id_, **part, "unit": budget["unit"]})
        for each in project.get("classification", ()):
            kan, kou, moku = each["numbers"]
            of_lists["classification"].append(
                {"id": id_, "text": each["text"], "kan": kan, "kou": kou, "moku": moku}
            )
        for department in project["departments"]:
            for section in department["sections"] or [None]:
                tables["departments"].append(
                    {"id": id_, "department": department["department"], "section": section}
                )
        tables["relisted"].extend({"id": id_, **row} for row in project["relisted"])
        tables["footnotes"].extend({"id": id_, **note} for note in project["footnotes"])
    pointed = any("pointer" in found for found in plan["findings"])
    tables["findings"] = [
        {name: value for name, value in found.items() if name != "facts"}
        | ({"pointer": found.get("pointer")} if pointed else {})
        for found in plan["findings"]
    ]
    tables |= {name: rows for name, rows in of_lists.items() if rows}
    if body := plan.get("body"):
        named = {"body_code": body["code"], "body_name": body["name"]}
        return {name: [{**row, **named} for row in rows] for name, rows in tables.items()}
    return tables


def _totals(plan: dict[str, Any]) -> Rows:
    rows: Rows = []
    for number, total in enumerate(plan.get("totals", ()), 1):
        budget = total["budget"]
        same = {"total": number, "label": total["label"], "projects": len(total["projects"])}
        same |= {"page": total["page"], "unit": budget["unit"]}
        blank: dict[str, Any] = {"fiscal_year": None, "source": None, "amount": None, "text": None}
        for amount in budget["amounts"]:
            rows.append({**same, **blank, "period": str(amount["fiscal_year"]), **amount})
        rows.append({**same, **blank, "period": "total", "amount": budget["total"]})
        rows.append({**same, **blank, "period": "previous", **budget["previous"]})
        rows.append({**same, **blank, "period": "change", **budget["change"]})
        for part in budget["funding"]:
            amount = {"amount": part["amount"], "text": part["text"]}
            rows.append({**same, **blank, "period": "funding", "source": part["label"], **amount})
    return rows
