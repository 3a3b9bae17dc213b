"""The command `planextract report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planextract.cli import guarding
from planextract.cli.console import print_message
from planextract.cli.data import read_places, read_plan
from planextract.corrections.corrections_file import read_corrections
from planextract.errors import UsageError
from planextract.export.json import PLACES_FILE
from planextract.export.write import write_beside
from planextract.isolation.guard import DEFAULT_MEMORY_MIB, Guard
from planextract.model.plan import Plan
from planextract.report.html import report_html
from planextract.wording.messages import make_message


def report_command(
    folder: Annotated[Path, typer.Argument(help="A folder that parse wrote.", show_default=False)],
    pdf: Annotated[
        Path | None, typer.Option(help="The plan's PDF; looked for here and in the folder if not given.")
    ] = None,
    password: Annotated[str | None, typer.Option(help="Password of an encrypted file.")] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(help="A corrections.yaml; what it says was checked is marked, where it is as it was."),
    ] = None,
    timeout: guarding.Timeout = None,
    memory_limit: guarding.MemoryLimit = DEFAULT_MEMORY_MIB,
) -> None:
    """Write report.html: the data of a plan beside pictures of its pages, to be checked by a person.

    It is one file that needs no network. Corrections made in it are saved as corrections.yaml, for
    parse --corrections.

    Example: planextract report out/plan --pdf plan.pdf
    """
    plan = read_plan(folder / "plan.json")
    places = read_places(folder / PLACES_FILE)
    checked = read_corrections(corrections).checked if corrections is not None else ()
    source = pdf if pdf is not None else _find_pdf(plan, folder)
    html = report_html(plan, places, source, password, checked, Guard(timeout, memory_limit))
    write_beside(folder, {"report.html": html})
    print_message(
        make_message(
            "Written to {file} ({size:.1f} MB).",
            file=folder / "report.html",
            size=len(html) / 1e6,
        )
    )


def _find_pdf(plan: Plan, folder: Path) -> Path:
    """Find the PDF of a plan by its file name, here or near the folder.

    Raises UsageError when it is not found.
    """
    for place in (Path(), folder, folder.parent):
        if (place / plan.source.file).is_file():
            return place / plan.source.file
    raise UsageError(
        make_message("The file {file} is not here.", file=plan.source.file), "Say where it is with --pdf."
    )
