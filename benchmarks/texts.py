"""What comes back of plans of which only the text is left: right, wrong and missing in each kind of text.

Random plans are drawn, their text is extracted as people do it, parsed, and scored against the truth:

    pip install pymupdf          # and poppler-utils
    python benchmarks/texts.py --seeds 20
    python benchmarks/texts.py --seeds 3:4 --tool pdftotext --drawing plain --show cells

Texts are kept in out/benchmarks/texts; delete them when plandraw changes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from common import REPO, SCRATCH, use_sources

use_sources()
sys.path.insert(0, str(REPO))

from plandraw import HAZARDS, draw, random_plan, random_style  # noqa: E402
from tests.salvage.extract import TOOLS  # noqa: E402
from tests.salvage.score import Fact, compare, facts  # noqa: E402

TEXTS = SCRATCH / "texts"

DRAWINGS: dict[str, str] = {
    "plain": "",
    "struck": "struck-2",
    "struck-by-character": "struck-by-character",
    "hidden": "beside",
    "struck-hidden": "struck-2,beside",
    "shuffled": "shuffled",
    "shuffled-struck-hidden": "struck-by-character,shuffled,beside",
}
"""By name: the hazards of a drawing. The first five are in the order in which people draw."""


class Case(NamedTuple):
    """One text."""

    seed: int
    drawing: str
    tool: str

    @property
    def file(self) -> Path:
        return TEXTS / f"{self.seed}-{self.drawing}.{self.tool}.txt"

    @property
    def truth(self) -> Path:
        return TEXTS / f"{self.seed}.truth.json"


class Outcome(NamedTuple):
    """How the facts of a text were read."""

    case: Case
    right: Counter[str]
    wrong: Counter[str]
    missing: Counter[str]
    false: list[Fact]
    lacking: list[Fact]


def prepare(seed: int) -> None:
    """Draw a plan in all ways and extract its texts, unless it is done."""
    TEXTS.mkdir(parents=True, exist_ok=True)
    for drawing, hazards in DRAWINGS.items():
        cases = [case for tool in TOOLS if not (case := Case(seed, drawing, tool)).file.exists()]
        if not cases:
            continue
        rng = Random(seed)
        plan = random_plan(rng)
        drawn = draw(plan, random_style(rng), tuple(HAZARDS.named(hazards)))
        pdf = TEXTS / f"{seed}-{drawing}.pdf"
        pdf.write_bytes(drawn.pdf)
        cases[0].truth.write_text(json.dumps(drawn.truth, ensure_ascii=False), encoding="utf-8")
        for case in cases:
            case.file.write_text(TOOLS[case.tool](pdf), encoding="utf-8", newline="\n")
        pdf.unlink()


def judge(case: Case) -> Outcome:
    """Parse a text and compare what was read with the truth; a text that is refused says nothing."""
    from planextract.api import parse
    from planextract.errors import PlanextractError
    from planextract.export.json import plan_json

    truth = json.loads(case.truth.read_bytes())
    try:
        right, false, lacking = compare(truth, json.loads(plan_json(parse(case.file))))
    except PlanextractError:
        right, false, lacking = Counter(), Counter(), Counter(facts(truth))
    return Outcome(
        case,
        _by_field(right),
        _by_field(false),
        _by_field(lacking),
        [*false.elements()],
        [*lacking.elements()],
    )


def _by_field(found: Counter[Fact]) -> Counter[str]:
    fields: Counter[str] = Counter()
    for fact, count in found.items():
        fields[fact[0]] += count
    return fields


def lines(outcomes: Sequence[Outcome], *, fields: bool) -> Iterator[str]:
    """A table: a line for each tool and drawing, and where asked for each field."""
    groups: dict[tuple[str, ...], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.case.tool, outcome.case.drawing].append(outcome)
    yield "| extracted with | drawn | right | wrong | missing | precision | recall |"
    yield "|---|---|---|---|---|---|---|"
    for (tool, drawing), group in groups.items():
        right, wrong, missing = (
            sum((getattr(each, name) for each in group), Counter[str]())
            for name in ("right", "wrong", "missing")
        )
        yield _line(tool, drawing, right.total(), wrong.total(), missing.total())
        for field in dict.fromkeys([*right, *wrong, *missing]) if fields else ():
            yield _line("", field, right[field], wrong[field], missing[field])


def _line(tool: str, what: str, right: int, wrong: int, missing: int) -> str:
    precision = f"{right / (right + wrong):.3f}" if right + wrong else ""
    recall = f"{right / (right + missing):.3f}" if right + missing else ""
    return f"| {tool} | {what} | {right} | {wrong} | {missing} | {precision} | {recall} |"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    top.add_argument(
        "--seeds", default="20", help="how many, or the first and the one behind the last: 20:40"
    )
    top.add_argument("--tool", action="append", choices=TOOLS)
    top.add_argument("--drawing", action="append", choices=DRAWINGS)
    top.add_argument("--fields", action="store_true", help="figures for each field too")
    top.add_argument("--show", nargs="*", help="list what is wrong in these fields, or in all")
    top.add_argument("--missing", action="store_true", help="list what is missing as well")
    top.add_argument("--worst", type=int, default=0, help="list so many texts with the most wrong facts")
    return top


def main() -> int:
    """Measure."""
    arguments = parser().parse_args()
    first, _, last = arguments.seeds.rpartition(":")
    seeds = range(int(first or 0), int(last))
    cases = [
        Case(seed, drawing, tool)
        for tool in arguments.tool or TOOLS
        for drawing in arguments.drawing or DRAWINGS
        for seed in seeds
    ]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(prepare, seeds))
        outcomes = list(pool.map(judge, cases, chunksize=4))
    for outcome in outcomes if arguments.show is not None else ():
        listed: list[tuple[str, Any]] = [("-", fact) for fact in outcome.false]
        listed += [("+", fact) for fact in outcome.lacking if arguments.missing]
        for sign, fact in listed:
            if not arguments.show or fact[0] in arguments.show:
                print(outcome.case.file.name, sign, *fact)
    for outcome in sorted(outcomes, key=lambda each: -each.wrong.total())[: arguments.worst]:
        print(outcome.case.file.name, outcome.wrong.total(), dict(outcome.wrong.most_common(4)))
    print("\n".join(lines(outcomes, fields=arguments.fields)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
