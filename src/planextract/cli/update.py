"""The command `planextract update`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from planextract.cli.console import print_message
from planextract.dataset.config import load_config
from planextract.dataset.run import UpdateOutcome, choose_exit_code, update_datasets
from planextract.dataset.summary import format_summary
from planextract.errors import ExitCode, OutputError, PlanextractError, UsageError, WorseError
from planextract.wording.messages import make_message


def update_command(
    config: Annotated[Path, typer.Argument(help="A YAML file that lists the plans.")] = Path("plans.yaml"),
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="NAME", help="Take new data of this plan even if worse."),
    ] = None,
    summary_file: Annotated[
        Path | None,
        typer.Option("--summary", help="Write the Markdown summary here too, for git commit --file."),
    ] = None,
) -> None:
    """Fetch the plans that have changed and bring their data up to date.

    Prints a Markdown summary. New data that lost projects, have more errors, cover less of the pages, fill a
    field less often or hold values of another scale do not replace the old: they are put beside them, into
    OUT.rejected. Where GITHUB_OUTPUT is set, changed=true or changed=false is written to that file.

    Exit status: 0 all is well, whether or not something changed; 8 new data were refused; otherwise what
    went wrong with a source (the others are done nonetheless).

    Examples:

      planextract update

      planextract update plans.yaml --summary summary.md

      planextract update plans.yaml --accept shinonomeno

    A plans.yaml:

      plans: [{name: shinonomeno, source: "https://example.jp/plan.pdf", out: data/shinonomeno}]
    """
    jobs = load_config(config)
    accepted = accept or []
    unknown = sorted(set(accepted) - {job.name for job in jobs})
    if unknown:
        raise UsageError(
            make_message("{config} has no plan named {unknown}.", config=config, unknown=[*unknown]),
            "Check the --accept options.",
        )
    outcomes = []
    for outcome in update_datasets(jobs, accepted):
        print_message(
            make_message(
                "{name}: {status}: {error}" if outcome.error else "{name}: {status}",
                name=outcome.name,
                status=make_message(outcome.status),
                error=outcome.error,
            )
        )
        outcomes.append(outcome)
    text = format_summary(outcomes, str(config))
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    if summary_file is not None:
        _write_text(summary_file, text, "w")
    _report_to_ci(outcomes)
    _raise_failure(outcomes, config)


def _report_to_ci(outcomes: Sequence[UpdateOutcome]) -> None:
    changed = any(outcome.status in ("new", "changed") for outcome in outcomes)
    line = f"changed={'true' if changed else 'false'}"
    print_message(line)
    if output := os.environ.get("GITHUB_OUTPUT"):
        _write_text(Path(output), line + "\n", "a")


def _write_text(path: Path, text: str, mode: str) -> None:
    try:
        with path.open(mode, encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(
            make_message("{path} can't be written ({strerror}).", path=path, strerror=error.strerror),
            "Name another file.",
        ) from error


def _raise_failure(outcomes: Sequence[UpdateOutcome], config: Path) -> None:
    """Raise the error with the exit status of the run, unless all went well."""
    code = choose_exit_code(outcomes)
    if code is ExitCode.DONE:
        return
    if code is ExitCode.WORSE:
        refused = [outcome for outcome in outcomes if outcome.status == "worse"]
        names = ", ".join(outcome.name for outcome in refused)
        accepting = " ".join(f"--accept {outcome.name}" for outcome in refused if outcome.new is not None)
        remedy: str = "See the summary and the .rejected folder beside the data."
        if accepting:
            remedy = make_message(
                "See the summary and the .rejected folder beside the data. If they are right nonetheless: "
                "{command}",
                command=f"planextract update {config} {accepting}",
            )
        raise WorseError(
            make_message("The new data of {names} were refused; what was there stays.", names=names),
            remedy,
        )
    failed = [outcome for outcome in outcomes if outcome.error is not None]
    names = ", ".join(outcome.name for outcome in failed)
    error = PlanextractError(
        make_message("The plan of {names} could not be had or read.", names=names), "The summary says why."
    )
    error.exit_code = code
    raise error
