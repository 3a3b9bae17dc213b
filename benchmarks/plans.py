"""Draws the plans that are measured, and tells which rows of milestones they print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from common import SCRATCH, use_sources

use_sources()

from plandraw import HAZARDS, Plan, truth  # noqa: E402
from plandraw.__main__ import long_plan  # noqa: E402
from plandraw.draw import paint  # noqa: E402
from plandraw.hazards import Stage  # noqa: E402
from plandraw.marks import Drawing  # noqa: E402

SEED = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a project: its goal, and the period and text of each of its cells."""

    project: str
    goal: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan in a file, and the rows of the projects that are wholly in it."""

    pdf: Path
    pages: int
    rows: tuple[Row, ...]


def draw_pages(count: int, hazards: str = "") -> Drawn:
    """Draw a plan of so many pages, cut off after the last; `hazards` are names with commas between them.

    Raises ValueError for a hazard that changes what is printed where.
    """
    chosen = sorted(HAZARDS.named(hazards), key=lambda hazard: hazard.stage)
    for hazard in chosen:
        if hazard.stage < Stage.GLYPHS:
            raise ValueError(f"{hazard.name} changes the pages themselves and can't be used here")
    plan, whole = long_plan(count, SEED)
    drawing = Drawing(whole.sheets[:count], whole.unseen)
    for hazard in chosen:
        drawing = hazard.apply(drawing)
    SCRATCH.mkdir(parents=True, exist_ok=True)
    pdf = SCRATCH / ("-".join(["plan", str(count), *(hazard.name for hazard in chosen)]) + ".pdf")
    pdf.write_bytes(paint(replace(drawing)))
    return Drawn(pdf, count, _rows(plan, whole, count))


def _rows(plan: Plan, whole: Drawing, count: int) -> tuple[Row, ...]:
    shown = {owner for sheet in whole.sheets[:count] for owner in sheet.owners}
    cut = {owner for sheet in whole.sheets[count:] for owner in sheet.owners}
    return tuple(
        Row(
            project["id"],
            item["goal"],
            tuple((cell["period"], cell["text"]) for cell in item["cells"]),
        )
        for project in truth(plan)["projects"]
        if f"project {project['id']}" in shown - cut
        for item in project["items"]
    )
