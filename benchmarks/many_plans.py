"""Measure `planextract batch` on many small plans against a loop of single commands and against one process.

    python benchmarks/many_plans.py --plans 200 --loop 40 [--ray]

Plans of 1 to 40 pages are drawn with fixed seeds. Everything is measured in one run on the same files: the
batch, a loop of `planextract parse` over some of them, and the processor time of parsing them all in one
process. Then 20 hostile files join them and the dataset is renewed. The result is written to
benchmarks/results/many-plans.json and into docs/many-plans.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

from common import REPO, environment, machine, replace_section, use_sources

use_sources()
sys.path.insert(0, str(REPO))

from plandraw.__main__ import long_plan  # noqa: E402
from plandraw.draw import paint  # noqa: E402
from planextract.api import parse  # noqa: E402
from planextract.batch.manifest import read_rows  # noqa: E402
from planextract.errors import PlanextractError  # noqa: E402
from tests.support import hostile  # noqa: E402

RESULTS = REPO / "benchmarks" / "results" / "many-plans.json"
PAGE = REPO / "docs" / "many-plans.md"
COMMAND = (sys.executable, "-m", "planextract")

HOSTILE = (
    hostile.bomb_of_1500_mb,
    hostile.bomb_in_a_bomb,
    hostile.form_that_draws_itself,
    hostile.forms_that_multiply,
)
"""Drawers of hostile files; each is used several times."""

COUNTRY_PAGES = 520_000
"""Pages of the plans of 1,741 municipalities with several editions each: an estimate."""


def draw_plans(folder: Path, count: int) -> None:
    """Draw plans of 1 to 40 pages; most are short, as most plans are."""
    folder.mkdir(parents=True)
    sizes = [1, 2, 3, 5, 8, 13, 40]
    _, drawing = long_plan(60, 3)
    rng = Random(5)
    for number in range(count):
        pages = sizes[number % len(sizes)]
        first = rng.randrange(max(1, len(drawing.sheets) - pages))
        part = replace(drawing, sheets=drawing.sheets[first : first + pages])
        (folder / f"plan-{number:04}.pdf").write_bytes(paint(part))


def draw_hostile_files(folder: Path) -> None:
    """Add 20 files that are made to exhaust the time or the memory of whoever reads them."""
    for number in range(20):
        (folder / f"hostile-{number:02}.pdf").write_bytes(HOSTILE[number % len(HOSTILE)]())


def time_command(*arguments: str) -> tuple[float, float]:
    """Run the program; return its wall seconds and the processor seconds of it and its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [*COMMAND, *arguments], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def time_one_process(files: list[Path]) -> float:
    """Parse the files in this process; return its processor seconds."""
    parse(files[0])  # imports are not counted
    began = time.process_time()
    for path in files:
        try:
            parse(path)
        except PlanextractError:
            continue
    return time.process_time() - began


def measure(plans: int, loop: int, ray: bool) -> dict[str, object]:
    """Draw, run everything once, and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw_plans(folder / "plans", plans)
        files = sorted((folder / "plans").glob("plan-*.pdf"))
        wall, cpu = time_command("batch", str(folder / "plans"), "--out", str(folder / "data"))
        rows = read_rows(folder / "data")
        loop_wall = sum(
            time_command("parse", str(path), "--out", str(folder / "one" / path.stem), "--format", "parquet")[
                0
            ]
            for path in files[:loop]
        )
        single = time_one_process(files)
        pages = sum(row.pages for row in rows.values())
        result: dict[str, object] = {
            "machine": machine(),
            "files": len(rows),
            "pages": pages,
            "batch": {
                "seconds": wall,
                "cpu": cpu,
                "files_per_second": len(rows) / wall,
                "pages_per_second": pages / wall,
            },
            "loop": {"files": loop, "seconds": loop_wall, "files_per_second": loop / loop_wall},
            "one_process": {"cpu": single, "share_of_cores": single / (wall * (os.cpu_count() or 1))},
            "peak_memory_mib": max(row.peak_memory_mib for row in rows.values()),
            "country_days": COUNTRY_PAGES / (pages / wall) / 86_400,
        }
        if ray:
            wall, _ = time_command(
                "batch", str(folder / "plans"), "--out", str(folder / "ray"), "--runner", "ray"
            )
            result["ray"] = {"seconds": wall, "files_per_second": len(rows) / wall}
        draw_hostile_files(folder / "plans")
        time_command("batch", str(folder / "plans"), "--out", str(folder / "data"))
        statuses = Counter(
            row.status for row in read_rows(folder / "data").values() if row.name.startswith("hostile")
        )
        result["hostile_statuses"] = {str(status): statuses[status] for status in sorted(statuses)}
        return result


def render(figures: dict[str, object]) -> str:
    """Return the section of the documentation."""
    batch, loop, single = figures["batch"], figures["loop"], figures["one_process"]
    assert isinstance(batch, dict)
    assert isinstance(loop, dict)
    assert isinstance(single, dict)
    lines = [
        f"{figures['files']} plans with {figures['pages']} pages; {figures['machine']}.",
        "",
        "| run | files a second | pages a second |",
        "|---|---:|---:|",
        f"| `planextract batch` | {batch['files_per_second']:.1f} | {batch['pages_per_second']:.0f} |",
        f"| a loop of `planextract parse` ({loop['files']} of them) | {loop['files_per_second']:.1f} | – |",
    ]
    ray = figures.get("ray")
    if isinstance(ray, dict):
        lines.append(f"| `planextract batch --runner ray` | {ray['files_per_second']:.1f} | – |")
    lines += [
        "",
        f"Parsing the plans in one process takes {single['cpu']:.0f} s of processor time; the batch takes",
        f"{batch['seconds']:.0f} s: {100 * single['share_of_cores']:.0f} % of the cores' time is parsing.",
        f"The largest process had {figures['peak_memory_mib']:.0f} MiB resident. Of 20 hostile files beside",
        f"the plans, the statuses and their counts are: {figures['hostile_statuses']}. By extrapolation,",
        f"{COUNTRY_PAGES:,} pages, about as many as all municipalities' plans have, take",
        f"{figures['country_days']:.1f} days on this machine.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=200)
    parser.add_argument("--loop", type=int, default=40)
    parser.add_argument("--ray", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.plans, arguments.loop, arguments.ray)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    replace_section(PAGE, "figures", render(figures))
    print(render(figures))


if __name__ == "__main__":
    main()
