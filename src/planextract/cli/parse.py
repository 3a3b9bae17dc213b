"""The command `planextract parse`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from planextract.api import parse_with_accounts
from planextract.cli import guarding
from planextract.cli.console import print_message
from planextract.cli.progress_bar import show_progress
from planextract.corrections.corrections_file import read_corrections
from planextract.errors import FindingsError, UsageError
from planextract.export import WrittenFiles, write_plan
from planextract.export.formats import DEFAULT_FORMATS, FORMATS, parse_format_names
from planextract.export.json import PLACES_FILE, places_json
from planextract.families.choose import ProfileFit
from planextract.inputs import TEXT_ENGINE, Options
from planextract.isolation.guard import DEFAULT_MEMORY_MIB, Guard
from planextract.model.plan import Plan
from planextract.model.raw_plan import GlyphFate, PageAccount
from planextract.read.registry import ENGINES


def parse_command(
    file: Annotated[
        Path,
        typer.Argument(help="The plan: a PDF, or text (.txt; - for standard input).", show_default=False),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder to write into; out/NAME of the file if not given."),
    ] = None,
    engine: Annotated[
        str,
        typer.Option(
            help=f"Reader: {' or '.join(ENGINES)}; {TEXT_ENGINE} for text under another name than .txt."
        ),
    ] = "pdfium",
    profile: Annotated[
        str | None,
        typer.Option(help="Layout: the name of a profile or a YAML file; if not given, what fits best."),
    ] = None,
    vocabulary: Annotated[
        str | None, typer.Option(help="Milestone words: a YAML file instead of the profile's.")
    ] = None,
    password: Annotated[str | None, typer.Option(help="Password of an encrypted file.")] = None,
    include_hidden: Annotated[
        bool,
        typer.Option("--include-hidden", help="Take in projects that no reader can see, marked hidden."),
    ] = False,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help=f"What to write: {', '.join(FORMATS)}; several with commas or by repeating it. "
            f"{'+'.join(DEFAULT_FORMATS)} if not given.",
        ),
    ] = None,
    body_code: Annotated[
        str | None, typer.Option(help="全国地方公共団体コード of the body, six digits; else the profile's.")
    ] = None,
    body_name: Annotated[str | None, typer.Option(help="Name of the body; else the profile's.")] = None,
    licence: Annotated[
        str | None, typer.Option(help="Licence of the data, such as CC-BY-4.0, or its URL.")
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Write report.html too: the data beside pictures of the pages.")
    ] = False,
    corrections: Annotated[
        str | None,
        typer.Option(help="A corrections.yaml saved from a report; what no longer fits becomes a finding."),
    ] = None,
    ocr: guarding.Ocr = "auto",
    timeout: guarding.Timeout = None,
    memory_limit: guarding.MemoryLimit = DEFAULT_MEMORY_MIB,
    jobs: guarding.Jobs = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with status 7 when there are findings of severity error.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Show no progress and no summary; only what went wrong.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell for every page where its glyphs went.")
    ] = False,
) -> None:
    """Read a plan and write plan.json and CSV files, or other formats.

    Examples:

      planextract parse plan.pdf

      planextract parse plan.pdf --out data/2024 --strict

      planextract parse plan.txt

      pdftotext plan.pdf - | planextract parse - --out data/2024

      planextract parse plan.pdf --format json,xlsx --format sqlite --body-code 131202
    """
    options = Options(
        engine=engine,
        password=password,
        profile=profile,
        vocabulary=vocabulary,
        include_hidden=include_hidden,
        body_code=body_code,
        body_name=body_name,
        licence=licence,
        corrections=corrections,
        ocr=ocr,
    )
    guard = Guard(timeout, memory_limit, jobs)
    names = parse_format_names(formats or ())
    with show_progress(quiet) as progress:
        result = parse_with_accounts(file, options, progress, guard)
    if report and result.plan.source.engine == TEXT_ENGINE:
        raise UsageError("A text has no pages to show in a report.", "Leave out --report.")
    folder = out if out is not None else Path("out") / ("stdin" if str(file) == "-" else file.stem)
    beside = {PLACES_FILE: places_json(result.places)} if "json" in names else {}
    if report:
        from planextract.report.html import report_html  # rarely needed, and slow to import

        checked = read_corrections(Path(corrections)).checked if corrections is not None else ()
        beside["report.html"] = report_html(result.plan, result.places, file, password, checked, guard)
    written = write_plan(result.plan, folder, names, beside)
    if verbose:
        _print_accounts(
            result.accounts, "characters" if result.plan.source.engine == TEXT_ENGINE else "glyphs"
        )
    if not quiet:
        print_message(
            f"Profile {result.fit.profile.name}, score {result.fit.score:.2f}{_format_missing(result.fit)}."
        )
        _print_summary(result.plan, folder, len(beside.get("report.html", b"")))
        _print_old_files(written, folder)
    errors = [found for found in result.plan.findings if found.severity == "error"]
    if strict and errors:
        raise FindingsError(
            f"There are {len(errors)} findings of severity error, the first: {errors[0].message}",
            f"See {folder / 'findings.csv' if 'csv' in names else folder}.",
        )


def _format_missing(fit: ProfileFit) -> str:
    return f": not found: {', '.join(fit.missing)}" if fit.missing else ""


def _print_summary(plan: Plan, folder: Path, report_size: int) -> None:
    projects = plan.projects
    cells = [cell for project in projects for item in project.items for cell in item.cells]
    years = f"{plan.fiscal_years[0]}–{plan.fiscal_years[-1]}" if plan.fiscal_years else "no years"
    print_message(
        f"{len(projects)} projects in {len(plan.strategies)} strategies, {years}: "
        f"{sum(len(cell.milestones) + bool(cell.quantity) for cell in cells)} milestones and quantities, "
        f"{sum(len(project.relisted) for project in projects)} relisted, "
        f"{sum(len(project.footnotes) for project in projects)} footnotes."
    )
    if plan.corrections:
        print_message(f"{len(plan.corrections)} corrections applied.")
    counts: Counter[str] = Counter(found.severity for found in plan.findings)
    if counts:
        listed = ", ".join(
            f"{counts[severity]} {name}"
            for severity, name in (("error", "errors"), ("warning", "warnings"), ("info", "notes"))
            if counts[severity]
        )
        print_message(f"Findings: {listed}.")
    if report_size:
        print_message(f"report.html has {report_size / 1e6:.1f} MB.")
    print_message(f"Written to {folder}/")


def _print_old_files(written: WrittenFiles, folder: Path) -> None:
    """Print which files of an earlier run are not of this plan."""
    if written.removed:
        print_message(f"Removed, since they were of another plan: {', '.join(written.removed)}.")
    if written.edited:
        print_message(
            f"Not of this plan, but kept since somebody changed them: {', '.join(written.edited)}. "
            f"See to them in {folder}/."
        )


def _print_accounts(accounts: tuple[PageAccount, ...], what: str) -> None:
    """Print for each page: glyphs = dropped by reason + kept (record + furniture + repeated + unused)."""
    for account in accounts:
        dropped = ", ".join(f"{count} {reason}" for reason, count in account.dropped.items() if count)
        used = ", ".join(f"{account.fates[role]} {role}" for role in GlyphFate if account.fates.get(role))
        print_message(
            f"page {account.page}: {account.glyph_count} {what} "
            f"= {account.kept_count} kept ({used or 'none'})"
            f" + {sum(account.dropped.values())} dropped ({dropped or 'none'})"
        )
