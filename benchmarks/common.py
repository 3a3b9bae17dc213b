"""What all benchmarks share: where things are, what machine this is, and how text is compared."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import sys
import unicodedata
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).resolve().parent / "results"
SCRATCH = REPO / "out" / "benchmarks"
"""Drawn plans and what the tools make of them; never committed."""

SOURCES = (REPO / "src", REPO / "tests" / "support")
PACKAGES = ("planextract", "pypdfium2", "pdfplumber", "pdfminer.six", "camelot-py", "pymupdf")


def use_sources() -> None:
    """Import planextract and plandraw from this repository, whatever else is installed."""
    sys.path[:0] = [str(path) for path in SOURCES]


def environment() -> dict[str, str]:
    """The environment in which a child imports planextract from this repository."""
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([*map(str, SOURCES), *([known] if known else [])])
    return {**os.environ, "PYTHONPATH": path}


def machine() -> str:
    """The kind of machine in a phrase."""
    kind = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {kind}, Python {platform.python_version()}"


def versions() -> dict[str, str]:
    """The versions of all that is compared, as far as it is installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    try:
        said = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=True).stderr
    except FileNotFoundError:
        return found
    return {**found, "pdftotext": said.split()[2]}


def folded(text: str) -> str:
    """Text as it is compared: NFKC, without white space and control characters."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if not character.isspace() and unicodedata.category(character) != "Cc"
    )


def replace_section(page: Path, name: str, text: str) -> None:
    """Put a text between `<!-- name -->` and `<!-- /name -->` of a Markdown page.

    Raises ValueError when the page has no such place.
    """
    before, opening, rest = page.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, closing, after = rest.partition(f"<!-- /{name} -->\n")
    if not (opening and closing):
        raise ValueError(f"{page} has no place marked {name}")
    page.write_text(f"{before}{opening}{text.strip()}\n{closing}{after}", encoding="utf-8")
