"""The command `planextract parse`."""

from __future__ import annotations

import sys
from collections import Counter
from glob import has_magic
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
from planextract.export.json import PLACES_FILE, places_json, plan_json
from planextract.inputs import TEXT_ENGINE, Options
from planextract.isolation.guard import DEFAULT_MEMORY_MIB, Guard
from planextract.model.findings import FindingMessage
from planextract.model.plan import Plan
from planextract.model.raw_plan import GlyphFate, PageAccount
from planextract.read.registry import ENGINES
from planextract.wording.messages import make_message

_SEVERITY_COUNTS = {
    "error": "{count:# error|# errors}",
    "warning": "{count:# warning|# warnings}",
    "info": "{count:# note|# notes}",
}


def parse_command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="The plan: a PDF, or text (.txt; - for standard input), or its URL. Several files, folders, "
            "patterns such as 'plans/*.pdf' and @LIST are parsed in one run.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Folder to write into; out/NAME of the file if not given. Of several files each gets a "
            "folder of its own in it.",
        ),
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
    to_stdout: Annotated[
        bool, typer.Option("--stdout", help="Print plan.json to standard output and write no files.")
    ] = False,
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

      planextract parse plan.pdf --stdout | jq '.projects[].title'

      planextract parse plans/ 'more/*.pdf' https://example.jp/plan.pdf --out data
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
    if _has_one_file(files):
        file = Path(files[0])
    else:
        if report or to_stdout or corrections is not None:
            raise UsageError(
                "--report, --stdout and --corrections belong to one file.",
                "Leave them out, or name one file.",
            )
        from planextract.batch.parse_many import OutputSettings
        from planextract.batch.sources import expand_sources
        from planextract.cli.parse_many import run_parse_many

        output = OutputSettings(out or Path("out"), names, strict)
        status = run_parse_many(expand_sources(files), options, output, guard, quiet=quiet)
        raise typer.Exit(status)
    with show_progress(quiet or to_stdout) as progress:
        result = parse_with_accounts(file, options, progress, guard)
    if to_stdout:
        sys.stdout.buffer.write(plan_json(result.plan))
        return
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
            make_message(
                "Profile {name}, score {score:.2f}: not found: {missing}."
                if result.fit.missing
                else "Profile {name}, score {score:.2f}.",
                name=result.fit.profile.name,
                score=result.fit.score,
                missing=[make_message(sign) for sign in result.fit.missing],
            )
        )
        _print_summary(result.plan, folder, len(beside.get("report.html", b"")))
        _print_old_files(written, folder)
    errors = [found for found in result.plan.findings if found.severity == "error"]
    if strict and errors:
        raise FindingsError(
            make_message(
                "There {count:is # finding|are # findings} of severity error, the first: {first}",
                count=len(errors),
                first=FindingMessage(errors[0]),
            ),
            make_message("See {place}.", place=folder / "findings.csv" if "csv" in names else folder),
        )


def _has_one_file(words: list[str]) -> bool:
    """Return whether the words name a single file, which is written to its own folder as it always was."""
    from planextract.batch.sources import LIST_MARK, is_url

    word = words[0]
    several = is_url(word) or word.startswith(LIST_MARK) or Path(word).is_dir() or Path(word).suffix == ".csv"
    return len(words) == 1 and not several and (Path(word).exists() or not has_magic(word))


def _print_summary(plan: Plan, folder: Path, report_size: int) -> None:
    projects = plan.projects
    cells = [cell for project in projects for item in project.items for cell in item.cells]
    years = (
        f"{plan.fiscal_years[0]}–{plan.fiscal_years[-1]}" if plan.fiscal_years else make_message("no years")
    )
    if projects and not cells:
        budgets = [project.budget for project in projects if project.budget is not None]
        print_message(
            make_message(
                "{projects:# project|# projects}, {years}: {budgets:# budget|# budgets}, "
                "{funding:# amount|# amounts} of funding.",
                projects=len(projects),
                years=years,
                budgets=len(budgets),
                funding=sum(part.amount is not None for budget in budgets for part in budget.funding),
            )
        )
        _print_counts(plan, folder, report_size)
        return
    print_message(
        make_message(
            "{projects:# project|# projects} in {strategies:# strategy|# strategies}, {years}: "
            "{milestones:# milestone|# milestones} and quantities, {relisted:,} relisted, "
            "{footnotes:# footnote|# footnotes}.",
            projects=len(projects),
            strategies=len(plan.strategies),
            years=years,
            milestones=sum(len(cell.milestones) + bool(cell.quantity) for cell in cells),
            relisted=sum(len(project.relisted) for project in projects),
            footnotes=sum(len(project.footnotes) for project in projects),
        )
    )
    _print_counts(plan, folder, report_size)


def _print_counts(plan: Plan, folder: Path, report_size: int) -> None:
    """Print what every plan has: corrections, findings, and where it was written."""
    if plan.corrections:
        print_message(
            make_message("{count:# correction|# corrections} applied.", count=len(plan.corrections))
        )
    counts: Counter[str] = Counter(found.severity for found in plan.findings)
    if counts:
        listed = [
            make_message(template, count=counts[severity])
            for severity, template in _SEVERITY_COUNTS.items()
            if counts[severity]
        ]
        print_message(make_message("Findings: {listed}.", listed=listed))
    if report_size:
        print_message(make_message("report.html has {size:.1f} MB.", size=report_size / 1e6))
    print_message(make_message("Written to {folder}/", folder=folder))


def _print_old_files(written: WrittenFiles, folder: Path) -> None:
    """Print which files of an earlier run are not of this plan."""
    if written.removed:
        print_message(
            make_message("Removed, since they were of another plan: {names}.", names=[*written.removed])
        )
    if written.edited:
        print_message(
            make_message(
                "Not of this plan, but kept since somebody changed them: {names}. See to them in {folder}/.",
                names=[*written.edited],
                folder=folder,
            )
        )


def _print_accounts(accounts: tuple[PageAccount, ...], what: str) -> None:
    """Print for each page: glyphs = dropped by reason + kept (record + furniture + repeated + unused)."""
    for account in accounts:
        dropped = ", ".join(f"{count} {reason}" for reason, count in account.dropped.items() if count)
        used = ", ".join(f"{account.fates[role]} {role}" for role in GlyphFate if account.fates.get(role))
        print_message(
            make_message(
                "page {page}: {glyph_count} {what} = {kept} kept ({used}) + {dropped} dropped ({reasons})",
                page=account.page,
                glyph_count=account.glyph_count,
                what=what,
                kept=account.kept_count,
                used=used or "none",
                dropped=sum(account.dropped.values()),
                reasons=dropped or "none",
            )
        )
