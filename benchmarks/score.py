"""How many rows of milestones a tool got right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from common import folded
from plans import Row

TableRow = Sequence[str | None]


def right_in_plan(rows: Iterable[Row], plan: dict[str, Any]) -> int:
    """Rows that a plan.json has with the same project, goal, periods and texts, character for character."""
    found = Counter(
        Row(project["id"], item["goal"], tuple((cell["period"], cell["text"]) for cell in item["cells"]))
        for project in plan["projects"]
        for item in project["items"]
    )
    return (Counter(rows) & found).total()


def right_in_tables(rows: Iterable[Row], tables: Iterable[TableRow]) -> int:
    """Rows for which some table row has the goal in one cell and all the texts in later cells, in order.

    Blank texts may be missing, and what a table row has besides does not count against it: a tool that knows
    nothing of plans is not asked for projects and periods. Each table row counts for one row at most.
    """
    by_goal: dict[str, list[list[str]]] = defaultdict(list)
    for table_row in tables:
        cells = [text for text in (folded(cell or "") for cell in table_row) if text]
        for place, cell in enumerate(cells):
            by_goal[cell].append(cells[place + 1 :])
    right = 0
    for row in rows:
        texts = [text for text in (folded(text) for _, text in row.cells) if text]
        candidates = by_goal[folded(row.goal)]
        for place, cells in enumerate(candidates):
            if _in_order(texts, cells):
                del candidates[place]
                right += 1
                break
    return right


def _in_order(texts: Sequence[str], cells: Sequence[str]) -> bool:
    rest = iter(cells)
    return all(text in rest for text in texts)
