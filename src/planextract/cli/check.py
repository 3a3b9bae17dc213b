"""The command `planextract check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from planextract.cli.console import talk
from planextract.compliance import RULE_SETS, Breach
from planextract.compliance.base import Report, apply
from planextract.compliance.sheets import sheets
from planextract.errors import FindingsError, UsageError

_SHOWN = 20
"""Greatest number of breaches of one rule that are listed for one table."""


def check_command(
    folder: Annotated[Path, typer.Argument(help="A folder that parse wrote.", show_default=False)],
    rules: Annotated[str, typer.Option(help=f"Which rules: {', '.join(RULE_SETS)}.")] = "soumu",
) -> None:
    """Check written tables (CSV and Excel) against rules for data that machines can read.

    Each rule is one line, and under it each place where it is not kept. The exit status is 7 when a rule
    is broken; a warning alone breaks none.

    Example: planextract check out/plan --rules soumu
    """
    if rules not in RULE_SETS:
        raise UsageError(f"There are no rules {rules!r}.", f"Choose from {', '.join(RULE_SETS)}.")
    reports = apply(RULE_SETS[rules], sheets(folder))
    broken = 0
    for rule in RULE_SETS[rules]:
        own = [report for report in reports if report.rule is rule]
        state = rule.severity if any(report.breaches for report in own) else "ok"
        broken += state == "error"
        sys.stdout.write(f"{state:7} {rule.code:16} {rule.title} {rule.description}\n")
        for report in own:
            _list(report)
    looked_at = len({(report.sheet.file, report.sheet.name) for report in reports})
    talk(f"{looked_at} tables, {len(RULE_SETS[rules])} rules, {broken} broken.")
    if broken:
        raise FindingsError(
            f"{broken} of the rules {rules} are not kept.", f"The places are listed; mend them in {folder}/."
        )


def _list(report: Report) -> None:
    sheet = report.sheet
    name = sheet.file if sheet.file.endswith(".csv") else f"{sheet.file}/{sheet.name}"
    for breach in report.breaches[:_SHOWN]:
        sys.stdout.write(f"        {name}{_place(breach)}: {breach.message}\n")
    if len(report.breaches) > _SHOWN:
        sys.stdout.write(f"        {name}: and {len(report.breaches) - _SHOWN} more\n")


def _place(breach: Breach) -> str:
    row = f" row {breach.row}" if breach.row is not None else ""
    return row + (f" column {breach.column}" if breach.column is not None else "")
