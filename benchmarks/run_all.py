"""Runs every benchmark and rewrites all tables: `python benchmarks/run_all.py`, some 15 minutes."""

from __future__ import annotations

import argparse
import subprocess
import sys

from common import RESULTS
from contestants import HERE

HAZARDS = "struck-2,beside"
"""What real plans are full of: numbers struck twice, and the page before beside each page."""

GOAL = ("--pages", "250", "--tools", "planextract", "pdfplumber", "pdfium", "--enough", "1000")
"""What the reader is held to: one process on 250 pages, beside pdfplumber and PDFium alone."""


def run(script: str, *options: str) -> None:
    """Run one of the scripts, telling what is run."""
    print(" ".join(["python", f"benchmarks/{script}", *options]), file=sys.stderr)
    subprocess.run([sys.executable, str(HERE / script), *options], check=True)


def main() -> int:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[25, 100, 400, 1600], help="sizes of the plans drawn"
    )
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--limit", type=float, default=60, help="seconds that one run may take")
    arguments = parser.parse_args()
    common = ("--repeat", str(arguments.repeat), "--limit", str(arguments.limit))
    run("hidden_text.py")
    run("speed.py", "--pages", *map(str, arguments.pages), *common)
    hazards = RESULTS / "speed-hazards.json"
    run("speed.py", "--pages", str(min(arguments.pages)), *common, "--hazard", HAZARDS, "--out", str(hazards))
    run("speed.py", *GOAL, "--repeat", str(arguments.repeat), "--out", str(RESULTS / "speed-goal.json"))
    run("stages.py")
    run("chart.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
