"""`planextract inspect`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planextract.cli import guarding
from planextract.cli.console import talk
from planextract.errors import UsageError
from planextract.export.folder import replace_files
from planextract.inspect.svg import page_svg
from planextract.inspect.view import view
from planextract.pipeline import Options
from planextract.read.readers import ENGINES
from planextract.workers.guard import MEMORY_MIB, Guard


def inspect_command(
    file: Annotated[Path, typer.Argument(help="The plan.", show_default=False)],
    page: Annotated[int, typer.Option(help="Which page, counted from 1.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="An .svg file; NAME-page-N.svg here if not given.")
    ] = None,
    engine: Annotated[str, typer.Option(help=f"Reader: {' or '.join(ENGINES)}.")] = "pdfium",
    profile: Annotated[str, typer.Option(help="Layout: the name of a profile or a YAML file.")] = "ward",
    password: Annotated[str | None, typer.Option(help="Password of an encrypted file.")] = None,
    timeout: guarding.Timeout = None,
    memory_limit: guarding.MemoryLimit = MEMORY_MIB,
) -> None:
    """Draw a page as the pipeline saw it, for whoever tunes a profile.

    Glyphs that were kept are black, dropped ones coloured by reason; rules, cells, lines and the parts
    that went into each project are layers of their own, and every mark says what it is when pointed at.

    Example: planextract inspect plan.pdf --page 4 -o page.svg
    """
    target = out if out is not None else Path(f"{file.stem}-page-{page}.svg")
    if target.suffix.lower() != ".svg":
        raise UsageError(f"{target} is no name for an SVG file.", "End it in .svg.")
    options = Options(engine=engine, profile=profile, password=password)
    drawing = page_svg(view(file, page, options, Guard(timeout, memory_limit)))
    replace_files(target.parent, {target.name: drawing.encode()})
    talk(f"Written to {target}.")
