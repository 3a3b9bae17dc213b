"""Measure how well scanned plans are read: `python benchmarks/scans.py`, a quarter of an hour and more.

The samples (and the plans of other folders, each NAME.pdf with NAME.truth.json) are printed to pictures and
read back: share of fields right, wrong with a finding that points at them, and silently wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from common import REPO, RESULTS, environment, machine, use_sources

use_sources()
sys.path.append(str(REPO))

CONDITIONS: dict[str, dict[str, Any]] = {
    "clean": {},
    "skew 1°": {"skew": 1.0},
    "noise, JPEG 60": {"noise": 12.0, "jpeg": 60},
}
KEY = ("file", "dpi", "condition")
"""What a measurement is of."""

RESOLUTIONS = (150, 200, 300)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－ー一"), "-")
_PAGE_CODES = {"unused-text", "unknown-table", "ocr-doubtful", "ocr-disagreement", "unreadable-page"}


class Atom(NamedTuple):
    """A field as it should be."""

    project: str
    pointer: str
    value: str


def fold(value: Any) -> str:
    """A value without what is not compared: width, spaces, kinds of dashes."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFKC", str(value)).translate(_DASHES)
    return re.sub(r"\s+", "", text)


def fields(plan: dict[str, Any]) -> Iterator[Atom]:
    """All fields of a plan.json or a truth that print something."""
    yield Atom("", "/fiscal_years", fold(plan["fiscal_years"]))
    yield Atom("", "/baseline_year", fold(plan["baseline_year"]))
    for kind in ("pillars", "strategies"):
        for heading in plan[kind]:
            yield Atom("", f"/{kind}/{heading['number']}", fold(heading["title"]))
    for project in plan["projects"]:
        for pointer, value in _project_fields(project):
            folded = fold(value)
            if folded:
                yield Atom(project["id"], pointer, folded)


def _project_fields(project: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in ("title", "starred", "section", "description"):
        yield f"/{name}", project[name]
    for row, item in enumerate(project["items"]):
        yield f"/items/{row}/goal", item["goal"]
        for place, cell in enumerate(item["cells"]):
            yield f"/items/{row}/cells/{place}/text", f"{cell['period']}={cell['text']}"
    budget = project["budget"]
    if budget:
        yield "/budget/unit", budget["unit"]
        amounts = budget["amounts"]
        if isinstance(amounts, dict):
            amounts = [{"fiscal_year": year, "amount": amount} for year, amount in amounts.items()]
        printed = [(a["fiscal_year"], a["amount"]) for a in amounts if a["amount"] is not None]
        for place, (year, amount) in enumerate(printed):
            yield f"/budget/amounts/{place}/text", f"{year}={amount}"
        yield "/budget/total", budget["total"]
    for place, unit in enumerate(project["departments"]):
        yield f"/departments/{place}", [unit["department"], *unit["sections"]]
    for place, row in enumerate(project["relisted"]):
        for name in ("initiative", "content", "project"):
            yield f"/relisted/{place}/{name}", row[name]
    for place, note in enumerate(project["footnotes"]):
        yield f"/footnotes/{place}/marker", note["marker"]
        yield f"/footnotes/{place}/text", note["text"]


class Score(NamedTuple):
    """Fields of one document, or of several."""

    right: int
    told: int
    silent: int
    examples: list[str]


def compare(truth: dict[str, Any], plan: dict[str, Any]) -> Score:
    """Count the fields that came out right, wrong with a finding that points at them, and silently wrong."""
    wanted = {(atom.project, atom.pointer): atom.value for atom in fields(truth)}
    found = {(atom.project, atom.pointer): atom.value for atom in fields(plan)}
    pages = {project["id"]: set(project["pages"]) for project in plan["projects"]}
    right = told = silent = 0
    examples = []
    for (project, pointer), value in [*wanted.items(), *((k, "") for k in found if k not in wanted)]:
        got = found.get((project, pointer), "")
        if value == got:
            right += 1
        elif _is_told(plan["findings"], project, pointer, pages):
            told += 1
        else:
            silent += 1
            examples.append(f"{project} {pointer}: {value[:120]!r} read as {got[:120]!r}")
    return Score(right, told, silent, examples)


def _is_told(findings: list[dict[str, Any]], project: str, pointer: str, pages: dict[str, set[int]]) -> bool:
    for found in findings:
        if found["severity"] == "info":
            continue
        at = found.get("pointer")
        if project and found["project"] == project:
            if at is None or at.startswith(pointer) or pointer.startswith(at) or _same_row(at, pointer):
                return True
        elif found["project"] is None and found["code"] in _PAGE_CODES:
            if not project or found["page"] in pages.get(project, ()):
                return True
        elif project not in pages and found["code"] == "number-gap":
            return True
    return False


def _same_row(one: str, other: str) -> bool:
    """Both concern one department, which is one line of print."""
    return one.split("/")[1:3] == other.split("/")[1:3] and "/departments/" in one


def read_one(arguments: argparse.Namespace) -> int:
    """Read one scan in this process, and print its plan with what it took."""
    import resource

    from planextract.api import Options, parse_with_accounts
    from planextract.export.json import plan_json

    before = resource.getrusage(resource.RUSAGE_SELF)
    result = parse_with_accounts(arguments.read, Options(profile=arguments.profile))
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    plan = plan_json(result.plan)
    text = plan.decode() if isinstance(plan, bytes) else plan
    print(json.dumps({"seconds": seconds, "mib": after.ru_maxrss / 1024, "plan": json.loads(text)}))
    return 0


def measure(pdf: Path, dpi: int, condition: str, *, layer: bool = False) -> dict[str, Any]:
    """Print a plan to pictures, read it back and compare."""
    import tests.support.pdfs  # noqa: F401, registers the font of the text layer
    from tests.support.scans import scan

    data = scan(pdf.read_bytes(), dpi, layer=layer, **CONDITIONS[condition])
    truth = json.loads(pdf.with_suffix(".truth.json").read_text(encoding="utf-8"))
    profile = pdf.with_suffix(".yaml")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / pdf.name
        path.write_bytes(data)
        command = [sys.executable, __file__, "--read", str(path)]
        command += ["--profile", str(profile)] if profile.exists() else []
        run = subprocess.run(command, capture_output=True, text=True, env=environment())
    if run.returncode:
        raise RuntimeError(f"{pdf.name}: {run.stderr[-500:]}")
    answer = json.loads(run.stdout)
    score = compare(truth, answer["plan"])
    pages = answer["plan"]["source"]["pages"]
    return {
        "file": pdf.name,
        "dpi": dpi,
        "condition": condition,
        "right": score.right,
        "told": score.told,
        "silent": score.silent,
        "findings": sum(each["code"].startswith("ocr-") for each in answer["plan"]["findings"]),
        "pages": pages,
        "seconds": answer["seconds"],
        "mib": answer["mib"],
        "examples": score.examples,
    }


def table(rows: list[dict[str, Any]]) -> str:
    """The results as a table in Markdown, one line for each resolution and condition."""
    lines = [
        "| dpi | picture | plans | pages | fields right | wrong, told | silently wrong | findings a page "
        "| s a page | MiB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for dpi in sorted({row["dpi"] for row in rows}):
        for condition in CONDITIONS:
            some = [row for row in rows if row["dpi"] == dpi and row["condition"] == condition]
            if not some:
                continue
            total: Counter[str] = Counter()
            for row in some:
                for name in ("right", "told", "silent", "pages", "findings"):
                    total[name] += row[name]
            count = total["right"] + total["told"] + total["silent"]
            seconds = sum(row["seconds"] for row in some) / total["pages"]
            lines.append(
                f"| {dpi} | {condition} | {len(some)} | {total['pages']} | {total['right'] / count:.2%} "
                f"| {total['told'] / count:.2%} ({total['told']}) | {total['silent'] / count:.2%} "
                f"({total['silent']}) | {total['findings'] / total['pages']:.1f} | {seconds:.1f} "
                f"| {max(row['mib'] for row in some):.0f} |"
            )
    return "\n".join(lines)


def write(rows: list[dict[str, Any]], out: Path) -> None:
    """Write what was measured so far, and its table."""
    content = {"machine": machine(), "rows": rows}
    out.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    out.with_suffix(".md").write_text(table(rows) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", help="plans; the samples if none is given")
    parser.add_argument("--dpi", type=int, nargs="+", default=RESOLUTIONS)
    parser.add_argument("--condition", nargs="+", choices=CONDITIONS, default=list(CONDITIONS))
    parser.add_argument("--out", type=Path, default=RESULTS / "scans.json")
    parser.add_argument("--add", action="store_true", help="keep what was measured before, but for the same")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--profile", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read is not None:
        return read_one(arguments)
    files = arguments.files or [REPO / "samples" / name for name in ("shinonomeno.pdf", "sunahara.pdf")]
    kept = json.loads(arguments.out.read_text(encoding="utf-8"))["rows"] if arguments.add else []
    rows = list(kept)
    for dpi in arguments.dpi:
        for condition in arguments.condition:
            for pdf in files:
                row = measure(pdf, dpi, condition)
                rows = [each for each in rows if any(each[name] != row[name] for name in KEY)]
                rows.append(row)
                write(rows, arguments.out)
                print({k: v for k, v in row.items() if k != "examples"}, file=sys.stderr)
                for example in row["examples"]:
                    print("    silent:", example, file=sys.stderr)
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
