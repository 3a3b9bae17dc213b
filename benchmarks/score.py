"""How many rows of milestones a tool got right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from common import folded
from plans import Row

TableRow = Sequence[str | None]


class Score(NamedTuple):
    """Rows that came out right, and how often a right row came out again though it is printed no more."""

    right: int
    again: int


def of_plan(rows: Iterable[Row], plan: dict[str, Any]) -> Score:
    """Rows that a plan.json has with the same project, goal, periods and texts, character for character."""
    wanted = Counter(rows)
    found = Counter(
        Row(project["id"], item["goal"], tuple((cell["period"], cell["text"]) for cell in item["cells"]))
        for project in plan["projects"]
        for item in project["items"]
    )
    again = sum(max(0, found[row] - count) for row, count in wanted.items())
    return Score((wanted & found).total(), again)


def of_tables(rows: Iterable[Row], tables: Iterable[TableRow]) -> Score:
    """Rows for which some table row has the goal in one cell and all the texts in later cells, in order.

    Blank texts may be missing, and what a table row has besides does not count against it: a tool that
    knows nothing of plans is not asked for projects and periods. A table row counts for one row at most.
    """
    by_goal: dict[str, list[list[str]]] = defaultdict(list)
    for table_row in tables:
        cells = [text for text in (folded(cell or "") for cell in table_row) if text]
        for place, cell in enumerate(cells):
            by_goal[cell].append(cells[place + 1 :])
    wanted = [(folded(row.goal), [folded(text) for _, text in row.cells if text]) for row in rows]
    right = sum(_taken(by_goal[goal], texts) for goal, texts in wanted)
    again = 0
    for goal, texts in wanted:
        while _taken(by_goal[goal], texts):
            again += 1
    return Score(right, again)


def _taken(candidates: list[list[str]], texts: Sequence[str]) -> bool:
    """Take away the first candidate that has the texts in order, if there is one."""
    for place, cells in enumerate(candidates):
        rest = iter(cells)
        if all(text in rest for text in texts):
            del candidates[place]
            return True
    return False
