"""Print a comparison as a table on a terminal."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planextract.diff import phrases
from planextract.diff.model import ChangeKind, PlanDiff

_KIND_STYLES: dict[ChangeKind, str] = {
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
_DEFAULT_WIDTH_COLUMNS = 160
"""Width in characters where the output is not a terminal."""


def print_diff(diff: PlanDiff, out: TextIO, colour: bool | None = None) -> None:
    """Print the table; `colour` forces or forbids colour, else a terminal has it unless NO_COLOR is set."""
    console = Console(
        file=out,
        width=None if out.isatty() else _DEFAULT_WIDTH_COLUMNS,
        force_terminal=colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(f"{phrases.format_fiscal_years(diff)}: {phrases.format_headline(diff)}")
    if diff.is_empty:
        return
    table = Table(show_lines=False, pad_edge=False)
    for name in ("project", "title", "change", "where", "old", "new"):
        table.add_column(name, overflow="fold")
    table.add_column("difference", justify="right", overflow="fold")
    for heading in diff.headings:
        table.add_row(
            Text(phrases.format_heading_name(heading)),
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
                Text(phrases.format_project_number(project) if first else "", style="bold"),
                Text((project.title or "") if first else ""),
                Text(phrases.format_change_kind(change), style=_KIND_STYLES.get(change.kind, "yellow")),
                Text(phrases.format_position(change)),
                Text(change.old or ""),
                Text(change.new or ""),
                Text(phrases.format_difference(change)),
                end_section=number == len(project.changes) - 1,
            )
    console.print(table)
