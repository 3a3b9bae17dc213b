"""The commands `planextract batch` and `planextract merge`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from planextract.batch.build_dataset import Runner, build_dataset
from planextract.batch.merge_datasets import merge_datasets
from planextract.batch.pool import run_jobs
from planextract.batch.sources import expand_sources
from planextract.cli import guarding
from planextract.cli.console import print_message
from planextract.cli.parse_many import format_table
from planextract.cli.progress_bar import show_file_progress
from planextract.errors import ExitCode, UsageError
from planextract.inputs import Options
from planextract.isolation.guard import DEFAULT_MEMORY_MIB, Guard
from planextract.wording.messages import make_message

RUNNERS = ("local", "ray")


def batch_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, URLs, folders, patterns, @LIST with a source in each line, or a CSV or Parquet "
            "table with a column path or url.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the dataset.")],
    profile: Annotated[
        str | None, typer.Option(help="Layout; if not given, what fits each file best.")
    ] = None,
    vocabulary: Annotated[str | None, typer.Option(help="Milestone words: a YAML file.")] = None,
    runner: Annotated[
        str, typer.Option(help=f"What shares the files out: {' or '.join(RUNNERS)}.")
    ] = "local",
    ray_address: Annotated[
        str | None, typer.Option(help="Address of a Ray cluster; this machine if not given.")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read unchanged files that failed before again.")
    ] = False,
    timeout: guarding.Timeout = None,
    memory_limit: guarding.MemoryLimit = DEFAULT_MEMORY_MIB,
    jobs: guarding.Jobs = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary.")] = False,
) -> None:
    """Parse any number of plans into one Parquet dataset with a manifest.

    A run that was killed is resumed by the same command: files that have not changed are not read again.
    Files that fail do not change the exit status; the manifest names them.

    Examples:

      planextract batch plans/ --out dataset

      planextract batch @sources.txt --out dataset --jobs 8

      planextract batch sources.csv --out dataset --runner ray --ray-address auto
    """
    listed = expand_sources(sources)
    with show_file_progress(len(listed), quiet=quiet) as count:
        run = build_dataset(
            listed,
            out,
            Options(profile=profile, vocabulary=vocabulary),
            Guard(timeout, memory_limit, jobs),
            runner=_choose_runner(runner, ray_address),
            retry_failed=retry_failed,
            on_file_done=lambda row: count(failed=row.status != ExitCode.DONE),
        )
    if quiet:
        return
    counts = Counter(ExitCode(row.status).name.lower().replace("_", " ") for row in run.rows)
    rows = [("status", "files"), *((status, str(count)) for status, count in sorted(counts.items()))]
    for line in format_table(rows):
        print_message(line)
    quarantined = sum(row.quarantined for row in run.rows)
    print_message(
        make_message(
            "{count:# file|# files}, {skipped:,} of them unchanged, {quarantined:,} quarantined: "
            "{projects:# project|# projects} in {out}/",
            count=len(run.rows),
            skipped=run.skipped,
            quarantined=quarantined,
            projects=sum(row.projects for row in run.rows),
            out=out,
        )
    )


def merge_command(
    datasets: Annotated[list[Path], typer.Argument(help="Datasets that `planextract batch` has written.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="A .sqlite or .duckdb file, or a folder for one dataset.")
    ],
) -> None:
    """Put datasets together into one database or one dataset.

    Examples:

      planextract merge dataset --out plans.sqlite

      planextract merge tokyo osaka --out japan
    """
    merged = merge_datasets(datasets, out)
    print_message(
        make_message(
            "{plans:# plan|# plans} of {files:# file|# files} are in {out}.",
            plans=merged.plans,
            files=merged.files,
            out=out,
        )
    )


def _choose_runner(name: str, ray_address: str | None) -> Runner:
    if name not in RUNNERS:
        raise UsageError(
            make_message("There is no runner {name!r}.", name=name),
            make_message("Choose from {runners}.", runners=[*RUNNERS]),
        )
    if name == "local":
        if ray_address is not None:
            raise UsageError("--ray-address belongs to --runner ray.", "Give both, or neither.")
        return run_jobs
    from planextract.batch.ray_runner import make_ray_runner

    return make_ray_runner(ray_address)
