"""Who takes part: the command of each, and how its output is scored."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from common import SCRATCH
from plans import Row
from score import Score, of_plan, of_tables

HERE = Path(__file__).resolve().parent
Scorer = Callable[[Sequence[Row], Path], Score]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way to read a plan.

    `command` makes the command from the PDF and the place for the output; `score` counts the rows in that
    output, and is None for those that find no rows; `missing` says why it can't run here, or None.
    """

    name: str
    label: str
    command: Callable[[Path, Path], list[str]]
    output: str
    score: Scorer | None
    missing: Callable[[], str | None]


def _plan_rows(rows: Sequence[Row], output: Path) -> Score:
    return of_plan(rows, json.loads((output / "plan.json").read_text(encoding="utf-8")))


def _table_rows(rows: Sequence[Row], output: Path) -> Score:
    return of_tables(rows, json.loads(output.read_text(encoding="utf-8")))


def _parse(pdf: Path, output: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "planextract", "parse", str(pdf), "--out", str(output), *options]


def _without(module: str, why: str) -> str | None:
    return None if importlib.util.find_spec(module) else why


def _planextract(name: str, label: str, *options: str, missing: Callable[[], str | None]) -> Contestant:
    command = partial(_with_options, options)
    return Contestant(name, label, command, "plan", _plan_rows, missing)


def _with_options(options: tuple[str, ...], pdf: Path, output: Path) -> list[str]:
    return _parse(pdf, output, *options)


def _table_tool(name: str, label: str, module: str, score: Scorer | None = _table_rows) -> Contestant:
    def command(pdf: Path, output: Path) -> list[str]:
        return [sys.executable, str(HERE / "table_tools.py"), name, str(pdf), str(output)]

    return Contestant(
        name, label, command, "rows.json", score, partial(_without, module, f"{module} is not installed")
    )


JOBS = os.cpu_count() or 1

CONTESTANTS = {
    contestant.name: contestant
    for contestant in (
        _planextract("planextract", "planextract parse --jobs 1", "--jobs", "1", missing=lambda: None),
        _planextract(
            "planextract-jobs",
            f"planextract parse --jobs {JOBS}",
            "--jobs",
            str(JOBS),
            missing=lambda: None,
        ),
        _planextract(
            "planextract-pdfplumber",
            "planextract parse --jobs 1 --engine pdfplumber",
            "--jobs",
            "1",
            "--engine",
            "pdfplumber",
            missing=lambda: None,
        ),
        _table_tool("pdfplumber", "pdfplumber dedupe_chars + extract_tables", "pdfplumber"),
        _table_tool("camelot", "camelot lattice", "camelot"),
        _table_tool("pymupdf", "PyMuPDF find_tables, rules only", "pymupdf"),
        _table_tool("pymupdf-layout", "PyMuPDF find_tables", "pymupdf"),
        Contestant(
            "pdftotext",
            "pdftotext -bbox (words only)",
            lambda pdf, output: ["pdftotext", "-bbox", str(pdf), str(output)],
            "words.html",
            None,
            lambda: None if shutil.which("pdftotext") else "pdftotext is not installed",
        ),
        _table_tool("pdfium", "PDFium alone (the floor)", "pypdfium2", None),
    )
}


def output_of(contestant: Contestant) -> Path:
    """Where its output goes; the folder is made and what was there before removed."""
    place = SCRATCH / "output" / contestant.name / contestant.output
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place
