"""What hidden and doubled text does to each tool; writes docs/hidden-text.md.

    python benchmarks/hidden_text.py

Small plans with fixed seeds are drawn plain, and again once for every hazard of plandraw that hides or
doubles something. A tool that is not fooled gives the same characters for both.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from common import REPO, SCRATCH, folded, machine, use_sources, versions
from text_tools import TEXT_TOOLS

use_sources()

from plandraw import HAZARDS, Drawn, Edition, Hazard, Plan, Style, draw, random_plan  # noqa: E402
from plandraw.hazards import Stage  # noqa: E402
from plandraw.marks import Text  # noqa: E402
from planextract import parse  # noqa: E402
from planextract.errors import NoPlanError  # noqa: E402

SEEDS = (3, 6)
PAGE = REPO / "docs" / "hidden-text.md"
RECORDS = "planextract parse"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one hazard with one tool; characters are counted in all plans together.

    `visible` is how many the tool gives for the plain plan, `extra` and `lost` how many more and fewer it
    gives for the hazard (None for records, which have no running text), `right` of `projects` how many
    projects came out right, `ghosts` how many came out that no page shows.
    """

    visible: int
    extra: int | None
    lost: int | None
    right: int
    projects: int
    ghosts: int

    @property
    def clean(self) -> bool:
        """Whether the hazard made no difference at all."""
        return not self.extra and not self.lost and not self.ghosts and self.right == self.projects

    def __str__(self) -> str:
        if self.clean:
            return "✓"
        counts = f"{self.right}/{self.projects}" + (f" +{self.ghosts}" if self.ghosts else "")
        if self.extra is None or self.lost is None:
            return counts
        return f"+{_percent(self.extra, self.visible)} −{_percent(self.lost, self.visible)}, {counts}"


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole if whole else 0.0
    return "<1" if 0 < share < 0.5 else f"{share:.0f}"


def total(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcomes of several plans in one."""

    def both(values: Iterable[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    return Outcome(
        sum(outcome.visible for outcome in outcomes),
        both(outcome.extra for outcome in outcomes),
        both(outcome.lost for outcome in outcomes),
        sum(outcome.right for outcome in outcomes),
        sum(outcome.projects for outcome in outcomes),
        sum(outcome.ghosts for outcome in outcomes),
    )


def plan_of(seed: int) -> Plan:
    """A plan of some pages, with numbers in the tables so that camelot can see them."""
    return random_plan(Random(seed), Edition(), strategies=2, projects=(1, 2))


def printed(drawn: Drawn) -> str:
    """All strings of the pages as drawn."""
    return "".join(
        piece.mark.text
        for sheet in drawn.drawing.sheets
        for piece in sheet.pieces
        if isinstance(piece.mark, Text)
    )


def number_count(project: str, text: str) -> int:
    """How often the number of a project stands in a folded text."""
    return len(re.findall(rf"No\.?{re.escape(project)}(?!\d)", text))


def of_text(given: str, plain: str, paper: str, facts: dict[str, Any]) -> Outcome:
    """Compare what a tool gives with what it gives for the plain plan; all three texts are folded."""
    ours, theirs = Counter(given), Counter(plain)
    numbers = [project["id"] for project in facts["projects"]]
    return Outcome(
        len(plain),
        (ours - theirs).total(),
        (theirs - ours).total(),
        sum(number_count(number, given) == number_count(number, paper) for number in numbers),
        len(numbers),
        sum(number_count(number, given) > 0 for number in facts["hidden_projects"]),
    )


def of_records(pdf: Path, facts: dict[str, Any]) -> Outcome:
    """Compare the projects of plan.json with the truth, every field of each."""
    try:
        found = parse(pdf).model_dump(mode="json")["projects"]
    except NoPlanError:
        found = []
    truth = {project["id"]: project for project in facts["projects"]}
    right = sum(project["id"] in truth and _holds(project, truth[project["id"]]) for project in found)
    ghosts = sum(project["id"] not in truth for project in found)
    return Outcome(0, None, None, right, len(truth), ghosts)


def _holds(found: Any, true: Any) -> bool:
    """Whether all that the truth says is found the same; what is found besides is not in the truth."""
    if isinstance(true, dict):
        return isinstance(found, dict) and all(
            key in found and _holds(found[key], value) for key, value in true.items()
        )
    if isinstance(true, list):
        return isinstance(found, list) and len(found) == len(true) and all(map(_holds, found, true))
    return bool(found == true)


def outcomes(hazard: Hazard | None) -> dict[str, Outcome]:
    """What each tool makes of a hazard; without one, of the plain plans compared with what they print."""
    parts: dict[str, list[Outcome]] = {}
    for seed in SEEDS:
        plan = plan_of(seed)
        plain = draw(plan, Style())
        paper = folded(printed(plain))
        drawn = draw(plan, Style(), [hazard]) if hazard else plain
        pdf = SCRATCH / f"hidden-{seed}-{hazard.name if hazard else 'plain'}.pdf"
        pdf.write_bytes(drawn.pdf)
        for name, read in TEXT_TOOLS.items():
            expected = _plain_text(name, seed) if hazard else paper
            parts.setdefault(name, []).append(of_text(folded(read(pdf)), expected, paper, drawn.truth))
        parts.setdefault(RECORDS, []).append(of_records(pdf, drawn.truth))
    return {name: total(found) for name, found in parts.items()}


_plain: dict[tuple[str, int], str] = {}


def _plain_text(name: str, seed: int) -> str:
    if (name, seed) not in _plain:
        _plain[name, seed] = folded(TEXT_TOOLS[name](SCRATCH / f"hidden-{seed}-plain.pdf"))
    return _plain[name, seed]


def changes(hazard: Hazard) -> bool:
    """Whether a hazard finds anything to change: some need room on a page that these plans don't leave."""
    return any(
        draw(plan_of(seed), Style(), [hazard]).pdf != draw(plan_of(seed), Style()).pdf for seed in SEEDS
    )


GROUPS = {
    group: [hazard for hazard in HAZARDS.values() if belongs(hazard) and changes(hazard)]
    for group, belongs in {
        "Hidden": lambda hazard: hazard.stage is Stage.GHOSTS or hazard.name == "printed-over",
        "Struck several times": lambda hazard: hazard.name.startswith("struck"),
        "Printed again": lambda hazard: hazard.stage is Stage.BLOCKS,
    }.items()
}

INTRODUCTION = """\
# Hidden and doubled text

A PDF may hold text that nobody sees on its pages (beside the page, clipped away, painted over, in white, in a
layer that is off) and text that is there several times but looks like once (struck again a little beside, so
that it looks bold; a page bound in twice). Plans laid out by hand are full of both. This page shows what
becomes of such text in this and other tools.

`benchmarks/hidden_text.py` writes this page; run it to measure again. {plans}

## Measures

Each plan is drawn plain, and again once for every kind of hidden or doubled text (a *hazard* of
`tests/support/plandraw`). A person reads the same on both. Characters are compared as a bag, whatever
their order, after NFKC and without white space, so that no tool is blamed for its line breaks.

- **✓**: the hazard made no difference at all: not one character more or less, and all projects right.
- **+98 −0**: 98 characters too many for every 100 that the same tool gives for the plain plan, and none of
  those 100 lost. Measured against itself, so that camelot, which gives tables only, is not blamed for the
  rest.
- **3/8 +2**: 3 of 8 projects came out right, and also 2 projects that no page shows. In text, a project is
  right when its number (such as №22-1) is in it exactly as often as on paper: a doubled number reads
  `№№2222--11`.
- **{records}** gives records, not text. There a project is right only when every field of it is: title,
  description, each goal and cell, budget, departments, relisted lines and footnotes.

The plain plans come first, compared with the strings that were drawn. camelot lacks what is in no table.
"""

CAVEATS = """\
## How to read this

- The hazards are drawn by this project and planextract was made to withstand them, so a ✓ of its own is no
  surprise. The other tools were not made for this: for search and archiving it is right to give all text of a
  file, seen or not.
- "Printed again" is on paper twice. For text the second copy is no fault; it is counted here because a table
  of projects made from that text would have them twice. `planextract text` shows pages as they are and so
  gives both copies; the records have each once.
- A hidden project may be missing from the count though all its characters came through: where they lie on
  visible ones, lines mix both, and no number in them can be read.
- Each tool is used as it comes. Some can be told more: pdfplumber can crop to the page, which helps with text
  beside it.
"""


def page(plain: dict[str, Outcome], table: dict[str, dict[str, Outcome]], seconds: float) -> str:
    """The Markdown page."""
    tools = list(plain)
    projects = plain[RECORDS].projects
    count = len(SEEDS)
    hidden = len(_hidden_projects())
    plans = (
        f"Measured with {count} plans (seeds {', '.join(map(str, SEEDS))}) of {projects} projects in all, and"
        f" {hidden} more that only hidden pages hold."
    )
    lines = [INTRODUCTION.format(plans=plans, records=RECORDS), "## Results", ""]
    lines += _rows("Plain", tools, [("no hazard", "compared with what was drawn", plain)])
    for group, hazards in GROUPS.items():
        lines += _rows(
            group, tools, [(hazard.name, hazard.summary, table[hazard.name]) for hazard in hazards]
        )
    lines += ["### Kinds that made no difference", "", "| | " + " | ".join(tools) + " |"]
    lines.append("|---|" + "---:|" * len(tools))
    for group, hazards in GROUPS.items():
        unhurt = (sum(table[hazard.name][tool].clean for hazard in hazards) for tool in tools)
        lines.append(f"| {group} (of {len(hazards)}) | " + " | ".join(map(str, unhurt)) + " |")
    used = ", ".join(f"{name} {version}" for name, version in versions().items())
    lines += ["", CAVEATS, f"Measured with {used} on {machine()}, in {seconds:.0f} s.", ""]
    return "\n".join(lines)


def _rows(title: str, tools: Sequence[str], rows: Iterable[tuple[str, str, dict[str, Outcome]]]) -> list[str]:
    lines = [f"### {title}", "", "| kind | | " + " | ".join(tools) + " |", "|---|---|" + "---|" * len(tools)]
    for name, summary, found in rows:
        lines.append(f"| `{name}` | {summary} | " + " | ".join(str(found[tool]) for tool in tools) + " |")
    return [*lines, ""]


def _hidden_projects() -> list[str]:
    return [number for seed in SEEDS for number in draw(plan_of(seed)).truth["hidden_projects"]]


def main() -> int:
    """Measure everything and write the page."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    SCRATCH.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    plain = outcomes(None)
    table = {}
    for hazards in GROUPS.values():
        for hazard in hazards:
            table[hazard.name] = outcomes(hazard)
            told = "  ".join(f"{tool}: {found}" for tool, found in table[hazard.name].items())
            print(f"{hazard.name:22} {told}", file=sys.stderr)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(plain, table, time.perf_counter() - start), encoding="utf-8")
    print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
