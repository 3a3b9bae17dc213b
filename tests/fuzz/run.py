"""`python -m tests.fuzz.run`: damaged plans through the real command line, and what becomes of them.

Each file is read by `planextract.cli.main` with a command line of its own, in a process of its own; only the
start of the interpreter and its imports are shared. Told are files that end in status 1, a traceback, a hang
or too much memory, and, for those that are still read, every project whose value is another without a finding
about it and without fewer glyphs of its pages in records.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

# What every run needs, imported once and for all.
import openpyxl  # noqa: F401
import pypdfium2 as pdfium
from PIL import ImageChops

import planextract.cli.parse
import planextract.pipeline
import planextract.read.plumber  # noqa: F401
from plandraw import HAZARDS, draw, random_plan, random_style
from planextract.cli import main
from tests.fuzz.mutate import mutated
from tests.support import pdfs

TIMEOUT = 60
MEMORY_MIB = 768
GRACE = 30
"""Seconds that a run may last beyond the deadline, on a machine that does much else."""

STATUSES = (0, 3, 4, 5, 6)


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    status: int
    err: str
    seconds: float
    peak_mib: float
    plan: dict[str, Any] | None

    @property
    def records(self) -> dict[int, int]:
        """Glyphs of each page that went into records."""
        found = {}
        for line in self.err.splitlines():
            if (match := re.match(r"page (\d+): .*?(?:[(, ](\d+) record\b|$)", line)) is not None:
                found[int(match[1])] = int(match[2] or 0)
        return found

    @property
    def failure(self) -> str | None:
        """What a damaged file must not do; None when it did not."""
        if self.status not in STATUSES:
            return f"status {self.status}"
        if "Traceback" in self.err:
            return "traceback"
        if self.seconds > TIMEOUT + GRACE:
            return f"{self.seconds:.0f} seconds"
        if self.peak_mib > MEMORY_MIB + 200:  # the program itself takes some
            return f"{self.peak_mib:.0f} MiB"
        if self.status and len(self.err.strip().splitlines()) != 1:
            return "no sentence"
        return None


def run(data: bytes, engine: str) -> Ran:
    """Read a file as `planextract parse` does."""
    with tempfile.TemporaryDirectory(prefix="planextract-fuzz-") as folder:
        place = Path(folder)
        (place / "plan.pdf").write_bytes(data)
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            _be_the_program(place, engine)
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - began
        plan = place / "out" / "plan.json"
        return Ran(
            os.waitstatus_to_exitcode(status),
            (place / "err").read_text(encoding="utf-8", errors="replace"),
            seconds,
            usage.ru_maxrss / 1024,
            json.loads(plan.read_bytes()) if plan.exists() else None,
        )


def _be_the_program(place: Path, engine: str) -> None:
    status = 1
    try:
        signal.alarm(TIMEOUT + 2 * GRACE)
        os.chdir(place)
        sink = os.open("err", os.O_WRONLY | os.O_CREAT)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        options = f"--out out --engine {engine} -v --timeout {TIMEOUT} --memory-limit {MEMORY_MIB}"
        sys.argv = ["planextract", "parse", "plan.pdf", *options.split(), "--format", "json,csv,xlsx,sqlite"]
        main()
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os._exit(status)


@cache
def originals() -> tuple[bytes, ...]:
    """Small plans of several makes."""
    found = [pdfs.drawn_plan()]
    for seed, hazards in ((1, ()), (2, ("struck-2",)), (3, ("beside", "unmapped-goal")), (4, ("white",))):
        rng = Random(seed)
        plan, style = random_plan(rng, strategies=1, projects=(2, 2)), random_style(rng)
        found.append(draw(plan, style, [HAZARDS[name] for name in hazards]).pdf)
    return tuple(found)


@dataclass
class Tally:
    """What became of all files."""

    files: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    projects: int = 0
    changed: int = 0
    silent: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: float = 0.0


def fuzz(seeds: Sequence[int], engine: str, keep: Path | None = None, until: float | None = None) -> Tally:
    """Damage and read a file for each seed, as long as there is time."""
    tally = Tally()
    for seed in seeds:
        if until is not None and time.monotonic() > until:
            break
        which = seed % len(originals())
        names, data = mutated(originals()[which], seed)
        ran = run(data, engine)
        tally.files += 1
        tally.statuses[ran.status] += 1
        tally.slowest, tally.largest = max(tally.slowest, ran.seconds), max(tally.largest, ran.peak_mib)
        told = []
        if ran.failure is not None:
            told = [f"{seed} ({names}): {ran.failure}: {ran.err.strip().splitlines()[-1:]}"]
            tally.failures += told
        elif ran.plan is not None:
            before = _original(which, engine)
            changed = list(changed_projects(before, ran))
            tally.projects += len(before.plan["projects"]) if before.plan else 0
            tally.changed += len(changed)
            for id_, excused in changed:
                if not excused:
                    otherwise = _painted_otherwise(which, data, id_, before)
                    told.append(f"{seed} ({names}): {id_} {'painted otherwise' if otherwise else 'SILENT'}")
            tally.silent += told
        if told:
            print("\n".join(told), flush=True)
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}.pdf").write_bytes(data)
    return tally


@cache
def _original(which: int, engine: str) -> Ran:
    return run(originals()[which], engine)


def changed_projects(before: Ran, after: Ran) -> Iterator[tuple[str, bool]]:
    """Projects whose value is another, and whether a finding about them or their pages, or fewer glyphs of
    their pages in records, tells so."""
    assert before.plan is not None
    assert after.plan is not None
    now = {project["id"]: project for project in after.plan["projects"]}
    new = _findings(after.plan) - _findings(before.plan)
    for project in before.plan["projects"]:
        same = now.get(project["id"])
        if same is not None and _values(same) == _values(project):
            continue
        about = any(id_ == project["id"] or page in project["pages"] for _, id_, page in new)
        fewer = any(after.records.get(page, 0) < before.records.get(page, 0) for page in project["pages"])
        yield project["id"], about or fewer


def _findings(plan: dict[str, Any]) -> Counter[tuple[str, str | None, int | None]]:
    return Counter((found["code"], found["project"], found["page"]) for found in plan["findings"])


def _values(project: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in project.items() if name not in ("areas", "pages")}


def _painted_otherwise(which: int, data: bytes, id_: str, before: Ran) -> bool:
    """Whether the pages of a project look otherwise than they did: then it is read as it is painted."""
    assert before.plan is not None
    pages = next(project["pages"] for project in before.plan["projects"] if project["id"] == id_)
    with pdfium.PdfDocument(originals()[which]) as old, pdfium.PdfDocument(data) as new:
        for page in pages:
            if page > len(new):
                return True
            pictures = [document[page - 1].render(scale=2).to_pil().convert("L") for document in (old, new)]
            if pictures[0].size != pictures[1].size or ImageChops.difference(*pictures).getbbox() is not None:
                return True
    return False


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--step", type=int, default=1, help="distance of the seeds")
    parser.add_argument("--engine", default="pdfium")
    parser.add_argument("--keep", type=Path, help="folder for the files that are told of")
    arguments = parser.parse_args()
    seeds = range(arguments.first, arguments.first + arguments.files * arguments.step, arguments.step)
    tally = fuzz(seeds, arguments.engine, arguments.keep)
    painted = sum("painted otherwise" in line for line in tally.silent)
    print(
        f"{tally.files} files: statuses {dict(sorted(tally.statuses.items()))}, "
        f"{len(tally.failures)} failures, at most {tally.slowest:.1f} s and {tally.largest:.0f} MiB.\n"
        f"{tally.projects} projects in files that are still read: {tally.changed} changed, "
        f"{len(tally.silent)} of them untold, of which {painted} are painted otherwise too."
    )
    sys.exit(bool(tally.failures))


if __name__ == "__main__":
    _main()
