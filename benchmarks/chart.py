"""Tables and a chart from the figures of speed.py, put into benchmarks/README.md and README.md.

    python benchmarks/chart.py

Writes results/speed.md, results/speed.svg and results/speed.png, and results/speed-hazards.md when there are
figures for it; the chart shows the longest plan that every tool went through.
"""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

from common import REPO, RESULTS, replace_section

Entry = dict[str, Any]
README = Path(__file__).resolve().parent / "README.md"

BUSY = 0.5
"""Load for each core from which the figures of a run are not to be relied on."""

OURS, THEIRS, FLOOR = "#1f6fb4", "#9aa0a6", "#d5d8dc"
WORDS_ONLY = ("pdfium", "pdftotext")


def by_pages(figures: dict[str, Any]) -> dict[int, list[Entry]]:
    """The entries that stand for something, by length of plan."""
    entries = [entry for entry in figures["entries"] if entry["status"] != "missing"]
    return {pages: list(group) for pages, group in groupby(entries, key=lambda entry: entry["pages"])}


def tables(figures: dict[str, Any]) -> str:
    """A table for each length of plan."""
    hazard = figures["hazard"]
    plan = f"with the hazards {hazard}" if hazard else "without hazards"
    lines = [f"Plans {plan}; median of up to {figures['repeat']} runs on {_where(figures)}"]
    for pages, entries in by_pages(figures).items():
        lines += [
            "",
            f"**{pages} pages, {entries[0]['rows']} rows of milestones**",
            "",
            "| tool | seconds | processor | pages per second | peak memory, MiB | rows right | rows again |",
            "|---|---:|---:|---:|---:|---:|---:|",
        ]
        lines += [_row(entry) for entry in entries]
    return "\n".join(lines) + "\n"


def _where(figures: dict[str, Any]) -> str:
    """The machine and the versions, and a warning when the machine had other things to do."""
    versions = ", ".join(f"{name} {version}" for name, version in figures["versions"].items())
    said = f"{figures['machine']}; {versions}."
    load = figures.get("load", 0.0)
    if load > BUSY * int(figures["machine"].split()[0]):
        said += f" **The machine was busy (load {load:.1f}): these figures are not to be relied on.**"
    return said


def _row(entry: Entry) -> str:
    if entry["status"] != "measured":
        return f"| {entry['label']} | {entry['status']}: {entry['why']} | | | | | |"
    seconds = median(entry["seconds"])
    right = "–" if entry["right"] is None else f"{entry['right']} ({_percent(entry)})"
    again = "–" if entry["again"] is None else str(entry["again"])
    return (
        f"| {entry['label']} | {seconds:.2f} | {median(entry['cpu_seconds']):.2f} |"
        f" {entry['pages'] / seconds:,.0f} |"
        f" {median(entry['peak_mib']):,.0f} | {right} | {again} |"
    )


def _percent(entry: Entry) -> str:
    # rounded down, so that only all is 100 %
    return f"{100 * entry['right'] // entry['rows']} %"


def goal(figures: dict[str, Any], growth: dict[str, Any]) -> str:
    """What the reader is held to, in three sentences: speed, memory, growth."""
    entries = {entry["tool"]: entry for entry in figures["entries"]}
    ours, theirs, floor = (entries[tool] for tool in ("planextract", "pdfplumber", "pdfium"))
    whole = median(ours["seconds"])
    lines = [
        f"On {_where(figures)}",
        "",
        f"- The whole parse of {ours['pages']} pages in one process takes {whole:.2f} s, start-up included:"
        f" {median(theirs['seconds']) / whole:.1f} times faster than pdfplumber's"
        f" `dedupe_chars().extract_tables()` alone ({median(theirs['seconds']):.2f} s), and"
        f" {whole / median(floor['seconds']):.1f} times what PDFium alone takes to list characters and paths"
        f" ({median(floor['seconds']):.2f} s). Of processor time it is"
        f" {median(theirs['cpu_seconds']) / median(ours['cpu_seconds']):.1f} times less, and"
        f" {median(ours['cpu_seconds']) / median(floor['cpu_seconds']):.1f} times as much.",
        f"- Its largest process has {median(ours['peak_mib']):,.0f} MiB at most.",
    ]
    paces = {
        entry["pages"]: 1000 * median(entry["cpu_seconds"]) / entry["pages"]
        for entry in growth["entries"]
        if entry["tool"] == "planextract" and entry["status"] == "measured"
    }
    told = ", ".join(f"{pace:.1f} ms at {pages:,} pages" for pages, pace in sorted(paces.items()))
    return "\n".join([*lines, f"- Processor time for each page: {told}."]) + "\n"


def summary(figures: dict[str, Any]) -> str:
    """The table of the longest plan that every tool went through, for the project's README."""
    entries = charted(figures)
    lines = [
        "![pages per second and peak memory of each tool](benchmarks/results/speed.svg)",
        "",
        f"A plan of {entries[0]['pages']} pages on {_where(figures)}",
        "",
        "| tool | seconds | peak memory, MiB | rows of milestones right |",
        "|---|---:|---:|---:|",
    ]
    for entry in entries:
        right = "–" if entry["right"] is None else f"{entry['right']:,} of {entry['rows']:,}"
        seconds, peak = median(entry["seconds"]), median(entry["peak_mib"])
        lines.append(f"| {entry['label']} | {seconds:.2f} | {peak:,.0f} | {right} |")
    return "\n".join(lines) + "\n"


def charted(figures: dict[str, Any]) -> list[Entry]:
    """The entries of the longest plan that every tool went through, or of the shortest if there is none."""
    groups = by_pages(figures)
    whole = [
        pages for pages, found in groups.items() if all(entry["status"] == "measured" for entry in found)
    ]
    chosen = groups[max(whole) if whole else min(groups)]
    return [entry for entry in chosen if entry["status"] == "measured"]


def chart(entries: list[Entry], target: Path) -> None:
    """Bars of speed and of memory, as SVG and PNG."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "planextract", "font.size": 9, "axes.spines.top": False})
    from matplotlib import pyplot

    entries = sorted(entries, key=lambda entry: median(entry["seconds"]), reverse=True)
    colours = [
        OURS if entry["tool"].startswith("planextract") else FLOOR if entry["tool"] in WORDS_ONLY else THEIRS
        for entry in entries
    ]
    places = range(len(entries))
    speeds = [entry["pages"] / median(entry["seconds"]) for entry in entries]
    peaks = [median(entry["peak_mib"]) for entry in entries]
    figure, (left, right) = pyplot.subplots(
        1, 2, sharey=True, figsize=(9, 0.7 + 0.36 * len(entries)), width_ratios=(3, 2), layout="constrained"
    )
    left.barh(places, speeds, color=colours)
    left.set_xscale("log")
    left.set_xlim(min(speeds) / 2, max(speeds) * 6)
    left.set_yticks(places, [entry["label"] for entry in entries])
    for place, entry, speed in zip(places, entries, speeds, strict=True):
        found = "no rows" if entry["right"] is None else f"{_percent(entry)} of rows right"
        left.text(speed * 1.08, place, f"{speed:,.0f}  ·  {found}", va="center", fontsize=8)
    left.set_title(f"pages per second, {entries[0]['pages']} pages (log scale)", fontsize=9, loc="left")
    right.barh(places, peaks, color=colours)
    right.set_xlim(0, max(peaks) * 1.2)
    for place, peak in zip(places, peaks, strict=True):
        right.text(peak + max(peaks) * 0.01, place, f"{peak:,.0f}", va="center", fontsize=8)
    right.set_title("peak memory, MiB", fontsize=9, loc="left")
    for axes in (left, right):
        axes.spines["right"].set_visible(False)
        axes.tick_params(axis="y", length=0)
    figure.savefig(target.with_suffix(".svg"), metadata={"Date": None})
    figure.savefig(target.with_suffix(".png"), dpi=150)


def main() -> int:
    """Write all that the figures allow."""
    plain = json.loads((RESULTS / "speed.json").read_text(encoding="utf-8"))
    (RESULTS / "speed.md").write_text(tables(plain), encoding="utf-8")
    replace_section(README, "speed", tables(plain))
    replace_section(REPO / "README.md", "speed", summary(plain))
    chart(charted(plain), RESULTS / "speed")
    held_to = RESULTS / "speed-goal.json"
    if held_to.exists():
        replace_section(README, "goal", goal(json.loads(held_to.read_text(encoding="utf-8")), plain))
    hazards = RESULTS / "speed-hazards.json"
    if hazards.exists():
        text = tables(json.loads(hazards.read_text(encoding="utf-8")))
        hazards.with_suffix(".md").write_text(text, encoding="utf-8")
        replace_section(README, "speed-hazards", text)
    stages = RESULTS / "stages.md"
    if stages.exists():
        replace_section(README, "stages", stages.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
