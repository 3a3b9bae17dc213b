"""The command `planextract inspect`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planextract.cli import guarding
from planextract.cli.console import print_message
from planextract.errors import UsageError
from planextract.export.folder import replace_files
from planextract.inputs import Options
from planextract.inspect.png import PIXELS_PER_POINT, draw_page_png
from planextract.inspect.svg import draw_page_svg
from planextract.inspect.view import inspect_page, render_page
from planextract.isolation.guard import DEFAULT_MEMORY_MIB, Guard
from planextract.read.registry import ENGINES
from planextract.wording.messages import make_message


def inspect_command(
    file: Annotated[Path, typer.Argument(help="The plan.", show_default=False)],
    page: Annotated[int, typer.Option(help="Which page, counted from 1.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="An .svg or .png file; NAME-page-N.svg here if not given."),
    ] = None,
    engine: Annotated[str, typer.Option(help=f"Reader: {' or '.join(ENGINES)}.")] = "pdfium",
    profile: Annotated[
        str | None,
        typer.Option(help="Layout: the name of a profile or a YAML file; if not given, what fits best."),
    ] = None,
    password: Annotated[str | None, typer.Option(help="Password of an encrypted file.")] = None,
    ocr: guarding.Ocr = "auto",
    timeout: guarding.Timeout = None,
    memory_limit: guarding.MemoryLimit = DEFAULT_MEMORY_MIB,
) -> None:
    """Draw a page as the pipeline saw it, for whoever tunes a profile.

    Glyphs that were kept are black, dropped ones coloured by reason; rules, cells, lines, the parts that
    went into each project and the places of its values are layers of their own. In an SVG every mark says
    what it is when pointed at; a PNG draws over the picture of the page.

    Examples:

      planextract inspect plan.pdf --page 4 -o page.svg

      planextract inspect plan.pdf --page 4 -o page.png
    """
    target = out if out is not None else Path(f"{file.stem}-page-{page}.svg")
    kind = target.suffix.lower()
    if kind not in (".svg", ".png"):
        raise UsageError(
            make_message("{target} is no name for a drawing.", target=target), "End it in .svg or .png."
        )
    guard = Guard(timeout, memory_limit)
    seen = inspect_page(
        file, page, Options(engine=engine, profile=profile, password=password, ocr=ocr), guard
    )
    if kind == ".svg":
        drawing = draw_page_svg(seen).encode()
    else:
        drawing = draw_page_png(seen, render_page(file, page, PIXELS_PER_POINT, password, guard))
    replace_files(target.parent, {target.name: drawing})
    print_message(make_message("Written to {target}.", target=target))
