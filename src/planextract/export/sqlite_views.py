"""Define the views of the database, each of one grain, so that sums over it are right."""

from __future__ import annotations

_YEN_SQL = (
    "CASE {unit} WHEN '百万円' THEN 1000000 WHEN '万円' THEN 10000 WHEN '千円' THEN 1000 WHEN '円' THEN 1 END"
)
"""Value of a unit in yen; NULL for one that is not known."""

VIEWS: dict[str, str] = {
    # one row for each milestone or quantity, with the project that it is of; no amounts, which would repeat
    "plan": """
SELECT p.id, p.pillar, p.pillar_title, p.strategy, p.strategy_title, p.title, p.starred,
       m.item, m.goal, m.period, m.fiscal_year, m.text, m.stage, m.term, m.note, m.value, m.unit
FROM projects p
LEFT JOIN milestones m ON m.id = p.id
ORDER BY p.rowid, m."row"
""",
    # one row for each project
    "project_overview": f"""
SELECT p.id, p.pillar, p.pillar_title, p.strategy, p.strategy_title, p.title, p.starred,
       (SELECT group_concat(named, '、') FROM
         (SELECT department || coalesce(' ' || section, '') AS named FROM departments d WHERE d.id = p.id
          ORDER BY d."row")) AS departments,
       (SELECT count(DISTINCT m.item) FROM milestones m WHERE m.id = p.id) AS items,
       (SELECT count(*) FROM milestones m WHERE m.id = p.id) AS milestones,
       (SELECT sum(b.amount * {_YEN_SQL.format(unit="b.unit")}) FROM budgets b
        WHERE b.id = p.id AND b.fiscal_year IS NOT NULL AND b.period = CAST(b.fiscal_year AS TEXT))
         AS budget_yen,
       (SELECT count(*) FROM findings f WHERE f.project = p.id) AS findings,
       p.first_page, p.last_page
FROM projects p
ORDER BY p.rowid
""",
    # one row for each project and fiscal year
    "budget_by_year": f"""
SELECT b.id, p.strategy, p.strategy_title, p.title, b.fiscal_year, b.amount, b.unit,
       b.amount * {_YEN_SQL.format(unit="b.unit")} AS amount_yen
FROM budgets b JOIN projects p ON p.id = b.id
WHERE b.fiscal_year IS NOT NULL AND b.period = CAST(b.fiscal_year AS TEXT)
ORDER BY b."row"
""",
    # one row for each strategy and fiscal year
    "budget_by_strategy": f"""
SELECT p.strategy, p.strategy_title, b.fiscal_year, count(DISTINCT b.id) AS projects,
       sum(b.amount * {_YEN_SQL.format(unit="b.unit")}) AS amount_yen
FROM budgets b JOIN projects p ON p.id = b.id
WHERE b.amount IS NOT NULL AND b.fiscal_year IS NOT NULL AND b.period = CAST(b.fiscal_year AS TEXT)
GROUP BY p.strategy, p.strategy_title, b.fiscal_year
ORDER BY p.strategy, b.fiscal_year
""",
    # one row for each stage and fiscal year
    "stages_by_year": """
SELECT m.fiscal_year, m.stage, count(DISTINCT m.id) AS projects, count(*) AS milestones
FROM milestones m
WHERE m.stage IS NOT NULL AND m.fiscal_year IS NOT NULL
GROUP BY m.fiscal_year, m.stage
ORDER BY m.fiscal_year, m.stage
""",
}
"""SQL of each view, by name."""

VIEW_MEANINGS: dict[str, tuple[str, str]] = {
    "plan": ("One row for each milestone or quantity.", "取組または数量ごとに1行"),
    "project_overview": ("One row for each project.", "事業ごとに1行"),
    "budget_by_year": ("One row for each project and fiscal year.", "事業と年度ごとに1行"),
    "budget_by_strategy": ("One row for each strategy and fiscal year.", "戦略と年度ごとに1行"),
    "stages_by_year": ("One row for each stage and fiscal year.", "取組の段階と年度ごとに1行"),
}
"""Meaning of each view in English and in Japanese."""
