"""The command `planextract diff`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planextract.diff import PlanDiff, compare_plans
from planextract.diff.files import encode_diff_csv, format_diff_json
from planextract.diff.markdown import format_markdown
from planextract.diff.terminal import print_diff
from planextract.export.load import load_plan


class DiffFormat(StrEnum):
    """The output formats of a diff."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"


def diff_command(
    old: Annotated[Path, typer.Argument(help="A plan.json, or the folder it is in.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="The same of the newer edition.", show_default=False)],
    output: Annotated[
        DiffFormat, typer.Option("--format", "-f", help="How to print the changes.")
    ] = DiffFormat.TABLE,
) -> None:
    """Tell what changed between two editions of a plan.

    Projects are paired by number, then by how alike their titles, goals and departments are. Years are
    compared by fiscal year; years that only one edition has are not compared. The exit status is 0
    whether or not something changed.

    Examples:

      planextract diff out/plan-2027 out/plan-2028

      planextract diff old/plan.json new/plan.json --format markdown > changes.md

      planextract diff old new --format csv > changes.csv

      planextract schema diff > diff.schema.json
    """
    _print_diff(compare_plans(load_plan(old), load_plan(new)), output)


def _print_diff(diff: PlanDiff, output: DiffFormat) -> None:
    if output is DiffFormat.TABLE:
        print_diff(diff, sys.stdout)
    elif output is DiffFormat.CSV:
        sys.stdout.flush()
        sys.stdout.buffer.write(encode_diff_csv(diff))
    else:
        # UTF-8 whatever the locale says: this is data
        text = format_diff_json(diff) if output is DiffFormat.JSON else format_markdown(diff)
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
