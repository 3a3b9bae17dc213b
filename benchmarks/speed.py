"""Time, memory and right rows of planextract and of tools that find tables, side by side.

    python benchmarks/speed.py --pages 25 100
    python benchmarks/speed.py --pages 25 --tools planextract pdfium --repeat 5

Every run is a process of its own, timed from its start to its end. Repeats take turns (A B C, A B C), so that
a slow minute of the machine hits all alike, and the median counts; what has run for long enough is not run
again. A tool that passes the time limit is cut
off and not run on longer plans, nor is one that would pass it if it went on at the pace of the plan before.
The figures go to benchmarks/results/speed.json; chart.py makes tables and a chart of them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Literal

from common import RESULTS, environment, machine, use_sources, versions
from contestants import CONTESTANTS, HERE, Contestant, output_of
from plans import SEED, Drawn, draw_pages

Status = Literal["measured", "cut off", "not run", "missing", "failed"]


@dataclass(slots=True)
class Entry:
    """What one tool took for one plan; lists have one figure a repeat. `why` is for those not measured."""

    tool: str
    label: str
    pages: int
    status: Status = "measured"
    why: str = ""
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    peak_mib: list[float] = field(default_factory=list)
    right: int | None = None
    again: int | None = None
    rows: int = 0


def run(contestant: Contestant, plan: Drawn, entry: Entry, limit: float) -> None:
    """Run once and enter what it took."""
    output = output_of(contestant)
    command = [sys.executable, "-I", "-S", str(HERE / "measure.py"), str(limit)]
    command += contestant.command(plan.pdf, output)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    figures = json.loads(done.stdout)
    if figures["cut_off"]:
        entry.status, entry.why = "cut off", f"after {limit:g} s"
        return
    if figures["status"] != 0:
        said = done.stderr.strip().splitlines()
        entry.status, entry.why = "failed", said[-1] if said else f"exit status {figures['status']}"
        return
    entry.seconds.append(figures["seconds"])
    entry.cpu_seconds.append(figures["cpu_seconds"])
    entry.peak_mib.append(figures["peak_mib"])
    if contestant.score is not None and entry.right is None:
        entry.right, entry.again = contestant.score(plan.rows, output)


def entry_for(contestant: Contestant, plan: Drawn, before: Entry | None, limit: float) -> Entry:
    """A new entry, marked if there is no use in running the tool on this plan."""
    entry = Entry(contestant.name, contestant.label, plan.pages, rows=len(plan.rows))
    missing = contestant.missing()
    if missing:
        entry.status, entry.why = "missing", missing
    elif before is None:
        return entry
    elif before.status != "measured":
        entry.status, entry.why = "not run", f"{before.status} at {before.pages} pages"
    else:
        expected = median(before.seconds) * plan.pages / before.pages
        if expected > limit:
            entry.status = "not run"
            entry.why = f"{median(before.seconds):.0f} s for {before.pages} pages"
    return entry


def measure(arguments: argparse.Namespace) -> list[Entry]:
    """All entries, plan by plan."""
    entries: list[Entry] = []
    last: dict[str, Entry] = {}
    for count in sorted(arguments.pages):
        plan = draw_pages(count, arguments.hazard)
        print(f"{count} pages, {len(plan.rows)} rows, {plan.pdf.stat().st_size:,} bytes", file=sys.stderr)
        current = {
            name: entry_for(CONTESTANTS[name], plan, last.get(name), arguments.limit)
            for name in arguments.tools
        }
        for turn in range(arguments.repeat):
            for name, entry in current.items():
                if entry.status != "measured" or sum(entry.seconds) > arguments.enough:
                    continue
                run(CONTESTANTS[name], plan, entry, arguments.limit)
                took = f"{entry.seconds[-1]:.2f} s" if entry.status == "measured" else entry.status
                print(f"  {turn + 1}/{arguments.repeat} {entry.label}: {took}", file=sys.stderr)
        entries.extend(current.values())
        last = current
        save(arguments, entries)
    return entries


def save(arguments: argparse.Namespace, entries: list[Entry]) -> None:
    """Write all figures so far, so that a run that is stopped leaves something."""
    figures = {
        "machine": machine(),
        "load": arguments.load,
        "versions": versions(),
        "seed": SEED,
        "hazard": arguments.hazard,
        "repeat": arguments.repeat,
        "limit_seconds": arguments.limit,
        "entries": [asdict(entry) for entry in entries],
    }
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[25, 100], help="sizes of the plans drawn")
    parser.add_argument("--tools", nargs="+", choices=CONTESTANTS, default=list(CONTESTANTS))
    parser.add_argument("--repeat", type=int, default=3, help="runs of each tool on each plan")
    parser.add_argument(
        "--enough", type=float, default=20, help="seconds after which a tool is not run on a plan again"
    )
    parser.add_argument("--limit", type=float, default=60, help="seconds that one run may take")
    parser.add_argument("--hazard", default="", help="hazards of plandraw, with commas between them")
    parser.add_argument("--out", type=Path, default=RESULTS / "speed.json")
    parser.set_defaults(load=os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0)
    use_sources()
    measure(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
