"""Print a comparison as a table on a terminal."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planextract.diff import phrases
from planextract.diff.model import Kind, PlanDiff

_STYLES: dict[Kind, str] = {
    "added": "green",
    "removed": "red",
    "renumbered": "cyan",
    "delayed": "red",
    "advanced": "green",
    "item-added": "green",
    "item-removed": "red",
    "department-added": "green",
    "department-removed": "red",
}
_WIDTH = 160
"""Width in characters where the output is not a terminal."""


def show(diff: PlanDiff, out: TextIO, colour: bool | None = None) -> None:
    """Print the table; `colour` forces or forbids colour, else a terminal has it unless NO_COLOR is set."""
    console = Console(
        file=out,
        width=None if out.isatty() else _WIDTH,
        force_terminal=colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(f"{phrases.years(diff)}: {phrases.headline(diff)}")
    if diff.empty:
        return
    table = Table(show_lines=False, pad_edge=False)
    for name in ("project", "title", "change", "where", "old", "new"):
        table.add_column(name, overflow="fold")
    table.add_column("difference", justify="right", overflow="fold")
    for heading in diff.headings:
        table.add_row(
            Text(phrases.heading_name(heading)),
            "",
            Text(heading.status, style="cyan"),
            "",
            Text(heading.old or ""),
            Text(heading.new or ""),
            "",
        )
    for project in diff.projects:
        for number, change in enumerate(project.changes):
            first = number == 0
            table.add_row(
                Text(phrases.name(project) if first else "", style="bold"),
                Text((project.title or "") if first else ""),
                Text(phrases.what(change), style=_STYLES.get(change.kind, "yellow")),
                Text(phrases.where(change)),
                Text(change.old or ""),
                Text(change.new or ""),
                Text(phrases.amount(change)),
                end_section=number == len(project.changes) - 1,
            )
    console.print(table)
