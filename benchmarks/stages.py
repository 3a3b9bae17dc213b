"""Where planextract's own time goes, stage by stage and per page.

    python benchmarks/stages.py --pages 25

`parse` runs as it is, in this process, with a clock around the function of each stage; what a stage asks of
an earlier one counts for the earlier. A second run counts the calls that the reader makes into PDFium and
clocks each, which slows it down; the cost of that clock is measured too and taken off. The figures go to
benchmarks/results/stages.json and stages.md.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from common import RESULTS, environment, machine, use_sources, versions
from plans import draw_pages

use_sources()

STAGES = (
    ("planextract.pages", "drop_hidden_content", "clean"),
    ("planextract.pages", "drop_overprints", "clean"),
    ("planextract.pages", "build_page_layout", "lay out"),
    ("planextract.pipeline", "assemble_plan", "assemble"),
    ("planextract.pipeline", "interpret_plan", "interpret"),
    ("planextract.pipeline", "collect_places", "places"),
    ("planextract.pipeline", "check_plan", "check"),
)
"""Module, function and stage. A function that was renamed makes this script fail, not miss it."""

OTHER = "other"
ORDER = ("read", "clean", "lay out", "assemble", "interpret", "places", "check", "export", OTHER)


class Clock:
    """Adds up the processor time of each stage, without that of the stages it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open = [OTHER]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now

    @contextmanager
    def running(self, stage: str) -> Iterator[None]:
        """Count the time inside for the stage."""
        self._turn()
        self._open.append(stage)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def around(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function with its time counted for the stage."""

        def clocked(*args: Any, **named: Any) -> Any:
            with self.running(stage):
                return function(*args, **named)

        return clocked


class ClockedDocument:
    """An open document whose pages are counted as reading."""

    def __init__(self, document: Any, clock: Clock) -> None:
        self._document, self._clock = document, clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def pages(self, *args: Any, **named: Any) -> Iterator[Any]:
        """The pages, each under the clock."""
        pages = iter(self._document.pages(*args, **named))
        while True:
            with self._clock.running("read"):
                page = next(pages, None)
            if page is None:
                return
            yield page


@contextmanager
def replaced(changes: list[tuple[Any, str, Any]]) -> Iterator[None]:
    """Attributes replaced for a while."""
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
    try:
        for owner, name, value in changes:
            setattr(owner, name, value)
        yield
    finally:
        for owner, name, value in reversed(kept):
            setattr(owner, name, value)


def stages_of(pdf: Path) -> dict[str, float]:
    """Seconds of each stage of one run, from the file to the output folder."""
    from planextract import api
    from planextract.export import write_plan
    from planextract.read import registry as readers

    clock = Clock()
    reader = readers.get_reader

    def clocked_reader(engine: str) -> Any:
        found = reader(engine)

        class Clocked:
            name = found.name

            @contextmanager
            def open(self, *args: Any, **named: Any) -> Iterator[ClockedDocument]:
                with clock.running("read"):
                    opened = found.open(*args, **named)
                    document = opened.__enter__()
                try:
                    yield ClockedDocument(document, clock)
                finally:
                    with clock.running("read"):
                        opened.__exit__(None, None, None)

        return Clocked()

    changes: list[tuple[Any, str, Any]] = [(readers, "reader", clocked_reader)]
    for module, name, stage in STAGES:
        owner = importlib.import_module(module)
        changes.append((owner, name, clock.around(getattr(owner, name), stage)))
    with replaced(changes), tempfile.TemporaryDirectory() as folder, clock.running(OTHER):
        plan = api.parse(pdf)
        with clock.running("export"):
            write_plan(plan, Path(folder) / "plan")
    return dict(clock.seconds)


def calls_of(pdf: Path) -> tuple[int, float, dict[str, tuple[int, float]]]:
    """How often one run calls into PDFium, how many seconds that takes, and both for each function.

    The time of a call takes in what ctypes needs to make it.
    """
    from pypdfium2 import raw

    from planextract import api

    importlib.import_module("planextract.read.pdfium.reader")
    from planextract.read.pdfium.calls import lib

    counts: dict[str, int] = defaultdict(int)
    nanoseconds: dict[str, int] = defaultdict(int)
    now = time.perf_counter_ns

    def clocked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            start = now()
            answer = function(*args)
            nanoseconds[name] += now() - start
            counts[name] += 1
            return answer

        return call

    owners = [
        raw,
        lib,
        *(module for name, module in sys.modules.items() if name.startswith("planextract.read")),
    ]
    changes = [
        (owner, name, clocked(getattr(value, "__name__", name), value))
        for owner in owners
        for name, value in vars(owner).items()
        if isinstance(value, ctypes._CFuncPtr)
    ]
    with replaced(changes):
        api.parse(pdf)
    idle = clocked("", lambda: None)
    for _ in range(100_000):
        idle()
    own = nanoseconds.pop("") / counts.pop("")
    each = {name: (counts[name], (nanoseconds[name] - own * counts[name]) / 1e9) for name in counts}
    return sum(counts.values()), sum(seconds for _, seconds in each.values()), each


def start_up(repeat: int) -> float:
    """Seconds that the command takes for a plan of five pages: most of them to start."""
    pdf = draw_pages(5).pdf
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "planextract", "parse", str(pdf), "--out", f"{folder}/plan"]
        times = []
        for _ in range(repeat):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment())
            times.append(time.perf_counter() - start)
    return median(times)


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    pages, stages = figures["pages"], figures["stages"]
    whole = sum(stages.values())
    lines = [
        f"A plain plan of {pages} pages, median of {figures['repeat']} runs in one process. The command takes"
        f" {figures['start_up']:.2f} s for a plan of five pages, most of them to start. {figures['machine']},"
        f" planextract {figures['versions']['planextract']}, pypdfium2 {figures['versions']['pypdfium2']}.",
        "",
        "| stage | ms per page | share |",
        "|---|---:|---:|",
    ]

    def row(name: str, seconds: float) -> str:
        return f"| {name} | {1000 * seconds / pages:.2f} | {100 * seconds / whole:.0f} % |"

    for stage in ORDER:
        lines.append(row(stage, stages[stage]))
        if stage == "read":
            calls = figures["pdfium_seconds"]
            lines.append(row("– calls into PDFium", calls))
            lines.append(row("– our Python around them", stages["read"] - calls))
    lines += [row("**all**", whole), ""]
    lines.append(
        f"The reader makes {figures['pdfium_calls'] / pages:,.0f} calls into PDFium a page. The dearest: "
        + ", ".join(
            f"`{name}` ({count / pages:,.0f} calls, {1000 * seconds / pages:.2f} ms a page)"
            for name, (count, seconds) in list(figures["dearest"].items())
        )
        + "."
    )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=25)
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    pdf = draw_pages(arguments.pages).pdf
    stages_of(pdf)  # the first run pays for imports and for profiles
    runs = [stages_of(pdf) for _ in range(arguments.repeat)]
    counted = [calls_of(pdf) for _ in range(arguments.repeat)]
    count, _, each = sorted(counted, key=lambda found: found[1])[len(counted) // 2]
    figures = {
        "machine": machine(),
        "versions": versions(),
        "pages": arguments.pages,
        "repeat": arguments.repeat,
        "start_up": start_up(arguments.repeat),
        "stages": {stage: median(run.get(stage, 0.0) for run in runs) for stage in ORDER},
        "pdfium_calls": count,
        "pdfium_seconds": median(seconds for _, seconds, _ in counted),
        "dearest": dict(sorted(each.items(), key=lambda entry: -entry[1][1])[:6]),
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "stages.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "stages.md").write_text(table(figures), encoding="utf-8")
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
