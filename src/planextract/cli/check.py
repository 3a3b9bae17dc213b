"""The command `planextract check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from planextract.cli.console import print_message
from planextract.compliance import CHECK_SETS, Breach
from planextract.compliance.compliance_check import CheckReport, apply_checks
from planextract.compliance.sheets import read_sheets
from planextract.errors import FindingsError, UsageError
from planextract.export.folder import complete_interrupted
from planextract.harmless import make_lines_printable, make_printable
from planextract.validation.dataset_folder import find_strangers
from planextract.wording.messages import make_message

_MAX_LISTED_BREACHES = 20
"""Greatest number of breaches of one rule that are listed for one table."""


def check_command(
    folder: Annotated[Path, typer.Argument(help="A folder that parse wrote.", show_default=False)],
    rules: Annotated[str, typer.Option(help=f"Which rules: {', '.join(CHECK_SETS)}.")] = "soumu",
) -> None:
    """Check written tables (CSV and Excel) against rules for data that machines can read.

    Each rule is one line, and under it each place where it is not kept. One more line tells whether the files
    of the folder belong together. The exit status is 7 when a rule is broken; a warning alone breaks none.

    Example: planextract check out/plan --rules soumu
    """
    if rules not in CHECK_SETS:
        raise UsageError(
            make_message("There are no rules {rules!r}.", rules=rules),
            make_message("Choose from {check_sets}.", check_sets=[*CHECK_SETS]),
        )
    complete_interrupted(folder)
    reports = apply_checks(CHECK_SETS[rules], read_sheets(folder))
    broken = 0
    for rule in CHECK_SETS[rules]:
        own = [report for report in reports if report.check is rule]
        state = rule.severity if any(report.breaches for report in own) else "ok"
        broken += state == "error"
        sys.stdout.write(f"{state:7} {rule.code:16} {rule.title} {rule.description}\n")
        for report in own:
            _print_breaches(report)
    strangers = list(find_strangers(folder))
    state = "error" if strangers else "ok"
    sys.stdout.write(f"{state:7} {'together':16} All files of the folder are of the same plan.\n")
    for name, message in strangers:
        sys.stdout.write(make_lines_printable(f"        {name}: {message}\n"))
    broken += bool(strangers)
    looked_at = len({(report.sheet.file, report.sheet.name) for report in reports})
    print_message(
        make_message(
            "{tables:# table|# tables}, {count} rules, {broken} broken.",
            tables=looked_at,
            count=len(CHECK_SETS[rules]) + 1,
            broken=broken,
        )
    )
    if broken:
        raise FindingsError(
            make_message("{broken:# rule|# rules} broken in {folder}/.", broken=broken, folder=folder),
            "The places are listed; correct them, or write the files again with `planextract parse`.",
        )


def _print_breaches(report: CheckReport) -> None:
    sheet = report.sheet
    name = sheet.file if sheet.file.endswith(".csv") else f"{sheet.file}/{sheet.name}"
    for breach in report.breaches[:_MAX_LISTED_BREACHES]:
        line = f"        {name}{_format_location(breach)}: {breach.message}"
        sys.stdout.write(f"{make_printable(line)}\n")
    if len(report.breaches) > _MAX_LISTED_BREACHES:
        sys.stdout.write(f"        {name}: and {len(report.breaches) - _MAX_LISTED_BREACHES} more\n")


def _format_location(breach: Breach) -> str:
    row = f" row {breach.row}" if breach.row is not None else ""
    return row + (f" column {breach.column}" if breach.column is not None else "")
