"""The text that each tool gives for a PDF, as one string a document."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from common import use_sources

use_sources()

_SIGNS = re.compile(r"^--- page \d+ ---$|[|⏎]", re.MULTILINE)
"""What `planextract text` adds of its own."""


def by_pdfplumber(pdf: Path) -> str:
    """pdfplumber's extract_text."""
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def by_pdfplumber_dedupe(pdf: Path) -> str:
    """The same after dedupe_chars."""
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        return "\n".join(page.dedupe_chars().extract_text() for page in document.pages)


def by_pymupdf(pdf: Path) -> str:
    """PyMuPDF's get_text."""
    import pymupdf

    with pymupdf.open(pdf) as document:
        return "\n".join(page.get_text() for page in document)


def by_pdftotext(pdf: Path) -> str:
    """pdftotext as it comes."""
    command = ["pdftotext", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def by_camelot(pdf: Path) -> str:
    """The cells of camelot's lattice tables."""
    import camelot

    tables = camelot.read_pdf(str(pdf), pages="all", flavor="lattice", suppress_stdout=True)
    return "\n".join(str(cell) for table in tables for row in table.df.values.tolist() for cell in row)


def by_planextract(pdf: Path) -> str:
    """The output of `planextract text`, run in this process to save its start."""
    from planextract.cli import main

    said, told, given = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["planextract", "text", str(pdf)]
    status: object = 0
    try:
        with redirect_stdout(said), redirect_stderr(told):
            main()
    except SystemExit as stop:
        status = stop.code
    finally:
        sys.argv = given
    if status:
        raise RuntimeError(told.getvalue().strip())
    return _SIGNS.sub("", said.getvalue())


TEXT_TOOLS: dict[str, Callable[[Path], str]] = {
    "pdfplumber": by_pdfplumber,
    "pdfplumber, dedupe_chars": by_pdfplumber_dedupe,
    "PyMuPDF": by_pymupdf,
    "pdftotext": by_pdftotext,
    "camelot": by_camelot,
    "planextract text": by_planextract,
}
