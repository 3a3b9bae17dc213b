"""`python -m plandraw`: writes sample plans and their truth."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from .content import Plan
from .draw import Drawn, draw, paint
from .edition import Edition
from .handmade import handmade_hazards, handmade_plan, handmade_style
from .hazards import HAZARDS
from .layout import lay_out
from .lists import draw_list, handmade_list, handmade_list_style, random_list, random_list_style
from .marks import Drawing
from .measures import (
    draw_measures,
    handmade_measure_style,
    handmade_measures,
    random_measure_style,
    random_measures,
)
from .random_plan import random_plan
from .sheets import draw_sheets, handmade_sheet_style, handmade_sheets, random_sheet_style, random_sheets
from .style import Style, random_style
from .sunahara import NAME as SUNAHARA
from .sunahara import sunahara_plan, sunahara_style

SAMPLE = "shinonomeno"
LIST = "shiomino"
SHEETS = "kasumihama"
MEASURES = "yugihara"


def write(drawn: Drawn, pdf: Path) -> None:
    """Write a document and, beside it, its truth."""
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(drawn.pdf)
    facts = json.dumps(drawn.truth, ensure_ascii=False, indent=2) + "\n"
    pdf.with_suffix(".truth.json").write_text(facts, encoding="utf-8")
    print(f"{pdf}: {len(drawn.drawing.sheets)} pages, {len(drawn.truth['projects'])} projects")


def sample(arguments: argparse.Namespace) -> None:
    """Write the committed samples."""
    write(draw(handmade_plan(), handmade_style(), handmade_hazards()), arguments.out / f"{SAMPLE}.pdf")
    write(draw(sunahara_plan(), sunahara_style()), arguments.out / f"{SUNAHARA}.pdf")
    write(draw_list(handmade_list(), handmade_list_style()), arguments.out / f"{LIST}.pdf")
    write(draw_sheets(handmade_sheets(), handmade_sheet_style()), arguments.out / f"{SHEETS}.pdf")
    write(draw_measures(handmade_measures(), handmade_measure_style()), arguments.out / f"{MEASURES}.pdf")


def random_list_of(arguments: argparse.Namespace) -> None:
    """Write a random list."""
    rng = Random(arguments.seed)
    hazards = tuple(HAZARDS.named(arguments.hazard))
    style = random_list_style(rng)
    name = "-".join(["list", str(arguments.seed), *(hazard.name for hazard in hazards)])
    write(draw_list(random_list(rng, style), style, hazards), arguments.out / f"{name}.pdf")


def random_sheets_of(arguments: argparse.Namespace) -> None:
    """Write random sheets."""
    rng = Random(arguments.seed)
    hazards = tuple(HAZARDS.named(arguments.hazard))
    style = random_sheet_style(rng)
    name = "-".join(["sheets", str(arguments.seed), *(hazard.name for hazard in hazards)])
    write(draw_sheets(random_sheets(rng, style), style, hazards), arguments.out / f"{name}.pdf")


def random_measures_of(arguments: argparse.Namespace) -> None:
    """Write random tables of measures."""
    rng = Random(arguments.seed)
    hazards = tuple(HAZARDS.named(arguments.hazard))
    style = random_measure_style(rng)
    name = "-".join(["measures", str(arguments.seed), *(hazard.name for hazard in hazards)])
    write(draw_measures(random_measures(rng, style), style, hazards), arguments.out / f"{name}.pdf")


def random(arguments: argparse.Namespace) -> None:
    """Write a random plan."""
    rng = Random(arguments.seed)
    hazards = tuple(HAZARDS.named(arguments.hazard))
    plan, style = random_plan(rng), random_style(rng, merged=arguments.merged)
    name = "-".join(["random", str(arguments.seed), *(hazard.name for hazard in hazards)])
    write(draw(plan, style, hazards), arguments.out / f"{name}.pdf")


def long_plan(count: int, seed: int) -> tuple[Plan, Drawing]:
    """A plan that fills `count` pages or a few more, and its drawing.

    Pages are laid out for a guess of the strategies needed, and again for a better one.
    """
    style = Style()
    strategies = max(1, count // 3)
    while True:
        plan = random_plan(Random(seed), Edition(), strategies=strategies, projects=(4, 8))
        drawing = lay_out(plan, style)
        if len(drawing.sheets) >= count:
            return plan, drawing
        strategies = strategies * count // len(drawing.sheets) + 1


def pages(arguments: argparse.Namespace) -> None:
    """Write a long plan, cut off after the given number of pages; its truth is not written."""
    _, drawing = long_plan(arguments.count, arguments.seed)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(paint(replace(drawing, sheets=drawing.sheets[: arguments.count])))
    print(f"{arguments.out}: {arguments.count} pages")


def list_hazards(_: argparse.Namespace) -> None:
    """Print every hazard."""
    for hazard in HAZARDS.values():
        print(f"{hazard.name:22} {hazard.summary}")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m plandraw", description="Draw sample action plans as PDFs.")
    commands = top.add_subparsers(required=True)
    command = commands.add_parser("sample", help="write the committed samples")
    command.add_argument("--out", type=Path, default=Path(), help="folder to write to")
    command.set_defaults(run=sample)
    command = commands.add_parser("random", help="write a random plan")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--hazard", default="", help="names of hazards, with commas between them")
    command.add_argument("--merged", action="store_true", help="allow cells merged over years or rows")
    command.add_argument("--out", type=Path, default=Path(), help="folder to write to")
    command.set_defaults(run=random)
    command = commands.add_parser("random-list", help="write a random list of projects, one row each")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--hazard", default="", help="names of hazards that change the drawing alone")
    command.add_argument("--out", type=Path, default=Path(), help="folder to write to")
    command.set_defaults(run=random_list_of)
    command = commands.add_parser("random-sheets", help="write random sheets, one for each project")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--hazard", default="", help="names of hazards that change the drawing alone")
    command.add_argument("--out", type=Path, default=Path(), help="folder to write to")
    command.set_defaults(run=random_sheets_of)
    command = commands.add_parser("random-measures", help="write random tables, one for each measure")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--hazard", default="", help="names of hazards that change the drawing alone")
    command.add_argument("--out", type=Path, default=Path(), help="folder to write to")
    command.set_defaults(run=random_measures_of)
    command = commands.add_parser("pages", help="write a long plan for benchmarks")
    command.add_argument("--count", type=int, default=250)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--out", type=Path, required=True, help="file to write")
    command.set_defaults(run=pages)
    command = commands.add_parser("list", help="list the hazards")
    command.set_defaults(run=list_hazards)
    return top


def main() -> int:
    """Run the command line."""
    arguments = parser().parse_args()
    try:
        arguments.run(arguments)
    except KeyError as error:
        print(f"plandraw: {error.args[0]}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
