"""Show the progress of a run over many files, and its summary as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from planextract.batch.parse_many import FileOutcome, OutputSettings, find_worst_status, parse_many
from planextract.batch.sources import BatchSource
from planextract.cli.console import print_message
from planextract.cli.progress_bar import show_file_progress
from planextract.errors import ExitCode
from planextract.inputs import Options
from planextract.isolation.guard import Guard
from planextract.wording.messages import make_message

_HEADER = ("file", "profile", "projects", "errors", "warnings", "notes", "status")


def run_parse_many(
    sources: Sequence[BatchSource], options: Options, output: OutputSettings, guard: Guard, *, quiet: bool
) -> ExitCode:
    """Parse the sources, print a line for each that fails and a table of all, and return the worst status."""
    outcomes: dict[BatchSource, FileOutcome] = {}
    with show_file_progress(len(sources), quiet=quiet) as count:
        for outcome in parse_many(sources, options, output, guard):
            outcomes[outcome.source] = outcome
            count(failed=outcome.status is not ExitCode.DONE)
    listed = [outcomes[source] for source in sources]
    for outcome in listed:
        if outcome.message:
            print(f"planextract: {outcome.source.address}: {outcome.message}", file=sys.stderr)
    if not quiet:
        for line in format_table([_HEADER, *map(_format_row, listed)]):
            print_message(line)
        done = sum(outcome.status in (ExitCode.DONE, ExitCode.FINDINGS) for outcome in listed)
        print_message(
            make_message(
                "{done} of {count:# file is|# files are} written to {folder}/",
                done=done,
                count=len(listed),
                folder=output.folder,
            )
        )
    return find_worst_status(listed)


def _format_row(outcome: FileOutcome) -> tuple[str, ...]:
    figures = (outcome.projects, outcome.errors, outcome.warnings, outcome.infos)
    status = f"{int(outcome.status)} {outcome.status.name.lower().replace('_', ' ')}"
    return (outcome.source.name, outcome.profile or "-", *map(str, figures), status)


def format_table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the rows as lines whose columns are aligned; wide characters count twice.

    >>> format_table([("file", "n"), ("計画", "12")])
    ['file  n', '計画  12']
    """
    from unicodedata import east_asian_width

    def measure_width(text: str) -> int:
        return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)

    listed = [tuple(row) for row in rows]
    widths = [max(map(measure_width, column)) for column in zip(*listed, strict=True)]
    return [
        "  ".join(
            text + " " * (width - measure_width(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in listed
    ]
