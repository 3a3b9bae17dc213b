"""The command `planextract text`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from planextract.cli import guarding
from planextract.cli.console import print_message
from planextract.errors import UsageError
from planextract.isolation import open_guarded
from planextract.isolation.guard import DEFAULT_MEMORY_MIB, Guard
from planextract.model.layout import Block, Line
from planextract.model.recognition import OcrSettings
from planextract.page_sources import expect_recognition
from planextract.pages import send_layouts
from planextract.read.input_file import read_file
from planextract.recognise.run_settings import resolve_ocr_mode
from planextract.wording.messages import make_message


def text_command(
    file: Annotated[Path, typer.Argument(help="The plan.", show_default=False)],
    pages: Annotated[str | None, typer.Option(help="Which pages: 3, 3-5, 3- or -5.")] = None,
    engine: Annotated[str, typer.Option(help="Reader: pdfium or pdfplumber.")] = "pdfium",
    password: Annotated[str | None, typer.Option(help="Password of an encrypted file.")] = None,
    ocr: guarding.Ocr = "auto",
    timeout: guarding.Timeout = None,
    memory_limit: guarding.MemoryLimit = DEFAULT_MEMORY_MIB,
    jobs: guarding.Jobs = None,
) -> None:
    """Print each page's text as the pipeline sees it, to compare it with the page.

    Only what a reader sees, each thing once, in reading order; cells of a row are separated by |.

    Example: planextract text plan.pdf --pages 3-5
    """
    guard = Guard(timeout, memory_limit, jobs)
    mode = resolve_ocr_mode(ocr)
    with open_guarded(read_file(file), str(file), engine, password, guard) as document:
        first, last = _parse_page_range(pages, document.page_count)
        expect_recognition(document, mode)
        for layout in document.run_on_page_ranges(send_layouts, first, last, OcrSettings(mode)):
            sys.stdout.write(f"--- page {layout.number} ---\n")
            if layout.unreadable is not None:
                print_message(
                    make_message(
                        "Page {number} can't be read: {unreadable:reason}.",
                        number=layout.number,
                        unreadable=layout.unreadable,
                    )
                )
            for block in layout.blocks:
                sys.stdout.write(_format_block(block) + "\n")


def _format_block(block: Block) -> str:
    if isinstance(block, Line):
        return block.text
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", "⏎"))
    return "\n".join(" | ".join(cells) for _, cells in sorted(rows.items()))


def _parse_page_range(pages: str | None, count: int) -> tuple[int, int]:
    """Parse `3`, `3-5`, `3-` or `-5` into the first and last page of a file with `count` pages.

    Raises UsageError when it is not a range of pages of the file.

    >>> _parse_page_range("3-", 12)
    (3, 12)
    """
    if pages is None:
        return 1, count
    low, dash, high = pages.partition("-")
    try:
        first = int(low) if low else 1
        last = (int(high) if high else count) if dash else first
    except ValueError:
        first, last = 0, 0
    if not 1 <= first <= last <= count:
        raise UsageError(
            make_message("{pages!r} is no range of the file's {count} pages.", pages=pages, count=count),
            "Write it as 3 or 3-5.",
        )
    return first, last
