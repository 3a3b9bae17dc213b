"""Define the options shared by all commands that read a PDF: limits of time and memory, processes."""

from __future__ import annotations

from typing import Annotated

import typer

from planextract.isolation.guard import BASE_SECONDS, SECONDS_PER_PAGE

Timeout = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        help=f"Give a file up that takes longer to read; {BASE_SECONDS:g} and {SECONDS_PER_PAGE:g} for each "
        "of its pages if not given.",
        show_default=False,
    ),
]
MemoryLimit = Annotated[
    int,
    typer.Option(
        metavar="MIB", help="Give a file up that takes more memory to read, in any process (Linux only)."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        help="Processes that read pages; if not given, one for each core when the file is long.",
        show_default=False,
    ),
]

Ocr = Annotated[
    str,
    typer.Option(
        metavar="MODE",
        help="When to recognise characters in pictures: auto, where a page or word has no usable text (needs "
        "the extra planextract[ocr]); never; or always, on every page.",
    ),
]
